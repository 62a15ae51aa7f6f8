package engine_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"
	"unicode/utf8"

	"focusd/daemon/engine"
	"focusd/daemon/engine/enginetest"
	"focusd/timer"
	"focusd/tracker"
)

var errFull = errors.New("no space left on device")

const (
	blockTime = "focusd_block_seconds_total"
	pomodoro  = `kind="pomodoro"`
)

func (r *rig) duration(metric, labels string) time.Duration {
	return time.Duration(r.counter(metric, labels)) * time.Millisecond
}

func (r *rig) jump() {
	r.jumped <- struct{}{}
	synctest.Wait()
}

func (r *rig) lock(locked bool) {
	r.source.Show(tracker.Sample{Window: tracker.Window{App: "editor"}, IdleKnown: true, Locked: locked})
	synctest.Wait()
}

func TestWhatTheWorldDoesIsNotForgottenWhileTheStoreFails(t *testing.T) {
	for name, test := range map[string]struct {
		happens func(*rig)
		phase   timer.Phase
		focus   time.Duration
	}{
		"lock":      {func(r *rig) { r.lock(true); time.Sleep(5 * time.Minute) }, timer.Paused, 10 * time.Minute},
		"sleep":     {func(r *rig) { r.slept += 10 * time.Minute; r.jump() }, timer.Work, 10 * time.Minute},
		"clock set": {func(r *rig) { r.set += time.Hour; r.jump() }, timer.Work, 10 * time.Minute},
		"absence":   {func(r *rig) { r.away(7 * time.Minute) }, timer.Paused, 10 * time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T, r *rig) {
				r.do(timer.Event{Verb: timer.Start})
				r.pass(10 * time.Minute)
				r.store.FailAfter(0, errFull)
				test.happens(r)
				r.wantPhase(timer.Work) // as far as the store knows
				failed := time.Now()
				r.store.Heal()
				time.Sleep(61 * time.Second)
				r.wantPhase(test.phase)
				s := r.eng.Snapshot()
				want := test.focus
				if test.phase == timer.Work {
					want += s.At.Sub(failed.Add(r.set + r.slept))
				}
				if got := s.Timer.Elapsed(s.At); (got - want).Abs() > time.Second {
					t.Errorf("focus = %v, want %v", got, want)
				}
			})
		})
	}
}

func TestRestartIsNotForgottenWhenItsCommitFails(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.do(timer.Event{Verb: timer.Start})
		r.pass(10 * time.Minute)
		r.crash()
		time.Sleep(5 * time.Minute)
		r.store.FailNext(1, errFull)
		r.run()
		r.pass(time.Minute)
		s := r.eng.Snapshot()
		gaps := s.Timer.Block.Gaps
		if len(gaps) != 1 || gaps[0].Cause != timer.Restart || gaps[0].End.Sub(gaps[0].Start).Round(time.Minute) != 5*time.Minute {
			t.Errorf("gaps = %+v, want one of five minutes for the restart", gaps)
		}
	})
}

func TestCommandAfterWhatWaitsIsRefusedAloneWhenItFails(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.do(timer.Event{Verb: timer.Start})
		r.pass(10 * time.Minute)
		r.store.FailAfter(0, errFull)
		r.away(6 * time.Minute)
		if _, err := r.eng.Do(t.Context(), timer.Event{Verb: timer.Stop}); !errors.Is(err, engine.ErrStore) {
			t.Errorf("stop with a full disk: %v, want ErrStore", err)
		}
		r.store.Heal()
		time.Sleep(61 * time.Second)
		r.wantPhase(timer.Paused)
	})
}

func TestUrgentCommitIsTriedAgainWhileNobodyIsThere(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.pass(time.Minute)
		r.store.FailNext(1, errFull)
		r.lock(true)
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if s := r.eng.Snapshot(); s.Store.Failing != "" {
			t.Errorf("two seconds later the store still fails: %s", s.Store.Failing)
		}
	})
}

