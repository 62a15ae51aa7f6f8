package server

import (
	"testing"
	"testing/synctest"
	"time"

	"focusd/tracker"
)

// TestTodayGrowsWhileNothingHappens asks for the day at instants at which the
// engine has had nothing to say for minutes.
func TestTodayGrowsWhileNothingHappens(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(5 * time.Hour) // past the beginning of the day
		r := newRig(t, Options{})
		c := r.client(t)
		editor := tracker.Window{App: "editor"}
		r.source.Focus(editor)
		check := func(active, idle int64) {
			t.Helper()
			s, err := c.Status(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if s.Today.Active != active || s.Today.Presences["active"] != active || s.Today.Presences["idle"] != idle {
				t.Errorf("%s: active %d s, by presence %v, want active %d, idle %d",
					s.At.Format(time.TimeOnly), s.Today.Active, s.Today.Presences, active, idle)
			}
		}
		time.Sleep(90 * time.Second)
		check(90, 0)
		r.source.Touch()
		time.Sleep(3 * time.Minute)
		r.source.Show(tracker.Sample{Window: editor, IdleKnown: true, Idle: 3 * time.Minute})
		synctest.Wait()
		check(90, 180)
		time.Sleep(10 * time.Minute)
		check(90, 780)
	})
}

// TestTodayEndsWithTheDay: the next day begins on time, though nobody touches
// anything, with what goes on.
func TestTodayEndsWithTheDay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, Options{})
		c := r.client(t)
		r.source.Show(tracker.Sample{IdleKnown: true, Idle: 3 * time.Minute})
		synctest.Wait()
		time.Sleep(4*time.Hour - time.Millisecond) // the day begins at four
		last, err := c.Status(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(7 * time.Minute)
		first, err := c.Status(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if !last.Today.To.Equal(first.Today.From) {
			t.Errorf("after the day to %v comes one from %v", last.Today.To, first.Today.From)
		}
		if got := first.Today.Presences["idle"]; got != 420 {
			t.Errorf("7 min into the day %v, want 420 s idle", first.Today.Presences)
		}
	})
}

// TestTodayIsBounded has a snapshot that is late at the end of its day.
func TestTodayIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, Options{})
		synctest.Wait()
		snap := *r.engine.Snapshot()
		snap.Presence, snap.At = tracker.Idle, snap.Day.To.Add(-time.Minute)
		before := todayOf(&snap, snap.At).Presences["idle"]
		for after, want := range map[time.Duration]int64{-time.Hour: 0, 0: 0, 30 * time.Second: 30, time.Hour: 60} {
			if got := todayOf(&snap, snap.At.Add(after)); got.Presences["idle"]-before != want {
				t.Errorf("%v after the snapshot: idle for %d s more, want %d", after, got.Presences["idle"]-before, want)
			}
		}
	})
}
