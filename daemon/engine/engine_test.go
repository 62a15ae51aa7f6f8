package engine_test

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"focusd/daemon/engine"
	"focusd/daemon/engine/enginetest"
	"focusd/timer"
	"focusd/tracker"
	"focusd/tracker/category"
	"focusd/tracker/privacy"
)

// rig is an engine in a bubble, with a played source and a store in memory.
type rig struct {
	t      *testing.T
	eng    *engine.Engine
	store  *enginetest.Memory
	source *enginetest.Source
	jumped chan struct{}
	slept  time.Duration // what the boot clock is ahead of the monotonic one
	set    time.Duration // what the wall clock was moved by
	start  time.Time
	preset timer.Preset // configured; zero: the default
	judge  engine.Judge
	every  time.Duration // CommitEvery; zero: the default
	stop   func() error
}

// bubble runs a test with an engine that has just started in front of an
// editor, at 09:00 UTC.
func bubble(t *testing.T, test func(*testing.T, *rig)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t)
		r.run()
		r.focus("editor")
		test(t, r)
		if err := r.stop(); err != nil {
			t.Errorf("stop: %v", err)
		}
		r.checkLog()
	})
}

// newRig is one whose engine has not started yet, at 09:00 UTC.
func newRig(t *testing.T) *rig {
	time.Sleep(9 * time.Hour) // bubbles begin at midnight
	return &rig{t: t, store: enginetest.NewMemory()}
}

// run starts an engine on the store as it is.
func (r *rig) run() {
	r.t.Helper()
	r.source = enginetest.NewSource("played")
	r.jumped = make(chan struct{}, 1)
	r.start = time.Now()
	began := time.Now().Add(-r.set - r.slept)
	cfg := engine.Config{
		Preset:      r.preset,
		Judge:       r.judge,
		CommitEvery: r.every,
		Calendar:    tracker.Calendar{Location: time.UTC, Start: 4 * time.Hour},
		ClockJumped: r.jumped,
		Clocks: func() tracker.Clocks {
			mono := time.Since(began)
			return tracker.Clocks{Wall: time.Now().UTC().Round(0).Add(r.set + r.slept), Mono: mono, Boot: mono + r.slept}
		},
	}
	var err error
	if r.eng, err = engine.New(cfg, r.store, slog.New(slog.DiscardHandler)); err != nil {
		r.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(r.t.Context())
	ended := make(chan error, 1)
	go func() { ended <- r.eng.Run(ctx, r.source) }()
	r.stop = func() error { cancel(); return <-ended }
	synctest.Wait()
}

// crash ends the engine without its last commit.
func (r *rig) crash() {
	r.store.FailAfter(0, errors.New("the machine is gone"))
	r.stop()
	r.store.Heal()
}

func (r *rig) focus(app string) {
	r.source.Focus(tracker.Window{App: app, Title: "a title"})
	synctest.Wait()
}

// pass lets time pass while the person types.
func (r *rig) pass(d time.Duration) {
	const step = 30 * time.Second
	for ; d > step; d -= step {
		time.Sleep(step)
		r.source.Touch()
	}
	time.Sleep(d)
	r.source.Touch()
	synctest.Wait()
}

// away lets time pass without a person; the source reports idleness at 3 min.
func (r *rig) away(d time.Duration) {
	if d > 3*time.Minute {
		time.Sleep(3 * time.Minute)
		r.source.Show(tracker.Sample{Window: tracker.Window{App: "editor"}, Idle: 3 * time.Minute, IdleKnown: true})
		d -= 3 * time.Minute
	}
	time.Sleep(d)
	synctest.Wait()
}

func (r *rig) do(ev timer.Event) *engine.Snapshot {
	r.t.Helper()
	s, err := r.eng.Do(r.t.Context(), ev)
	if err != nil {
		r.t.Fatalf("%v: %v", ev.Verb, err)
	}
	return s
}

func (r *rig) wantPhase(want timer.Phase) {
	r.t.Helper()
	synctest.Wait()
	if got := r.eng.Snapshot().Timer.Phase; got != want {
		r.t.Fatalf("after %v the timer is in %v, want %v", time.Since(r.start), got, want)
	}
}

func (r *rig) spans() []tracker.Span {
	r.t.Helper()
	var out []tracker.Span
	for sp, err := range r.store.Spans(time.Time{}.AddDate(1, 0, 0), time.Now().AddDate(1, 0, 0)) {
		if err != nil {
			r.t.Fatal(err)
		}
		out = append(out, sp)
	}
	return out
}

// checkLog holds the log and the ledger to what is always true: the log has no
// hole and no overlap, and counted presence is the accounted time exactly.
func (r *rig) checkLog() {
	r.t.Helper()
	spans := r.spans()
	for i := 1; i < len(spans); i++ {
		if !spans[i].Start.Equal(spans[i-1].End) {
			r.t.Errorf("span %d starts at %v, the one before ends at %v", i, spans[i].Start, spans[i-1].End)
		}
	}
	ledger := r.eng.Snapshot().Ledger
	var counted time.Duration
	for c, v := range ledger.Values {
		if c.Metric == "focusd_presence_seconds_total" {
			counted += time.Duration(v) * time.Millisecond
		}
	}
	if want := ledger.Until.Sub(ledger.Created); counted != want {
		r.t.Errorf("presence counted: %v, accounted time: %v", counted, want)
	}
}

func (r *rig) counter(metric, labels string) uint64 {
	return r.eng.Snapshot().Ledger.Values[engine.Counter{Metric: metric, Labels: labels}]
}

func TestBlockRunsIntoOvertime(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.do(timer.Event{Verb: timer.Start, Label: "writing"})
		r.wantPhase(timer.Work)
		r.pass(25*time.Minute - time.Second)
		r.wantPhase(timer.Work)
		r.pass(2 * time.Second)
		r.wantPhase(timer.Overtime)
		r.do(timer.Event{Verb: timer.Finish})
		r.wantPhase(timer.ShortBreak)
		r.pass(5*time.Minute + time.Second)
		r.wantPhase(timer.BreakOver)
		if got := r.eng.Snapshot().Day.Blocks; got != 1 {
			t.Errorf("completed blocks today = %d, want 1", got)
		}
	})
}

