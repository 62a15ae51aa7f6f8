package openmetrics

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"time"

	"focusd/daemon/engine"
)

// mostKept is how many bytes of changes are kept at most, while there is more
// than one family of them. A year has about ten million.
const mostKept = 16 << 20

// The gauges that a log tells of.
const (
	trackingStart  = "focusd_tracking_start_timestamp_seconds"
	accountedUntil = "focusd_accounted_until_timestamp_seconds"
	zoneOffset     = "focusd_time_zone_offset_seconds"
)

// Export is what is to be written.
type Export struct {
	Past     engine.Past
	Families []Family // in the order in which they are written; those of which the log tells nothing are left out

	From, To time.Time // of the samples; the counters count from the beginning of the log
	Step     time.Duration

	Job, Instance string // labels of all samples
	Form          Form

	most int // bytes kept; 0: mostKept
}

// Write writes it all. Who reads may have gone when ctx is done.
func (e Export) Write(ctx context.Context, to io.Writer) error {
	out := bufio.NewWriterSize(to, 64<<10)
	var left []Family
	for _, f := range e.Families {
		if told(f) {
			left = append(left, f)
		}
	}
	for len(left) > 0 {
		p := e.newPass(left)
		if err := p.read(ctx); err != nil {
			return err
		}
		w := &writer{Writer: out, form: e.Form, steps: p.steps}
		for _, f := range p.families {
			if len(p.metrics[f.Name]) > 0 {
				w.family(f, p.metrics[f.Name])
			}
		}
		left = left[len(p.families):]
	}
	if e.Form == OpenMetrics {
		out.WriteString("# EOF\n")
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write the history: %w", err)
	}
	return nil
}

// told says whether a log tells of a family.
func told(f Family) bool {
	switch f.Name {
	case trackingStart, accountedUntil, zoneOffset:
		return true
	}
	return f.Type != Gauge && engine.Recounted(f.Name)
}
