package timer

import "time"

// alarm is something that happens by itself: ring is called at or after at.
type alarm struct {
	at   time.Time
	ring func(t *turn, at time.Time)
}

// Due is the next instant at which a Tick would change s, given what is known
// of the input; the zero time if there is none. It may be too early (a Tick
// then does nothing and Due says a later instant) but never too late.
func (r Rules) Due(s State, in Input) time.Time {
	in = Input{Last: instant(in.Last), Since: instant(in.Since)}
	due := first(r.complete().alarms(s, in)).at
	sooner := func(at time.Time) {
		if due.IsZero() || at.Before(due) {
			due = at
		}
	}
	for _, c := range s.Unsettled {
		sooner(c.Until)
	}
	if s.Undo != nil {
		sooner(s.Undo.At.Add(r.complete().UndoFor))
	}
	return due
}

// tick is the passing of time.
func (t *turn) tick() error {
	t.catchUp(t.now)
	return nil
}

// maxAlarms bounds catchUp. The longest way is a block that reaches its
// deadline, is left, rests, is found to have been left before the deadline,
// rests to the end and is forgotten.
const maxAlarms = 12

// catchUp lets everything happen that was due at now. However much that is,
// it is one transition: after a night there is one record, not the sixteen
// phases that would have followed one another.
func (t *turn) catchUp(now time.Time) {
	as := *t
	as.now, as.e = now, Event{Verb: Tick, Input: t.e.Input}
	before := len(as.step.Records)
	for range maxAlarms {
		a := first(as.rules.alarms(as.s, as.e.Input))
		if a.ring == nil || a.at.After(now) {
			break
		}
		a.ring(&as, a.at)
		as.step.Changed = true
	}
	as.mergeRecords(before)
	t.s, t.step = as.s, as.step
}

// mergeRecords makes one of the records from index i on.
func (t *turn) mergeRecords(i int) {
	rs := t.step.Records
	if len(rs)-i < 2 {
		return
	}
	last := rs[len(rs)-1]
	for _, r := range rs[i+1:] {
		if rs[i].Cause == None {
			rs[i].Cause = r.Cause
		}
	}
	rs[i].Seq, rs[i].After, rs[i].Label = last.Seq, last.After, last.Label
	t.step.Records = rs[:i+1]
}

// first is the alarm that rings first; of two at once, the one named first.
func first(as []alarm) alarm {
	var a alarm
	for _, b := range as {
		if a.ring == nil || b.at.Before(a.at) {
			a = b
		}
	}
	return a
}

// alarms are those of s, given what is known of the input.
func (r Rules) alarms(s State, in Input) []alarm {
	switch s.Phase {
	case Work:
		return r.workAlarms(s, in)
	case Overtime:
		return r.overtimeAlarms(s, in)
	case Paused:
		return r.pausedAlarms(s, in)
	case ShortBreak, LongBreak:
		end := alarm{s.Break.Started.Add(s.Break.Planned), (*turn).breakEnds}
		return append(r.secondThoughts(s, in), end)
	case BreakOver:
		return r.breakOverAlarms(s, in)
	}
	if !s.Cycle.Last.IsZero() {
		return []alarm{{s.Cycle.Last.Add(cycleEnd), (*turn).cycleEnds}}
	}
	return nil
}

func (r Rules) workAlarms(s State, in Input) []alarm {
	var as []alarm
	if !in.Last.IsZero() {
		// Before the deadline, because a deadline stands only when it is
		// reached before absence is.
		as = append(as, alarm{quiet(s, in).Add(r.AwayAfter), (*turn).goesAway})
	}
	as = append(as, r.blockAlarms(s)...)
	if s.Block.Kind != Flow {
		as = append(as, alarm{s.Block.Deadline(), (*turn).deadline})
	}
	return as
}

func (r Rules) overtimeAlarms(s State, in Input) []alarm {
	as := r.blockAlarms(s)
	if in.Last.IsZero() {
		return append(as, alarm{s.Since.Add(r.OvertimeCap), (*turn).capReached})
	}
	if left, ok := leftEarly(s, in); ok {
		as = append(as, alarm{left.Add(r.AwayAfter), (*turn).leftBeforeDeadline})
	}
	return append(as, alarm{quiet(s, in).Add(r.OvertimeIdle), (*turn).overtimeIdle})
}

// blockAlarms are the ones of a block that counts, before and after its
// deadline.
func (r Rules) blockAlarms(s State) []alarm {
	var as []alarm
	if !s.Locked.IsZero() {
		as = append(as, alarm{lockedFrom(s).Add(r.LockGrace), (*turn).lockStays})
	}
	if !s.Break.Started.IsZero() {
		as = append(as, alarm{s.Break.Started, (*turn).postponedBreak})
	}
	return as
}

func (r Rules) pausedAlarms(s State, in Input) []alarm {
	limit := r.AwayEnd
	if s.Cause == Internal || s.Cause == External {
		limit = r.PauseLimit
	}
	as := []alarm{{s.Since.Add(limit), (*turn).pauseTooLong}}
	if back, ok := comeBack(s, in); ok && s.Cause == Away {
		as = append(as, alarm{back, (*turn).resumeAt})
	}
	return as
}