func TestDeadlineIsMetWithinMilliseconds(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		snap := r.do(timer.Event{Verb: timer.Start})
		deadline := snap.Timer.Block.Deadline()
		r.pass(time.Until(deadline) - time.Millisecond)
		for s := range r.eng.Watch(t.Context()) {
			if s.Timer.Phase == timer.Overtime {
				break
			}
		}
		if late := time.Since(deadline); late < 0 || late > 2*time.Millisecond {
			t.Errorf("overtime began %v after the deadline, want at most 2ms", late)
		}
	})
}

func TestDeadlineIsMetWhenTheWallClockIsSlow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		var reads atomic.Int64
		cfg := engine.Config{Clocks: func() tracker.Clocks {
			reads.Add(1)
			ran := time.Since(start)
			slewed := ran - ran/2000 // the most that a clock is slewed by
			return tracker.Clocks{Wall: start.Round(0).Add(slewed), Mono: ran, Boot: ran}
		}}
		e := startedWith(t, cfg, enginetest.NewMemory(), nil)
		s, err := e.Do(t.Context(), timer.Event{Verb: timer.Start})
		if err != nil {
			t.Fatal(err)
		}
		deadline := s.Timer.Block.Deadline()
		for s := range e.Watch(t.Context()) {
			if s.Timer.Phase == timer.Overtime {
				break
			}
		}
		if late := cfg.Clocks().Wall.Sub(deadline); late < 0 || late > time.Millisecond {
			t.Errorf("overtime began %v after the deadline, want at most 1ms", late)
		}
		if n := reads.Load(); n > 600 { // two a turn, some turns a commit
			t.Errorf("%d readings of the clocks in 25 minutes", n)
		}
	})
}

