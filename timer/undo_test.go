package timer

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// TestUndo takes back each command and finds the timer as if it had not been
// given.
func TestUndo(t *testing.T) {
	for _, c := range []struct {
		name  string
		given []Event // at minute 0, 1, 2 …
		verb  Event   // at minute 10
	}{
		{"start", nil, Event{Verb: Start}},
		{"pause", []Event{{Verb: Start}}, Event{Verb: Pause}},
		{"resume", []Event{{Verb: Start}, {Verb: Pause}}, Event{Verb: Resume}},
		{"finish", []Event{{Verb: Start}}, Event{Verb: Finish}},
		{"stop", []Event{{Verb: Start}}, Event{Verb: Stop}},
		{"stop when paused", []Event{{Verb: Start}, {Verb: Pause}}, Event{Verb: Stop}},
		{"skip", []Event{{Verb: Start}}, Event{Verb: Skip}},
		{"extend", []Event{{Verb: Start}}, Event{Verb: Extend, For: minute}},
		{"rewind", []Event{{Verb: Start}}, Event{Verb: Rewind, For: minute}},
		{"switch", []Event{{Verb: Start}}, Event{Verb: Switch, Label: "x"}},
		{"replace", []Event{{Verb: Start}}, Event{Verb: Start, Replace: true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t)
			for i, e := range c.given {
				d.do(float64(i), e)
			}
			d.until(10)
			blocks, breaks, without := len(d.blocks), len(d.breaks), d.s
			d.do(10, c.verb)
			d.do(10.9, Event{Verb: UndoLast})
			if last := d.log[len(d.log)-1]; last.Verb != UndoLast || d.s.Seq <= without.Seq+1 {
				t.Errorf("last record %+v, seq %d; the log keeps both", last, d.s.Seq)
			}
			got := d.s
			got.Seq, without.Seq = 0, 0
			if a, b := asText(got), asText(without); a != b {
				t.Errorf("after undo\n%s\nwithout the command\n%s", a, b)
			}
			if len(d.blocks) != blocks || len(d.breaks) != breaks {
				t.Errorf("%d blocks and %d breaks kept, want %d and %d", len(d.blocks), len(d.breaks), blocks, breaks)
			}
			if err := d.try(10.9, Event{Verb: UndoLast}); !errors.Is(err, ErrNoUndo) {
				t.Errorf("undo of undo: %v, want %v", err, ErrNoUndo)
			}
		})
	}
}

// TestUndoOfWhatIsMeant takes back nothing that was done since.
func TestUndoOfWhatIsMeant(t *testing.T) {
	d := newDesk(t)
	d.do(0, Event{Verb: Start})
	d.do(0.2, Event{Verb: Pause})
	if err := d.try(0.3, Event{Verb: UndoLast, At: at(0)}); !errors.Is(err, ErrOther) || !strings.Contains(err.Error(), "pause") {
		t.Errorf("undo of the start: %v, want %v: pause", err, ErrOther)
	}
	d.phase(Paused)
	d.do(0.4, Event{Verb: UndoLast, At: at(0.2)})
	d.phase(Work)
	if err := d.try(0.5, Event{Verb: UndoLast, At: at(0.2)}); !errors.Is(err, ErrNoUndo) {
		t.Errorf("undo of the same again: %v, want %v", err, ErrNoUndo)
	}
}

func TestUndoLetsTimeCount(t *testing.T) {
	d := newDesk(t)
	d.do(0, Event{Verb: Start, Preset: work(25)})
	d.do(24.5, Event{Verb: Stop})
	d.do(25.2, Event{Verb: UndoLast})
	d.until(25.3)
	d.phase(Overtime)
	if got := d.s.Elapsed(d.now); got != span(25.3) {
		t.Errorf("elapsed %v, want %v", got, span(25.3))
	}
}

