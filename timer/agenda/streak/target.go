package streak

import (
	"slices"

	"focusd/tracker"
)

// Target is what a habit asks for from a day on: minutes or a count.
type Target struct {
	From  tracker.Day
	Value float64
}

// Targets are the versions of a target, each from its day on, oldest first. A
// new one leaves the days before it as they were judged.
type Targets []Target

// On is the target in force on a day. Before the first version it is that of
// the first; without any, zero.
func (ts Targets) On(d tracker.Day) float64 {
	if len(ts) == 0 {
		return 0
	}
	i, found := ts.find(d)
	if !found {
		i = max(i-1, 0)
	}
	return ts[i].Value
}

// With returns the versions with one more, which takes the place of one of the
// same day. The receiver stays as it is.
func (ts Targets) With(t Target) Targets {
	i, found := ts.find(t.From)
	with := slices.Clone(ts)
	if found {
		with[i] = t
		return with
	}
	return slices.Insert(with, i, t)
}

func (ts Targets) find(d tracker.Day) (int, bool) {
	return slices.BinarySearchFunc(ts, d, func(t Target, d tracker.Day) int {
		switch {
		case t.From.Before(d):
			return -1
		case d.Before(t.From):
			return 1
		}
		return 0
	})
}
