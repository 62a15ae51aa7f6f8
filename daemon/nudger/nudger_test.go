package nudger

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	book "focusd/daemon/agenda"
	"focusd/daemon/engine"
	"focusd/daemon/engine/enginetest"
	"focusd/daemon/entries"
	"focusd/timer"
	"focusd/timer/nudge"
	"focusd/tracker"
	"focusd/tracker/entry"
)

// desk is a person at a machine, in a bubble.
type desk struct {
	*testing.T
	store   *enginetest.Memory
	source  *enginetest.Source
	engine  *engine.Engine
	entries *entries.Entries
	nudger  *Nudger
	book    *book.Book
	meeting atomic.Bool
	stop    func()
}

// bubble runs a test at 09:00 UTC, with somebody who has just sat down.
func bubble(t *testing.T, test func(d *desk)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(9 * time.Hour)
		d := &desk{T: t, store: enginetest.NewMemory()}
		d.start()
		defer func() { d.stop() }()
		d.work(10 * time.Minute)
		test(d)
	})
}

// start starts a daemon on what the one before it left.
func (d *desk) start() {
	d.Helper()
	d.source = enginetest.NewSource("played")
	cal := tracker.Calendar{Location: time.UTC, Start: 4 * time.Hour}
	log := slog.New(slog.DiscardHandler)
	var err error
	if d.engine, err = engine.New(engine.Config{Calendar: cal}, d.store, log); err != nil {
		d.Fatal(err)
	}
	d.entries = entries.New(d.engine, d.store, func() *time.Location { return time.UTC })
	d.book = book.New(d.store, d.engine.KeepCounting, func() tracker.Calendar { return cal })
	d.nudger = New(d.engine, d.store, d.entries, Options{
		Rules: nudge.Rules{Calendar: cal}, Meeting: d.meeting.Load, Front: inFront, Book: d.book, Log: log,
	})
	running, stop := context.WithCancel(d.Context())
	following, unfollow := context.WithCancel(d.Context())
	ended, unfollowed := make(chan error, 1), make(chan struct{})
	go func() { ended <- d.engine.Run(running, d.source) }()
	go func() { defer close(unfollowed); d.nudger.Run(following) }()
	d.stop = func() {
		unfollow()
		<-unfollowed
		stop()
		if err := <-ended; err != nil {
			d.Error(err)
		}
	}
	synctest.Wait()
	d.front()
}

// front is a sign of the person.
func (d *desk) front() {
	d.source.Focus(tracker.Window{App: "editor", Title: "a title"})
	synctest.Wait()
}

// work lets time pass while the person types.
func (d *desk) work(length time.Duration) {
	for ; length > 0; length -= 30 * time.Second {
		time.Sleep(min(length, 30*time.Second))
		d.source.Touch()
		synctest.Wait()
	}
}

// leave lets time pass without a person, who then comes back.
func (d *desk) leave(length time.Duration) {
	time.Sleep(3 * time.Minute)
	d.source.Show(tracker.Sample{Window: tracker.Window{App: "editor"}, Idle: 3 * time.Minute, IdleKnown: true})
	time.Sleep(length - 3*time.Minute)
	synctest.Wait()
	d.front()
}

func (d *desk) do(ev timer.Event) {
	d.Helper()
	if _, err := d.engine.Do(d.Context(), ev); err != nil {
		d.Fatal(err)
	}
	synctest.Wait()
}

// asked is the question that is open, of that kind.
func (d *desk) asked(want nudge.Kind) nudge.Nudge {
	d.Helper()
	synctest.Wait()
	open := d.nudger.Open()
	if len(open) != 1 || open[0].Kind != want {
		d.Fatalf("open are %+v, want one of kind %v", open, want)
	}
	return open[0]
}

func (d *desk) quiet(when string) {
	d.Helper()
	synctest.Wait()
	if open := d.nudger.Open(); len(open) > 0 {
		d.Errorf("%s it asks %v", when, open[0].Kind)
	}
}

func (d *desk) answer(a nudge.Answer) {
	d.Helper()
	if err := d.nudger.Answer(d.Context(), 0, a); err != nil {
		d.Fatalf("answer %v: %v", a, err)
	}
	synctest.Wait()
}

