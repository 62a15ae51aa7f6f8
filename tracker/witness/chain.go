package witness

import (
	"slices"
	"time"
)

// Chain is what was in force at one instant, at most one note of a kind, in
// the order of the kinds. An empty one: the journal has nothing of that time.
type Chain []Note

// At is the chain at t. The notes are in the order they were taken down, and
// reach to the end of what was so at t: that a person was away is noted when
// the threshold has passed, that a machine slept when it wakes.
//
// What a daemon knew ends with it: before the next one begins nothing is in
// force but that none ran.
func At(notes []Note, t time.Time) Chain {
	var in [kinds]*Note
	for i := range notes {
		n := &notes[i]
		if n.Since().After(t) {
			continue
		}
		if n.Kind == Daemon && (in[Daemon] == nil || *in[Daemon] != *n) { // else a page repeats it
			in = [kinds]*Note{}
		}
		if d := in[Daemon]; n.Kind != Daemon && d != nil && t.Before(d.At) {
			continue
		}
		if n.Kind.event() && !t.Before(n.until()) {
			continue
		}
		in[n.Kind] = n
	}
	var c Chain
	for _, n := range in {
		if n != nil && n.told() {
			c = append(c, *n)
		}
	}
	return c
}

// Of is the note of a kind, if there is one.
func (c Chain) Of(k Kind) (n Note, ok bool) {
	i := slices.IndexFunc(c, func(n Note) bool { return n.Kind == k })
	if i < 0 {
		return Note{}, false
	}
	return c[i], true
}
