package engine_test

import (
	"context"
	"errors"
	"fmt"
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

const slowCommit = 100 * time.Millisecond

// slowStore is a store on a disk that takes its time.
type slowStore struct{ *enginetest.Memory }

func (s slowStore) Commit(c engine.Change) error {
	time.Sleep(slowCommit)
	return s.Memory.Commit(c)
}

// crowd is an engine on a slow store, and people who ask it for things.
type crowd struct {
	t      *testing.T
	eng    *engine.Engine
	store  *enginetest.Memory
	asking sync.WaitGroup
	errs   []*error // of who has asked, in their order
}

func crowded(t *testing.T, test func(*testing.T, *crowd)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		c := &crowd{t: t, store: enginetest.NewMemory()}
		var err error
		if c.eng, err = engine.New(engine.Config{}, slowStore{c.store}, slog.New(slog.DiscardHandler)); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- c.eng.Run(ctx, nil) }()
		defer func() { cancel(); <-ended }()
		time.Sleep(10 * time.Second)
		synctest.Wait()
		test(t, c)
	})
}

// ask has f wait in the queue behind those that asked before.
func (c *crowd) ask(f func(context.Context) error) {
	answer := new(error)
	c.errs = append(c.errs, answer)
	c.asking.Go(func() { *answer = f(c.t.Context()) })
	synctest.Wait()
}

func (c *crowd) do(ev timer.Event) {
	c.ask(func(ctx context.Context) error { _, err := c.eng.Do(ctx, ev); return err })
}

// busy has the loop commit, so that what is asked for now waits.
func (c *crowd) busy() {
	c.ask(func(ctx context.Context) error { _, err := c.eng.Hold(ctx, 0); return err })
}

// heard are the answers, when everybody has one.
func (c *crowd) heard() (answers []error) {
	c.asking.Wait()
	for _, err := range c.errs {
		answers = append(answers, *err)
	}
	return answers
}

func TestCommandsThatWaitShareACommit(t *testing.T) {
	crowded(t, func(t *testing.T, c *crowd) {
		c.do(timer.Event{Verb: timer.Start})
		c.heard()
		before, deadline := c.store.Commits(), c.eng.Snapshot().Timer.Block.Deadline()
		c.busy()
		const n = 20
		for range n {
			c.do(timer.Event{Verb: timer.Extend, For: time.Minute})
		}
		if err := errors.Join(c.heard()...); err != nil {
			t.Fatal(err)
		}
		if got := c.store.Commits() - before; got != 2 {
			t.Errorf("%d commands behind a request made %d commits, want one for it and one for them", n, got)
		}
		if got := c.eng.Snapshot().Timer.Block.Deadline().Sub(deadline); got != n*time.Minute {
			t.Errorf("%d commands to extend by a minute extended by %v", n, got)
		}
	})
}

func TestNobodyHearsBeforeTheCommit(t *testing.T) {
	crowded(t, func(t *testing.T, c *crowd) {
		c.busy()
		c.do(timer.Event{Verb: timer.Start})
		c.ask(c.eng.Ping)
		time.Sleep(slowCommit) // the one of busy
		synctest.Wait()
		if s := c.eng.Snapshot(); s.Timer.Phase != timer.Idle {
			t.Errorf("%v is shown while it is being committed", s.Timer.Phase)
		}
		asked := time.Now()
		c.heard()
		if took := time.Since(asked); took != slowCommit {
			t.Errorf("the answers came %v after the commit began, which takes %v", took, slowCommit)
		}
		if s := c.eng.Snapshot(); s.Timer.Phase != timer.Work {
			t.Errorf("answered, and %v is shown", s.Timer.Phase)
		}
	})
}

