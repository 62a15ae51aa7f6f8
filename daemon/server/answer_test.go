package server

import (
	"errors"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"focusd/daemon/api"
	"focusd/daemon/engine"
	"focusd/daemon/entries"
	"focusd/daemon/nudger"
	"focusd/timer"
	"focusd/timer/nudge"
	"focusd/tracker"
)

// asking is a rig that asks the person, in a bubble.
func asking(t *testing.T) *rig {
	t.Helper()
	time.Sleep(9 * time.Hour) // bubbles begin at midnight
	r := newRig(t, Options{})
	cal := tracker.Calendar{Location: time.UTC, Start: 4 * time.Hour}
	r.Entries = entries.New(r.engine, r.memory, func() *time.Location { return time.UTC })
	r.entries = r.Entries
	r.Nudges = nudger.New(r.engine, r.memory, r.Entries, nudger.Options{
		Rules: nudge.Rules{Calendar: cal}, Log: slog.New(slog.DiscardHandler),
	})
	go r.Nudges.Run(t.Context())
	synctest.Wait()
	return r
}

// there is somebody at the machine for a while, who then leaves and comes back.
func (r *rig) absence(there, away time.Duration) {
	front := tracker.Window{App: "editor", Title: "a title"}
	for ; there > 0; there -= 30 * time.Second {
		r.source.Focus(front)
		time.Sleep(30 * time.Second)
	}
	r.source.Focus(front)
	time.Sleep(3 * time.Minute)
	r.source.Show(tracker.Sample{Window: front, Idle: 3 * time.Minute, IdleKnown: true})
	time.Sleep(away - 3*time.Minute)
	r.source.Focus(front)
	synctest.Wait()
}

func TestQuestionsOverTheWire(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := asking(t)
		c := r.client(t)
		if s, err := c.Status(t.Context()); err != nil || len(s.Nudges) != 0 {
			t.Fatalf("at first %v are asked, %v", s.Nudges, err)
		}
		if _, err := r.engine.Do(t.Context(), timer.Event{Verb: timer.Start}); err != nil {
			t.Fatal(err)
		}
		r.absence(5*time.Minute, 8*time.Minute)
		s, err := c.Status(t.Context())
		if err != nil || len(s.Nudges) != 1 {
			t.Fatalf("asked are %+v, %v", s.Nudges, err)
		}
		n := s.Nudges[0]
		if n.Kind != "return" || n.Seconds < 470 || n.Seconds > 490 || len(n.Answers) != 4 || n.Until.Sub(n.At) != 10*time.Minute {
			t.Errorf("it is %+v, want a return of 480 s with four answers, for ten minutes", n)
		}
		for _, wrong := range []struct {
			id     uint64
			answer string
			code   string
		}{{n.ID + 1, "keep", api.CodeNoQuestion}, {n.ID, "take", api.CodeNoQuestion}, {n.ID, "perhaps", "request"}, {0, "", "request"}} {
			var refused *api.Error
			if _, err := c.Answer(t.Context(), wrong.id, wrong.answer); !errors.As(err, &refused) || refused.Code != wrong.code || refused.Hint == "" {
				t.Errorf("%q to %d: %v, want %s with a hint", wrong.answer, wrong.id, err, wrong.code)
			}
		}
		s, err = c.Answer(t.Context(), 0, "keep")
		if err != nil || len(s.Nudges) != 0 || s.Timer.Elapsed < 770 {
			t.Errorf("after keep %d s count, %v are asked, %v; want 13 minutes and none", s.Timer.Elapsed, s.Nudges, err)
		}
	})
}

func TestWhatIsSaidUnaskedAnswersTheQuestion(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := asking(t)
		c := r.client(t)
		r.absence(5*time.Minute, 20*time.Minute)
		s, err := c.Status(t.Context())
		if err != nil || len(s.Nudges) != 1 {
			t.Fatalf("asked are %+v, %v", s.Nudges, err)
		}
		text := "nap"
		cmd := api.EntryCommand{Do: "add", Start: s.Nudges[0].From.Add(time.Second), End: s.Nudges[0].To.Add(-time.Second), Text: &text}
		if _, err := c.Correct(t.Context(), cmd); err != nil {
			t.Fatal(err)
		}
		if s, err := c.Status(t.Context()); err != nil || len(s.Nudges) != 0 {
			t.Errorf("it still asks %v, %v", s.Nudges, err)
		}
	})
}

func TestADaemonThatAsksNothing(t *testing.T) {
	r := newRig(t, Options{})
	var refused *api.Error
	if _, err := r.client(t).Answer(t.Context(), 0, "keep"); !errors.As(err, &refused) || refused.Code != api.CodeAbsent {
		t.Errorf("answer: %v, want %s", err, api.CodeAbsent)
	}
	if s := r.statusOf(&engine.Snapshot{}); s.Nudges != nil {
		t.Errorf("it asks %v", s.Nudges)
	}
}

// TestTheExerciseKnowsWhatItCost: what was asked, and what it cost to say what
// the gaps were.
func TestTheExerciseKnowsWhatItCost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := asking(t)
		r.Nudges.Book = r.Agenda
		c := r.client(t)
		if _, err := c.ChangeAgenda(t.Context(), api.AgendaCommand{Do: "exercise_start"}); err != nil {
			t.Fatal(err)
		}
		r.absence(5*time.Minute, 20*time.Minute)
		s, err := c.Status(t.Context())
		if err != nil || len(s.Nudges) != 1 {
			t.Fatalf("asked are %+v, %v", s.Nudges, err)
		}
		text := "nap"
		cmd := api.EntryCommand{Do: "add", Start: s.Nudges[0].From.Add(time.Second), End: *s.Nudges[0].To, Text: &text, Origin: "fill", Took: 12}
		if _, err := c.Correct(t.Context(), cmd); err != nil {
			t.Fatal(err)
		}
		e, err := c.Exercise(t.Context())
		want := "Logging asked you 1 question. Answering, and saying what the gaps were, took 12 s in all."
		if err != nil || e.Overhead != 12 || !strings.Contains(strings.Join(strings.Fields(e.Text), " "), want) {
			t.Errorf("Exercise = %+v, %v, want it to have cost 12 s, and to say\n%s", e, err, want)
		}
	})
}
