package timer

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// TestTransitions has a row for each row of the table of transitions.
func TestTransitions(t *testing.T) {
	start := func(d *desk) { d.do(0, Event{Verb: Start, Preset: work(25), Label: "one"}) }
	inBreak := func(d *desk) { start(d); d.do(25, Event{Verb: Finish}) }
	breakOver := func(d *desk) { inBreak(d); d.until(31) }
	auto := func(d *desk) { d.rules.AfterWork = ToBreak; start(d) }
	for _, c := range []struct {
		name  string
		given func(d *desk)
		when  func(d *desk)
		phase Phase
		check func(d *desk) bool // nil: the phase says it all
	}{
		{"idle, start", func(*desk) {}, start, Work, nil},
		{
			"idle, start with nothing said", func(*desk) {}, func(d *desk) { d.do(0, Event{Verb: Start}) }, Work,
			func(d *desk) bool { return d.s.Block.Preset.Name == "25/5" && d.s.Preset.Name == "25/5" },
		},
		{
			"idle, start some time ago", func(*desk) {}, func(d *desk) { d.do(9, Event{Verb: Start, For: 4 * minute}) }, Work,
			func(d *desk) bool { return d.s.Block.Started.Equal(at(5)) },
		},
		{
			"idle, start ago, not into the block before", func(d *desk) { start(d); d.do(8, Event{Verb: Stop}) },
			func(d *desk) { d.do(10, Event{Verb: Start, For: 5 * minute}) }, Work,
			func(d *desk) bool { return d.s.Block.Started.Equal(at(8)) },
		},
		{
			"break over, start ago, not into the break", breakOver, func(d *desk) { d.do(32, Event{Verb: Start, For: 9 * minute}) }, Work,
			func(d *desk) bool { return d.s.Block.Started.Equal(at(30)) && d.count(Taken) == 1 },
		},
		{
			"break, start before 80 %", inBreak, func(d *desk) { d.do(28, Event{Verb: Start}) }, Work,
			func(d *desk) bool { return d.count(CutShort) == 1 && len(d.breaks) == 1 },
		},
		{
			"break, start at 80 %", inBreak, func(d *desk) { d.do(29, Event{Verb: Start}) }, Work,
			func(d *desk) bool { return d.count(Taken) == 1 && len(d.breaks) == 1 },
		},
		{
			"work, pause", start, func(d *desk) { d.do(5, Event{Verb: Pause}) }, Paused,
			func(d *desk) bool { return d.s.Cause == Internal && d.s.Since.Equal(at(5)) },
		},
		{
			"work, pause because of somebody", start, func(d *desk) { d.do(5, Event{Verb: Pause, Cause: External}) }, Paused,
			func(d *desk) bool { return d.s.Cause == External },
		},
		{
			"paused, resume", func(d *desk) { start(d); d.do(5, Event{Verb: Pause}) }, func(d *desk) { d.do(7, Event{Verb: Resume}) }, Work,
			func(d *desk) bool {
				return d.s.Block.Deadline().Equal(at(27)) && len(d.s.Block.Gaps) == 1 && d.s.Block.Gaps[0].Cause == Internal
			},
		},
		{
			"paused, pause limit", func(d *desk) { start(d); d.do(5, Event{Verb: Pause}) }, func(d *desk) { d.until(35) }, Idle,
			func(d *desk) bool {
				b := d.only()
				return b.Ended.Equal(at(5)) && b.EndedBy == EndedPause && b.Outcome() == Abandoned && len(d.breaks) == 0
			},
		},
		{"work, deadline", start, func(d *desk) { d.until(25) }, Overtime, func(d *desk) bool { return len(d.blocks) == 0 }},
		{
			"work, deadline, automatic", auto, func(d *desk) { d.until(25) }, ShortBreak,
			func(d *desk) bool { return d.only().EndedBy == EndedAuto && d.only().Outcome() == Completed },
		},
		{
			"overtime, finish", func(d *desk) { start(d); d.until(30) }, func(d *desk) { d.do(32, Event{Verb: Finish}) }, ShortBreak,
			func(d *desk) bool { return d.only().Focus(d.now) == span(32) },
		},
		{
			"overtime, no input", func(d *desk) { start(d); d.leave(27) }, func(d *desk) { d.until(29) }, ShortBreak,
			func(d *desk) bool {
				return d.only().EndedBy == EndedIdle && d.only().Ended.Equal(at(27)) && d.s.Break.Started.Equal(at(27))
			},
		},
		{
			"overtime, no input, not before the deadline", func(d *desk) { start(d); d.leave(24) }, func(d *desk) { d.until(27) }, ShortBreak,
			func(d *desk) bool { return d.only().Ended.Equal(at(25)) && d.s.Break.Started.Equal(at(25)) },
		},
		{
			"overtime idle, ten seconds of input", func(d *desk) { start(d); d.leave(27) },
			func(d *desk) { d.back(29.5); d.until(29.7) }, Overtime,
			func(d *desk) bool {
				return len(d.blocks) == 0 && len(d.breaks) == 0 && d.s.Elapsed(d.now) == span(29.7) && d.s.Cycle == Cycle{}
			},
		},
		{
			"overtime idle, input after a minute", func(d *desk) { start(d); d.leave(27) },
			func(d *desk) { d.back(29.9); d.until(30.5) }, ShortBreak, nil,
		},
		{
			"overtime, lock", func(d *desk) { start(d); d.until(27) }, func(d *desk) { d.do(28, Event{Verb: Locked, At: at(28)}) }, ShortBreak,
			func(d *desk) bool { return d.only().EndedBy == EndedLock && d.only().Ended.Equal(at(28)) },
		},
		{
			"overtime, an hour without a source", func(d *desk) { start(d); d.blind() }, func(d *desk) { d.until(85) }, ShortBreak,
			func(d *desk) bool { return d.only().EndedBy == EndedCap && d.only().Ended.Equal(at(85)) },
		},
		{"overtime, hours with a source", start, func(d *desk) { d.until(240) }, Overtime, nil},
		{
			"work, extend", start, func(d *desk) { d.do(5, Event{Verb: Extend, For: 10 * minute}) }, Work,
			func(d *desk) bool { return d.s.Block.Deadline().Equal(at(35)) && d.s.Block.Planned == span(25) },
		},
		{
			"overtime, extend", func(d *desk) { start(d); d.until(26) }, func(d *desk) { d.do(27, Event{Verb: Extend, For: 10 * minute}) }, Work,
			func(d *desk) bool { return d.s.Left(d.now) == span(8) },
		},
		{
			"break, extend within a minute", inBreak, func(d *desk) { d.do(25.9, Event{Verb: Extend, For: 10 * minute}) }, Work,
			func(d *desk) bool {
				return len(d.blocks) == 0 && len(d.breaks) == 0 && d.s.Block.Deadline().Equal(at(35)) && d.s.Cycle == Cycle{}
			},
		},
		{
			"work, finish", start, func(d *desk) { d.do(22, Event{Verb: Finish}) }, ShortBreak,
			func(d *desk) bool { return d.only().Outcome() == Completed && d.s.Break.Planned == 5*minute },
		},
		{
			"work, skip", start, func(d *desk) { d.do(12, Event{Verb: Skip}) }, Work,
			func(d *desk) bool {
				return d.only().Outcome() == Abandoned && d.only().EndedBy == EndedSkip && d.count(Skipped) == 1 && d.s.Block.Label() == "one"
			},
		},
		{
			"overtime, skip", start, func(d *desk) { d.do(28, Event{Verb: Skip, Label: "two"}) }, Work,
			func(d *desk) bool { return d.only().Outcome() == Completed && d.s.Block.Label() == "two" },
		},
		{"work, stop", start, func(d *desk) { d.do(12, Event{Verb: Stop}) }, Idle, nil},
		{
			"paused, stop", func(d *desk) { start(d); d.do(12, Event{Verb: Pause}) }, func(d *desk) { d.do(15, Event{Verb: Stop}) }, Idle,
			func(d *desk) bool { return d.only().Focus(d.now) == span(12) && len(d.only().Gaps) == 1 },
		},
		{
			"overtime, stop", start, func(d *desk) { d.do(26, Event{Verb: Stop}) }, Idle,
			func(d *desk) bool { return d.only().Outcome() == Completed },
		},
		{
			"work, switch", start, func(d *desk) { d.do(12, Event{Verb: Switch, Label: "two"}) }, Work,
			func(d *desk) bool {
				s := d.s.Block.Segments
				return len(s) == 2 && s[0].Label == "one" && s[1] == (Segment{at(12), "two"}) && len(d.s.Block.Gaps) == 0
			},
		},
		{
			"work, switch at once", start, func(d *desk) { d.do(0, Event{Verb: Switch, Label: "two"}) }, Work,
			func(d *desk) bool { return len(d.s.Block.Segments) == 1 && d.s.Block.Label() == "two" },
		},
		{"paused, switch and stop: the other task had no time", func(d *desk) { start(d); d.leave(9) }, func(d *desk) {
			d.until(15)
			d.do(16, Event{Verb: Switch, Label: "two"})
			d.until(60)
		}, Idle, func(d *desk) bool { return len(d.only().Segments) == 1 && d.only().Label() == "one" }},
		{
			"work, skip with no break in the preset", func(d *desk) { d.do(0, Event{Verb: Start, Preset: Preset{Work: minute}}) },
			func(d *desk) { d.do(1, Event{Verb: Skip}) }, Work, func(d *desk) bool { return len(d.breaks) == 0 },
		},
		{"work, start after more than an hour of break", func(d *desk) {
			d.do(0, Event{Verb: Start, Preset: Preset{Work: span(25), ShortBreak: span(50)}})
			d.do(25, Event{Verb: Finish})
		}, func(d *desk) { d.do(86, Event{Verb: Start}) }, Work, func(d *desk) bool { return d.s.Cycle == Cycle{} }},
		{
			"work, rewind", start, func(d *desk) { d.do(12, Event{Verb: Rewind, For: 5 * minute}) }, Work,
			func(d *desk) bool { return d.s.Elapsed(d.now) == span(7) && d.s.Block.Deadline().Equal(at(30)) },
		},
		{
			"work, rewind further than the block", start, func(d *desk) { d.do(3, Event{Verb: Rewind, For: 5 * minute}) }, Work,
			func(d *desk) bool { return d.s.Elapsed(d.now) == 0 && d.s.Block.Deadline().Equal(at(28)) },
		},
		{
			"work, rewind over a pause", func(d *desk) { start(d); d.do(5, Event{Verb: Pause}); d.do(8, Event{Verb: Resume}) },
			func(d *desk) { d.do(10, Event{Verb: Rewind, For: 6 * minute}) }, Work,
			func(d *desk) bool { return d.s.Elapsed(d.now) == span(4) && len(d.s.Block.Gaps) == 3 },
		},
		{
			"overtime, rewind to before the deadline", start, func(d *desk) { d.do(27, Event{Verb: Rewind, For: 6 * minute}) }, Work,
			func(d *desk) bool { return d.s.Left(d.now) == span(4) },
		},
		{
			"paused, rewind: gone before the pause", func(d *desk) { start(d); d.do(12, Event{Verb: Pause}) },
			func(d *desk) { d.do(14, Event{Verb: Rewind, For: 5 * minute}) }, Paused,
			func(d *desk) bool { return d.s.Elapsed(d.now) == span(9) },
		},
		{
			"work, keep the last gap", func(d *desk) { start(d); d.leave(5); d.back(12) },
			func(d *desk) { d.do(14, Event{Verb: Keep}) }, Work,
			func(d *desk) bool {
				return d.s.Elapsed(d.now) == span(14) && d.s.Block.Deadline().Equal(at(25)) && len(d.s.Block.Gaps) == 0
			},
		},
		{
			"work, keep one of two gaps", func(d *desk) { start(d); d.leave(2); d.back(8); d.leave(9); d.back(16) },
			func(d *desk) { d.do(17, Event{Verb: Keep, At: at(2)}) }, Work,
			func(d *desk) bool {
				last := d.log[len(d.log)-1]
				return d.s.Elapsed(d.now) == span(10) && d.s.Block.Gaps[0].Start.Equal(at(9)) &&
					last.From.Equal(at(2)) && last.For == span(6) && last.Cause == Away
			},
		},
		{
			"work, keep a gap, and the deadline is behind", func(d *desk) { start(d); d.leave(5); d.back(20) },
			func(d *desk) { d.do(30, Event{Verb: Keep}) }, Overtime,
			func(d *desk) bool { return d.s.Left(d.now) == -span(5) },
		},
		{
			"overtime, keep a gap", func(d *desk) { start(d); d.leave(5); d.back(15) },
			func(d *desk) { d.do(36, Event{Verb: Keep}); d.do(37, Event{Verb: Finish}) }, ShortBreak,
			func(d *desk) bool { return d.only().Focus(d.now) == span(37) },
		},
		{
			"paused, keep the gap before the pause", func(d *desk) { start(d); d.leave(5); d.back(12); d.do(14, Event{Verb: Pause}) },
			func(d *desk) { d.do(15, Event{Verb: Keep}) }, Paused,
			func(d *desk) bool { return d.s.Elapsed(d.now) == span(14) && d.s.Cause == Internal },
		},
		{
			"work, keep the time of a lock", func(d *desk) { start(d); d.do(5, Event{Verb: Locked, At: at(5)}); d.do(12, Event{Verb: Unlocked}) },
			func(d *desk) { d.do(13, Event{Verb: Keep}) }, Work,
			func(d *desk) bool { return d.s.Elapsed(d.now) == span(13) },
		},
		{
			"work, keep and undo", func(d *desk) { start(d); d.leave(5); d.back(12) },
			func(d *desk) { d.do(13, Event{Verb: Keep}); d.do(13.5, Event{Verb: UndoLast}) }, Work,
			func(d *desk) bool { return d.s.Elapsed(d.now) == span(6.5) },
		},
		{
			"break, end", inBreak, func(d *desk) { d.until(30) }, BreakOver,
			func(d *desk) bool { return d.count(Taken) == 1 && d.s.Break.Ended.Equal(at(30)) },
		},
		{
			"break, skip", inBreak, func(d *desk) { d.do(27, Event{Verb: Skip}) }, Work,
			func(d *desk) bool { return d.count(Skipped) == 1 && d.s.Block.Label() == "one" },
		},
		{
			"break, skip at 80 %", inBreak, func(d *desk) { d.do(29.5, Event{Verb: Skip}) }, Work,
			func(d *desk) bool { return d.count(Taken) == 1 },
		},
		{
			"break, postpone", inBreak, func(d *desk) { d.do(26, Event{Verb: Postpone, For: 3 * minute}) }, Overtime,
			func(d *desk) bool { return len(d.blocks) == 0 && len(d.breaks) == 0 && d.s.Break.Postponed == 1 },
		},
		{
			"break postponed, begins again by itself", func(d *desk) { inBreak(d); d.do(26, Event{Verb: Postpone, For: 3 * minute}) },
			func(d *desk) { d.until(29) }, ShortBreak,
			func(d *desk) bool {
				return d.only().Focus(d.now) == span(28) && d.s.Break.Postponed == 1 && d.s.Break.Started.Equal(at(29))
			},
		},
		{
			"break postponed, extend: it waits for the person", func(d *desk) { inBreak(d); d.do(26, Event{Verb: Postpone, For: 3 * minute}) },
			func(d *desk) { d.do(27, Event{Verb: Extend, For: 10 * minute}); d.until(35.9) }, Work, nil,
		},
		{"break, the logical day changes, extend and finish", inBreak, func(d *desk) {
			d.do(25.2, Event{Verb: NewDay})
			d.do(25.5, Event{Verb: Extend, For: 10 * minute})
			d.do(35, Event{Verb: Finish})
		}, ShortBreak, func(d *desk) bool { return d.s.Cycle == Cycle{} && d.only().Credit() == 1 }},
		{"break, stop", inBreak, func(d *desk) { d.do(27, Event{Verb: Stop}) }, Idle, func(d *desk) bool { return d.count(Skipped) == 1 }},
		{"break over, start", breakOver, func(d *desk) { d.do(35, Event{Verb: Start}) }, Work, nil},
		{
			"break over, skip", breakOver, func(d *desk) { d.do(35, Event{Verb: Skip}) }, Work,
			func(d *desk) bool { return d.s.Block.Label() == "one" && d.count(Taken) == 1 && len(d.breaks) == 1 },
		},
		{"break over, stop", breakOver, func(d *desk) { d.do(35, Event{Verb: Stop}) }, Idle, nil},
		{"break over, input without the rule", inBreak, func(d *desk) { d.leave(25); d.back(32); d.until(40) }, BreakOver, nil},
		{
			"break over, half a minute of input", func(d *desk) { d.rules.AfterBreak = StartByActivity; inBreak(d); d.leave(26) },
			func(d *desk) { d.back(32); d.until(32.5) }, Work,
			func(d *desk) bool { return d.s.Block.Started.Equal(at(32)) && d.s.Block.Label() == "one" },
		},
		{
			"break over, less input than that", func(d *desk) { d.rules.AfterBreak = StartByActivity; inBreak(d); d.leave(26) },
			func(d *desk) { d.back(32); d.leave(32.4); d.until(40) }, BreakOver, nil,
		},
		{
			"break over, an hour", inBreak, func(d *desk) { d.until(90) }, Idle,
			func(d *desk) bool { return d.count(Natural) == 1 && d.count(Taken) == 1 && d.s.Cycle == Cycle{} },
		},
		{
			"work, the logical day changes", start, func(d *desk) { d.do(12, Event{Verb: NewDay}); d.do(25, Event{Verb: Finish}) }, ShortBreak,
			func(d *desk) bool { return d.only().Credit() == 1 && d.s.Cycle == Cycle{} },
		},
		{
			"break, the logical day changes", inBreak, func(d *desk) { d.do(26, Event{Verb: NewDay}) }, ShortBreak,
			func(d *desk) bool { return d.s.Cycle == Cycle{} },
		},
		{
			"work, start in place of it", start, func(d *desk) { d.do(12, Event{Verb: Start, Label: "two", Replace: true}) }, Work,
			func(d *desk) bool {
				return d.only().EndedBy == EndedStop && d.s.Block.Label() == "two" && d.s.Block.Started.Equal(at(12))
			},
		},
		{
			"burst, finish", func(d *desk) { d.do(0, Event{Verb: Start, Preset: single(5 * minute)}) }, func(d *desk) { d.do(5, Event{Verb: Finish}) }, ShortBreak,
			func(d *desk) bool { return d.s.Break.Planned == minute && d.s.preset().Name == "25/5" },
		},
		{"no break in the preset", func(d *desk) { d.do(0, Event{Verb: Start, Preset: Preset{Work: minute}}) }, func(d *desk) { d.do(1, Event{Verb: Finish}) }, Idle, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t)
			c.given(d)
			c.when(d)
			d.phase(c.phase)
			if c.check != nil && !c.check(d) {
				t.Errorf("state %+v\nblocks %+v\nbreaks %+v", d.s, d.blocks, d.breaks)
			}
		})
	}
}

