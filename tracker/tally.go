package tracker

import (
	"iter"
	"time"
)

// Tally is what spans add up to by presence and by app. Unlike a Summary it
// has no range and no hours, so the tallies of parts of the log can be added.
// The zero Tally is empty and ready.
type Tally struct {
	Presences Totals

	index  map[string]int // of each app in names and totals
	names  []string
	totals []AppTotal

	// Parts of a log have much the same apps in the same order.
	last  int   // that was added to
	after []int // which app was added to after each, the last time
}

// AddApp adds to the time of an app; none leaves no trace, and what was
// added can be taken away by adding less than nothing. The name is copied if
// it is new.
func (t *Tally) AddApp(app []byte, total AppTotal) {
	if total.none() {
		return
	}
	i := 0
	if len(t.after) > 0 {
		i = t.after[t.last]
	}
	if i >= len(t.names) || t.names[i] != string(app) {
		i = t.find(app)
	}
	t.totals[i].add(total)
	t.last = i
}

// find returns the index of an app that is not the expected one, and expects it
// the next time.
func (t *Tally) find(app []byte) int {
	i, known := t.index[string(app)]
	if !known {
		i = t.enter(string(app))
	}
	t.after[t.last] = i
	return i
}

func (t *Tally) enter(app string) int {
	if t.index == nil {
		t.index = make(map[string]int)
	}
	t.index[app] = len(t.names)
	t.names = append(t.names, app)
	t.totals = append(t.totals, AppTotal{})
	t.after = append(t.after, len(t.names)) // the next new one
	return len(t.names) - 1
}

// Apps yields the apps with any time, in the order in which they came.
func (t *Tally) Apps() iter.Seq2[string, AppTotal] {
	return func(yield func(string, AppTotal) bool) {
		for i, name := range t.names {
			if !t.totals[i].none() && !yield(name, t.totals[i]) {
				return
			}
		}
	}
}

// Reset makes t empty and keeps its room.
func (t *Tally) Reset() {
	clear(t.index)
	*t = Tally{index: t.index, names: t.names[:0], totals: t.totals[:0], after: t.after[:0]}
}

// Summary is the tally as that of a range, without hours.
func (t *Tally) Summary(from, to time.Time) Summary {
	s := Summary{From: from, To: to, Presences: t.Presences}
	if len(t.names) > 0 {
		s.Apps = make(map[string]AppTotal, len(t.names))
	}
	for name, total := range t.Apps() {
		s.Apps[name] = total
	}
	return s
}