func TestSleepIsNoTimeOfABlock(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.do(timer.Event{Verb: timer.Start})
		r.pass(12 * time.Minute)
		r.slept += 8 * time.Hour
		r.jump()
		r.pass(20 * time.Minute)
		if got := r.duration(blockTime, pomodoro).Round(time.Second); got != 12*time.Minute {
			t.Errorf("block time counted = %v, want 12m", got)
		}
	})
}

func TestClockSetInABlockCountsNothingTwice(t *testing.T) {
	for _, step := range []time.Duration{-3 * time.Hour, 3 * time.Hour} {
		t.Run(step.String(), func(t *testing.T) {
			bubble(t, func(t *testing.T, r *rig) {
				r.do(timer.Event{Verb: timer.Start, Preset: timer.Preset{Kind: timer.Flow}})
				r.pass(2 * time.Hour)
				r.set += step
				r.jump()
				r.pass(time.Hour)
				if got := r.duration(blockTime, `kind="flow"`); got > 3*time.Hour || step > 0 && got < 165*time.Minute {
					t.Errorf("block time counted after three hours = %v", got)
				}
			})
		})
	}
}

func TestClockSetWhileAsleepLosesNoSleep(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.do(timer.Event{Verb: timer.Start})
		r.pass(12 * time.Minute)
		r.slept += 2 * time.Hour
		r.set -= time.Hour
		r.jump()
		s := r.eng.Snapshot()
		if got := s.Day.Presences[tracker.Asleep].Round(time.Minute); got != 2*time.Hour {
			t.Errorf("asleep = %v, want 2h", got)
		}
		r.wantPhase(timer.Idle)
	})
}

func TestCommitsGoOnWhenTheClockIsSetBack(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.pass(10 * time.Minute)
		r.set -= time.Hour
		r.jump()
		before := r.store.Commits()
		r.pass(30 * time.Minute)
		if n := r.store.Commits() - before; n < 25 || n > 35 { // a log that stands still has no heartbeat between
			t.Errorf("commits in half an hour = %d, want about 30", n)
		}
		if s := r.eng.Snapshot(); time.Now().Add(r.set).Sub(s.At) > time.Minute {
			t.Errorf("the snapshot is of %v", s.At)
		}
	})
}

func TestPauseOfTrackingIsAsLongAsItWasMeantWhenTheClockIsSet(t *testing.T) {
	for _, step := range []time.Duration{-time.Hour, time.Hour} {
		bubble(t, func(t *testing.T, r *rig) {
			r.pass(time.Minute)
			if _, err := r.eng.PauseTracking(t.Context(), 15*time.Minute); err != nil {
				t.Fatal(err)
			}
			if _, err := r.eng.Hold(t.Context(), 15*time.Minute); err != nil {
				t.Fatal(err)
			}
			synctest.Wait()
			r.set += step
			r.jump()
			r.pass(14 * time.Minute)
			if s := r.eng.Snapshot(); s.Tracking || s.HeldUntil.IsZero() {
				t.Errorf("a step of %v ended the pause", step)
			}
			r.pass(2 * time.Minute)
			if s := r.eng.Snapshot(); !s.Tracking || !s.HeldUntil.IsZero() {
				t.Errorf("after a step of %v the pause has no end: tracking %v until %v, held until %v at %v", step, s.Tracking, s.PausedUntil, s.HeldUntil, s.At)
			}
		})
	}
}

func TestEarlyCrashLeavesNoTimeUncounted(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.stop()
		r.store = enginetest.NewMemory()
		r.run()
		r.crash() // after the first commit, which has no log yet
		time.Sleep(time.Minute)
		r.run()
		r.pass(10 * time.Minute)
		r.checkLog()
	})
}

