package metrics

import (
	"cmp"
	"slices"
	"time"

	"focusd/daemon/engine"
)

// dayKept is how long the categories of the day are shown before they are read
// again: reading them is what a scrape must not wait for each time.
const dayKept = time.Minute

// dayCache is what the day came to when it was last read.
type dayCache struct {
	from   time.Time // the day
	at     time.Time
	labels map[string]time.Duration
}

// read is what the day has come to, lately, by label. It is not to be changed.
func (d *dayCache) read(s *engine.Snapshot, read func(from, to time.Time) ([]engine.CategoryTotal, error)) (map[string]time.Duration, error) {
	if d.from.Equal(s.Day.From) && !s.At.Before(d.at) && s.At.Sub(d.at) < dayKept {
		return d.labels, nil
	}
	totals, err := read(s.Day.From, s.At)
	if err != nil {
		return nil, err
	}
	d.from, d.at, d.labels = s.Day.From, s.At, byLabel(totals)
	return d.labels, nil
}

// collectDay shows the running day of the person. Before the loop has begun
// there is none.
func (c *collector) collectDay(s *engine.Snapshot) error {
	out := c.sheet.put
	if s.Day.From.IsZero() {
		return nil
	}
	out("focusd_day_focus_seconds", s.Day.Focus.Seconds())
	out("focusd_day_start_timestamp_seconds", unix(s.Day.From))
	out("focusd_day_end_timestamp_seconds", unix(s.Day.To))
	out("focusd_time_zone_offset_seconds", s.Offset.Seconds())
	if c.src.Categories == nil {
		return nil
	}
	labels, err := c.day.read(s, c.src.Categories)
	if err != nil {
		return err
	}
	for label, d := range labels {
		out("focusd_day_active_seconds", d.Seconds(), label)
	}
	return nil
}

// byLabel adds categories up by their label. Those with the least time are
// other, where there are more than labels.
func byLabel(totals []engine.CategoryTotal) map[string]time.Duration {
	totals = slices.Clone(totals)
	slices.SortStableFunc(totals, func(a, b engine.CategoryTotal) int {
		return cmp.Compare(b.Active+b.Passive, a.Active+a.Passive)
	})
	sums := make(map[string]time.Duration)
	for _, t := range totals {
		label := engine.Slug(t.Name)
		if _, known := sums[label]; !known && len(sums) >= mostCategories-1 {
			label = "other"
		}
		sums[label] += t.Active + t.Passive
	}
	return sums
}
