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
	"focusd/tracker"
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

func TestBlockHasAHeartbeatWhileNobodyIsThere(t *testing.T) {
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
		commits, heartbeats := len(store.since(0)), store.Heartbeats()
		time.Sleep(beats*30*time.Second + 15*time.Second)
		synctest.Wait()
		changes := store.since(commits)
		for _, c := range changes {
			if len(c.Spans) != 1 || c.Timer != nil {
				t.Errorf("a commit wrote %d rows and the timer %v", len(c.Spans), c.Timer)
			}
		}
		heartbeats = store.Heartbeats() - heartbeats
		if n := len(changes) + heartbeats; n != beats || len(changes) > beats/5 {
			t.Errorf("%d heartbeats and %d commits in %d intervals", heartbeats, len(changes), beats)
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

func TestHeartbeatWhereNothingIsNew(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		const minutes = 20
		r.pass(minutes * time.Minute)
		commits, beats := r.store.Commits(), r.store.Heartbeats()
		if commits < minutes-1 || commits > minutes+3 || beats < minutes-2 || beats > minutes+1 {
			t.Errorf("%d commits and %d heartbeats in %d minutes, want one of each a minute", commits, beats, minutes)
		}
	})
}

func TestHeartbeatWhereWindowsChange(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		const minutes = 20
		for i := range minutes * 12 {
			r.focus([]string{"editor", "browser", "mail"}[i%3])
			r.pass(5 * time.Second)
		}
		commits, beats := r.store.Commits(), r.store.Heartbeats()
		if commits > minutes+3 || beats < minutes-2 {
			t.Errorf("%d commits and %d heartbeats in %d minutes, want one of each a minute", commits, beats, minutes)
		}
	})
}

func TestSnapshotsLagByAMinute(t *testing.T) {
	for every, commits := range map[time.Duration]int{5 * time.Second: 10, 40 * time.Second: 15, time.Minute: 10, 5 * time.Minute: 2} {
		t.Run(every.String(), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				r := newRig(t)
				r.every = every
				r.run()
				r.focus("editor")
				before := r.store.Commits()
				r.pass(10*time.Minute + time.Second)
				if n := r.store.Commits() - before; n < commits || n > commits+2 {
					t.Errorf("%d commits in ten minutes, want %d", n, commits)
				}
				if err := r.stop(); err != nil {
					t.Error(err)
				}
			})
		})
	}
}

// TestCrashLosesNoMoreThanHalfAMinute kills daemons at all moments, and compares
// what is left with what happened.
func TestCrashLosesNoMoreThanHalfAMinute(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		type change struct {
			at  time.Time
			app string
		}
		shown := func(c change) bool {
			return slices.ContainsFunc(r.spans(), func(s tracker.Span) bool {
				return !c.at.Before(s.Start) && c.at.Before(s.End) && s.Window.App == c.app
			})
		}
		for i := range 40 {
			var changes []change
			for n := range i % 4 {
				r.pass(time.Duration(3+7*i%11) * time.Second)
				c := change{time.Now(), []string{"editor", "browser", "mail"}[n%3]}
				r.focus(c.app)
				changes = append(changes, c)
			}
			r.pass(time.Duration(2+13*i%61) * time.Second)
			crashed := time.Now()
			r.crash()
			stored, err := r.store.Load()
			if err != nil {
				t.Fatal(err)
			}
			if stored.LogEnd.IsZero() {
				stored.LogEnd = r.start // the first commit of all has no log yet
			}
			if lost := crashed.Sub(stored.LogEnd); lost < 0 || lost > 30*time.Second {
				t.Errorf("crash %d: the log ends %v before it", i, lost)
			}
			for _, c := range changes {
				if c.at.Before(crashed.Add(-30*time.Second)) && !shown(c) {
					t.Errorf("crash %d: %s is not in the log of %v before it", i, c.app, crashed.Sub(c.at))
				}
			}
			r.run()
			r.focus("mail")
			r.checkLog()
		}
		if n := r.store.Heartbeats(); n < 20 {
			t.Errorf("%d heartbeats: this shows nothing", n)
		}
	})
}

func TestHeartbeatThatFailsIsACommit(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		beats := r.store.Heartbeats()
		for r.store.Heartbeats() < beats+2 {
			r.pass(time.Second)
		}
		commits := r.store.Commits()
		for r.store.Commits() == commits {
			r.pass(time.Second)
		}
		commits = r.store.Commits()
		r.store.FailNext(1, errors.New("the disk has no room")) // a heartbeat is next
		r.pass(40 * time.Second)
		if n := r.store.Commits() - commits; n != 1 {
			t.Errorf("%d commits, want one in the place of the heartbeat", n)
		}
		if s := r.eng.Snapshot(); s.Store.Errors > 0 {
			t.Errorf("%d errors, of a store that can be written", s.Store.Errors)
		}
	})
}

// TestNoHeartbeatAfterACommitThatFailed: the store has not what that would have
// brought, and a heartbeat is only about what is newer.
func TestNoHeartbeatAfterACommitThatFailed(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		for beats := r.store.Heartbeats(); r.store.Heartbeats() < beats+2; {
			r.pass(time.Second)
		}
		commits, beats := r.store.Commits(), r.store.Heartbeats()
		r.store.FailNext(1, errors.New("the disk has no room")) // a commit is next
		r.pass(35 * time.Second)
		if n, b := r.store.Commits()-commits, r.store.Heartbeats()-beats; n != 1 || b != 0 {
			t.Errorf("%d commits and %d heartbeats, want the commit anew", n, b)
		}
	})
}