func TestLogWithoutALedgerIsNotCounted(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.stop()
		r.store = enginetest.NewMemory()
		day := time.Now().UTC().Add(-24 * time.Hour)
		if err := r.store.Commit(engine.Change{Spans: []tracker.Span{{Start: day, End: day.Add(time.Hour)}}}); err != nil {
			t.Fatal(err)
		}
		r.run()
		r.pass(10 * time.Minute)
		if got := r.duration("focusd_presence_seconds_total", `state="unobserved"`).Round(time.Minute); got != 23*time.Hour {
			t.Errorf("unobserved = %v, want the 23h since the log ended", got)
		}
	})
}

func TestCountersAreThereBeforeRun(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.pass(20 * time.Minute)
		if _, err := r.eng.PauseTracking(t.Context(), 0); err != nil {
			t.Fatal(err)
		}
		last := r.eng.Snapshot()
		next, err := engine.New(engine.Config{}, r.store, nil)
		if err != nil {
			t.Fatal(err)
		}
		s := next.Snapshot()
		for c, v := range last.Ledger.Values {
			if s.Ledger.Values[c] != v {
				t.Errorf("%v is %d before Run, was %d", c, s.Ledger.Values[c], v)
			}
		}
		if s.Tracking || !s.Ledger.Until.Equal(last.Ledger.Until) || s.At.IsZero() {
			t.Errorf("before Run: tracking %v, counted until %v, at %v", s.Tracking, s.Ledger.Until, s.At)
		}
		for range next.Watch(t.Context()) {
			break
		}
	})
}

func TestConfiguredPresetIsThereBeforeRun(t *testing.T) {
	for _, preset := range timer.Presets() {
		eng, err := engine.New(engine.Config{Preset: preset}, enginetest.NewMemory(), nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := eng.Snapshot().Timer.Preset; got != preset {
			t.Errorf("before Run a plain start starts %q, want %q, as configured", got.Name, preset.Name)
		}
	}
}

func TestBlockIsAsStoredUntilTheFirstAnswer(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.do(timer.Event{Verb: timer.Start})
		r.pass(10 * time.Minute)
		r.crash()
		time.Sleep(5 * time.Minute)
		next, err := engine.New(engine.Config{}, r.store, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		if s := next.Snapshot(); s.Timer.Phase != timer.Work || len(s.Timer.Block.Gaps) != 0 {
			t.Errorf("before Run: %v with the gaps %v, want the block as it was stored", s.Timer.Phase, s.Timer.Block.Gaps)
		}
		asked, cancel := context.WithCancel(t.Context())
		answered := make(chan *engine.Snapshot)
		go func() {
			if err := next.Ping(t.Context()); err != nil {
				t.Error(err)
			}
			answered <- next.Snapshot()
		}()
		synctest.Wait() // asked before there is somebody to answer
		ended := make(chan error)
		go func() { ended <- next.Run(asked, nil) }()
		if s := <-answered; len(s.Timer.Block.Gaps) != 1 || s.Store.Commits == 0 {
			t.Errorf("answered, and the outage is not taken off the block: gaps %v, %d commits", s.Timer.Block.Gaps, s.Store.Commits)
		}
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		r.run()
	})
}

func TestBlockOutlivesACrashWhereNothingIsObserved(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.source.Lose(errors.New("there is no display"))
		r.do(timer.Event{Verb: timer.Start})
		time.Sleep(14 * time.Minute)
		r.crash()
		time.Sleep(5 * time.Second)
		r.run()
		s := r.eng.Snapshot()
		if got := s.Timer.Elapsed(s.At); s.Timer.Phase != timer.Work || got < 13*time.Minute {
			t.Errorf("after the crash: %v with %v of focus, want work with at least 13m30s", s.Timer.Phase, got)
		}
	})
}