// TestUndoGivesBackTheBreak is the hard case: the command took back a block,
// so undo has to keep it again.
func TestUndoGivesBackTheBreak(t *testing.T) {
	d := newDesk(t)
	d.do(0, Event{Verb: Start, Preset: work(25)})
	d.do(25, Event{Verb: Finish})
	d.do(25.5, Event{Verb: Extend, For: 5 * minute})
	if len(d.blocks) != 0 {
		t.Fatalf("blocks after extend: %v", d.blocks)
	}
	d.do(26, Event{Verb: UndoLast})
	d.phase(ShortBreak)
	if b := d.only(); !b.Ended.Equal(at(25)) {
		t.Errorf("ended at %v, want %v", b.Ended, at(25))
	}
	d.until(60)
	if len(d.settled) != 2 {
		t.Errorf("settled %v, want the block and the break", d.settled)
	}
}

// TestUndoAfterSettling: what was settled between the command and undo is not
// brought back to be settled again, which the desk would notice.
func TestUndoAfterSettling(t *testing.T) {
	d := newDesk(t)
	d.do(0, Event{Verb: Start, Preset: work(25)})
	d.leave(27)
	d.back(29.4)
	d.do(29.5, Event{Verb: Start})
	d.until(30.2)
	if len(d.settled) != 1 {
		t.Fatalf("settled %v, want the block", d.settled)
	}
	d.do(30.3, Event{Verb: UndoLast})
	d.phase(ShortBreak)
	d.until(60)
	if len(d.settled) != 2 {
		t.Errorf("settled %v, want the block and the break", d.settled)
	}
}

func TestUndoKnowsOfClockAndDay(t *testing.T) {
	d := newDesk(t)
	d.do(0, Event{Verb: Start, Preset: work(25)})
	d.do(10, Event{Verb: Pause})
	d.wake(70.1, Event{Verb: ClockSet, For: 60 * minute})
	d.do(70.2, Event{Verb: NewDay})
	d.do(70.5, Event{Verb: UndoLast})
	d.phase(Work)
	if got := d.s.Elapsed(d.now); got != span(10.5) || !d.s.Cycle.Stale {
		t.Errorf("elapsed %v, want %v; stale cycle %v, want true", got, span(10.5), d.s.Cycle.Stale)
	}
}

func TestSettled(t *testing.T) {
	for _, c := range []struct {
		name   string
		happen func(d *desk)
		before float64 // minute at which nothing is settled yet
		after  float64 // minute at which want closings are
		want   int
	}{
		{"stop", func(d *desk) { d.do(5, Event{Verb: Stop}) }, 5.9, 6, 1},
		{"finish: until the break cannot be postponed", func(d *desk) { d.do(5, Event{Verb: Finish}) }, 6.4, 6.5, 1},
		{"skip: the block and the break refused", func(d *desk) { d.do(5, Event{Verb: Skip}) }, 5.9, 6.5, 2},
		{"discarded blocks too", func(d *desk) { d.do(0.2, Event{Verb: Stop}) }, 1, 1.2, 1},
		{"overtime left early: until that is known", func(d *desk) { d.leave(24.9); d.until(27) }, 29.8, 31, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t)
			d.do(0, Event{Verb: Start, Preset: work(25)})
			c.happen(d)
			d.until(c.before)
			if len(d.settled) != 0 {
				t.Errorf("settled at minute %v: %v", c.before, d.settled)
			}
			d.until(c.after)
			if len(d.settled) != c.want {
				t.Errorf("settled at minute %v: %v, want %d", c.after, d.settled, c.want)
			}
		})
	}
}

