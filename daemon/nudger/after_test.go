package nudger

import (
	"errors"
	"slices"
	"testing"
	"time"

	"focusd/timer"
	"focusd/timer/nudge"
)

// TestABlockThatADaemonLeftIsAskedAbout: it was closed at the last heartbeat, and
// can be kept to where it would have ended.
func TestABlockThatADaemonLeftIsAskedAbout(t *testing.T) {
	for answer, want := range map[nudge.Answer]struct {
		by    timer.Ending
		focus time.Duration
	}{
		nudge.Keep:      {timer.EndedKept, 25 * time.Minute},
		nudge.Drop:      {timer.EndedRecovered, 10 * time.Minute},
		nudge.Dismissed: {timer.EndedRecovered, 10 * time.Minute},
	} {
		t.Run(answer.String(), func(t *testing.T) {
			bubble(t, func(d *desk) {
				begun := time.Now()
				d.do(timer.Event{Verb: timer.Start, Label: "draft"})
				d.work(10 * time.Minute)
				d.stop()
				time.Sleep(20 * time.Minute)
				d.start()
				n := d.mustSay(nudge.Recovered)
				d.about("what it would gain", n.For, 15*time.Minute)
				if names := d.nudger.About(n); !slices.Equal(names, []string{"draft"}) || !slices.Equal(n.Answers, []nudge.Answer{nudge.Keep, nudge.Drop}) {
					t.Errorf("it is about %q and takes %v", names, n.Answers)
				}
				d.say(n, answer)
				if again, open := d.open(nudge.Recovered); open {
					t.Errorf("it is asked again: %+v", again)
				}
				d.work(12 * time.Minute)
				d.quiet("after it stands")
				var blocks []timer.Block
				for b, err := range d.store.Blocks(begun.Add(-time.Hour), time.Now()) {
					if err != nil {
						t.Fatal(err)
					}
					blocks = append(blocks, b)
				}
				if len(blocks) != 1 || blocks[0].EndedBy != want.by {
					t.Fatalf("the blocks are %+v, want one that was ended by %v", blocks, want.by)
				}
				d.about("focus", blocks[0].Focus(time.Now()), want.focus)
			})
		})
	}
}

// TestNobodyWhoIsHeldIsAskedAboutACrash: the block stands then, unless they say so
// themselves.
func TestNobodyWhoIsHeldIsAskedAboutACrash(t *testing.T) {
	bubble(t, func(d *desk) {
		d.do(timer.Event{Verb: timer.Start})
		d.work(10 * time.Minute)
		if _, err := d.engine.Hold(d.Context(), 2*time.Hour); err != nil {
			t.Fatal(err)
		}
		d.stop()
		time.Sleep(20 * time.Minute)
		d.start()
		d.quiet("held")
		d.do(timer.Event{Verb: timer.Keep})
		d.work(time.Hour)
		d.quiet("long after it")
	})
}

func TestWhatLookedLikeABlockIsWrittenDown(t *testing.T) {
	bubble(t, func(d *desk) {
		d.nudger.Teller = &told{}
		d.nudger.looks.teller = d.nudger.Teller
		rules := d.nudger.Rules
		rules.RecordAt = 10 * time.Hour // it is 09:10
		d.nudger.Reconfigure(rules)
		d.work(40 * time.Minute)
		if n, open := d.open(nudge.Record); open {
			t.Fatalf("before its time: %+v", n)
		}
		d.leave(12 * time.Minute) // a pause, back at 10:02
		n := d.mustSay(nudge.Record)
		if names := d.nudger.About(n); !slices.Equal(names, []string{"letters"}) {
			t.Errorf("it is about %q", names)
		}
		d.say(n, nudge.Accept)
		var blocks []timer.Block
		for b := range d.store.Blocks(n.From.Add(-time.Minute), n.To) {
			blocks = append(blocks, b)
		}
		if len(blocks) != 1 || !blocks[0].Started.Equal(n.From) || !blocks[0].Ended.Equal(n.To) || blocks[0].Label() != "letters" || blocks[0].Outcome() != timer.Completed {
			t.Errorf("the blocks are %+v, want one of letters from %v to %v", blocks, n.From, n.To)
		}
		if _, err := d.engine.Note(d.Context(), n.From.Add(10*time.Minute), time.Hour, ""); !errors.Is(err, timer.ErrOverlap) {
			t.Errorf("another over it: %v, want %v", err, timer.ErrOverlap)
		}
		d.do(timer.Event{Verb: timer.UndoLast})
		for b := range d.store.Blocks(n.From.Add(-time.Minute), n.To) {
			t.Errorf("taken back, and there is %+v", b)
		}
		if again, open := d.open(nudge.Record); open {
			t.Errorf("it is asked again: %+v", again)
		}
	})
}