// thinker is a source that takes its time to answer.
type thinker struct{ *enginetest.Source }

func (s thinker) Watch(ctx context.Context, ask <-chan struct{}, emit func(tracker.Sample)) error {
	heard := make(chan struct{})
	go func() {
		for {
			select {
			case <-ctx.Done():
				return
			case <-ask:
			}
			time.Sleep(100 * time.Millisecond)
			select {
			case heard <- struct{}{}:
			case <-ctx.Done():
				return
			}
		}
	}()
	return s.Source.Watch(ctx, heard, emit)
}

func TestDeadlineDoesNotWaitForASlowSource(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		src := thinker{enginetest.NewSource("slow")}
		e := startedWith(t, engine.Config{}, enginetest.NewMemory(), src)
		src.Focus(tracker.Window{App: "editor"})
		s, err := e.Do(t.Context(), timer.Event{Verb: timer.Start})
		if err != nil {
			t.Fatal(err)
		}
		deadline := s.Timer.Block.Deadline()
		for time.Until(deadline) > 10*time.Second {
			time.Sleep(10 * time.Second)
			src.Touch()
		}
		for s := range e.Watch(t.Context()) {
			if s.Timer.Phase == timer.Overtime {
				break
			}
		}
		if late := time.Since(deadline); late > 2*time.Millisecond {
			t.Errorf("overtime began %v after the deadline, because the source was asked only then", late)
		}
	})
}

func TestAbsencePausesFromTheLastInput(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.do(timer.Event{Verb: timer.Start})
		r.pass(10 * time.Minute)
		left := time.Now()
		r.away(5*time.Minute + time.Second)
		r.wantPhase(timer.Paused)
		got := r.eng.Snapshot().Timer
		if got.Cause != timer.Away || got.Since.Sub(left).Abs() > time.Second {
			t.Errorf("paused by %v since %v, want away since %v", got.Cause, got.Since, left)
		}
		r.away(2 * time.Minute)
		r.focus("editor")
		r.wantPhase(timer.Work)
		if got := r.eng.Snapshot().Timer.Elapsed(time.Now()); got.Round(time.Second) != 10*time.Minute {
			t.Errorf("focus after the absence = %v, want 10m", got)
		}
	})
}

func TestThinkingIsNoAbsence(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.do(timer.Event{Verb: timer.Start})
		for range 4 {
			r.pass(time.Minute)
			r.away(4 * time.Minute)
			r.focus("editor")
		}
		r.wantPhase(timer.Work)
		if got := r.eng.Snapshot().Timer.Elapsed(time.Now()).Round(time.Second); got != 20*time.Minute {
			t.Errorf("focus = %v, want 20m", got)
		}
	})
}

func TestOvertimeEndsAtTheLastInputAndReturnUndoesIt(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.do(timer.Event{Verb: timer.Start})
		r.pass(26 * time.Minute)
		r.wantPhase(timer.Overtime)
		left := time.Now()
		time.Sleep(2*time.Minute + time.Second)
		r.wantPhase(timer.ShortBreak)
		if got := r.eng.Snapshot().Timer.Block.Ended; got.Sub(left).Abs() > time.Second {
			t.Errorf("block ended at %v, want %v", got, left)
		}
		for range 30 {
			time.Sleep(time.Second)
			r.source.Touch()
		}
		r.wantPhase(timer.Overtime)
	})
}

func TestSleepIsNoWork(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.do(timer.Event{Verb: timer.Start})
		r.pass(12 * time.Minute)
		r.slept += 8 * time.Hour
		r.jumped <- struct{}{}
		r.wantPhase(timer.Idle)
		snap := r.eng.Snapshot()
		if got := snap.Day.Focus.Round(time.Second); got != 12*time.Minute {
			t.Errorf("focus = %v, want 12m", got)
		}
		if got := snap.Day.Presences[tracker.Asleep].Round(time.Second); got != 8*time.Hour {
			t.Errorf("asleep = %v, want 8h", got)
		}
	})
}

