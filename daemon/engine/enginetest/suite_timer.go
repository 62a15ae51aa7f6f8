package enginetest

import (
	"maps"
	"slices"
	"testing"
	"time"

	"focusd/daemon/engine"
	"focusd/timer"
)

// preset is the classical one.
var preset = timer.Preset{Name: "25/5", Kind: timer.Pomodoro, Work: 25 * time.Minute, ShortBreak: 5 * time.Minute, LongBreak: 20 * time.Minute, LongEvery: 4}

// block is one that started at a minute after noon, with every field set.
func block(seq timer.Seq, start int) timer.Block {
	return timer.Block{
		Seq: seq, Kind: timer.Pomodoro, Preset: preset,
		Planned: 25 * time.Minute, Extended: 5 * time.Minute,
		Started: minute(start), Ended: minute(start + 31).Add(123456789), EndedBy: timer.EndedFinish,
		Gaps:     []timer.Gap{{Start: minute(start + 3), End: minute(start + 4), Cause: timer.External}},
		Segments: []timer.Segment{{Start: minute(start), Label: "write"}, {Start: minute(start + 9), Label: ""}},
	}
}

func rest(seq timer.Seq, start int) timer.Break {
	return timer.Break{
		Seq: seq, Long: true, Planned: 20 * time.Minute,
		Started: minute(start), Ended: minute(start + 20), Outcome: timer.Natural, Postponed: 2,
	}
}

func testTimer(t *testing.T, s engine.Store) {
	ended, running, over := block(3, 0), block(5, 40), rest(4, 31)
	running.Ended, running.EndedBy, running.Gaps = time.Time{}, timer.Running, nil
	state := timer.State{
		Seq: 6, Phase: timer.Paused, Since: minute(44), Cause: timer.Lock, Preset: preset, Block: running, Break: over,
		Cycle:     timer.Cycle{Credits: 1.25, Carry: 90 * time.Second, Last: minute(31)},
		Undo:      &timer.Undo{Verb: timer.Pause, At: minute(44), State: timer.State{Seq: 5, Phase: timer.Work, Since: minute(40), Block: running}},
		Rested:    timer.Rested{From: minute(20), Cycle: timer.Cycle{Credits: 1.5, Carry: time.Minute, Last: minute(10), Stale: true}},
		Unsettled: []timer.Closing{{At: minute(31), Block: &ended}, {At: minute(40), Break: &over}},
	}
	commit(t, s, engine.Change{Timer: &state})
	same(t, "timer", load(t, s).Timer, state)
	commit(t, s, engine.Change{Values: map[string]string{"k": "v"}})
	same(t, "timer after a commit without one", load(t, s).Timer, state)
	commit(t, s, engine.Change{Timer: &timer.State{}})
	same(t, "timer", load(t, s).Timer, timer.State{})

	for phase := timer.Idle; phase <= timer.BreakOver; phase++ {
		for cause := timer.None; cause <= timer.Distraction; cause++ {
			commit(t, s, engine.Change{Timer: &timer.State{Phase: phase, Cause: cause}})
			if got := load(t, s).Timer; got.Phase != phase || got.Cause != cause {
				t.Errorf("phase %d and cause %d came back as %d and %d", phase, cause, got.Phase, got.Cause)
			}
		}
	}
}

func testBlocks(t *testing.T, s engine.Store) {
	a, b, c := block(1, 0), block(4, 40), block(7, 80)
	a.Kind, a.Preset, a.Planned = timer.Flow, timer.Preset{Name: "flow", Kind: timer.Flow}, 0
	b.Kind, b.Gaps = timer.Burst, nil
	commit(t, s, engine.Change{Blocks: []timer.Block{c, a}})
	commit(t, s, engine.Change{Blocks: []timer.Block{b}})
	same(t, "blocks", Collect(t, s.Blocks(everything())), []timer.Block{a, b, c})

	same(t, "blocks of a range", Collect(t, s.Blocks(minute(0), minute(80))), []timer.Block{a, b})
	same(t, "blocks of a range", Collect(t, s.Blocks(minute(1), minute(81))), []timer.Block{b, c})
	same(t, "blocks of an empty range", Collect(t, s.Blocks(minute(1), minute(1))), nil)

	// Put again under its Seq, even if it is said to have begun at another time.
	c.Started, c.EndedBy = minute(75), timer.EndedStop
	commit(t, s, engine.Change{Blocks: []timer.Block{c}})
	same(t, "blocks", Collect(t, s.Blocks(everything())), []timer.Block{a, b, c})

	var all []timer.Block
	for ending := timer.Running; ending <= timer.EndedNote; ending++ {
		d := block(timer.Seq(100+int(ending)), 200+int(ending))
		d.EndedBy = ending
		all = append(all, d)
	}
	commit(t, s, engine.Change{Blocks: all})
	same(t, "blocks ended in every way", Collect(t, s.Blocks(minute(200), minute(300))), all)
}

