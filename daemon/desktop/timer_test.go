package desktop

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"focusd/daemon/engine"
	"focusd/timer"
)

// follow has the timer speak on a board until the test ends.
func follow(t *testing.T, b *Board, done chan<- timer.Event) chan<- *engine.Snapshot {
	t.Helper()
	snaps := make(chan *engine.Snapshot)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		FollowTimer(context.Background(), b, snaps, func(_ context.Context, ev timer.Event) (*engine.Snapshot, error) {
			done <- ev
			return nil, nil
		}, func(context.Context) (string, error) { return "22 min of 25 min on task, 3 min in mail", nil }, slog.New(slog.DiscardHandler))
	}()
	t.Cleanup(func() { close(snaps); <-ended })
	return snaps
}

func TestButtonsOfTheTimer(t *testing.T) {
	sessionBus(t)
	f := startFake(t, "actions", "body", "body-markup")
	done := make(chan timer.Event, 1)
	snaps := follow(t, startBoard(t), done)
	for _, s := range play(t, timer.DefaultRules(), at(timer.Event{Verb: timer.Start, Label: "<b>"}, 0), tick(25*time.Minute)) {
		snaps <- s
	}
	got := receive(t, "notice", f.shown)
	if !strings.HasPrefix(got.body, "22 min of 25 min on task, 3 min in mail.\nTime for a break") {
		t.Errorf("the notice says %q, want where the time went first", got.body)
	}
	if want := []string{"finish", "Take the break", "extend", "+5 min"}; !slices.Equal(got.actions, want) {
		t.Errorf("actions = %q, want %q", got.actions, want)
	}
	f.press(t, got.id, "extend")
	if ev := receive(t, "command", done); ev.Verb != timer.Extend || ev.For != 5*time.Minute {
		t.Errorf("the button did %v %v, want extend 5m", ev.Verb, ev.For)
	}
}

func TestWhatTheTimerSaidIsWithdrawn(t *testing.T) {
	sessionBus(t)
	f := startFake(t)
	snaps := follow(t, startBoard(t), make(chan timer.Event, 1))
	steps := play(t, timer.DefaultRules(), at(timer.Event{Verb: timer.Start}, 0), tick(25*time.Minute), at(timer.Event{Verb: timer.Finish}, 26*time.Minute))
	for _, s := range steps[:3] {
		snaps <- s
	}
	got := receive(t, "notice", f.shown)
	snaps <- steps[3]
	if id := receive(t, "withdrawal", f.gone); id != got.id {
		t.Errorf("notice %d was withdrawn, want %d", id, got.id)
	}
}

func TestHeldRemindersAreSilent(t *testing.T) {
	sessionBus(t)
	f := startFake(t)
	b := startBoard(t)
	snaps := follow(t, b, make(chan timer.Event, 1))
	for _, s := range play(t, timer.DefaultRules(), at(timer.Event{Verb: timer.Start}, 0), tick(25*time.Minute)) {
		s.HeldUntil = nine.Add(time.Hour)
		snaps <- s
	}
	snaps <- &engine.Snapshot{} // read only after what came before was dealt with
	b.Show(ask("next"))
	if got := receive(t, "notice", f.shown); got.summary != "about next" {
		t.Errorf("held, but it says %q", got.summary)
	}
}

func TestEveryButtonOfTheTimerDoesSomething(t *testing.T) {
	for _, b := range []Button{takeBreak, fiveMore, startWork, postponeIt, skipBreak} {
		ev := eventOf(b.Key)
		if wants := b.Label == "+5 min"; ev.Verb == timer.Tick || (ev.For == 5*time.Minute) != wants {
			t.Errorf("%q does %v for %v", b.Label, ev.Verb, ev.For)
		}
	}
}

func TestWithoutServerTheTimerIsFollowed(t *testing.T) {
	sessionBus(t)
	snaps := follow(t, startBoard(t), make(chan timer.Event, 1))
	steps := play(t, timer.DefaultRules(), at(timer.Event{Verb: timer.Start}, 0), tick(25*time.Minute))
	for _, s := range steps {
		snaps <- s
	}
	f := startFake(t) // it comes later, and the block is still over
	if got := receive(t, "notice", f.shown); got.summary != "25 minutes done" {
		t.Errorf("it says %q", got.summary)
	}
}
