package timer

import (
	"fmt"
	"time"
)

// Next returns what e does to s at now. On error nothing has happened.
//
// What was due by then happens first, as by a Tick: a command finds the timer
// where the clock has taken it.
func (r Rules) Next(s State, e Event, now time.Time) (Step, error) {
	if int(e.Verb) >= len(handlers) {
		return Step{State: s}, fmt.Errorf("%s: no such thing can happen to a timer", e.Verb)
	}
	t := turn{rules: r.complete(), before: s, s: s, e: e, now: instant(now)}
	t.e.At = instant(e.At)
	t.e.Input = Input{Last: instant(e.Input.Last), Since: instant(e.Input.Since)}
	if err := handlers[e.Verb](&t); err != nil {
		return Step{State: s}, err
	}
	t.settle()
	t.step.State = t.s
	return t.step, nil
}

// handlers is what happens, by verb. It is never written to.
var handlers = [...]func(*turn) error{
	Tick: (*turn).tick,

	Start:    command((*turn).start),
	Pause:    command((*turn).pause),
	Resume:   command((*turn).resume),
	Finish:   command((*turn).finish),
	Stop:     command((*turn).stop),
	Skip:     command((*turn).skip),
	Extend:   command((*turn).extend),
	Rewind:   command((*turn).rewind),
	Switch:   command((*turn).switchTask),
	Postpone: command((*turn).postpone),
	Keep:     command((*turn).keepGap),
	Note:     command((*turn).note),
	UndoLast: (*turn).undoLast,

	Locked:    (*turn).locked,
	Unlocked:  (*turn).unlocked,
	Slept:     (*turn).slept,
	Restarted: (*turn).restarted,
	ClockSet:  (*turn).clockSet,
	NewDay:    (*turn).newDay,
}

// command makes a handler of what the person says: the clock comes first, and
// the state before it is kept for undo.
func command(do func(*turn) error) func(*turn) error {
	return func(t *turn) error {
		t.catchUp(t.now)
		t.settle()
		before := t.s
		if err := do(t); err != nil {
			return err
		}
		if t.s.Seq != before.Seq {
			before.Undo = nil
			t.s.Undo = &Undo{Verb: t.e.Verb, At: t.now, State: before}
			t.letGo()
		}
		return nil
	}
}

// turn is one call of Next under way.
type turn struct {
	rules  Rules
	before State // as given
	s      State // as far as it has come
	e      Event
	now    time.Time
	step   Step // all but its State
}

// enter makes a transition: the timer is in p, in effect since the given time.
func (t *turn) enter(p Phase, since time.Time, c Cause) {
	before := t.s.Phase
	t.s.Phase, t.s.Since, t.s.Cause = p, since, None
	if p == Paused {
		t.s.Cause = c
	}
	if !t.s.counting() {
		t.s.Locked = time.Time{}
	}
	t.record(before, since, c)
}

// record notes a transition that has been made.
func (t *turn) record(before Phase, from time.Time, c Cause) {
	label := t.e.Label
	if label == "" {
		label = t.s.Block.Label()
	}
	t.s.Seq++
	t.step.Changed = true
	t.step.Records = append(t.step.Records, Record{
		Seq: t.s.Seq, At: t.now, From: earlier(from, t.now),
		Verb: t.e.Verb, Before: before, After: t.s.Phase,
		Cause: c, Label: label, For: t.e.For,
		Auto: t.e.Verb == Tick || t.e.Verb >= Locked,
	})
}

// inEffect dates the last transition back further than its phase.
func (t *turn) inEffect(from time.Time) {
	t.step.Records[len(t.step.Records)-1].From = earlier(from, t.now)
}

// idle ends whatever there was, in effect since the given time.
func (t *turn) idle(since time.Time, c Cause) {
	t.enter(Idle, since, c)
	t.s.Block, t.s.Break, t.s.Rested = Block{}, Break{}, Rested{}
}

// instant is t as it is kept: UTC, without a monotonic reading, which stands
// still while the machine sleeps.
func instant(t time.Time) time.Time { return t.Round(0).UTC() }
