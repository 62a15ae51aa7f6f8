package nudge

import (
	"time"

	"focusd/timer"
	"focusd/tracker"
)

// Reminder is a rest that is due. It is said twice, a minute apart; then only
// the tray tells, until the person rests or another rest's worth of activity
// has passed. The zero Reminder is none.
type Reminder struct {
	Long      bool
	Due       time.Time     // since when; zero: none is
	First     time.Time     // the first notice of all; zero: none was given
	At        time.Time     // the first notice since it was postponed
	Active    time.Duration // since the last rest of that length, at that notice
	Shown     int           // notices since it was postponed
	Next      time.Time     // it was postponed until then
	Postponed int
	Deferred  []Deferral
}

// remind notices that a rest has become due, or that it was ignored.
func (t *turn) remind() {
	due := &t.s.Reminds
	if t.r.off(Rest) {
		*due = Reminder{}
		return
	}
	switch {
	case due.Due.IsZero() || due.Shown == 0:
	case t.withdrawn():
		due.Shown, due.At = 0, time.Time{}
	case t.past(t.ignoredAt()):
		// The next one is due at once: it has been waited for.
		at := t.ignoredAt()
		t.refuse(at, at.Add(-t.r.rhythm(due.Long).After))
	}
	long, at := t.restDue()
	switch {
	case !t.past(at):
	case due.Due.IsZero():
		*due = Reminder{Long: long, Due: at}
	case long && !due.Long: // it takes the place of the short one
		*due = Reminder{Long: true, Due: due.Due, Deferred: due.Deferred}
	}
}

// withdrawn tells whether a reminder that was given is to be given again later.
func (t *turn) withdrawn() bool {
	w := t.s.World
	young := w.running() && t.now.Before(w.Timer.Block.Started.Add(t.r.MaxStretch))
	return !t.s.Break.lasts() && (young || w.Meeting || t.now.Before(w.HeldUntil))
}

// past tells whether at is known and not ahead.
func (t *turn) past(at time.Time) bool { return !at.IsZero() && !at.After(t.now) }

// restDue is when the next rest is due, and which; the zero time: never, as
// things are.
func (t *turn) restDue() (long bool, at time.Time) {
	tired := t.s.Tired
	short := t.s.reach(tired.Short, tired.Short.Asked+t.r.Short.After)
	whole := t.longDue()
	if !whole.After(t.now) || !whole.After(short) {
		return true, whole
	}
	return false, short
}

func (t *turn) longDue() time.Time {
	return t.s.reach(t.s.Tired.Long, t.s.Tired.Long.Asked+t.r.Long.After)
}

// ignoredAt is when a reminder that nobody answers has been ignored.
func (t *turn) ignoredAt() time.Time {
	due := t.s.Reminds
	return t.s.reach(t.s.Tired.of(due.Long), due.Active+t.r.rhythm(due.Long).After)
}

func (d Tired) of(long bool) Load {
	if long {
		return d.Long
	}
	return d.Short
}

// deferReminder counts the time since the last event for which a reminder
// waited.
func (t *turn) deferReminder() {
	due := &t.s.Reminds
	if due.Due.IsZero() || due.Shown > 0 || t.s.Resting() {
		return
	}
	from := later(t.s.At, due.Due, due.Next)
	for _, until := range t.hindrancesEnd() {
		until = earlier(until, t.now)
		due.Deferred = waited(due.Deferred, t.hindrance(Rest, from), until.Sub(from))
		from = later(from, until)
	}
}

// hindrancesEnd are the instants at which a hindrance ends by itself, in order,
// and now.
func (t *turn) hindrancesEnd() []time.Time {
	held, met := t.was.HeldUntil, t.s.Met
	if !met.IsZero() {
		met = met.Add(t.r.AfterMeeting)
	}
	return []time.Time{earlier(held, met), later(held, met), t.now}
}

// restAt is when a notice of a rest is due.
func (t *turn) restAt() time.Time {
	due := t.s.Reminds
	switch {
	case t.s.Resting() || t.s.World.resting():
		return time.Time{}
	case due.Due.IsZero():
		_, at := t.restDue()
		return t.free(Rest, t.awake(at))
	case due.Shown == 0:
		return t.free(Rest, t.awake(later(due.Due, due.Next)))
	case due.Shown < notices:
		return t.free(Rest, due.At.Add(repeatAfter))
	}
	return time.Time{}
}

// awake is at, or when some time has passed since any rest: who has just come
// back from a short one is not sent on a long one at once.
func (t *turn) awake(at time.Time) time.Time {
	if at.IsZero() || t.s.Tired.Rested.IsZero() {
		return at
	}
	return later(at, t.s.Tired.Rested.Add(afterRest))
}