// TestHappenings has a row for each cell of the table of idle, lock and sleep.
func TestHappenings(t *testing.T) {
	start := func(d *desk) { d.do(0, Event{Verb: Start, Preset: work(25)}) }
	overtime := func(d *desk) { start(d); d.until(28) }
	inBreak := func(d *desk) { start(d); d.do(25, Event{Verb: Finish}) }
	lock := func(d *desk, m float64) { d.do(m, Event{Verb: Locked, At: at(m)}) }
	sleep := func(d *desk, from, to float64) {
		d.until(from)
		d.wake(to, Event{Verb: Slept, At: at(from)})
	}
	for _, c := range []struct {
		name  string
		given func(d *desk)
		when  func(d *desk)
		phase Phase
		check func(d *desk) bool
	}{
		{
			"work, no input for less than five minutes", start, func(d *desk) { d.leave(10); d.until(14.9) }, Work,
			func(d *desk) bool { return d.s.Elapsed(d.now) == span(14.9) },
		},
		{
			"work, no input for five minutes", start, func(d *desk) { d.leave(10); d.until(15) }, Paused,
			func(d *desk) bool {
				return d.s.Cause == Away && d.s.Since.Equal(at(10)) && d.s.Elapsed(d.now) == span(10)
			},
		},
		{
			"work, return within 30 min", start, func(d *desk) { d.leave(10); d.back(39) }, Work,
			func(d *desk) bool {
				return d.s.Elapsed(d.now) == span(10) && d.s.Block.Gaps[0] == Gap{at(10), at(39), Away}
			},
		},
		{
			"work, no return for 30 min", start, func(d *desk) { d.leave(10); d.until(40) }, Idle,
			func(d *desk) bool {
				return d.only().EndedBy == EndedAway && d.only().Ended.Equal(at(10)) && d.count(Natural) == 1 && d.s.Cycle == Cycle{}
			},
		},
		{"work, return seen late", start, func(d *desk) {
			d.leave(10)
			d.until(15)
			d.in = Input{Last: at(29), Since: at(20)}
			d.wake(30, Event{Verb: Tick})
		}, Work, func(d *desk) bool { return d.s.Block.Gaps[0] == Gap{at(10), at(20), Away} }},
		{"work, no source of input", start, func(d *desk) { d.blind(); d.until(24) }, Work, nil},
		{
			"work, locked for less than the grace", start, func(d *desk) { lock(d, 5); d.do(5.4, Event{Verb: Unlocked}) }, Work,
			func(d *desk) bool { return d.s.Elapsed(d.now) == span(5.4) && d.s.Locked.IsZero() },
		},
		{
			"work, locked", start, func(d *desk) { lock(d, 5); d.until(5.5) }, Paused,
			func(d *desk) bool { return d.s.Cause == Lock && d.s.Since.Equal(at(5)) },
		},
		{
			"work, locked for half an hour", start, func(d *desk) { lock(d, 5); d.until(35) }, Idle,
			func(d *desk) bool {
				return d.only().EndedBy == EndedLock && d.only().Ended.Equal(at(5)) && d.count(Natural) == 1
			},
		},
		{
			"work, unlocked after a night", start, func(d *desk) { lock(d, 5); d.until(6); d.wake(500, Event{Verb: Unlocked}) }, Idle,
			func(d *desk) bool { return d.only().Ended.Equal(at(5)) },
		},
		{
			"work, locked over the deadline", start, func(d *desk) { lock(d, 24.8); d.until(25.4) }, ShortBreak,
			func(d *desk) bool { return d.only().Ended.Equal(at(24.8)) && d.only().EndedBy == EndedLock },
		},
		{"work, locked just before the deadline, unlocked after it", start, func(d *desk) { lock(d, 24.8); d.do(25.1, Event{Verb: Unlocked}) }, Overtime, nil},
		{
			"work, slept for less than 30 min", start, func(d *desk) { sleep(d, 5, 20) }, Work,
			func(d *desk) bool { return d.s.Elapsed(d.now) == span(5) && d.s.Block.Gaps[0].Cause == Sleep },
		},
		{
			"work, slept for 30 min", start, func(d *desk) { sleep(d, 5, 35) }, Idle,
			func(d *desk) bool {
				return d.only().EndedBy == EndedSleep && d.only().Ended.Equal(at(5)) && d.count(Natural) == 1
			},
		},
		{"work, locked, then slept: the lock counts from waking", start, func(d *desk) {
			lock(d, 5)
			d.wake(20, Event{Verb: Slept, At: at(5.1)})
			d.typing = false
			d.until(20.5)
		}, Paused, func(d *desk) bool {
			return d.s.Cause == Lock && d.s.Since.Equal(at(20)) && d.s.Elapsed(d.now) == span(5.1)
		}},
		{
			"flow, no input for five minutes", func(d *desk) { d.do(0, Event{Verb: Start, Preset: Preset{Kind: Flow, Work: minute}}) },
			func(d *desk) { d.leave(50); d.until(55) }, Paused, func(d *desk) bool { return d.s.Elapsed(d.now) == span(50) && d.s.Left(d.now) == 0 },
		},
		{
			"paused for lack of input, the source is lost", start, func(d *desk) { d.leave(10); d.until(16); d.blind(); d.until(40) }, Idle,
			func(d *desk) bool { return d.only().Ended.Equal(at(10)) },
		},
		{
			"overtime, slept", overtime, func(d *desk) { sleep(d, 29, 30) }, ShortBreak,
			func(d *desk) bool { return d.only().EndedBy == EndedSleep && d.s.Break.Started.Equal(at(29)) },
		},
		{
			"overtime, slept for a night", overtime, func(d *desk) { sleep(d, 29, 500) }, Idle,
			func(d *desk) bool { return d.only().Ended.Equal(at(29)) && d.count(Taken) == 1 },
		},
		{
			"overtime, left before the deadline", start, func(d *desk) { d.leave(24); d.until(29) }, BreakOver,
			func(d *desk) bool {
				return d.only().Ended.Equal(at(24)) && d.only().EndedBy == EndedAway && d.s.Break.Started.Equal(at(24))
			},
		},
		{
			"automatic break, left before the deadline", func(d *desk) { d.rules.AfterWork = ToBreak; start(d) },
			func(d *desk) { d.leave(23); d.until(28) }, BreakOver,
			func(d *desk) bool { return d.only().Ended.Equal(at(23)) && d.only().EndedBy == EndedAway },
		},
		{
			"automatic break, back before it is absence", func(d *desk) { d.rules.AfterWork = ToBreak; start(d) },
			func(d *desk) { d.leave(23); d.back(27); d.until(29) }, ShortBreak,
			func(d *desk) bool { return d.only().Ended.Equal(at(25)) },
		},
		{
			"a long rest, finished by a person who is not typing", func(d *desk) {
				d.do(0, Event{Verb: Start, Preset: Preset{Work: span(25), ShortBreak: span(20)}})
				d.leave(24)
			}, func(d *desk) { d.do(24.5, Event{Verb: Finish}); d.until(30) }, ShortBreak,
			func(d *desk) bool { return d.only().Ended.Equal(at(24.5)) && d.only().EndedBy == EndedFinish },
		},
		{
			"overtime, left before the deadline, and the break is over when that is known", func(d *desk) {
				d.do(0, Event{Verb: Start, Preset: Preset{Work: span(25), ShortBreak: minute}})
			}, func(d *desk) { d.leave(24.9); d.until(40) }, BreakOver,
			func(d *desk) bool { return d.only().Ended.Equal(at(24.9)) && len(d.breaks) == 1 },
		},
		{"work, locked, then restarted: the lock is forgotten", start, func(d *desk) {
			lock(d, 5)
			d.wake(7, Event{Verb: Restarted, At: at(5.1)})
			d.until(10)
		}, Work, nil},
		{"break, no input", inBreak, func(d *desk) { d.leave(25); d.until(29) }, ShortBreak, nil},
		{"break, lock", inBreak, func(d *desk) { lock(d, 26); d.until(29) }, ShortBreak, nil},
		{"break, unlock when it is over", inBreak, func(d *desk) { lock(d, 26); d.do(40, Event{Verb: Unlocked}) }, BreakOver, nil},
		{"break, slept", inBreak, func(d *desk) { sleep(d, 26, 28) }, ShortBreak, func(d *desk) bool { return d.s.Left(d.now) == span(2) }},
		{
			"break, slept beyond its end", inBreak, func(d *desk) { sleep(d, 26, 45) }, BreakOver,
			func(d *desk) bool { return d.count(Taken) == 1 && d.s.Since.Equal(at(30)) },
		},
		{
			"work, restarted soon", start, func(d *desk) { d.until(9); d.wake(18, Event{Verb: Restarted, At: at(9)}) }, Work,
			func(d *desk) bool { return d.s.Elapsed(d.now) == span(9) && d.s.Block.Gaps[0].Cause == Restart },
		},
		{
			"work, restarted late", start, func(d *desk) { d.until(21); d.wake(32, Event{Verb: Restarted, At: at(21)}) }, Idle,
			func(d *desk) bool {
				return d.only().EndedBy == EndedRecovered && d.only().Ended.Equal(at(21)) && d.only().Outcome() == Completed
			},
		},
		{
			"overtime, restarted soon", overtime, func(d *desk) { d.wake(32, Event{Verb: Restarted, At: at(29)}) }, Overtime,
			func(d *desk) bool { return d.s.Elapsed(d.now) == span(29) && d.s.Block.Deadline().Equal(at(25)) },
		},
		{
			"paused, restarted", func(d *desk) { start(d); d.do(5, Event{Verb: Pause}) }, func(d *desk) { d.wake(30, Event{Verb: Restarted, At: at(9)}) }, Paused,
			func(d *desk) bool { return d.s.Since.Equal(at(5)) },
		},
		{"break, restarted", inBreak, func(d *desk) { d.wake(40, Event{Verb: Restarted, At: at(26)}) }, BreakOver, nil},
		{
			"work, clock set forward", start, func(d *desk) { d.until(9); d.wake(69, Event{Verb: ClockSet, For: 60 * minute}) }, Work,
			func(d *desk) bool { return d.s.Elapsed(d.now) == span(9) && d.s.Left(d.now) == span(16) },
		},
		{
			"work, clock set back", start, func(d *desk) { d.until(9); d.wake(-51, Event{Verb: ClockSet, For: -60 * minute}) }, Work,
			func(d *desk) bool { return d.s.Elapsed(d.now) == span(9) && d.s.Left(d.now) == span(16) },
		},
		{
			"break, clock set", inBreak, func(d *desk) { d.until(27); d.wake(87, Event{Verb: ClockSet, For: 60 * minute}) }, ShortBreak,
			func(d *desk) bool { return d.s.Left(d.now) == span(3) },
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t)
			c.given(d)
			c.when(d)
			d.phase(c.phase)
			if c.check != nil && !c.check(d) {
				t.Errorf("state %+v\nblocks %+v\nbreaks %+v", d.s, d.blocks, d.breaks)
			}
		})
	}
}