// TestOneTransition lets a night pass without a tick.
func TestOneTransition(t *testing.T) {
	night := 8 * 60.
	for _, c := range []struct {
		name  string
		given func(d *desk)
		event Event
		want  Phase
	}{
		{"work, slept", func(d *desk) { d.until(10) }, Event{Verb: Slept, At: at(10)}, Idle},
		{"overtime, slept", func(d *desk) { d.until(28) }, Event{Verb: Slept, At: at(28)}, Idle},
		{"break, slept", func(d *desk) { d.do(25, Event{Verb: Finish}) }, Event{Verb: Slept, At: at(26)}, Idle},
		{"work, locked and nobody told", func(d *desk) { d.until(10) }, Event{Verb: Locked, At: at(10)}, Idle},
		{"work, a late tick", func(d *desk) { d.leave(24.5) }, Event{Verb: Tick}, Idle},
		{"overtime, a late tick", func(d *desk) { d.leave(27) }, Event{Verb: Tick}, Idle},
		{"paused, a late tick", func(d *desk) { d.do(5, Event{Verb: Pause}) }, Event{Verb: Tick}, Idle},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t)
			d.do(0, Event{Verb: Start, Preset: work(25)})
			c.given(d)
			before, from := len(d.log), d.s.Phase
			d.typing = false
			d.wake(night, c.event)
			d.phase(c.want)
			d.only()
			if got := d.log[before:]; len(got) != 1 || got[0].Before != from || got[0].After != c.want {
				t.Errorf("records %+v, want one from %s to %s", got, from, c.want)
			}
			if due := d.rules.Due(d.s, d.in); !due.After(d.now) && !due.IsZero() {
				t.Errorf("Due %v is not after %v", due, d.now)
			}
		})
	}
}

func TestRecords(t *testing.T) {
	d := newDesk(t)
	d.do(0, Event{Verb: Start, Preset: work(25), Label: "one"})
	d.leave(10)
	d.back(20)
	d.do(21, Event{Verb: Extend, For: 5 * minute})
	want := []Record{
		{Seq: 1, At: at(0), From: at(0), Verb: Start, Before: Idle, After: Work, Label: "one"},
		{Seq: 2, At: at(15), From: at(10), Verb: Tick, Before: Work, After: Paused, Cause: Away, Label: "one", Auto: true},
		{Seq: 3, At: at(20), From: at(20), Verb: Tick, Before: Paused, After: Work, Cause: Away, Label: "one", Auto: true},
		{Seq: 4, At: at(21), From: at(21), Verb: Extend, Before: Work, After: Work, Label: "one", For: 5 * minute},
	}
	if a, b := asText(d.log), asText(want); a != b {
		t.Errorf("records\n%s, want\n%s", a, b)
	}
}

func TestNoSuchVerb(t *testing.T) {
	if _, err := DefaultRules().Next(State{}, Event{Verb: 200}, zero); err == nil {
		t.Error("verb 200 happened")
	}
}

func BenchmarkNext(b *testing.B) {
	r := DefaultRules()
	in := Input{Last: zero.Add(time.Minute)}
	step, err := r.Next(State{}, Event{Verb: Start, Input: in}, zero)
	if err != nil {
		b.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		event Event
	}{
		{"nothing due", Event{Verb: Tick, Input: in}},
		{"pause", Event{Verb: Pause, Input: in}},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := r.Next(step.State, c.event, zero.Add(2*time.Minute)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func TestFewClosingsWaitHoweverFastCommandsFollow(t *testing.T) {
	for name, verbs := range map[string][]Verb{
		"replaced":           {Start},
		"finished and begun": {Finish, Start},
		"stopped and begun":  {Stop, Start},
		"skipped":            {Skip},
	} {
		t.Run(name, func(t *testing.T) {
			r := DefaultRules()
			now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
			step, err := r.Next(State{}, Event{Verb: Start}, now)
			if err != nil {
				t.Fatal(err)
			}
			ended, settled := 0, 0
			for i := range 300 {
				now = now.Add(50 * time.Millisecond)
				e := Event{Verb: verbs[i%len(verbs)], Replace: true}
				if step, err = r.Next(step.State, e, now); err != nil {
					t.Fatalf("%v: %v", e.Verb, err)
				}
				ended += len(step.Blocks) + len(step.Breaks)
				settled += len(step.Settled)
				if n := len(step.State.Unsettled); n > 4 {
					t.Fatalf("after %d commands %d closings wait", i+1, n)
				}
			}
			before := len(step.State.Unsettled)
			undone, err := r.Next(step.State, Event{Verb: UndoLast}, now)
			if err != nil {
				t.Fatal(err)
			}
			if settled+before != ended {
				t.Errorf("%d ended, %d are settled and %d wait", ended, settled, before)
			}
			for _, c := range undone.Settled {
				t.Errorf("undo settled %d", c.seq())
			}
		})
	}
}