func TestUnlockThatNobodySawEndsThePause(t *testing.T) {
	for name, unseen := range map[string]func(*rig){
		"source lost": func(r *rig) {
			r.source.Lose(errors.New("the display is gone"))
			synctest.Wait()
			r.source.Restore()
		},
		"restart": func(r *rig) { r.stop(); r.run() },
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T, r *rig) {
				r.do(timer.Event{Verb: timer.Start})
				r.pass(5 * time.Minute)
				r.lock(true)
				time.Sleep(2 * time.Minute)
				r.wantPhase(timer.Paused)
				unseen(r)
				r.focus("editor")
				r.pass(2 * time.Minute)
				r.wantPhase(timer.Work)
			})
		})
	}
}

func TestEveryBlockThatBeginsIsCounted(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.do(timer.Event{Verb: timer.Start})
		r.pass(26 * time.Minute)
		r.do(timer.Event{Verb: timer.Skip})
		r.pass(time.Minute)
		r.do(timer.Event{Verb: timer.Start, Replace: true})
		if got := r.counter("focusd_blocks_started_total", pomodoro); got != 3 {
			t.Errorf("blocks started = %d, want 3", got)
		}
	})
}

func TestInputStartsTheNextBlock(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		cfg := engine.Config{Rules: timer.Rules{AfterWork: timer.ToBreak, AfterBreak: timer.StartByActivity}}
		if err := r.eng.Reconfigure(t.Context(), cfg); err != nil {
			t.Fatal(err)
		}
		r.do(timer.Event{Verb: timer.Start})
		r.pass(25*time.Minute + time.Second)
		r.wantPhase(timer.ShortBreak)
		r.away(6 * time.Minute)
		r.wantPhase(timer.BreakOver)
		r.focus("editor")
		r.pass(time.Minute)
		r.wantPhase(timer.Work)
		if got := r.counter("focusd_blocks_started_total", pomodoro); got != 2 {
			t.Errorf("blocks started = %d, want 2", got)
		}
		if over := r.duration("focusd_break_overrun_seconds_total", `kind="short"`); over < 30*time.Second || over > 2*time.Minute {
			t.Errorf("time beyond the break = %v, want about a minute", over)
		}
	})
}

func TestTimeBeyondABreakIsCountedOnceWhenItsEndIsUndone(t *testing.T) {
	for name, between := range map[string]func(*rig){
		"at once":         func(*rig) {},
		"after a restart": func(r *rig) { r.stop(); r.run(); r.focus("editor") },
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T, r *rig) {
				r.do(timer.Event{Verb: timer.Start})
				r.pass(26 * time.Minute)
				r.do(timer.Event{Verb: timer.Finish})
				r.pass(5*time.Minute + time.Second)
				r.wantPhase(timer.BreakOver)
				began := r.eng.Snapshot().Timer.Since
				r.pass(10 * time.Minute)
				r.do(timer.Event{Verb: timer.Start})
				between(r)
				r.do(timer.Event{Verb: timer.UndoLast})
				r.wantPhase(timer.BreakOver)
				r.pass(5 * time.Minute)
				s := r.do(timer.Event{Verb: timer.Start})
				if got, want := r.duration("focusd_break_overrun_seconds_total", `kind="short"`), s.Timer.Since.Sub(began); got != want {
					t.Errorf("time beyond the break = %v, want %v", got, want)
				}
			})
		})
	}
}

func TestReconfigureCountsTheDayOnce(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.pass(20 * time.Minute)
		cfg := engine.Config{Calendar: tracker.Calendar{Location: time.UTC, Start: 5 * time.Hour}}
		if err := r.eng.Reconfigure(t.Context(), cfg); err != nil {
			t.Fatal(err)
		}
		r.pass(10 * time.Minute)
		if got := r.eng.Snapshot().Day.Active.Round(time.Minute); got != 30*time.Minute {
			t.Errorf("active today = %v, want 30m", got)
		}
	})
}

func TestSleepIntoTheNextDayBelongsToBoth(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.pass(10 * time.Minute)
		r.slept += 24 * time.Hour
		r.jump()
		s := r.eng.Snapshot()
		if got := s.Day.Presences[tracker.Asleep]; got != s.At.Sub(s.Day.From) {
			t.Errorf("asleep since the day began at %v: %v at %v", s.Day.From, got, s.At)
		}
	})
}

