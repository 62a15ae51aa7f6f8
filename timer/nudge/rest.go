package nudge

import (
	"time"

	"focusd/timer"
	"focusd/tracker"
)

// Tired is the active time since the last rest, twice: any rest ends the short
// one, only a long rest ends both. An absence shorter than a rest stops them
// and ends neither. A meeting is activity.
type Tired struct {
	Short, Long Load
	Seen        time.Time // active time is counted up to here
	Rested      time.Time // the end of the last real rest; zero: none seen
}

// Load is active time without a rest of one length.
type Load struct {
	Active time.Duration
	Asked  time.Duration // how much of it the last reminder was about
}

// Left is an absence that lasts. The zero Left is none.
type Left struct {
	From    time.Time
	As      tracker.Presence
	Excused time.Time // until then it is a break; zero: it is not
	Up      bool      // somebody had been active on its day
}

// Spell is a rest that lasts and was meant as one. The zero Spell is none.
type Spell struct {
	From  time.Time
	For   time.Duration
	Busy  time.Duration // of input in it
	Timer bool          // it is a break of the timer
}

func (b Spell) lasts() bool { return !b.From.IsZero() }

// real tells whether the person rested in the given part of it: input for more
// than 30 % of a break means that it was none, though the clock ran out.
func (b Spell) real(d time.Duration) bool { return float64(b.Busy) <= busyShare*float64(d) }

// follow counts activity, and notices who comes and goes.
func (t *turn) follow() {
	w := t.s.World
	if t.s.At.IsZero() {
		t.s.Tired.Seen = t.now
		t.s.Pause = t.now
		t.was = w
	}
	switch {
	case !w.there():
		t.depart()
	case !t.s.Left.From.IsZero():
		t.arrive()
	case w.Presence == t.was.Presence && w.Since.After(t.s.At) && !t.s.At.IsZero():
		// They went and came while nobody looked.
		t.s.Left = Left{From: t.s.At, As: tracker.Unobserved, Up: t.up(t.s.At)}
		t.arrive()
	}
	if w.there() {
		t.active()
	}
}

func (t *turn) active() {
	w := t.s.World
	if w.Presence == tracker.Active && t.s.Today.First.IsZero() {
		t.s.Today.First = t.now
	}
	switch {
	case w.Meeting || w.Presence == tracker.Passive:
		t.count(t.now)
	case w.Input.Last.IsZero():
		t.s.Tired.Seen = t.now // unknown is not active
	default:
		t.count(earlier(w.Input.Last, t.now))
	}
}

// count adds activity up to the given instant.
func (t *turn) count(to time.Time) {
	tired := &t.s.Tired
	d := to.Sub(tired.Seen)
	if d <= 0 {
		return
	}
	t.s.Today.Active += d
	if t.s.Break.lasts() {
		t.s.Break.Busy += t.touched(later(tired.Seen, t.s.Break.From), to)
	} else {
		tired.Short.Active += d
		tired.Long.Active += d
	}
	tired.Seen = to
}

// touched is how much of from..to was input: in a rest one look at the clock is
// not five minutes of activity.
func (t *turn) touched(from, to time.Time) time.Duration {
	w := t.s.World
	switch {
	case w.Meeting:
	case w.Presence == tracker.Passive:
		return 0
	case w.Input.Since.IsZero():
		from = later(from, to.Add(-prelude))
	default:
		from = later(from, w.Input.Since)
	}
	return max(to.Sub(from), 0)
}

// depart begins an absence, counted back to the last input.
func (t *turn) depart() {
	w, left := t.s.World, &t.s.Left
	switch {
	case left.From.IsZero():
		t.disbelieve()
		from := within(w.Since, t.s.Tired.Seen, t.now)
		t.count(from)
		*left = Left{From: from, As: w.Presence, Up: t.up(from)}
		if w.resting() {
			left.Excused = w.Timer.Break.Started.Add(w.Timer.Break.Planned)
		}
		t.leaveFor(from)
	case (left.As == tracker.Paused) != (w.Presence == tracker.Paused):
		// What is not to be recorded is no rest, and no gap.
		from := within(w.Since, left.From, t.now)
		t.rested(left.From, from, left.As)
		*left = Left{From: from, As: w.Presence, Up: t.up(from)}
	}
}

// disbelieve takes back what was counted after the last input: something stood
// for a person who, it turns out, was no longer there.
func (t *turn) disbelieve() {
	w, tired := t.s.World, &t.s.Tired
	from := later(w.Since, tired.Rested)
	d := tired.Seen.Sub(from)
	if w.Presence != tracker.Idle || w.Since.IsZero() || d <= 0 || t.s.Break.lasts() {
		return
	}
	tired.Short.Active = max(tired.Short.Active-d, 0)
	tired.Long.Active = max(tired.Long.Active-d, 0)
	t.s.Today.Active = max(t.s.Today.Active-d, 0)
	tired.Seen = from
}

// arrive ends an absence.
func (t *turn) arrive() {
	left := t.s.Left
	back := within(t.s.World.Since, left.From, t.now)
	t.s.Left = Left{}
	t.s.Tired.Seen = later(t.s.Tired.Seen, back)
	t.s.Pause = t.now
	t.rested(left.From, back, left.As)
	t.unexplained(left, back)
}