func TestShortSleepPausesAndGoesOn(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.do(timer.Event{Verb: timer.Start})
		r.pass(10 * time.Minute)
		r.slept += 10 * time.Minute
		r.jumped <- struct{}{}
		r.wantPhase(timer.Work)
		s := r.eng.Snapshot()
		if got := s.Timer.Elapsed(s.At).Round(time.Second); got != 10*time.Minute {
			t.Errorf("focus = %v, want 10m", got)
		}
	})
}

func TestClockSetKeepsTheElapsedTime(t *testing.T) {
	for _, step := range []time.Duration{-time.Hour, time.Hour} {
		bubble(t, func(t *testing.T, r *rig) {
			r.do(timer.Event{Verb: timer.Start})
			r.pass(10 * time.Minute)
			r.set += step
			r.jumped <- struct{}{}
			synctest.Wait()
			s := r.eng.Snapshot()
			if got := s.Timer.Elapsed(s.At).Round(time.Second); s.Timer.Phase != timer.Work || got != 10*time.Minute {
				t.Errorf("after a step of %v: %v with focus %v, want work with 10m", step, s.Timer.Phase, got)
			}
			r.pass(10 * time.Minute)
			r.wantPhase(timer.Work)
			if n := r.counter("focusd_clock_jumps_total", `direction="forward"`) + r.counter("focusd_clock_jumps_total", `direction="backward"`); n != 1 {
				t.Errorf("clock jumps counted = %d, want 1", n)
			}
		})
	}
}

func TestCommandThatCannotBeSavedHasNotHappened(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		full := errors.New("no space left on device")
		r.store.FailNext(1, full)
		if _, err := r.eng.Do(t.Context(), timer.Event{Verb: timer.Start}); !errors.Is(err, engine.ErrStore) || !errors.Is(err, full) {
			t.Errorf("start with a full disk: %v, want ErrStore and the reason", err)
		}
		r.wantPhase(timer.Idle)
		r.do(timer.Event{Verb: timer.Start})
		r.wantPhase(timer.Work)
	})
}

func TestLogSurvivesAFullDisk(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.pass(time.Minute)
		r.store.FailAfter(0, errors.New("no space left on device"))
		for range 10 {
			r.focus("browser")
			r.pass(2 * time.Minute)
			r.focus("editor")
			r.pass(2 * time.Minute)
		}
		if r.eng.Snapshot().Store.Failing == "" {
			t.Error("the store fails and nobody is told")
		}
		r.store.Heal()
		r.pass(2 * time.Minute)
		if why := r.eng.Snapshot().Store.Failing; why != "" {
			t.Errorf("the store works again but is said to fail: %s", why)
		}
		switches := 0
		for _, sp := range r.spans() {
			if sp.Window.App == "browser" {
				switches++
			}
		}
		if switches != 10 {
			t.Errorf("stretches in the browser in the log = %d, want 10", switches)
		}
	})
}

func TestCrashLosesAtMostACommitInterval(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.do(timer.Event{Verb: timer.Start, Label: "writing"})
		r.pass(10*time.Minute + 17*time.Second)
		before := r.eng.Snapshot()
		crashed := time.Now()
		r.crash()
		time.Sleep(5 * time.Second)
		r.run()
		s := r.eng.Snapshot()
		if s.Timer.Phase != timer.Work || s.Timer.Block.Label() != "writing" {
			t.Fatalf("after the crash: %v on %q, want work on writing", s.Timer.Phase, s.Timer.Block.Label())
		}
		gaps := s.Timer.Block.Gaps
		if len(gaps) != 1 || gaps[0].Cause != timer.Restart || crashed.Sub(gaps[0].Start) > 30*time.Second {
			t.Errorf("gaps = %+v, want one for the restart, from at most 30s before %v", gaps, crashed)
		}
		for c, v := range before.Ledger.Values {
			if s.Ledger.Values[c] < v {
				t.Errorf("%s{%s} fell from %d to %d", c.Metric, c.Labels, v, s.Ledger.Values[c])
			}
		}
	})
}