func TestTimerHearsOfTheDayThatBeganWithoutADaemon(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		time.Sleep(18*time.Hour + 30*time.Minute) // half past three
		r.focus("editor")
		r.do(timer.Event{Verb: timer.Start})
		r.pass(26 * time.Minute)
		r.do(timer.Event{Verb: timer.Finish})
		if got := r.eng.Snapshot().Timer.Cycle.Credits; got != 1 {
			t.Fatalf("credits = %v, want 1", got)
		}
		r.stop()
		time.Sleep(10 * time.Minute)
		r.run()
		if got := r.eng.Snapshot().Timer.Cycle.Credits; got != 0 {
			t.Errorf("credits on the next day = %v, want 0", got)
		}
	})
}

func TestSourceThatKeepsDyingIsAskedLessAndLess(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		before := r.source.Watches()
		for range 600 {
			r.source.Lose(errors.New("it crashed"))
			synctest.Wait()
			r.source.Restore()
			time.Sleep(time.Second)
		}
		if n := r.source.Watches() - before; n > 20 {
			t.Errorf("watched %d times in ten minutes; back off", n)
		}
	})
}

func TestSamplesBeforeALossAreReadBeforeIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for range 20 {
			r := &rig{t: t, store: enginetest.NewMemory()}
			r.run()
			for range 30 {
				r.source.Focus(tracker.Window{App: "editor"})
			}
			r.source.Lose(errors.New("the display is gone"))
			synctest.Wait()
			if s := r.eng.Snapshot(); s.Source.Watching || s.Presence != tracker.Unobserved {
				t.Fatalf("after the loss: watching %v, %v", s.Source.Watching, s.Presence)
			}
			r.stop()
			time.Sleep(time.Second)
		}
	})
}

func TestLabelsAreValidWhateverAnAppIsCalled(t *testing.T) {
	for app, want := range map[string]string{
		`say "hello"`:                 `say "hello"`,
		`back\slash`:                  `back\slash`,
		"new\nline":                   "new line",
		"\xff\xfe":                    "\uFFFD",
		"редактор":                    "редактор",
		`",state="x`:                  `",state="x`,
		"a\u202eb":                    "a b", // turns the text that follows around
		" \u200b\t":                   "unknown",
		strings.Repeat("long ", 2000): strings.TrimSpace(strings.Repeat("long ", 13)[:64]),
		strings.Repeat("ё", 5000):     strings.Repeat("ё", 32),
	} {
		bubble(t, func(t *testing.T, r *rig) {
			r.focus(app)
			r.pass(30 * time.Minute)
			found := false
			for c, v := range r.eng.Snapshot().Ledger.Values {
				if c.Metric != "focusd_active_seconds_total" || v == 0 {
					continue
				}
				name := c.Label("app")
				if !utf8.ValidString(name) || c.Label("category") != "unclassified" {
					t.Errorf("labels of %.20q: %s", app, c.Labels)
				}
				found = found || name == want
			}
			if !found {
				t.Errorf("%.20q has no counter %q after half an hour", app, want)
			}
		})
	}
}

func TestSourceThatNeverAnswersDelaysADeadlineByItsPatience(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := started(t, make(feed))
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
		if late := time.Since(deadline); late > 310*time.Millisecond {
			t.Errorf("overtime began %v after the deadline", late)
		}
	})
}

func TestRequestsEndWithTheirContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e, err := engine.New(engine.Config{}, enginetest.NewMemory(), nil)
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := e.Ping(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("before Run: %v, want that time is up", err)
		}
	})
}