// said are the entries of the day.
func (d *desk) said() []entry.Entry {
	d.Helper()
	now := time.Now()
	all, err := d.entries.Between(now.Add(-12*time.Hour), now)
	if err != nil {
		d.Fatal(err)
	}
	return all
}

// about checks that a length is that, give or take what a sample is late.
func (d *desk) about(what string, got, want time.Duration) {
	d.Helper()
	if diff := got - want; diff < -2*time.Second || diff > 2*time.Second {
		d.Errorf("%s is %v, want %v", what, got, want)
	}
}

func TestWhatABlockLostIsAskedAbout(t *testing.T) {
	for _, test := range []struct {
		answer nudge.Answer
		focus  time.Duration // of the block, after ten minutes and an absence of eight
		text   string        // of the entry; "": none is made
	}{
		{nudge.Keep, 18 * time.Minute, ""},
		{nudge.OfflineWork, 10 * time.Minute, "offline work"},
		{nudge.WasBreak, 10 * time.Minute, "break"},
		{nudge.Drop, 10 * time.Minute, ""},
		{nudge.Dismissed, 10 * time.Minute, ""},
	} {
		t.Run(test.answer.String(), func(t *testing.T) {
			bubble(t, func(d *desk) {
				d.do(timer.Event{Verb: timer.Start, Label: "draft"})
				d.work(10 * time.Minute)
				d.leave(8 * time.Minute)
				q := d.asked(nudge.Return)
				d.about("the gap", q.To.Sub(q.From), 8*time.Minute)
				d.answer(test.answer)
				d.quiet("after the answer")
				d.about("focus", d.engine.Snapshot().Timer.Elapsed(time.Now()), test.focus)
				said := d.said()
				if test.text == "" && len(said) > 0 || test.text != "" && len(said) != 1 {
					d.Fatalf("entries are %+v, want %q", said, test.text)
				}
				if test.text != "" {
					e := said[0]
					if e.Text != test.text || e.Origin != entry.Question || e.Kind != entry.Added {
						d.Errorf("the entry is %+v, want %q, added, of a question", e, test.text)
					}
					d.about("the entry", e.Duration(), 8*time.Minute)
				}
			})
		})
	}
}

func TestAbsenceIsAskedAbout(t *testing.T) {
	bubble(t, func(d *desk) {
		d.leave(14 * time.Minute)
		d.quiet("after a short absence")
		d.work(10 * time.Minute)
		d.leave(20 * time.Minute)
		q := d.asked(nudge.Gap)
		d.about("the absence", q.To.Sub(q.From), 20*time.Minute)
		if err := d.nudger.Answer(d.Context(), 0, nudge.Keep); !errors.Is(err, nudge.ErrAnswer) {
			d.Errorf("keep, without a block: %v, want %v", err, nudge.ErrAnswer)
		}
		d.answer(nudge.OfflineWork)
		if said := d.said(); len(said) != 1 || said[0].Text != "offline work" {
			d.Errorf("entries are %+v, want one of offline work", said)
		}
	})
}

func TestUnansweredNothingHappens(t *testing.T) {
	bubble(t, func(d *desk) {
		d.do(timer.Event{Verb: timer.Start})
		d.work(5 * time.Minute)
		d.leave(8 * time.Minute)
		q := d.asked(nudge.Return)
		d.work(10*time.Minute + time.Second)
		d.quiet("ten minutes later")
		if err := d.nudger.Answer(d.Context(), q.ID, nudge.Keep); !errors.Is(err, nudge.ErrGone) {
			d.Errorf("answered too late: %v, want %v", err, nudge.ErrGone)
		}
		if gaps := d.engine.Snapshot().Timer.Block.Gaps; len(gaps) != 1 || len(d.said()) != 0 {
			d.Errorf("gaps %v, entries %v; want the one gap and no entry", gaps, d.said())
		}
	})
}