func TestCommandsOfACommitHappenInTheirOrder(t *testing.T) {
	crowded(t, func(t *testing.T, c *crowd) {
		c.busy()
		c.do(timer.Event{Verb: timer.Start, Label: "0"})
		want := []string{"0"}
		for i := range 30 {
			want = append(want, fmt.Sprint(i+1))
			c.do(timer.Event{Verb: timer.Switch, Label: want[i+1]})
		}
		if err := errors.Join(c.heard()...); err != nil {
			t.Fatal(err)
		}
		var got []string
		for r, err := range c.store.Records(time.Now().Add(-time.Hour), time.Now().Add(time.Hour)) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, r.Label)
		}
		if !slices.Equal(got, want) {
			t.Errorf("the tasks are %v, were asked for as %v", got, want)
		}
	})
}

func TestRefusedCommandsDoNotSpoilTheOthers(t *testing.T) {
	crowded(t, func(t *testing.T, c *crowd) {
		c.busy()
		c.do(timer.Event{Verb: timer.Pause}) // before the block begins
		c.do(timer.Event{Verb: timer.Start, Label: "first"})
		c.do(timer.Event{Verb: timer.Start, Label: "second"})
		c.do(timer.Event{Verb: timer.Extend, For: time.Minute})
		wants := []error{nil, timer.ErrIdle, nil, timer.ErrWorking, nil}
		for i, got := range c.heard() {
			if !errors.Is(got, wants[i]) {
				t.Errorf("answer %d is %v, want %v", i, got, wants[i])
			}
		}
		b := c.eng.Snapshot().Timer.Block
		if got := b.Deadline().Sub(b.Started); b.Label() != "first" || got != 26*time.Minute {
			t.Errorf("%v on %q, want 26m on the first", got, b.Label())
		}
	})
}

func TestCommandsOfACommitThatFailsHaveNotHappened(t *testing.T) {
	crowded(t, func(t *testing.T, c *crowd) {
		c.busy()
		c.do(timer.Event{Verb: timer.Pause})                    // refused, whatever the disk does
		c.do(timer.Event{Verb: timer.Start})                    //
		c.do(timer.Event{Verb: timer.Start})                    // would be refused because of the first
		c.do(timer.Event{Verb: timer.Resume})                   // would change nothing
		c.do(timer.Event{Verb: timer.Extend, For: time.Minute}) //
		c.ask(c.eng.Ping)                                       // has nothing to do with the disk
		time.Sleep(slowCommit / 2)                              // in the middle of the commit of busy
		c.store.FailAfter(1, errFull)                           // which succeeds
		wants := []error{nil, timer.ErrIdle, engine.ErrStore, engine.ErrStore, engine.ErrStore, engine.ErrStore, nil}
		for i, got := range c.heard() {
			if !errors.Is(got, wants[i]) {
				t.Errorf("answer %d is %v, want %v", i, got, wants[i])
			}
		}
		c.store.Heal()
		time.Sleep(time.Minute)
		synctest.Wait()
		if s := c.eng.Snapshot(); s.Timer.Phase != timer.Idle || s.Timer.Seq != 0 || s.Store.Failing != "" {
			t.Errorf("%v after %d transitions, and the store: %q", s.Timer.Phase, s.Timer.Seq, s.Store.Failing)
		}
	})
}

func TestWhatWorksAtOnceStaysWhenItsCommitFails(t *testing.T) {
	crowded(t, func(t *testing.T, c *crowd) {
		c.busy()
		c.do(timer.Event{Verb: timer.Start})
		c.ask(func(ctx context.Context) error { _, err := c.eng.PauseTracking(ctx, 0); return err })
		time.Sleep(slowCommit / 2)
		c.store.FailAfter(1, errFull)
		for i, got := range c.heard()[1:] {
			if !errors.Is(got, engine.ErrStore) {
				t.Errorf("answer %d is %v, want ErrStore", i, got)
			}
		}
		if s := c.eng.Snapshot(); s.Tracking || s.Timer.Phase != timer.Idle {
			t.Errorf("tracking %v, %v; want a paused log and no block", s.Tracking, s.Timer.Phase)
		}
	})
}