func TestHoldLastsUntilTheDayEnds(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		if _, err := r.eng.Hold(t.Context(), 0); err != nil {
			t.Fatal(err)
		}
		s := r.eng.Snapshot()
		if !s.HeldUntil.Equal(s.Day.To) {
			t.Errorf("held until %v, the day ends at %v", s.HeldUntil, s.Day.To)
		}
		r.stop()
		r.run()
		if got := r.eng.Snapshot().HeldUntil; !got.Equal(s.HeldUntil) {
			t.Errorf("after a restart held until %v, want %v", got, s.HeldUntil)
		}
		if _, err := r.eng.Release(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := r.eng.Snapshot().HeldUntil; !got.IsZero() {
			t.Errorf("released, and held until %v", got)
		}
	})
}

func TestPauseOfTrackingHoldsWithoutADisk(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.store.FailAfter(0, errFull)
		if _, err := r.eng.PauseTracking(t.Context(), 0); !errors.Is(err, engine.ErrStore) {
			t.Errorf("pause with a full disk: %v, want ErrStore", err)
		}
		if r.eng.Snapshot().Tracking {
			t.Error("the person is watched for want of a disk")
		}
		r.store.Heal()
		time.Sleep(2 * time.Minute)
		r.crash()
		r.run()
		if r.eng.Snapshot().Tracking {
			t.Error("the pause was not saved when it could be")
		}
		if _, err := r.eng.ResumeTracking(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

// brokenStore fails to read.
type brokenStore struct {
	*enginetest.Memory
	load bool
}

func (b brokenStore) Load() (engine.Stored, error) {
	if b.load {
		return engine.Stored{}, errFull
	}
	return b.Memory.Load()
}

func TestStoreThatCannotBeLoadedIsRefused(t *testing.T) {
	if _, err := engine.New(engine.Config{}, brokenStore{enginetest.NewMemory(), true}, nil); !errors.Is(err, errFull) {
		t.Errorf("New: %v, want %v", err, errFull)
	}
}

func TestReturnUndoesTheEndOfOvertimeThoughAnOfferOfUndoEnds(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.do(timer.Event{Verb: timer.Start})
		r.pass(26 * time.Minute)
		r.wantPhase(timer.Overtime)
		time.Sleep(90 * time.Second)
		r.do(timer.Event{Verb: timer.Switch, Label: "by remote"}) // its undo ends in the break
		time.Sleep(31 * time.Second)
		r.wantPhase(timer.ShortBreak)
		time.Sleep(30 * time.Second)
		for range 25 {
			time.Sleep(time.Second)
			r.source.Touch()
		}
		r.wantPhase(timer.Overtime)
	})
}

func TestMemoryOfAppsIsBounded(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		for i := range 600 {
			r.focus(fmt.Sprint("app ", i))
			time.Sleep(2 * time.Second)
		}
		r.pass(5 * time.Minute)
		if n := len(r.eng.Snapshot().Ledger.Values); n > 250 {
			t.Errorf("after 600 apps the ledger has %d counters", n)
		}
	})
}

func TestAbsenceIsNoTimeOfABlock(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.do(timer.Event{Verb: timer.Start})
		r.pass(10 * time.Minute)
		r.away(8 * time.Minute)
		r.focus("editor")
		r.pass(10 * time.Minute)
		r.do(timer.Event{Verb: timer.Stop})
		r.pass(10 * time.Minute)
		if got := r.duration(blockTime, pomodoro).Round(time.Second); got != 20*time.Minute {
			t.Errorf("block time counted = %v, want 20m", got)
		}
	})
}

func TestClockSetIsNoAbsence(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.do(timer.Event{Verb: timer.Start})
		r.pass(10 * time.Minute)
		r.away(4 * time.Minute)
		r.set += time.Hour
		r.jump()
		r.wantPhase(timer.Work)
		time.Sleep(61 * time.Second)
		r.wantPhase(timer.Paused)
	})
}

func TestCrashAfterTheClockWasSetLeavesNoTimeUncounted(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.pass(10 * time.Minute)
		r.set += time.Hour
		r.jump()
		r.crash()
		time.Sleep(time.Minute)
		r.run()
		r.pass(10 * time.Minute)
		r.checkLog()
	})
}
