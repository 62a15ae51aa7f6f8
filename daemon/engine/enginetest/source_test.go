package enginetest_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"focusd/daemon/engine"
	"focusd/daemon/engine/enginetest"
	"focusd/tracker"
)

var _ engine.Source = (*enginetest.Source)(nil)

// seen runs play against a watched source and returns what was emitted, as
// "app idle", and how Watch ended.
func seen(t *testing.T, play func(t *testing.T, s *enginetest.Source, ask chan<- struct{})) (got []string, end error) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := enginetest.NewSource("scripted")
		ctx, cancel := context.WithCancel(t.Context())
		ask := make(chan struct{})
		done := make(chan error, 1)
		go func() {
			done <- s.Watch(ctx, ask, func(sample tracker.Sample) {
				got = append(got, sample.Window.App+" "+sample.Idle.String())
			})
		}()
		synctest.Wait()
		play(t, s, ask)
		synctest.Wait()
		cancel()
		end = <-done
	})
	return got, end
}

func TestSourceEmits(t *testing.T) {
	got, err := seen(t, func(t *testing.T, s *enginetest.Source, ask chan<- struct{}) {
		s.Focus(tracker.Window{App: "editor"})
		s.Focus(tracker.Window{App: "terminal"})
		time.Sleep(time.Minute)
		ask <- struct{}{}
		synctest.Wait()
		s.Touch()
		time.Sleep(time.Second)
		ask <- struct{}{}
	})
	want := []string{" 0s", "editor 0s", "terminal 0s", "terminal 1m0s", "terminal 1s"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("emitted (-want +got):\n%s", diff)
	}
	if !errors.Is(err, context.Canceled) {
		t.Errorf("Watch returned %v, want %v", err, context.Canceled)
	}
}

func TestSourceIsLost(t *testing.T) {
	gone := errors.New("the display went away")
	_, err := seen(t, func(t *testing.T, s *enginetest.Source, _ chan<- struct{}) {
		s.Lose(gone)
		synctest.Wait()
		if err := s.Watch(t.Context(), nil, func(tracker.Sample) {}); !errors.Is(err, gone) {
			t.Errorf("Watch of a lost source returned %v, want %v", err, gone)
		}
		if got := s.Watches(); got != 2 {
			t.Errorf("Watches is %d, want 2", got)
		}
		s.Restore()
	})
	if !errors.Is(err, gone) {
		t.Errorf("Watch returned %v, want %v", err, gone)
	}
}

func TestSourcePlays(t *testing.T) {
	got, _ := seen(t, func(t *testing.T, s *enginetest.Source, _ chan<- struct{}) {
		begin := time.Now()
		err := s.Play(t.Context(),
			enginetest.Step{After: time.Minute, Sample: tracker.Sample{Window: tracker.Window{App: "editor"}}},
			enginetest.Step{After: time.Hour, Sample: tracker.Sample{Window: tracker.Window{App: "mail"}}},
		)
		if err != nil || time.Since(begin) != 61*time.Minute {
			t.Errorf("Play took %v and returned %v, want 1h1m and nothing", time.Since(begin), err)
		}
	})
	if diff := cmp.Diff([]string{" 0s", "editor 0s", "mail 0s"}, got); diff != "" {
		t.Errorf("emitted (-want +got):\n%s", diff)
	}
}
