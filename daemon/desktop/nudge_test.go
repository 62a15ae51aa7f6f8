package desktop

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"focusd/daemon/engine"
	"focusd/timer"
	"focusd/timer/nudge"
)

// asker is what is open, and the answers.
type asker struct {
	open  atomic.Pointer[[]nudge.Nudge]
	heard chan nudge.Said
	late  uint64 // the nudge to which answers come too late
}

func (a *asker) Open() []nudge.Nudge { return *a.open.Load() }

func (a *asker) About(nudge.Nudge) []string { return nil }

func (a *asker) Answer(_ context.Context, id uint64, said nudge.Answer) error {
	a.heard <- nudge.Said{ID: id, Answer: said}
	if id == a.late {
		return nudge.ErrGone
	}
	return nil
}

func (a *asker) ask(open ...nudge.Nudge) { a.open.Store(&open) }

// lost is a question about ten minutes that a block lost, which began at nine.
func lost(id uint64) nudge.Nudge {
	return nudge.Nudge{
		ID: id, Kind: nudge.Return, From: nine.Add(5 * time.Minute), To: nine.Add(15 * time.Minute), For: 10 * time.Minute,
		Answers: []nudge.Answer{nudge.Keep, nudge.OfflineWork, nudge.WasBreak, nudge.Drop},
	}
}

func away(id uint64) nudge.Nudge {
	return nudge.Nudge{ID: id, Kind: nudge.Gap, For: 20 * time.Minute, Answers: []nudge.Answer{nudge.OfflineWork, nudge.WasBreak, nudge.Drop}}
}

// back is a block that has lost those ten minutes.
func back(phase timer.Phase) timer.State {
	return timer.State{Phase: phase, Block: timer.Block{
		Started: nine, Segments: []timer.Segment{{Start: nine, Label: "draft"}},
		Gaps: []timer.Gap{{Start: nine.Add(5 * time.Minute), End: nine.Add(15 * time.Minute), Cause: timer.Away}},
	}}
}

func followNudges(t *testing.T, b *Board, a *asker) chan<- *engine.Snapshot {
	t.Helper()
	snaps := make(chan *engine.Snapshot)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		FollowNudges(context.Background(), b, snaps, a, slog.New(slog.DiscardHandler))
	}()
	t.Cleanup(func() { close(snaps); <-ended })
	return snaps
}

func TestNudgesInWords(t *testing.T) {
	kept := back(timer.Work)
	kept.Block.Gaps = nil
	for _, test := range []struct {
		name    string
		nudge   nudge.Nudge
		timer   timer.State
		summary string
		buttons []string
	}{
		{"a block lost time", lost(1), back(timer.Work), "Back after 10 minutes: draft", []string{"I was working", "Other work", "A break"}},
		{"in overtime", lost(1), back(timer.Overtime), "Back after 10 minutes: draft", []string{"I was working", "Other work", "A break"}},
		{"the block has ended", lost(1), back(timer.ShortBreak), "Away for 10 minutes", []string{"Offline work", "A break", "Neither"}},
		{"the time was kept", lost(1), kept, "Away for 10 minutes", []string{"Offline work", "A break", "Neither"}},
		{"nobody was there", away(1), timer.State{}, "Away for 20 minutes", []string{"Offline work", "A break", "Neither"}},
		{"no words for it", nudge.Nudge{ID: 1, Kind: nudge.Pieces}, timer.State{}, "", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, ok := nudgeNotice(test.nudge, test.timer, nil)
			if ok != (test.summary != "") || got.Summary != test.summary || !slices.Equal(labelsOf(got), test.buttons) {
				t.Errorf("it says %q with %q, %v; want %q with %q", got.Summary, labelsOf(got), ok, test.summary, test.buttons)
			}
			if ok && (!strings.Contains(got.Body, "focus answer ") || len(got.Buttons) > 3) {
				t.Errorf("body %q, %d buttons; want a command and three at most", got.Body, len(got.Buttons))
			}
			for _, b := range got.Buttons {
				if a, err := nudge.ParseAnswer(b.Key); err != nil || !test.nudge.Takes(a) {
					t.Errorf("button %q is %v, %v, which the nudge does not take", b.Label, a, err)
				}
			}
		})
	}
}

func TestNudgesAreShownAndAnswered(t *testing.T) {
	sessionBus(t)
	f := startFake(t, "actions")
	a := &asker{heard: make(chan nudge.Said, 1), late: 8}
	a.ask()
	snaps := followNudges(t, startBoard(t), a)
	snap := &engine.Snapshot{Timer: back(timer.Work)}
	a.ask(lost(7))
	snaps <- snap
	first := receive(t, "notice", f.shown)
	snaps <- snap // nothing new
	snaps <- &engine.Snapshot{Timer: back(timer.LongBreak)}
	changed := receive(t, "notice that the block has ended", f.shown)
	if changed.replaces != first.id || !strings.HasPrefix(changed.summary, "Away") {
		t.Errorf("then %+v, want another text in its place", changed)
	}
	f.press(t, changed.id, "break")
	if got := receive(t, "answer", a.heard); got != (nudge.Said{ID: 7, Answer: nudge.WasBreak}) {
		t.Errorf("the answer is %+v, want break to 7", got)
	}

	a.ask(away(8), nudge.Nudge{ID: 9, Kind: nudge.Gap, Quiet: true})
	snaps <- snap
	dismissed := receive(t, "notice", f.shown)
	f.closed(t, dismissed.id, byPerson)
	if got := receive(t, "answer", a.heard); got != (nudge.Said{ID: 8, Answer: nudge.Dismissed}) {
		t.Errorf("the answer is %+v, want dismissed to 8", got)
	}
	a.ask()
	snaps <- snap
	for id := range f.gone { // that of the button comes first
		if id == dismissed.id {
			break
		}
	}
	nothing(t, "another notice", f.shown)
}