func (t *turn) sayRest() Nudge {
	due := &t.s.Reminds
	n := Nudge{Long: due.Long, For: t.r.rhythm(due.Long).Length, Notice: t.now.Add(repeatAfter), Repeat: due.Shown > 0}
	if due.Shown == 0 {
		due.At, due.Active = t.now, t.s.Tired.of(due.Long).Active+t.s.ahead(t.now)
	}
	if due.First.IsZero() {
		due.First = t.now
		t.s.Today.Breaks.Prompted++
	}
	due.Shown++
	n.Answers = []Answer{Take, Postpone, Skip}
	if due.Postponed >= t.r.rhythm(due.Long).Postpones {
		n.Answers = []Answer{Take, Skip}
		due.Shown = notices // the last time it asks once
	}
	return n
}

// restingAt is when a person who stops during the notice has begun to rest.
func (t *turn) restingAt() time.Time {
	due, w := t.s.Reminds, t.s.World
	switch {
	case due.Due.IsZero() || due.Shown == 0 || t.s.Resting() || w.resting() || w.Meeting:
	case w.Presence != tracker.Active || w.Input.Last.IsZero() || t.r.off(Resting):
	case t.now.After(due.noticed()): // nobody looked in time
	default:
		at := later(w.Input.Last, due.At).Add(prelude)
		if !at.After(due.noticed()) {
			return at
		}
	}
	return time.Time{}
}

// noticed is the end of the notices.
func (r Reminder) noticed() time.Time { return r.At.Add(notices * repeatAfter) }

func (t *turn) sayResting() Nudge {
	due := t.s.Reminds
	t.s.Break = Spell{From: later(t.s.World.Input.Last, due.At), For: t.r.rhythm(due.Long).Length}
	return Nudge{From: t.s.Break.From, For: t.s.Break.For, Long: due.Long, Until: t.s.Break.From.Add(t.s.Break.For)}
}

// leaveFor begins the rest of a person who leaves during the notice.
func (t *turn) leaveFor(at time.Time) {
	due := t.s.Reminds
	if due.Due.IsZero() || due.Shown == 0 || t.s.Break.lasts() || at.After(due.noticed()) || t.r.off(Resting) {
		return
	}
	t.s.Break = Spell{From: later(at, due.At), For: t.r.rhythm(due.Long).Length}
}

// take begins the rest because the person says so.
func (t *turn) take() {
	if !t.s.Break.lasts() {
		t.s.Break = Spell{From: t.now, For: t.r.rhythm(t.s.Reminds.Long).Length}
	}
}

// postpone asks again after d from now, however often it was postponed before.
func (t *turn) postpone(d time.Duration) {
	due := &t.s.Reminds
	if d <= 0 {
		d = t.r.rhythm(due.Long).Postpone
	}
	due.Next, due.Shown, due.At = t.now.Add(d), 0, time.Time{}
	due.Postponed++
	t.s.Break = Spell{}
}

// refuse ends a reminder without a rest, at the given instant. The activity
// until asked has been spoken of.
func (t *turn) refuse(at, asked time.Time) {
	due, tired := t.s.Reminds, &t.s.Tired
	t.s.Skipped++
	t.keepBreak(Break{Outcome: timer.Skipped, Overdue: max(at.Sub(due.Due), 0)}.after(due))
	tired.asked(due.Long, asked.Sub(tired.Seen))
	t.s.Reminds = Reminder{}
}

// asked says that the active time so far, and ahead more, has been spoken of.
func (d *Tired) asked(long bool, ahead time.Duration) {
	d.Short.Asked = d.Short.Active + ahead
	if long {
		d.Long.Asked = d.Long.Active + ahead
	}
}

// conclude ends a reminder with a rest, or with the attempt of one.
func (t *turn) conclude(o timer.BreakOutcome, from, to time.Time) {
	due := t.s.Reminds
	t.keepBreak(Break{Began: from, Ended: to, Outcome: o, Overdue: max(from.Sub(due.Due), 0)}.after(due))
	t.s.Tired.asked(due.Long, 0)
	t.s.Reminds = Reminder{}
	if !t.s.Break.Timer {
		t.s.Break = Spell{}
	}
}

// after fills in what the reminder knows.
func (b Break) after(due Reminder) Break {
	b.Long, b.Due, b.Prompted, b.Postponed, b.Deferred = due.Long, due.Due, due.First, due.Postponed, due.Deferred
	return b
}

func (t *turn) keepBreak(b Break) {
	t.s.Today.Breaks.add(b)
	t.done.breaks = append(t.done.breaks, b)
}
