package engine_test

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"focusd/daemon/engine"
	"focusd/daemon/engine/enginetest"
	"focusd/timer"
)

// noter is a store that remembers what it was given.
type noter struct {
	*enginetest.Memory
	mu      sync.Mutex // guards changes
	changes []engine.Change
}

func (n *noter) Commit(c engine.Change) error {
	n.mu.Lock()
	n.changes = append(n.changes, c)
	n.mu.Unlock()
	return n.Memory.Commit(c)
}

// since are the changes after the first n.
func (n *noter) since(first int) []engine.Change {
	n.mu.Lock()
	defer n.mu.Unlock()
	return slices.Clone(n.changes[first:])
}

func TestHeartbeatWhileNobodyIsThereWritesTheLogAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &noter{Memory: enginetest.NewMemory()}
		e, err := engine.New(engine.Config{}, store, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- e.Run(ctx, nil) }()
		if _, err := e.Do(ctx, timer.Event{Verb: timer.Start}); err != nil {
			t.Fatal(err)
		}
		time.Sleep(2 * time.Minute) // a minute later the start can no longer be undone
		synctest.Wait()
		const beats = 20
		before := len(store.since(0))
		time.Sleep(beats*30*time.Second + 15*time.Second)
		synctest.Wait()
		changes, counting := store.since(before), 0
		for _, c := range changes {
			if len(c.Spans) != 1 || c.Timer != nil {
				t.Errorf("a heartbeat wrote %d rows and the timer %v", len(c.Spans), c.Timer)
			}
			if len(c.Ledger) > 0 {
				counting++
			}
		}
		if n := len(changes); n != beats || counting > beats/5 {
			t.Errorf("%d commits in %d intervals, of which %d counted", n, beats, counting)
		}
		if s := e.Snapshot(); time.Since(s.Store.LastCommit) > 30*time.Second {
			t.Errorf("the last heartbeat was %v ago", time.Since(s.Store.LastCommit))
		}
		s, err := e.Settle(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if lag := time.Since(s.Ledger.Until); lag > time.Second {
			t.Errorf("asked for, and the ledger is %v behind", lag)
		}
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}

func TestCrashBetweenCountsLosesNoTime(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.source.Lose(errors.New("there is no display"))
		r.do(timer.Event{Verb: timer.Start})
		time.Sleep(9*time.Minute + 40*time.Second)
		synctest.Wait()
		r.crash()
		time.Sleep(time.Second)
		r.run()
		r.checkLog()
		time.Sleep(20 * time.Minute)
		synctest.Wait()
		r.checkLog()
		if got := r.duration(blockTime, pomodoro); got < 9*time.Minute+10*time.Second {
			t.Errorf("block time counted = %v, of which 9m30s were before the crash", got)
		}
	})
}