func TestLongOutageClosesTheBlock(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.do(timer.Event{Verb: timer.Start})
		r.pass(21 * time.Minute)
		r.crash()
		time.Sleep(3 * time.Hour)
		r.run()
		r.wantPhase(timer.Idle)
		var ended []timer.Block
		for b, err := range r.store.Blocks(r.start.Add(-24*time.Hour), time.Now()) {
			if err != nil {
				t.Fatal(err)
			}
			ended = append(ended, b)
		}
		if len(ended) != 1 || ended[0].EndedBy != timer.EndedRecovered || ended[0].Outcome() != timer.Completed {
			t.Errorf("blocks = %+v, want one, recovered and completed", ended)
		}
		synctest.Wait()
		if got := r.eng.Snapshot().Day.Presences[tracker.Unobserved]; got < 3*time.Hour {
			t.Errorf("unobserved = %v, want the outage of 3h", got)
		}
	})
}

func TestFinishedBlocksAreCountedOnceAndNotIfTakenBack(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		started := func() uint64 { return r.counter("focusd_blocks_started_total", `kind="pomodoro"`) }
		completed := func() uint64 {
			return r.counter("focusd_blocks_finished_total", `kind="pomodoro",outcome="completed"`)
		}
		abandoned := func() uint64 {
			return r.counter("focusd_blocks_finished_total", `kind="pomodoro",outcome="abandoned"`)
		}
		r.do(timer.Event{Verb: timer.Start})
		r.pass(10 * time.Minute)
		r.do(timer.Event{Verb: timer.Stop})
		r.do(timer.Event{Verb: timer.UndoLast})
		r.wantPhase(timer.Work)
		r.pass(16 * time.Minute)
		r.do(timer.Event{Verb: timer.Finish})
		r.pass(10 * time.Minute)
		if started() != 1 || completed() != 1 || abandoned() != 0 {
			t.Errorf("started %d, completed %d, abandoned %d; want 1, 1, 0", started(), completed(), abandoned())
		}
		if got := r.counter("focusd_block_seconds_total", `kind="pomodoro"`); time.Duration(got)*time.Millisecond != 26*time.Minute {
			t.Errorf("block time counted = %v, want 26m", time.Duration(got)*time.Millisecond)
		}
		if got := r.counter("focusd_focus_seconds_total", `kind="pomodoro",project=""`); time.Duration(got)*time.Millisecond != 26*time.Minute {
			t.Errorf("focus counted = %v, want 26m", time.Duration(got)*time.Millisecond)
		}
	})
}

func TestConfiguredPresetWinsOnlyWhenItIsNew(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		preset := func() string { return r.eng.Snapshot().Timer.Preset.Name }
		r.do(timer.Event{Verb: timer.Start, Preset: timer.Presets()[2]})
		r.do(timer.Event{Verb: timer.Stop})
		if err := r.stop(); err != nil {
			t.Fatal(err)
		}
		r.run()
		if got := preset(); got != "50/10" {
			t.Errorf("after a restart a plain start starts %s, want 50/10, the last one used", got)
		}
		if err := r.stop(); err != nil {
			t.Fatal(err)
		}
		r.preset = timer.Presets()[0]
		r.run()
		if got := preset(); got != "15/5" {
			t.Errorf("after 15/5 was configured a plain start starts %s", got)
		}
	})
}