func TestThreeQuestionsADayAlsoAfterARestart(t *testing.T) {
	bubble(t, func(d *desk) {
		for i := range 3 {
			d.leave(20 * time.Minute)
			d.asked(nudge.Gap)
			d.answer(nudge.Drop)
			d.work(10 * time.Minute)
			if i == 1 {
				d.stop()
				d.start()
				d.work(10 * time.Minute)
			}
		}
		d.leave(20 * time.Minute)
		d.work(10 * time.Minute)
		d.quiet("for the fourth time")
	})
}

func TestAQuestionSurvivesARestart(t *testing.T) {
	bubble(t, func(d *desk) {
		d.leave(20 * time.Minute)
		q := d.asked(nudge.Gap)
		d.stop()
		d.start()
		if again := d.asked(nudge.Gap); again.ID != q.ID {
			d.Errorf("after the restart it asks %d, want %d", again.ID, q.ID)
		}
		d.answer(nudge.WasBreak)
		if said := d.said(); len(said) != 1 || said[0].Text != "break" {
			d.Errorf("entries are %+v, want one of a break", said)
		}
	})
}

func TestSilence(t *testing.T) {
	for name, silence := range map[string]func(d *desk){
		"held": func(d *desk) {
			if _, err := d.engine.Hold(d.Context(), time.Hour); err != nil {
				d.Fatal(err)
			}
		},
		"in a meeting": func(d *desk) { d.meeting.Store(true) },
		"switched off": func(d *desk) {
			d.nudger.Reconfigure(nudge.Rules{Calendar: tracker.Calendar{Location: time.UTC, Start: 4 * time.Hour}, Off: []nudge.Kind{nudge.Gap}})
		},
		"in a block": func(d *desk) { d.do(timer.Event{Verb: timer.Start}) },
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(d *desk) {
				if name == "in a block" { // begun right after the return
					d.source.Show(tracker.Sample{Window: tracker.Window{App: "editor"}, Idle: 3 * time.Minute, IdleKnown: true})
					time.Sleep(20 * time.Minute)
					d.do(timer.Event{Verb: timer.Start})
					d.front()
				} else {
					silence(d)
					d.leave(20 * time.Minute)
				}
				d.work(5 * time.Minute)
				d.quiet(name)
			})
		})
	}
}

func TestWhatIsSaidUnaskedIsNotAsked(t *testing.T) {
	bubble(t, func(d *desk) {
		d.leave(20 * time.Minute)
		q := d.asked(nudge.Gap)
		ed, err := d.entries.Add(d.Context(), entry.Entry{Start: q.From.Truncate(time.Millisecond), End: q.To.Truncate(time.Millisecond), Text: "nap"}, entry.Trim)
		if err != nil {
			d.Fatal(err)
		}
		d.nudger.Told(d.Context(), ed, 0)
		d.quiet("after it was told")
	})
}

// TestNothingIsSaidThatIsNotOnDisk: else a crash would ask again.
func TestNothingIsSaidThatIsNotOnDisk(t *testing.T) {
	bubble(t, func(d *desk) {
		d.store.FailAfter(0, errors.New("the disk is full"))
		d.leave(20 * time.Minute)
		d.work(time.Minute)
		d.quiet("with a full disk")
		d.store.Heal()
		d.work(5 * time.Minute)
		d.asked(nudge.Gap)
	})
}

func TestWhoFollowsTheEngineHearsOfIt(t *testing.T) {
	bubble(t, func(d *desk) {
		snapshots := d.engine.Watch(d.Context())
		d.leave(20 * time.Minute)
		<-snapshots // the latest, of after the question
		d.asked(nudge.Gap)
		d.answer(nudge.Drop)
		select {
		case <-snapshots:
		default:
			d.Error("the answer was not announced")
		}
	})
}

func TestAStateThatCannotBeReadIsBegunAnew(t *testing.T) {
	for name, data := range map[string]string{"damaged": "{", "of a newer focusd": `{"v":99,"state":{}}`} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(d *desk) {
				if err := d.engine.Keep(d.Context(), engine.Document{Kind: Kind, ID: documentID, Data: []byte(data)}); err != nil {
					d.Fatal(err)
				}
				n := New(d.engine, d.store, d.entries, Options{Log: slog.New(slog.DiscardHandler)})
				if open := n.Open(); len(open) != 0 {
					d.Errorf("it begins with %v", open)
				}
			})
		})
	}
}
