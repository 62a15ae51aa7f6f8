package nudge

import (
	"slices"
	"time"
)

// spoken is the order in which things are said that could be said at once: what
// is about this very moment first. It is never written to.
var spoken = [...]Kind{
	Return, Recovered, Drift, Resting, Rest, Start, Pieces, Reward, Morning, Gap, Record,
	Limit, Unrested, Skips, Overload, Tasks, TimeBlocks, Juggling, Switching, Goals, Wins,
}

// Due is when the passing of time alone will next change something, if the
// person goes on as they do; zero: not at all. It is always after s.At.
func (r Rules) Due(s State) time.Time {
	if s.At.IsZero() {
		return time.Time{}
	}
	t := turn{r: r.complete(), s: s, was: s.World, now: s.At}
	var due time.Time
	for _, at := range t.deadlines() {
		if at.After(s.At) && (due.IsZero() || at.Before(due)) {
			due = at
		}
	}
	return due
}

// deadlines are all instants at which something may be to be done. Those that
// have passed, and zero ones, mean nothing.
func (t *turn) deadlines() []time.Time {
	all := make([]time.Time, 0, len(spoken)+len(t.s.Open)+9) // nine follow those of the kinds and of what is open
	for _, k := range spoken {
		all = append(all, t.when(k))
	}
	for _, n := range t.s.Open {
		all = append(all, n.Until)
	}
	if b := t.s.Break; b.lasts() && !b.Timer {
		all = append(all, b.From.Add(b.For))
	}
	if t.s.Reminds.Shown > 0 {
		all = append(all, t.ignoredAt())
	}
	_, dayEnd := t.r.Calendar.Bounds(t.s.Today.Day)
	_, rest := t.restDue()
	return append(all, dayEnd, t.unless(Rest, rest), t.unless(Rest, t.longDue()), t.unless(Unrested, t.unrestedTime()),
		t.unless(Wins, t.winsTime()), t.unless(Record, t.recordTime()), t.unless(Limit, t.limitTime()))
}

// unless is at, or never if the kind is off.
func (t *turn) unless(off Kind, at time.Time) time.Time {
	if t.r.off(off) {
		return time.Time{}
	}
	return at
}

// when is the instant at which k is to be said if nothing changes. It may have
// passed. The zero time: not as things are.
func (t *turn) when(k Kind) time.Time {
	switch k {
	case Return:
		return t.returnAt()
	case Recovered:
		return t.recoveredAt()
	case Drift:
		return t.driftAt()
	case Resting:
		return t.restingAt()
	case Rest:
		return t.restAt()
	case Start:
		return t.startAt()
	}
	return t.wished(k)
}

// speak says what is due.
func (t *turn) speak() {
	for _, k := range spoken {
		if t.past(t.when(k)) {
			t.say(k)
		}
	}
}

func (t *turn) say(k Kind) {
	n := t.draft(k)
	t.s.Last++
	n.ID, n.Kind, n.At = t.s.Last, k, t.now
	switch {
	case !n.Until.IsZero() || k == Rest:
	case k.Question():
		n.Until = t.now.Add(questionOpen)
	default:
		n.Until = t.now.Add(noticeOpen)
	}
	if n.Notice.IsZero() && !n.Quiet {
		n.Notice = n.Until
	}
	if k.Question() {
		t.s.Today.Questions++
	}
	if k.daily() {
		t.s.Today.Said = append(t.s.Today.Said, k)
	}
	if k.leisurely() {
		t.s.Spoke = t.now
	}
	for _, o := range slices.Clone(t.s.Open) {
		if o.Kind == k {
			t.shut(o, Moot)
		}
	}
	t.s.Open = append(t.s.Open, n)
	t.done.nudges = append(t.done.nudges, n)
}

func (t *turn) draft(k Kind) Nudge {
	switch k {
	case Return:
		return t.sayReturn()
	case Recovered:
		return t.sayRecovered()
	case Drift:
		return t.sayDrift()
	case Resting:
		return t.sayResting()
	case Rest:
		return t.sayRest()
	case Start:
		return t.sayStart()
	}
	return t.sayWish(k)
}