func TestPausedTrackingRecordsNothing(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.pass(time.Minute)
		if _, err := r.eng.PauseTracking(t.Context(), 15*time.Minute); err != nil {
			t.Fatal(err)
		}
		r.focus("diary")
		r.pass(14 * time.Minute)
		if got := r.eng.Snapshot(); got.Tracking || got.Window != (tracker.Window{}) {
			t.Errorf("while paused: tracking %v in front of %q", got.Tracking, got.Window.App)
		}
		r.pass(2 * time.Minute)
		if got := r.eng.Snapshot(); !got.Tracking {
			t.Error("tracking has not resumed by itself")
		}
		r.focus("editor")
		r.pass(time.Minute)
		var paused time.Duration
		for _, sp := range r.spans() {
			if sp.Presence == tracker.Paused {
				paused += sp.Duration()
				if sp.Window != (tracker.Window{}) {
					t.Errorf("a paused span has a window: %q", sp.Window.App)
				}
			}
		}
		if paused.Round(time.Second) != 15*time.Minute {
			t.Errorf("paused = %v, want 15m", paused)
		}
	})
}

func TestPauseOfTrackingSurvivesARestart(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		if _, err := r.eng.PauseTracking(t.Context(), 0); err != nil {
			t.Fatal(err)
		}
		if err := r.stop(); err != nil {
			t.Fatal(err)
		}
		r.run()
		r.focus("diary")
		r.pass(time.Minute)
		if s := r.eng.Snapshot(); s.Tracking || s.Presence != tracker.Paused {
			t.Errorf("after a restart: tracking %v, presence %v", s.Tracking, s.Presence)
		}
	})
}

func TestLostDisplayIsUnobservedAndComesBack(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.pass(time.Minute)
		r.source.Lose(errors.New("the display is gone"))
		time.Sleep(10 * time.Minute)
		synctest.Wait()
		s := r.eng.Snapshot()
		if s.Source.Watching || s.Source.Reason != "the display is gone" || s.Presence != tracker.Unobserved {
			t.Errorf("watching %v (%s), presence %v; want unobserved", s.Source.Watching, s.Source.Reason, s.Presence)
		}
		if tries := r.source.Watches(); tries > 20 {
			t.Errorf("tried %d times in 10 minutes; back off", tries)
		}
		r.source.Restore()
		time.Sleep(2 * time.Minute)
		synctest.Wait()
		if s := r.eng.Snapshot(); !s.Source.Watching || s.Presence == tracker.Unobserved {
			t.Errorf("watching %v, presence %v after the display came back", s.Source.Watching, s.Presence)
		}
	})
}

func TestNothingTicksWhileNobodyIsThere(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.pass(time.Minute)
		r.away(4 * time.Minute)
		before := r.store.Commits()
		r.away(5 * time.Hour)
		if n := r.store.Commits() - before; n > 21 {
			t.Errorf("commits in five hours of absence = %d, want at most one every 15 min", n)
		}
	})
}

func TestSlowReaderNeverBlocks(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		slow := r.eng.Watch(t.Context())
		for range 100 {
			r.focus("browser")
			r.focus("editor")
		}
		r.do(timer.Event{Verb: timer.Start})
		var last *engine.Snapshot
		for last == nil || last.Timer.Phase != timer.Work {
			last = <-slow
		}
	})
}

// TestWhoHasNoUseForWindowsSleepsOn: what they wait for reaches them all the same.
func TestWhoHasNoUseForWindowsSleepsOn(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.focus("editor")
		all, some := r.eng.Watch(t.Context()), r.eng.WatchExceptWindows(t.Context())
		news := func(from <-chan *engine.Snapshot) bool {
			synctest.Wait()
			select {
			case s := <-from:
				return s != nil
			default:
				return false
			}
		}
		if !news(all) || !news(some) {
			t.Fatal("not everybody hears how things are when the watch begins")
		}
		r.focus("browser")
		if !news(all) || news(some) {
			t.Error("another window is told to the wrong ones")
		}
		for _, tt := range []struct {
			what    string
			happens func()
		}{
			{"a command", func() { r.do(timer.Event{Verb: timer.Start}) }},
			{"a commit", func() { r.pass(61 * time.Second) }},
			{"an absence", func() { r.away(4 * time.Minute) }},
			{"a return", func() { r.focus("mail") }},
			{"what was announced", func() { _ = r.eng.Announce(t.Context()) }},
			{"a lost display", func() { r.source.Lose(errors.New("the display is gone")) }},
		} {
			tt.happens()
			if !news(some) {
				t.Errorf("%s was not told", tt.what)
			}
		}
	})
}

