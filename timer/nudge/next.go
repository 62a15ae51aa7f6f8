package nudge

import (
	"slices"
	"time"

	"focusd/timer"
	"focusd/tracker"
)

// Next returns what e does to s. On error, which only an answer can cause,
// nothing has happened.
func (r Rules) Next(s State, e Event) (Step, error) {
	t := turn{r: r.complete(), s: s.clone(), e: e.plain(), was: s.World}
	t.now = t.e.Now
	t.clockSet()
	t.before = t.s.Today
	t.newDay()
	if err := t.answer(); err != nil {
		return Step{State: s}, err
	}
	t.look()
	t.sweep()
	t.speak()
	t.sweep()
	t.s.At = t.now
	return Step{t.s, t.done.nudges, t.done.closed, t.done.breaks, t.done.overhead}, nil
}

// turn is one call of Next under way.
type turn struct {
	r      Rules
	s      State // as far as it has come; its World is that of now once look has begun
	was    World // at the event before
	before Today // likewise
	e      Event
	now    time.Time
	done   done
}

// done is a Step but for its State.
type done struct {
	nudges   []Nudge
	closed   []Closed
	breaks   []Break
	overhead time.Duration
}

// look takes in how things are.
func (t *turn) look() {
	t.deferReminder()
	t.s.World, t.s.Agenda = t.e.World, t.e.Agenda
	t.meet()
	t.follow()
	t.settle()
	t.timerBreak()
	t.explain()
	t.remind()
	t.work()
	t.stray()
	t.lose()
	t.breathe()
	t.wish()
}

// clockSet moves what is remembered when the clock goes back, or silences
// would last as much longer.
func (t *turn) clockSet() {
	if d := t.now.Sub(t.s.At); !t.s.At.IsZero() && d < 0 {
		t.s.shift(d)
	}
}

// shift moves every instant of s but those of its World, which the next event
// replaces.
func (s *State) shift(d time.Duration) {
	instants := []*time.Time{
		&s.At, &s.Tired.Seen, &s.Tired.Rested, &s.Reminds.Due, &s.Reminds.First, &s.Reminds.At, &s.Reminds.Next,
		&s.Break.From, &s.Run.From, &s.Run.Last, &s.Stray.From, &s.Stray.Back, &s.Left.From, &s.Left.Excused,
		&s.Loss.From, &s.Loss.To, &s.LossEnd, &s.Pause, &s.Spoke, &s.Met, &s.Began, &s.Strayed, &s.Recovered, &s.Today.First,
	}
	for i := range s.Open {
		n := &s.Open[i]
		instants = append(instants, &n.At, &n.Notice, &n.Until, &n.From, &n.To)
	}
	for i := range s.Wishes {
		instants = append(instants, &s.Wishes[i].Since, &s.Wishes[i].From, &s.Wishes[i].To)
	}
	for _, at := range instants {
		if !at.IsZero() {
			*at = at.Add(d)
		}
	}
}

// newDay begins to count anew. A day never comes back, not even by travel.
func (t *turn) newDay() {
	day := t.r.Calendar.Day(t.now)
	if !t.s.Today.Day.Before(day) {
		return
	}
	t.s.Today = Today{Day: day}
	t.s.Skipped = 0
	t.s.Wishes = nil
	t.s.Mentioned = slices.DeleteFunc(t.s.Mentioned, func(m Mention) bool {
		return !day.Before(m.Day.Add(t.r.GoalEvery))
	})
	t.s.Rudeness = slices.DeleteFunc(t.s.Rudeness, func(r Rudeness) bool {
		return t.now.Sub(r.Last) > rudeFor
	})
}

// plain returns e with instants as they are kept.
func (e Event) plain() Event {
	w := &e.World
	w.Recovered, _ = w.Timer.Recovered()
	w.Recovered.Label = "" // it is said without words
	w.Timer = core(w.Timer)
	e.Agenda.Untouched = slices.Clone(e.Agenda.Untouched)
	for _, at := range []*time.Time{
		&e.Now, &w.Since, &w.Input.Last, &w.Input.Since, &w.HeldUntil, &e.Entry.From, &e.Entry.To,
		&e.Agenda.Unrecorded.From, &e.Agenda.Unrecorded.To,
	} {
		*at = instant(*at)
	}
	if w.Since.After(e.Now) {
		w.Since = time.Time{}
	}
	return e
}

// core is what of a timer's state is looked at.
func core(s timer.State) timer.State {
	b := timer.Block{Seq: s.Block.Seq, Kind: s.Block.Kind, Started: s.Block.Started}
	if n := len(s.Block.Gaps); n > 0 {
		b.Gaps = s.Block.Gaps[n-1 : n : n]
	}
	return timer.State{Phase: s.Phase, Since: s.Since, Cause: s.Cause, Block: b, Break: s.Break}
}

// instant is t as it is kept: UTC, without a monotonic reading, which stands
// still while the machine sleeps.
func instant(t time.Time) time.Time { return t.Round(0).UTC() }

// there tells whether somebody is at the machine.
func (w World) there() bool { return w.Presence == tracker.Active || w.Presence == tracker.Passive }

// running tells whether there is a block: it counts or stands still.
func (w World) running() bool { return w.counting() || w.Timer.Phase == timer.Paused }

// counting tells whether the time of the block counts.
func (w World) counting() bool { return w.Timer.Phase == timer.Work || w.Timer.Phase == timer.Overtime }

// resting tells whether a break of the timer lasts.
func (w World) resting() bool {
	return w.Timer.Phase == timer.ShortBreak || w.Timer.Phase == timer.LongBreak
}

func later(a time.Time, more ...time.Time) time.Time {
	for _, b := range more {
		if b.After(a) {
			a = b
		}
	}
	return a
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// within is t, but not outside from and to; to when t is not known.
func within(t, from, to time.Time) time.Time {
	if t.IsZero() {
		return to
	}
	return earlier(later(t, from), to)
}