// rested credits an absence if it was long enough to be a rest. One that
// nobody saw has to be a long one.
func (t *turn) rested(from, to time.Time, as tracker.Presence) {
	d := to.Sub(from)
	if as == tracker.Paused || as == tracker.Unobserved && d < t.r.Long.Length || d < t.r.Short.Length {
		return
	}
	t.credit(from, to)
}

// credit ends the active time before a rest.
func (t *turn) credit(from, to time.Time) {
	d, tired := to.Sub(from), &t.s.Tired
	long := d >= t.r.Long.Length
	switch due := t.s.Reminds; {
	case t.s.Break.Timer && due.First.IsZero():
		t.s.Reminds = Reminder{} // it came before anything was said
	case !due.Due.IsZero() && d >= t.r.rhythm(due.Long).Length:
		outcome := timer.Taken
		if due.First.IsZero() {
			outcome = timer.Natural
		}
		t.conclude(outcome, from, to)
	case due.Due.IsZero() && !t.s.Break.lasts() && !from.Before(tired.Rested) && t.earned(long):
		t.keepBreak(Break{Long: long, Began: from, Ended: to, Outcome: timer.Natural})
	}
	tired.Short = Load{}
	if long {
		tired.Long = Load{}
	}
	tired.Rested, tired.Seen = to, later(tired.Seen, to)
	t.s.Break.Busy = 0 // whatever came before, there was a rest in it
	t.s.Skipped = 0
}

// earned tells whether a rest stands for a reminder that would have come soon.
func (t *turn) earned(long bool) bool {
	half := func(l Load, r Rhythm) bool { return float64(l.Active) >= naturalFrom*float64(r.After) }
	return half(t.s.Tired.Short, t.r.Short) || long && half(t.s.Tired.Long, t.r.Long)
}

// settle begins and ends the rests that were meant as one.
func (t *turn) settle() {
	w, b := t.s.World, &t.s.Break
	switch {
	case w.resting() && !b.Timer:
		*b = Spell{From: earlier(w.Timer.Break.Started, t.now), For: w.Timer.Break.Planned, Timer: true}
	case !w.resting() && b.Timer:
		t.endSpell(within(w.Timer.Since, b.From, t.now))
	case b.lasts() && !b.Timer && !t.now.Before(b.From.Add(b.For)):
		t.endSpell(b.From.Add(b.For))
	case b.lasts() && !b.Timer && (!b.real(b.For) || w.Meeting || w.running() && !t.was.running()):
		t.endSpell(t.now)
	}
}

// endSpell ends a rest at the given instant, and judges it.
func (t *turn) endSpell(at time.Time) {
	b, tired := t.s.Break, &t.s.Tired
	d := at.Sub(b.From)
	if b.real(d) && d >= t.r.Short.Length {
		t.credit(b.From, at)
		t.s.Break = Spell{}
		return
	}
	t.s.Break = Spell{}
	tired.Short.Active += b.Busy
	tired.Long.Active += b.Busy
	if !b.Timer && !t.s.Reminds.Due.IsZero() {
		t.conclude(timer.CutShort, b.From, at)
	}
}

// timerBreak takes in what became of a break of the timer.
func (t *turn) timerBreak() {
	if t.e.Break == nil {
		return
	}
	switch t.e.Break.Outcome {
	case timer.Skipped:
		t.s.Skipped++
	case timer.Taken, timer.Natural:
		t.s.Skipped = 0
	}
}

// explain takes in what the person says of a stretch. After a rest at most the
// time since then was active.
func (t *turn) explain() {
	e := t.e.Entry
	if !e.To.After(e.From) {
		return
	}
	t.dropGaps(e.Stretch)
	t.charge(min(max(e.Took, 0), thoughtAtMost))
	if d := e.To.Sub(e.From); !e.Rest || e.To.After(t.now) || d < t.r.Short.Length || !e.To.After(t.s.Tired.Rested) {
		return
	}
	tired := t.s.Tired
	t.credit(e.From, e.To)
	since := max(tired.Seen.Sub(e.To), 0)
	t.s.Tired.Short.Active = min(tired.Short.Active, since)
	if t.s.Tired.Long.Active == 0 {
		t.s.Tired.Long.Active = min(tired.Long.Active, since)
	}
}

// Unrested is the active time since the last short and the last long rest, if
// the person has been active until now.
func (s State) Unrested(now time.Time) (short, long time.Duration) {
	ahead := s.ahead(now)
	return s.Tired.Short.Active + ahead, s.Tired.Long.Active + ahead
}

// Resting tells whether the person is away, or in a break, at the last event.
func (s State) Resting() bool { return !s.Left.From.IsZero() || s.Break.lasts() }

// ahead is the time after Tired.Seen that counts as active until the person is
// known to have gone.
func (s State) ahead(now time.Time) time.Duration {
	if !s.tiring() {
		return 0
	}
	return max(now.Sub(s.Tired.Seen), 0)
}

// tiring tells whether active time goes on growing.
func (s State) tiring() bool {
	w := s.World
	known := w.Meeting || w.Presence == tracker.Passive || !w.Input.Last.IsZero()
	return !s.Resting() && w.there() && known && !s.At.IsZero()
}

// reach is when the active time of l will have come to the given length, if the
// person goes on. The zero time if it will not.
func (s State) reach(l Load, length time.Duration) time.Time {
	if !s.tiring() {
		return time.Time{}
	}
	return s.Tired.Seen.Add(length - l.Active)
}
