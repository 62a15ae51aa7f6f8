package desktop

import (
	"strings"
	"testing"
	"time"

	"focusd/timer"
	"focusd/timer/nudge"
)

// spoken are nudges as they are said.
func spoken() []nudge.Nudge {
	at := time.Date(2026, time.November, 23, 10, 0, 0, 0, time.UTC)
	n := func(k nudge.Kind, answers ...nudge.Answer) nudge.Nudge {
		return nudge.Nudge{ID: 3, Kind: k, At: at, From: at.Add(-10 * time.Minute), To: at, For: 5 * time.Minute, Notice: at.Add(time.Minute), Answers: answers}
	}
	return []nudge.Nudge{
		n(nudge.Morning, nudge.Choose, nudge.Skip), n(nudge.Record, nudge.Accept),
		n(nudge.Rest, nudge.Take, nudge.Postpone, nudge.Skip), n(nudge.Resting),
		n(nudge.Start, nudge.Accept), n(nudge.Drift, nudge.Back, nudge.Belongs, nudge.Pause),
		n(nudge.Overload), n(nudge.Tasks), n(nudge.TimeBlocks), n(nudge.Juggling), n(nudge.Switching), n(nudge.Unrested),
		n(nudge.Skips), n(nudge.Limit), n(nudge.Goals), n(nudge.Wins), n(nudge.Reward, nudge.Accept), n(nudge.Recovered, nudge.Keep, nudge.Drop),
	}
}

func TestEveryNudgeHasWords(t *testing.T) {
	working := timer.State{Phase: timer.Work, Block: timer.Block{Segments: []timer.Segment{{Label: "draft"}}}}
	for _, n := range spoken() {
		t.Run(n.Kind.String(), func(t *testing.T) {
			got, ok := nudgeNotice(n, working, []string{"walk in the woods"})
			if !ok || got.Summary == "" || got.Body == "" || got.Key != "nudge/3" || !got.Until.Equal(n.Notice) {
				t.Fatalf("%v is shown as %+v, %v", n.Kind, got, ok)
			}
			if len(got.Buttons) != len(n.Answers) {
				t.Errorf("%v has the buttons %+v for the answers %v", n.Kind, got.Buttons, n.Answers)
			}
			if len(n.Answers) > 0 && !strings.Contains(got.Body, "focus answer") {
				t.Errorf("%q names no command that does the same", got.Body)
			}
			for _, b := range got.Buttons {
				if a, err := nudge.ParseAnswer(b.Key); err != nil || !n.Takes(a) {
					t.Errorf("the button %+v is no answer to %v", b, n.Kind)
				}
			}
		})
	}
}

func TestNudgesNameWhatTheyAreAbout(t *testing.T) {
	for _, n := range spoken() {
		switch n.Kind {
		case nudge.Morning, nudge.Start, nudge.Goals, nudge.Reward, nudge.Record, nudge.Recovered:
			got, _ := nudgeNotice(n, timer.State{}, []string{"walk in the woods"})
			if !strings.Contains(got.Summary+got.Body, "walk in the woods") {
				t.Errorf("%v says %q, %q", n.Kind, got.Summary, got.Body)
			}
		}
	}
}

func TestWhatCannotBeSaidIsNotOffered(t *testing.T) {
	for _, n := range spoken() {
		got, ok := nudgeNotice(n, timer.State{}, nil)
		switch n.Kind {
		case nudge.Morning:
			if len(got.Buttons) != 1 || got.Buttons[0].Key != nudge.Skip.String() {
				t.Errorf("without a first task the buttons are %+v, want only skip", got.Buttons)
			}
		case nudge.Reward:
			if ok {
				t.Errorf("a reward without a name is shown: %+v", got)
			}
		case nudge.Rest:
			n.Answers = []nudge.Answer{nudge.Take, nudge.Skip}
			if got, _ := nudgeNotice(n, timer.State{}, nil); len(got.Buttons) != 2 {
				t.Errorf("a rest that was postponed often enough has the buttons %+v", got.Buttons)
			}
		}
	}
	if got, ok := nudgeNotice(nudge.Nudge{Kind: nudge.Pieces, Answers: []nudge.Answer{nudge.Accept}}, timer.State{}, nil); ok {
		t.Errorf("what is for who looks is shown: %+v", got)
	}
}
