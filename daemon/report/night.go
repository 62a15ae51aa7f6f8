package report

import (
	"time"

	"focusd/tracker"
	"focusd/tracker/entry"
)

const (
	// NightReach is how far around the start of a day a night can be. The day
	// starts in the middle of it, so an evening away from the desk is no night.
	NightReach = 6 * time.Hour
	// LeastNight is how long an absence is at least, to be the night.
	LeastNight = 2 * time.Hour
	// LeastGap is how long a gap has to be longer than to be asked about.
	// Shorter absences count as accounted for.
	LeastGap = 15 * time.Minute
)

// Gap is a stretch of waking time in which nobody was seen, and of which nobody
// has said anything.
type Gap struct {
	Start time.Time `json:"start"`
	End   time.Time `json:"end"`
	Was   string    `json:"was"` // the presence that most of it had

	Offset int `json:"offset,omitzero"` // of local time from UTC before it, in minutes
}

// Duration is the length of the gap.
func (g Gap) Duration() time.Duration { return g.End.Sub(g.Start) }

// waking is the time between the night before and the night after, as far as it
// has been and there was a log.
func (f Facts) waking() entry.Stretch {
	w := entry.Stretch{Start: f.From, End: earlier(f.To, f.Now)}
	if night, ok := f.night(f.From); ok {
		w.Start = later(w.Start, night.End)
	}
	if night, ok := f.night(f.To); ok {
		w.End = earlier(w.End, night.Start)
	}
	w.Start = later(w.Start, f.began())
	if w.End.Before(w.Start) {
		w.End = w.Start
	}
	return w
}

// began is when the log did, for all that is known of the day: something may be
// said of the time before, or have been seen and not been counted.
func (f Facts) began() time.Time {
	began := f.Began
	if len(f.Spans) > 0 {
		began = earlier(began, f.Spans[0].Start)
	}
	if len(f.Entries) > 0 {
		began = earlier(began, f.Entries[0].Start)
	}
	return began
}

// night is the longest absence around the start of a day.
func (f Facts) night(start time.Time) (night entry.Stretch, ok bool) {
	until := earlier(start.Add(NightReach), f.Now)
	for _, g := range f.around().Gaps(start.Add(-NightReach), until, LeastNight) {
		if g.Duration() > night.Duration() {
			night, ok = g.Stretch, true
		}
	}
	return night, ok
}

func (f Facts) around() entry.Around { return entry.Around{Entries: f.Entries, Spans: f.Spans} }

// gaps are those of a stretch.
func (f Facts) gaps(w entry.Stretch) (gaps []Gap) {
	for _, g := range f.around().Gaps(w.Start, w.End, LeastGap+1) {
		gaps = append(gaps, Gap{g.Start, g.End, g.Presence.String(), f.offset(g.Start)})
	}
	return gaps
}

// offset is that of where the person was last before an instant, or if nothing
// is before it, first.
func (f Facts) offset(at time.Time) (minutes int) {
	for i, s := range f.Spans {
		if i > 0 && !s.Start.Before(at) {
			break
		}
		minutes = s.Offset
	}
	return minutes
}

// Coverage is how much of the waking time is accounted for.
type Coverage struct {
	Waking  time.Duration `json:"waking"` // without the time in which the person wished not to be recorded
	Covered time.Duration `json:"covered"`
}

// Percent is how much that is; ok is false where there was no waking time.
func (c Coverage) Percent() (percentage int, ok bool) {
	// Rounded down: 79.6 % are not enough.
	if c.Waking <= 0 {
		return 0, false
	}
	return int(c.Covered * 100 / c.Waking), true
}

// Enough tells whether a day of this coverage counts for the exercise.
func (c Coverage) Enough() bool {
	p, ok := c.Percent()
	return ok && p >= EnoughCoverage
}

func (c *Coverage) add(d Coverage) {
	c.Waking += d.Waking
	c.Covered += d.Covered
}

// coverage is that of a stretch with gaps.
func coverage(w entry.Stretch, pieces []Piece, gaps []Gap) Coverage {
	c := Coverage{Waking: w.Duration()}
	for _, p := range pieces {
		if part, ok := p.clip(w.Start, w.End); ok && !p.Said && !p.Hidden && p.Presence == tracker.Paused {
			c.Waking -= part.Duration()
		}
	}
	c.Covered = c.Waking
	for _, g := range gaps {
		c.Covered -= g.Duration()
	}
	return c
}
