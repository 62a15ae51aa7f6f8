package server

import (
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"focusd/daemon/api"
	"focusd/tracker"
	"focusd/tracker/entry"
)

// TestTwoWhoCorrectTheSame: what one of them has not seen is not written over.
func TestTwoWhoCorrectTheSame(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, Options{})
		c := r.client(t)
		time.Sleep(5 * time.Hour)
		begin := time.Now()
		r.source.Focus(tracker.Window{App: "editor"})
		for range 60 {
			time.Sleep(time.Minute)
			r.source.Touch()
		}
		said := func(from, to int, text, seen string) (api.EntryEdit, error) {
			return c.Correct(t.Context(), api.EntryCommand{
				Do: "add", Start: begin.Add(time.Duration(from) * time.Minute), End: begin.Add(time.Duration(to) * time.Minute), Text: &text, Taken: "over", Seen: seen,
			})
		}
		first, err := said(0, 10, "a call", seenNone)
		if err != nil {
			t.Fatal(err)
		}
		var refused *api.Error
		if _, err := said(5, 15, "a walk", seenNone); !errors.As(err, &refused) || refused.Code != api.CodeChanged || !strings.Contains(refused.Message, "add of 05:00–05:10, made at 06:00: it is \"a call\"") {
			t.Errorf("over what it has not seen: %v, want what changed", err)
		}
		if _, err := said(20, 30, "a walk", seenNone); err != nil {
			t.Errorf("elsewhere: %v", err)
		}
		if _, err := said(5, 15, "a walk", first.ID); err != nil {
			t.Errorf("over what it has seen: %v", err)
		}
		if _, err := said(5, 15, "a nap", first.ID); !errors.As(err, &refused) || refused.Code != api.CodeChanged {
			t.Errorf("over what came after what it has seen: %v, want it refused", err)
		}
		if _, err := said(5, 15, "a nap", ""); err != nil {
			t.Errorf("who does not say what was seen: %v", err)
		}
		id := first.After[0].ID
		for name, cmd := range map[string]api.EntryCommand{
			"by id": {Do: "delete", ID: id, Seen: seenNone}, "at an instant": {Do: "delete", At: begin.Add(8 * time.Minute), Seen: first.ID},
			"the last minutes": {Do: "add", Seconds: 3600, Text: &id, Taken: "over", Seen: first.ID},
		} {
			if _, err := c.Correct(t.Context(), cmd); !errors.As(err, &refused) || refused.Code != api.CodeChanged {
				t.Errorf("%s: %v, want it refused", name, err)
			}
		}
	})
}

// follow is what a stream told last. It ends with the test.
func follow(t *testing.T, c *api.Client) *atomic.Pointer[api.Status] {
	told := &atomic.Pointer[api.Status]{}
	ctx, cancel := context.WithCancel(t.Context())
	var following sync.WaitGroup
	following.Go(func() {
		for s, err := range c.Watch(ctx) {
			if err != nil {
				return
			}
			told.Store(&s)
		}
	})
	t.Cleanup(func() { cancel(); following.Wait() })
	synctest.Wait()
	return told
}

// TestChangesAreTold: who follows is told that the log is another one.
func TestChangesAreTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, Options{})
		c := r.client(t)
		time.Sleep(5 * time.Hour)
		told, before := follow(t, c), api.Status{}
		said := entry.Entry{Start: time.Now().Add(-2 * time.Hour), End: time.Now().Add(-time.Hour), Text: "a walk", Origin: entry.Question}
		for _, tt := range []struct {
			name   string
			change func() error
		}{
			{"a rule", func() error {
				_, err := c.ChangeRules(t.Context(), api.RuleCommand{Do: "add", Text: "app=editor -> writing", Class: "earns"})
				return err
			}},
			{"a category", func() error {
				_, err := c.SetCategory(t.Context(), api.CategoryCommand{Do: "set", Name: "writing", Class: "supports"})
				return err
			}},
			{"the button of a notice", func() error {
				_, err := r.entries.Add(t.Context(), said, entry.Over)
				return err
			}},
			{"what it did, taken back", func() error {
				_, err := r.entries.Undo(t.Context(), "")
				return err
			}},
		} {
			if err := tt.change(); err != nil {
				t.Fatalf("%s: %v", tt.name, err)
			}
			synctest.Wait()
			after := *told.Load()
			if after.Changes == before.Changes {
				t.Errorf("%s: changes are %d, as before", tt.name, after.Changes)
			}
			before = after
		}
		if _, err := c.ChangeAgenda(t.Context(), api.AgendaCommand{Do: "add", Line: "a task"}); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if after := told.Load(); after.Changes != before.Changes {
			t.Errorf("after a task changes are %d, want %d: the log is as it was", after.Changes, before.Changes)
		}
	})
}
