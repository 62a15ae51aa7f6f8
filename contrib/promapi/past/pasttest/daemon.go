// Package pasttest is a daemon with a history that tests make up.
package pasttest

import (
	"context"
	"fmt"
	"io"
	"iter"
	"strings"
	"sync"
	"time"

	"focusd/contrib/promapi/past"
	"focusd/daemon/api"
)

// Daemon is a past.Daemon. Its fields may be changed between two questions.
type Daemon struct {
	mu      sync.Mutex
	Edition api.CountsEdition
	Growths []Growth
	Offsets []api.OffsetChange
	Plans   []api.PlanDay
	Page    string // of metrics
	Fails   error  // nil: it does not

	Asked []string // for which ranges it was
}

// Growth is one of a series.
type Growth struct {
	Metric string
	Labels map[string]string
	Start  time.Time
	Length time.Duration // 0: By is what it grew at once
	By     int64
}

// New is a daemon whose log goes from begin until end.
func New(begin, end time.Time) *Daemon {
	return &Daemon{Edition: api.CountsEdition{Edition: "a", Begin: begin, Until: end, DayStart: 240, Said: map[string]string{}}}
}

// Grew adds that a series grew for a while.
func (d *Daemon) Grew(metric string, labels map[string]string, start time.Time, length time.Duration) {
	d.Growths = append(d.Growths, Growth{metric, labels, start, length, 0})
}

// Rose adds that a series grew at once.
func (d *Daemon) Rose(metric string, labels map[string]string, at time.Time, by int64) {
	d.Growths = append(d.Growths, Growth{metric, labels, at, 0, by})
}

// CountsEdition implements past.Daemon.
func (d *Daemon) CountsEdition(context.Context) (api.CountsEdition, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.Edition, d.Fails
}

// PlanDays implements past.Daemon.
func (d *Daemon) PlanDays(_ context.Context, from, to time.Time) (told api.PlanDays, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, day := range d.Plans {
		if !day.From.Before(from) && day.From.Before(to) {
			told.Days = append(told.Days, day)
		}
	}
	if len(d.Plans) > 0 {
		d.Asked = append(d.Asked, "plans "+from.UTC().Format("01-02")+" "+to.UTC().Format("01-02"))
	}
	return told, d.Fails
}

// Metrics implements past.Daemon.
func (d *Daemon) Metrics(context.Context) (io.ReadCloser, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return io.NopCloser(strings.NewReader(d.Page)), d.Fails
}

// Counts implements past.Daemon.
func (d *Daemon) Counts(_ context.Context, from, to time.Time) iter.Seq2[api.CountRow, error] {
	return func(yield func(api.CountRow, error) bool) {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.Asked = append(d.Asked, from.UTC().Format("01-02")+" "+to.UTC().Format("01-02"))
		if d.Fails != nil {
			yield(api.CountRow{}, d.Fails)
			return
		}
		for _, o := range d.Offsets {
			if at := time.UnixMilli(o.At); !at.Before(from) && at.Before(to) && !yield(api.CountRow{Offset: &o}, nil) {
				return
			}
		}
		ids := make(map[string]int)
		for _, g := range d.Growths {
			name := g.Metric + fmt.Sprint(g.Labels)
			id, known := ids[name]
			if !known {
				id = len(ids)
				ids[name] = id
				if !yield(api.CountRow{Series: &api.CountSeries{Series: id, Metric: g.Metric, Labels: g.Labels}}, nil) {
					return
				}
			}
			if row, ok := g.in(from, to, id); ok && !yield(row, nil) {
				return
			}
		}
	}
}

func (g Growth) in(from, to time.Time, id int) (api.CountRow, bool) {
	row := api.CountRow{Growth: api.Growth{Start: g.Start.UnixMilli(), Of: []int{id}}}
	if g.Length == 0 {
		row.By = []int64{g.By}
		return row, !g.Start.Before(from) && g.Start.Before(to)
	}
	start, end := max(row.Start, from.UnixMilli()), min(g.Start.Add(g.Length).UnixMilli(), to.UnixMilli())
	row.Start, row.Length = start, end-start
	return row, row.Length > 0
}

// Reader reads from the daemon, with the labels that tests have.
func (d *Daemon) Reader(now func() time.Time) *past.Reader {
	return &past.Reader{Daemon: d, Target: map[string]string{"job": "focusd", "instance": "here"}, Now: now}
}
