package main

import (
	"strings"
	"testing"
	"time"

	"focusd/daemon/api"
)

// asked is a question about a quarter of an hour before now.
func asked(kind string, answers ...string) api.Nudge {
	from, to := noonish.Add(-20*time.Minute), noonish.Add(-5*time.Minute)
	return api.Nudge{ID: 7, Kind: kind, At: to, From: &from, To: &to, Seconds: 900, Answers: answers}
}

func TestStatusSaysWhatIsAsked(t *testing.T) {
	s := working()
	s.Nudges = []api.Nudge{asked("gap", "offline_work"), asked("return", "keep", "offline_work", "break", "drop\x1b[2J")}
	text := statusText(page{cells: 80, zone: time.UTC}, s)
	harmless(t, text)
	from := s.Nudges[1].From.Format("15:04")
	for _, want := range []string{"\nasked ", "what was " + from + "–", "focus answer keep, work, break, drop"} {
		if !strings.Contains(text, want) {
			t.Errorf("the status is\n%s\nwant %q in it", text, want)
		}
	}
	s.Nudges = nil
	if text := statusText(page{cells: 80, zone: time.UTC}, s); strings.Contains(text, "asked") {
		t.Errorf("nothing is asked, and the status is\n%s", text)
	}
}

func TestAnswerWithoutAWordShowsTheQuestions(t *testing.T) {
	d := startFake(t)
	if got := d.run(t, "answer"); got.code != 0 || got.out != "nothing is asked\n" {
		t.Errorf("nothing open: %+v", got)
	}
	d.Status.Nudges = []api.Nudge{asked("return", "keep", "offline_work")}
	got := d.run(t, "answer")
	for _, want := range []string{"15 min?\n", "It does not count for the block.\n", "  focus answer keep, work\n"} {
		if !strings.Contains(got.out, want) {
			t.Errorf("it says\n%s\nwant %q in it", got.out, want)
		}
	}
}

func TestAnswerThatIsNone(t *testing.T) {
	d := startFake(t)
	got := d.run(t, "answer", "maybe")
	if got.code != 2 || !strings.Contains(got.err, "keep, work, break or drop") {
		t.Errorf("maybe: %+v, want wrong usage and the words there are", got)
	}
}
