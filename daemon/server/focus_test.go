package server

import (
	"testing"
	"testing/synctest"
	"time"

	"focusd/daemon/api"
)

// TestFocusIsDividedAtTheBounds starts a block an hour before a day begins.
// The block belongs to the first day, its minutes to both.
func TestFocusIsDividedAtTheBounds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(3*time.Hour + 40*time.Minute)
		r := newRig(t, Options{})
		c := r.client(t)
		if _, err := c.Timer(t.Context(), api.Command{Do: "start", Preset: "60/15"}); err != nil {
			t.Fatal(err)
		}
		pass := func(d time.Duration) { // in which the person types
			for ; d > 0; d -= time.Minute {
				time.Sleep(time.Minute)
				r.source.Touch()
			}
			synctest.Wait()
		}
		bound := time.Now().Add(20 * time.Minute)
		check := func(what string, from, to time.Time, minutes int64, blocks int) {
			t.Helper()
			sum, err := c.Summary(t.Context(), from, to)
			if err != nil {
				t.Fatal(err)
			}
			if sum.Focus != minutes*60_000 || len(sum.Blocks) != blocks {
				t.Errorf("%s: %d ms of focus in %d blocks, want %d min in %d", what, sum.Focus, len(sum.Blocks), minutes, blocks)
			}
		}
		pass(30 * time.Minute)
		check("the day before, while it runs", bound.Add(-24*time.Hour), bound, 20, 1)
		check("the day, while it runs", bound, bound.Add(24*time.Hour), 10, 0)
		if s, err := c.Status(t.Context()); err != nil || s.Today.Focus != 600 {
			t.Errorf("status says %d s of focus today (%v), want 600", s.Today.Focus, err)
		}
		if _, err := c.Timer(t.Context(), api.Command{Do: "pause"}); err != nil {
			t.Fatal(err)
		}
		pass(5 * time.Minute)
		check("the day, paused", bound, bound.Add(24*time.Hour), 10, 0)
		if _, err := c.Timer(t.Context(), api.Command{Do: "finish"}); err != nil {
			t.Fatal(err)
		}
		pass(5 * time.Minute)
		check("the day, finished", bound, bound.Add(24*time.Hour), 10, 0)
		check("both days", bound.Add(-24*time.Hour), bound.Add(24*time.Hour), 30, 1)
	})
}
