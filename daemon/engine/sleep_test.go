package engine_test

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"focusd/daemon/engine"
	"focusd/timer"
	"focusd/tracker"
)

// TestSleepHoweverItIsTold has the machine sleep for two hours in a block: by
// the word of the login manager, by the clocks, by both in either order. It is
// one sleep each time.
func TestSleepHoweverItIsTold(t *testing.T) {
	const night = 2 * time.Hour
	before := func(t *testing.T, r *rig) {
		t.Helper()
		if err := r.eng.Sleeping(t.Context()); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
	}
	after := func(t *testing.T, r *rig) {
		t.Helper()
		if err := r.eng.Woke(t.Context()); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
	}
	tests := map[string]func(*testing.T, *rig){
		"the word and no clock": func(t *testing.T, r *rig) { before(t, r); time.Sleep(night); after(t, r) },
		"a clock and no word":   func(t *testing.T, r *rig) { r.slept += night; r.jump() },
		"both, the word first":  func(t *testing.T, r *rig) { before(t, r); r.slept += night; after(t, r); r.jump() },
		"both, the clock first": func(t *testing.T, r *rig) { before(t, r); r.slept += night; r.jump(); after(t, r) },
		"the word, and a clock that leapt": func(t *testing.T, r *rig) {
			before(t, r)
			r.set += night
			r.jump()
			after(t, r)
		},
	}
	for name, sleep := range tests {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T, r *rig) {
				r.focus("editor")
				r.do(timer.Event{Verb: timer.Start})
				r.pass(10 * time.Minute)
				sleep(t, r)
				synctest.Wait()
				if got := r.eng.Snapshot().Day.Presences[tracker.Asleep]; (got - night).Abs() > time.Second {
					t.Errorf("asleep for %v, want %v", got, night)
				}
				if got := r.eng.Snapshot().Timer; got.Phase != timer.Idle {
					t.Errorf("the timer is in %v, want that the block ended when the machine slept", got.Phase)
				}
				var focus time.Duration
				for b, err := range r.store.Blocks(r.start.Add(-time.Hour), r.start.AddDate(0, 0, 1)) {
					if err != nil {
						t.Fatal(err)
					}
					focus += b.Focus(b.Ended)
				}
				if (focus - 10*time.Minute).Abs() > time.Second {
					t.Errorf("focus = %v, want the 10m before the sleep", focus)
				}
				r.focus("editor")
				r.pass(10 * time.Minute)
				r.checkLog()
			})
		})
	}
}

func TestWhatIsToBeLostIsSavedBeforeSleep(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.focus("editor")
		r.pass(20 * time.Second)
		if err := r.eng.Sleeping(t.Context()); err != nil {
			t.Fatal(err)
		}
		spans := r.spans()
		if end := spans[len(spans)-1].End; time.Since(end) > time.Second {
			t.Errorf("the log on disk ends at %v, %v before the sleep", end, time.Since(end))
		}
		if err := r.eng.Woke(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := r.eng.Snapshot().Day.Presences[tracker.Asleep]; got != 0 {
			t.Errorf("asleep for %v, though the machine did not sleep", got)
		}
		synctest.Wait() // only what follows is to fail
		r.store.FailNext(1, errors.New("the disk is full"))
		if err := r.eng.Sleeping(t.Context()); !errors.Is(err, engine.ErrStore) {
			t.Errorf("Sleeping with a full disk: %v, want ErrStore", err)
		}
	})
}

func TestSomebodyTypesThoughNobodySaidThatTheMachineIsAwake(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		if err := r.eng.Sleeping(t.Context()); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Hour)
		r.focus("editor")
		r.pass(10 * time.Minute)
		if got := r.eng.Snapshot(); got.Presence != tracker.Active || got.Day.Presences[tracker.Asleep] != time.Hour {
			t.Errorf("%v after %v asleep, want active after an hour", got.Presence, got.Day.Presences[tracker.Asleep])
		}
	})
}

func TestWakingWithoutSleepingIsNothing(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.focus("editor")
		r.pass(10 * time.Minute)
		if err := r.eng.Woke(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := r.eng.Snapshot().Day.Presences[tracker.Asleep]; got != 0 {
			t.Errorf("asleep for %v", got)
		}
	})
}
