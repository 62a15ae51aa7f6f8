package terminal

import "time"

const (
	// settles is how long it takes until what happened has another program in the
	// foreground: what is typed is the start of it.
	settles = time.Second
	// rationEvery is how often in the long run it is looked at what happens all the
	// time: the last input is told no finer. A look takes 0.06 ms of a processor.
	rationEvery = grid
	// rationMost is how many looks are kept for when something happens after a
	// quiet time: what is typed for some seconds may be one command.
	rationMost = 6
)

// ration is when to look after a ring: soon after a quiet time, and in the long
// run not more often than every rationEvery. The zero ration is a full one.
type ration struct {
	due   time.Time // when to look at what has rung; zero: nothing has
	spent time.Time // when as many looks as were taken would have been that often
}

// take takes a look at what rang at now, which makes it due.
func (r *ration) take(now time.Time) {
	r.due = later(now.Add(settles), r.spent.Add(-(rationMost-1)*rationEvery))
	r.spent = later(r.due, r.spent).Add(rationEvery)
}

// look takes in that it was looked at now. What was due later is so still: more
// may follow from what rang.
func (r *ration) look(now time.Time) {
	if !now.Before(r.due) {
		r.due = time.Time{}
	}
}

// by is when to look, if at would be the time had nothing rung.
func (r *ration) by(at time.Time) time.Time {
	if !r.due.IsZero() && r.due.Before(at) {
		return r.due
	}
	return at
}

// rationed is a doorbell that is followed as far as a ration goes. The zero one
// never rings.
type rationed struct {
	*doorbell
	ration
}

// awaited is nil while a look is due: one is enough.
func (r *rationed) awaited() <-chan struct{} {
	if !r.due.IsZero() {
		return nil
	}
	return r.rings()
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
