package report

import (
	"focusd/timer"
)

// Breaks is how many breaks became what.
type Breaks struct {
	Taken    int `json:"taken"`
	Natural  int `json:"natural"`
	CutShort int `json:"cut_short"`
	Skipped  int `json:"skipped"`
}

// Due is all that ended.
func (b Breaks) Due() int { return b.Taken + b.Natural + b.CutShort + b.Skipped }

// Kept is the part that was taken, natural breaks included; ok is false if none
// was due.
func (b Breaks) Kept() (ratio float64, ok bool) {
	if b.Due() == 0 {
		return 0, false
	}
	return float64(b.Taken+b.Natural) / float64(b.Due()), true
}

func (b *Breaks) add(c Breaks) {
	b.Taken += c.Taken
	b.Natural += c.Natural
	b.CutShort += c.CutShort
	b.Skipped += c.Skipped
}

func (b *Breaks) count(o timer.BreakOutcome) {
	switch o {
	case timer.Taken:
		b.Taken++
	case timer.Natural:
		b.Natural++
	case timer.CutShort:
		b.CutShort++
	case timer.Skipped:
		b.Skipped++
	}
}
