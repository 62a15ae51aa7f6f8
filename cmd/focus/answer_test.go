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
	if got.code != 2 || !strings.Contains(got.err, "keep, work, break, drop, take") {
		t.Errorf("maybe: %+v, want wrong usage and the words there are", got)
	}
}

func TestWhatIsSaidHasWords(t *testing.T) {
	p := page{cells: 80, zone: time.UTC}
	kinds := map[string]string{
		"morning": "first today: walk?", "rest": "time to rest for 15 min", "resting": "resting for 15 min", "start": "without a block: walk",
		"drift": "somewhere else since", "overload": "too full", "tasks": "many tasks", "time_blocks": "many time blocks", "juggling": "one thing",
		"switching": "more often", "unrested": "no rest for 15 min", "skips": "three breaks", "limit": "at the machine for 15 min", "goals": "lately for walk",
		"wins": "got done", "pieces": "something small: walk", "reward": "earned: walk", "recovered": "as focusd did not run; keep 15 min more: walk?", "record": "of 15 min: walk: write it down?", "of_a_newer_one\x1b[2J": "of a newer one",
	}
	for kind, want := range kinds {
		n := asked(kind)
		n.About = []string{"walk\x1b"}
		got := p.question(n, noonish)
		if !strings.Contains(strings.Map(noMarks, got), want) {
			t.Errorf("%s is %q, want %q in it", kind, got, want)
		}
		harmless(t, got)
	}
	if got := p.question(asked("morning"), noonish); got != "which task matters most today?" {
		t.Errorf("without a first task the morning asks %q", got)
	}
}

// noMarks leaves out the marks of direction around names.
func noMarks(r rune) rune {
	if r >= '\u2066' && r <= '\u2069' {
		return -1
	}
	return r
}

func TestEachAnswerIsBrought(t *testing.T) {
	d := startFake(t)
	for _, a := range answers() {
		d.Status.Nudges = []api.Nudge{asked("return", a[1])}
		if got := d.run(t, "answer", a[0]); got.code != 0 || got.out == "" {
			t.Errorf("focus answer %s: %+v", a[0], got)
		}
	}
}
