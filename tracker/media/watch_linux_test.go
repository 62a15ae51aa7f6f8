package media

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"focusd/tracker/source"
)

func TestWatchWithoutAnything(t *testing.T) {
	bare(t)
	os.Unsetenv("XDG_RUNTIME_DIR")
	w := watch(t)
	w.expectPart(microphone, Absent, "XDG_RUNTIME_DIR")
	w.expectPart(players, Absent, "no session bus")
	w.expectPart(inhibitors, Absent, "no session bus")
}

func TestWatchEndsWithContext(t *testing.T) {
	run := bare(t)
	startBus(t, run)
	before := runtime.NumGoroutine()
	for range 10 {
		ctx, cancel := context.WithCancel(t.Context())
		s := &Source{}
		ended := make(chan error, 1)
		go func() { ended <- s.Watch(ctx, 0, nil, func(source.Report) {}) }()
		until(t, "players are on", func() bool { return s.Parts()[players].State == On })
		cancel()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("Watch = %v, want %v", err, context.Canceled)
		}
		if got := s.Parts()[players].State; got != Absent {
			t.Errorf("after Watch players are %v, want %v", got, Absent)
		}
	}
	until(t, "the goroutines end", func() bool { return runtime.NumGoroutine() <= before })
}

// TestKeepWaitsForFolders: what is absent is not looked for again and again.
func TestKeepWaitsForFolders(t *testing.T) {
	run := bare(t)
	tries := make(chan struct{}, 64)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		keep(ctx, []string{run, filepath.Join(run, "later")}, func(context.Context) error {
			tries <- struct{}{}
			return absent("not there")
		}, func(error) {})
	}()
	defer func() { cancel(); <-done }()
	next := func(what string) {
		t.Helper()
		until(t, "it is tried "+what, func() bool { return len(tries) > 0 })
		<-tries
	}
	next("at once")
	if err := os.Mkdir(filepath.Join(run, "later"), 0o700); err != nil {
		t.Fatal(err)
	}
	next("when a folder appears")
	if err := os.WriteFile(filepath.Join(run, "later", "socket"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	next("when something appears in it")
}