func (r Rules) breakOverAlarms(s State, in Input) []alarm {
	as := append(r.secondThoughts(s, in), alarm{s.Since.Add(r.BreakOverEnd), (*turn).breakForgotten})
	if r.AfterBreak == StartByActivity && !in.Since.IsZero() {
		at := later(in.Since, s.Since).Add(startAfter)
		if !in.Last.Before(at) {
			as = append(as, alarm{at, (*turn).startByActivity})
		}
	}
	return as
}

// secondThoughts are the alarms that change how the block before a break
// ended: input soon after it was ended for want of input takes the end back;
// absence that began before the deadline moves it to where it began.
func (r Rules) secondThoughts(s State, in Input) []alarm {
	i := s.closing(s.Block.Seq)
	if i < 0 || in.Last.IsZero() {
		return nil
	}
	var as []alarm
	by, decided := s.Block.EndedBy, s.Unsettled[i].At
	if by == EndedIdle && !in.Since.IsZero() {
		at := later(in.Since, decided).Add(backAtWork)
		if !in.Last.Before(at) && !at.After(decided.Add(r.UndoFor)) {
			as = append(as, alarm{at, (*turn).wasWorking})
		}
	}
	if left, ok := leftEarly(s, in); ok && (by == EndedIdle || by == EndedAuto) {
		as = append(as, alarm{left.Add(r.AwayAfter), (*turn).leftBeforeDeadline})
	}
	return as
}

// quiet is since when there is no sign of the person.
func quiet(s State, in Input) time.Time {
	return later(later(in.Last, s.Since), s.Block.resumed())
}

// leftEarly is the last sign of the person if that was before the end of the
// block, or before the deadline of one that runs.
func leftEarly(s State, in Input) (left time.Time, ok bool) {
	end := s.Block.Ended
	if end.IsZero() {
		end = s.Block.Deadline()
	}
	left = later(in.Last, s.Block.resumed())
	return left, left.Before(end)
}

// comeBack is when the person was back from an absence.
func comeBack(s State, in Input) (at time.Time, ok bool) {
	if in.Since.After(s.Since) {
		return in.Since, true
	}
	return in.Last, in.Last.After(s.Since)
}

func lockedFrom(s State) time.Time { return later(s.Locked, s.Block.resumed()) }

// What rings.

func (t *turn) deadline(at time.Time) {
	if t.rules.AfterWork == ToBreak {
		t.endInBreak(at, EndedAuto, None)
		return
	}
	t.enter(Overtime, at, None)
}

func (t *turn) goesAway(time.Time) { t.enter(Paused, quiet(t.s, t.e.Input), Away) }

func (t *turn) lockStays(time.Time) {
	from := lockedFrom(t.s)
	if t.s.Phase == Overtime {
		t.endInBreak(from, EndedLock, Lock)
		return
	}
	t.enter(Paused, from, Lock)
}

func (t *turn) postponedBreak(at time.Time) { t.endInBreak(at, EndedAuto, None) }

func (t *turn) overtimeIdle(time.Time) { t.endInBreak(quiet(t.s, t.e.Input), EndedIdle, Away) }

func (t *turn) capReached(at time.Time) { t.endInBreak(at, EndedCap, None) }

// leftBeforeDeadline ends the block, or moves its end, to where the person
// left it. The rest counts from there.
func (t *turn) leftBeforeDeadline(time.Time) {
	left, _ := leftEarly(t.s, t.e.Input)
	if !t.s.running() {
		t.reopen()
	}
	t.endInBreak(left, EndedAway, Away)
}

// wasWorking takes back a break that was begun for want of input.
func (t *turn) wasWorking(time.Time) {
	t.reopen()
	t.enter(Overtime, t.now, None)
}

// resumeAt ends an absence.
func (t *turn) resumeAt(at time.Time) {
	cause := t.s.Cause
	t.closeGap(t.s.Since, at, cause)
	t.enterBlock(at, cause)
}

// pauseTooLong closes a block that stood still for too long at the start of
// the pause. Absence was a rest; of a pause one cannot say.
func (t *turn) pauseTooLong(time.Time) {
	from, cause := t.s.Since, t.s.Cause
	switch cause {
	case Internal, External:
		t.closeBlock(from, EndedPause)
		t.idle(from, cause)
	case Lock:
		t.goneForGood(from, EndedLock, cause)
	default:
		t.goneForGood(from, EndedAway, cause)
	}
}

func (t *turn) breakEnds(at time.Time) {
	t.closeBreak(at, Taken)
	t.enter(BreakOver, at, None)
}

func (t *turn) breakForgotten(at time.Time) {
	t.natural(t.s.Since, at)
	t.idle(at, None)
}

// startByActivity starts the next block on the same task, from the first of
// the input on.
func (t *turn) startByActivity(at time.Time) {
	t.startBlock(at.Add(-startAfter), t.s.preset(), t.s.Block.Label())
}

func (t *turn) cycleEnds(time.Time) { t.s.Cycle = Cycle{} }