func testBreaks(t *testing.T, s engine.Store) {
	var want []timer.Break
	for outcome := timer.Open; outcome <= timer.Skipped; outcome++ {
		b := rest(timer.Seq(10+outcome), 30*int(outcome))
		b.Outcome, b.Long = outcome, outcome%2 == 0
		if outcome == timer.Open {
			b.Ended, b.Postponed = time.Time{}, 0
		}
		want = append(want, b)
	}
	for _, b := range slices.Backward(want) {
		commit(t, s, engine.Change{Breaks: []timer.Break{b}})
	}
	same(t, "breaks", Collect(t, s.Breaks(everything())), want)
	same(t, "breaks of a range", Collect(t, s.Breaks(minute(30), minute(90))), want[1:3])
}

func testRevoked(t *testing.T, s engine.Store) {
	a, b := block(1, 0), block(3, 40)
	pause := rest(2, 31)
	commit(t, s, engine.Change{Blocks: []timer.Block{a}, Breaks: []timer.Break{pause}})
	commit(t, s, engine.Change{Revoked: []timer.Seq{2, 99}})
	same(t, "breaks", Collect(t, s.Breaks(everything())), nil)
	same(t, "blocks", Collect(t, s.Blocks(everything())), []timer.Block{a})

	// What is revoked and put in one change stays.
	a.EndedBy = timer.EndedStop
	commit(t, s, engine.Change{Revoked: []timer.Seq{1}, Blocks: []timer.Block{a, b}})
	same(t, "blocks", Collect(t, s.Blocks(everything())), []timer.Block{a, b})
	commit(t, s, engine.Change{Revoked: []timer.Seq{1, 3}})
	same(t, "blocks", Collect(t, s.Blocks(everything())), nil)
}

func testRecords(t *testing.T, s engine.Store) {
	var want []timer.Record
	for verb := timer.Tick; verb <= timer.NewDay; verb++ {
		n := int(verb)
		want = append(want, timer.Record{
			Seq: timer.Seq(n + 1), At: minute(n), From: minute(n - 5), Verb: verb,
			Before: timer.Phase(n % 7), After: timer.Phase((n + 3) % 7), Cause: timer.Cause(n % 8),
			Label: []string{"", "write", "日本"}[n%3], For: time.Duration(n-3) * time.Minute, Auto: n%2 == 0,
		})
	}
	// Several transitions may be decided at one instant.
	twin := want[3]
	twin.Seq = 200
	commit(t, s, engine.Change{Records: want[:8]})
	commit(t, s, engine.Change{Records: append(slices.Clone(want[8:]), twin)})
	all := slices.Insert(slices.Clone(want), 4, twin)
	same(t, "records", Collect(t, s.Records(everything())), all)
	same(t, "records of a range", Collect(t, s.Records(minute(3), minute(5))), all[3:6])
}

func testLedger(t *testing.T, s engine.Store) {
	active := engine.Counter{Metric: "focusd_presence_seconds_total", Labels: `state="active"`}
	idle := engine.Counter{Metric: "focusd_presence_seconds_total", Labels: `state="idle"`}
	plain := engine.Counter{Metric: "focusd_postponed_total"}
	ledger := map[engine.Counter]uint64{active: 12_000, plain: 0}
	values := map[string]string{"tracking.paused_until": "2026-11-22T13:00:00Z", "held": "1"}
	commit(t, s, engine.Change{Ledger: ledger, Values: values})
	wantLedger, wantValues := maps.Clone(ledger), maps.Clone(values)
	ledger[plain], values["held"] = 7, "changed by its owner"
	same(t, "ledger", load(t, s).Ledger, wantLedger)
	same(t, "values", load(t, s).Values, wantValues)

	commit(t, s, engine.Change{
		Ledger: map[engine.Counter]uint64{active: 1 << 62, idle: 3},
		Values: map[string]string{"held": "", "never set": "", "zone": "Europe/Berlin"},
	})
	wantLedger[active], wantLedger[idle] = 1<<62, 3
	delete(wantValues, "held")
	wantValues["zone"] = "Europe/Berlin"
	same(t, "ledger", load(t, s).Ledger, wantLedger)
	same(t, "values", load(t, s).Values, wantValues)

	load(t, s).Ledger[active] = 0
	same(t, "ledger after a reader wrote to its copy", load(t, s).Ledger, wantLedger)
}