func TestRefusals(t *testing.T) {
	idle := func(*desk) {}
	working := func(d *desk) { d.do(0, Event{Verb: Start, Preset: work(25)}) }
	flow := func(d *desk) { d.do(0, Event{Verb: Start, Preset: Preset{Kind: Flow}}) }
	inBreak := func(d *desk) { working(d); d.do(25, Event{Verb: Finish}) }
	for _, c := range []struct {
		name  string
		given func(d *desk)
		at    float64
		event Event
		want  error
	}{
		{"pause in idle", idle, 0, Event{Verb: Pause}, ErrIdle},
		{"pause in a break", inBreak, 26, Event{Verb: Pause}, ErrInBreak},
		{"pause when the break is over", inBreak, 31, Event{Verb: Pause}, ErrIdle},
		{"resume in idle", idle, 0, Event{Verb: Resume}, ErrNotPaused},
		{"resume in a break", inBreak, 26, Event{Verb: Resume}, ErrNotPaused},
		{"finish in idle", idle, 0, Event{Verb: Finish}, ErrIdle},
		{"finish in a break", inBreak, 26, Event{Verb: Finish}, ErrIdle},
		{"stop in idle", idle, 0, Event{Verb: Stop}, ErrIdle},
		{"skip in idle", idle, 0, Event{Verb: Skip}, ErrIdle},
		{"extend in idle", idle, 0, Event{Verb: Extend, For: minute}, ErrIdle},
		{"extend a break after a minute", inBreak, 26, Event{Verb: Extend, For: minute}, ErrTooLate},
		{"extend by nothing", working, 3, Event{Verb: Extend}, ErrRange},
		{"extend by days", working, 3, Event{Verb: Extend, For: 48 * time.Hour}, ErrRange},
		{"extend flow", flow, 3, Event{Verb: Extend, For: minute}, ErrRange},
		{"rewind in a break", inBreak, 26, Event{Verb: Rewind, For: minute}, ErrIdle},
		{"keep in a break", inBreak, 26, Event{Verb: Keep}, ErrIdle},
		{"keep where nothing was lost", working, 3, Event{Verb: Keep}, ErrNoGap},
		{"keep a pause", func(d *desk) { working(d); d.do(1, Event{Verb: Pause}); d.do(2, Event{Verb: Resume}) }, 3, Event{Verb: Keep}, ErrNoGap},
		{"keep another gap", func(d *desk) { working(d); d.leave(2); d.back(9) }, 10, Event{Verb: Keep, At: at(3)}, ErrNoGap},
		{"rewind into the future", working, 3, Event{Verb: Rewind, For: -minute}, ErrRange},
		{"switch in idle", idle, 0, Event{Verb: Switch, Label: "x"}, ErrIdle},
		{"postpone in work", working, 3, Event{Verb: Postpone}, ErrNoBreak},
		{"postpone late in the break", inBreak, 26.5, Event{Verb: Postpone}, ErrTooLate},
		{"postpone into the past", inBreak, 26, Event{Verb: Postpone, For: -minute}, ErrRange},
		{"start while working", working, 3, Event{Verb: Start}, ErrWorking},
		{"start in the future", idle, 0, Event{Verb: Start, For: -minute}, ErrRange},
		{"start days ago", idle, 0, Event{Verb: Start, For: 48 * time.Hour}, ErrRange},
		{"start of nothing", idle, 0, Event{Verb: Start, Preset: Preset{Name: "empty", ShortBreak: minute}}, ErrRange},
		{"undo of nothing", idle, 0, Event{Verb: UndoLast}, ErrNoUndo},
		{"undo after a minute", working, 1, Event{Verb: UndoLast}, ErrNoUndo},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t)
			c.given(d)
			d.until(c.at)
			before := d.s.Phase
			err := d.try(c.at, c.event)
			if !errors.Is(err, c.want) {
				t.Errorf("%s in %s: %v, want %v", c.event.Verb, before, err, c.want)
			} else if err.Error() == c.want.Error() {
				t.Errorf("%q does not say what to do instead", err)
			}
		})
	}
	t.Run("pause because of sleep", func(t *testing.T) {
		d := newDesk(t)
		working(d)
		if err := d.try(3, Event{Verb: Pause, Cause: Sleep}); err == nil {
			t.Error("a person paused because of sleep")
		}
	})
	t.Run("a first postponement too late", func(t *testing.T) {
		d := newDesk(t)
		inBreak(d)
		if err := d.try(26.5, Event{Verb: Postpone}); err == nil || strings.Contains(err.Error(), "twice") {
			t.Errorf("postponed late for the first time: %v, want nothing said of two times", err)
		}
	})
	t.Run("a third postponement", func(t *testing.T) {
		d := newDesk(t)
		inBreak(d)
		d.do(26, Event{Verb: Postpone})
		d.until(31)
		if got := d.s.Postpones(d.now); got != 1 {
			t.Errorf("Postpones after the first: %d, want 1", got)
		}
		d.do(31, Event{Verb: Postpone})
		d.until(36)
		d.phase(ShortBreak)
		if err := d.try(36, Event{Verb: Postpone}); !errors.Is(err, ErrTooLate) || d.s.Postpones(d.now) != 0 {
			t.Errorf("third postponement: %v, want %v", err, ErrTooLate)
		} else if strings.Contains(err.Error(), "first third") {
			t.Errorf("third postponement at the start of the break: %q speaks of its time", err)
		}
		if d.s.Break.Postponed != 2 {
			t.Errorf("Postponed = %d, want 2", d.s.Break.Postponed)
		}
	})
}

func TestIdempotent(t *testing.T) {
	for _, c := range []struct {
		name  string
		given []Event
		again Event
	}{
		{"pause when paused", []Event{{Verb: Start}, {Verb: Pause}}, Event{Verb: Pause}},
		{"resume when working", []Event{{Verb: Start}}, Event{Verb: Resume}},
		{"switch to the same", []Event{{Verb: Start, Label: "one"}}, Event{Verb: Switch, Label: "one"}},
		{"unlock when not locked", []Event{{Verb: Start}}, Event{Verb: Unlocked}},
		{"clock set by nothing", []Event{{Verb: Start}}, Event{Verb: ClockSet}},
		{"new day when idle", nil, Event{Verb: NewDay}},
		{"tick in idle", nil, Event{Verb: Tick}},
		{"slept in idle", nil, Event{Verb: Slept, At: at(-5)}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t)
			for _, e := range c.given {
				d.do(0, e)
			}
			step, err := d.rules.Next(d.s, c.again, d.now)
			if err != nil || step.Changed || step.Records != nil || step.State.Seq != d.s.Seq {
				t.Errorf("%s again: changed %v, records %v, error %v", c.again.Verb, step.Changed, step.Records, err)
			}
		})
	}
}