func TestStoppedEngineRefusesCommands(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := &rig{t: t, store: enginetest.NewMemory()}
		r.run()
		r.stop()
		if _, err := r.eng.Do(t.Context(), timer.Event{Verb: timer.Start}); !errors.Is(err, engine.ErrStopped) {
			t.Errorf("start after the end: %v, want ErrStopped", err)
		}
	})
}

func TestNewDayBegins(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.do(timer.Event{Verb: timer.Start})
		r.pass(26 * time.Minute)
		r.do(timer.Event{Verb: timer.Finish})
		first := r.eng.Snapshot().Day
		r.away(19 * time.Hour)
		s := r.eng.Snapshot()
		if s.Day.Day == first.Day || s.Day.Blocks != 0 || s.Day.Focus != 0 {
			t.Errorf("the next day is %v with %d blocks and %v focus", s.Day.Day, s.Day.Blocks, s.Day.Focus)
		}
		if s.Timer.Cycle.Credits != 0 {
			t.Errorf("credits on the next day = %v, want 0", s.Timer.Cycle.Credits)
		}
	})
}

func TestAppsGetACounterOfTheirOwnOnlyAfterAWhile(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.pass(9 * time.Minute)
		if got := r.counter("focusd_active_seconds_total", `app="editor",category="unclassified"`); got != 0 {
			t.Errorf("editor counted for %d ms after 9 minutes", got)
		}
		r.pass(10 * time.Minute)
		own := r.counter("focusd_active_seconds_total", `app="editor",category="unclassified"`)
		other := r.counter("focusd_active_seconds_total", `app="other",category="unclassified"`)
		if own == 0 || other < uint64((10*time.Minute).Milliseconds()) {
			t.Errorf("after 19 minutes: editor %d ms, other %d ms", own, other)
		}
		active := r.counter("focusd_presence_seconds_total", `state="active"`)
		if own+other != active {
			t.Errorf("apps sum to %d ms, active presence is %d ms", own+other, active)
		}
	})
}

// Of time of which the category alone is kept, the app is no label.
func TestHiddenAppsAreCountedByCategory(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		code := func() uint64 {
			return r.counter("focusd_active_seconds_total", `app="hidden",category="code"`)
		}
		r.show(category.AsApp("code"), "")
		r.pass(30 * time.Minute)
		r.show(category.AsApp(""), "")
		r.pass(30 * time.Minute)
		r.show("editor", "")
		r.pass(5 * time.Minute)
		if got := code(); got < uint64((15 * time.Minute).Milliseconds()) {
			t.Errorf("code was counted for %d ms of half an hour", got)
		}
		if got := r.counter("focusd_active_seconds_total", `app="hidden",category="unclassified"`); got == 0 {
			t.Error("what no rule knows was not counted")
		}
		r.crash() // the next daemon goes on with the counter at once
		r.run()
		before, was := activeSum(r.eng.Snapshot()), code()
		r.show(category.AsApp("code"), "")
		r.pass(5 * time.Minute)
		r.show("editor", "")
		r.pass(5 * time.Minute)
		if got := code(); got < was+uint64((4*time.Minute).Milliseconds()) {
			t.Errorf("after a start code went from %d to %d ms in five minutes", was, got)
		}
		r.forget(privacy.Erasure{App: category.AsApp("code")})
		if got, sum := code(), activeSum(r.eng.Snapshot()); got != 0 || sum < before {
			t.Errorf("forgotten it has %d ms, and all apps went from %d to %d", got, before, sum)
		}
	})
}
