package engine_test

import (
	"context"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"focusd/daemon/engine"
	"focusd/daemon/engine/enginetest"
	"focusd/tracker"
)

func TestAskedForAReadingItComesWithASnapshot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e, err := engine.New(engine.Config{}, enginetest.NewMemory(), slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		source := enginetest.NewSource("played")
		go func() { ended <- e.Run(ctx, source) }()
		source.Focus(tracker.Window{App: "editor"})
		synctest.Wait()
		before := e.Snapshot()
		time.Sleep(90 * time.Second)
		source.Touch()
		time.Sleep(20 * time.Second)
		if err := e.Ask(ctx); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		got := e.Snapshot()
		if age := time.Since(got.InputAt); age > time.Second {
			t.Errorf("asked now, the input was read %v ago", age)
		}
		if since := got.Input.Last.Sub(before.Input.Last).Round(time.Second); since != 90*time.Second {
			t.Errorf("the last input was %v after the one before, want 90s", since)
		}
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}
