package engine

import (
	"time"

	"focusd/timer"
	"focusd/tracker"
)

const (
	// fresh is how old a reading of idleness may be for a decision.
	fresh = 500 * time.Millisecond
	// answerWithin is how long a source may take to answer before the engine
	// decides with what it knows.
	answerWithin = 300 * time.Millisecond
	// askAhead is how long before a decision the source is asked, so that the
	// decision needn't wait for the answer.
	askAhead = 250 * time.Millisecond
	// oneStretch is the longest silence inside one stretch of input.
	oneStretch = 30 * time.Second
	// askEvery is how often the source is asked while a return would undo the
	// end of overtime or begin a block.
	askEvery = 10 * time.Second
	// returnWithin is how long after it a return undoes the end of overtime.
	returnWithin = time.Minute
)

// input is what is known of keyboard and pointer. Between readings the person
// may have touched them: only a source that has reported idleness, and will
// report its end, is known to be up to date.
type input struct {
	last    time.Time // the last input, as of readAt; zero: never read
	since   time.Time // when the present stretch of input began
	readAt  time.Time
	settled bool // the source says idle: it will say when that ends

	waitUntil   time.Time // an answer of the source is awaited until then
	returnUntil time.Time // a return before then is worth asking for
	askedAt     time.Time
	wanted      bool // a reader waits for the next reading
}

// read takes in a reading. idle says that the source will report a return.
func (in *input) read(s tracker.Sample, idle bool) {
	if s.IdleAge == 0 {
		in.waitUntil = time.Time{}
	}
	if !s.IdleKnown {
		in.last, in.since = time.Time{}, time.Time{}
		return
	}
	at := s.At.Add(-s.IdleAge)
	last := at.Add(-s.Idle)
	if in.since.IsZero() || last.Sub(in.last) > oneStretch {
		in.since = last
	}
	if last.After(in.last) {
		in.last = last
	}
	in.readAt, in.settled = at, idle
}

// forget says that nothing can be known for now.
func (in *input) forget() { *in = input{returnUntil: in.returnUntil} }

// known is what the timer may rely on.
func (in *input) known() timer.Input {
	return timer.Input{Last: in.last, Since: in.since}
}

// stale says that a decision should wait for a fresh reading.
func (in *input) stale(now time.Time) bool {
	return !in.last.IsZero() && !in.settled && now.Sub(in.readAt) > fresh
}

// shift moves what is known with the wall clock.
func (in *input) shift(d time.Duration) {
	for _, t := range []*time.Time{&in.last, &in.since, &in.readAt, &in.waitUntil, &in.returnUntil, &in.askedAt} {
		if !t.IsZero() {
			*t = t.Add(d)
		}
	}
}

// watchReturn notes that overtime ended for want of input: for a minute a
// return undoes that, as long as the break lasts.
func (in *input) watchReturn(step timer.Step, now time.Time) {
	if p := step.State.Phase; p != timer.ShortBreak && p != timer.LongBreak {
		in.returnUntil = time.Time{}
	}
	for _, r := range step.Records {
		if r.Auto && r.Before == timer.Overtime && (r.After == timer.ShortBreak || r.After == timer.LongBreak) {
			in.returnUntil = now.Add(returnWithin)
		}
	}
}

// askAt is when the source should next be asked though nothing is due: because
// a return would change something, or because something soon will be due. The
// zero time if it need not be asked.
func (in *input) askAt(rules timer.Rules, s timer.State) time.Time {
	if in.last.IsZero() || in.settled || s.Phase == timer.Idle {
		return time.Time{}
	}
	next := latest(in.askedAt, in.readAt).Add(askEvery)
	byActivity := s.Phase == timer.BreakOver && rules.AfterBreak == timer.StartByActivity
	if byActivity || next.Before(in.returnUntil) {
		return next
	}
	if due := rules.Due(s, in.known()); in.stale(due) && in.askedAt.Before(due.Add(-askAhead)) {
		return due.Add(-askAhead)
	}
	return time.Time{}
}

// wantsReading says that the timer should not see the time before the source
// has answered. An answer that does not come leaves the input unknown, which
// deducts nothing, rather than old, which would look like absence.
func (l *loop) wantsReading() bool {
	if l.now.Before(l.input.waitUntil) {
		return true
	}
	if !l.source.Watching || l.ahead().Phase == timer.Idle || !l.input.stale(l.now) {
		return false
	}
	if l.input.askedAt.After(l.input.readAt) && l.now.Sub(l.input.askedAt) < askEvery {
		l.input.forget()
		return false
	}
	return true
}

// inputFor is what is known of the input when something happens to s. Where an
// old reading would make an absence of it, and the answer of the source is not
// there yet, nothing is known.
func (l *loop) inputFor(s timer.State) timer.Input {
	known := l.known()
	if !l.source.Watching || !l.input.stale(l.now) {
		return known
	}
	if due := l.cfg.Rules.Due(s, known); due.IsZero() || due.After(l.now) {
		return known
	}
	return timer.Input{}
}

// askSource asks for a fresh reading, unless one is on its way.
func (l *loop) askSource() {
	if l.now.Before(l.input.waitUntil) {
		return
	}
	l.input.askedAt = l.now
	l.input.waitUntil = l.now.Add(answerWithin)
	select {
	case l.e.ask <- struct{}{}:
	default: // one is waiting to be read
	}
}
