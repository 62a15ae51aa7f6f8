package page

import (
	"strconv"
	"time"
)

// at is where an instant is drawn.
func (t timelineView) at(when time.Time) float64 {
	return 100 * float64(when.Sub(t.From)) / float64(t.To.Sub(t.From))
}

// place is a coordinate in percent, to a hundredth: a tenth of a pixel.
func place(x float64) string { return strconv.FormatFloat(x, 'f', 2, 64) + "%" }

// Now is where the present is drawn; "" where it is not.
func (t timelineView) Now() string {
	if now := t.Status.At; now.Before(t.To) && now.After(t.From) {
		return place(t.at(now))
	}
	return ""
}

// tick is an instant that is named below.
type tick struct{ X, Name string }

// Ticks are whole hours or parts of one, no more than there is room for.
func (t timelineView) Ticks() (all []tick) {
	length := t.To.Sub(t.From)
	step := time.Minute
	for _, s := range []time.Duration{5 * time.Minute, 10 * time.Minute, 15 * time.Minute, 30 * time.Minute, time.Hour, 2 * time.Hour, 3 * time.Hour} {
		if length/step > 9 {
			step = s
		}
	}
	_, offset := t.From.In(t.zone).Zone()
	shift := time.Duration(offset) * time.Second % step
	for at := t.From.Add(shift).Truncate(step).Add(-shift); at.Before(t.To); at = at.Add(step) {
		if x := t.at(at); x >= 0 && x < 96 {
			all = append(all, tick{place(x), t.Clock(at)})
		}
	}
	return all
}
