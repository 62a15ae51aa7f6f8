package report

import (
	"fmt"
	"iter"
	"time"

	"focusd/tracker"
)

// Day is what a day came to. It has no title and does not change.
type Day struct {
	Date tracker.Day `json:"date"`
	Off  bool        `json:"off,omitzero"`

	First    time.Time `json:"first,omitzero"` // activity seen, or said of the person; zero: none
	Last     time.Time `json:"last,omitzero"`
	Offset   int       `json:"offset,omitzero"` // of local time from UTC at First, in minutes
	Coverage Coverage  `json:"coverage"`
	Gaps     []Gap     `json:"gaps,omitempty"`

	Presences  tracker.Totals `json:"presences"` // as recorded
	Classes    Classes        `json:"classes"`
	Activities []Activity     `json:"activities,omitempty"` // the most first
	Hours      [24]Hour       `json:"hours"`                // by the civil clock of where the person was
	Focus      time.Duration  `json:"focus"`                // of all blocks, within the day
	Capacity   time.Duration  `json:"capacity"`             // in blocks, or in earns or supports; none twice

	Blocks      []Block `json:"blocks,omitempty"` // that began in it, and count
	Breaks      Breaks  `json:"breaks,omitzero"`
	Switches    int     `json:"switches"` // of category
	LongestWork Stretch `json:"longest_work,omitzero"`

	Questions int           `json:"questions,omitzero"`
	Overhead  time.Duration `json:"overhead,omitzero"`
}

// Sum makes a Day of what there is of it.
func (j *Judge) Sum(f Facts) Day {
	pieces := j.appendPieces(j.around[:0], f.Spans, f.Entries)
	today := appendWithin(j.today[:0], pieces, f.From, earlier(f.To, f.Now))
	j.around, j.today = pieces, today
	waking := f.waking()
	d := Day{Date: f.Date, Off: f.Off, Gaps: f.gaps(waking), Questions: f.Questions, Overhead: f.Overhead}
	d.Coverage = coverage(waking, pieces, d.Gaps)
	d.Presences = f.presences()
	d.activities(today)
	if d.First.IsZero() && !f.To.After(f.Began) {
		d.Coverage, d.Gaps = Coverage{}, nil // there was nobody to account for it
	}
	d.blocks(f, pieces)
	d.hours(f, today)
	d.Switches = switches(today)
	d.LongestWork = longestWork(today)
	for _, b := range f.Breaks {
		d.Breaks.count(b.Outcome)
	}
	return d
}

// presences is how the day divides, as far as it has been. What no span covers
// was observed by nobody.
func (f Facts) presences() (p tracker.Totals) {
	end := earlier(f.To, f.Now)
	p[tracker.Unobserved] = max(end.Sub(f.From), 0)
	for _, s := range f.Spans {
		if part, ok := s.Clip(f.From, end); ok {
			p[part.Presence] += part.Duration()
			p[tracker.Unobserved] -= part.Duration()
		}
	}
	return p
}

// Days sums up one day after another: no more than one is held as facts. An error
// of facts ends it, after what came before.
func (j *Judge) Days(facts iter.Seq2[Facts, error]) (days []Day, err error) {
	for f, err := range facts {
		if err != nil {
			return days, fmt.Errorf("sum up days: %w", err)
		}
		days = append(days, j.Sum(f))
	}
	return days, nil
}
