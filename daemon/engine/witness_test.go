package engine_test

import (
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"focusd/daemon/engine"
	"focusd/timer"
	"focusd/tracker"
	"focusd/tracker/witness"
)

// notes are what the store has of the journal.
func (r *rig) notes() (notes []witness.Note) {
	r.t.Helper()
	documents, err := r.store.Documents(engine.KindWitness)
	if err != nil {
		r.t.Fatal(err)
	}
	for _, d := range documents {
		page, err := witness.Read(witness.Page{ID: d.ID, Data: d.Data})
		if err != nil {
			r.t.Fatal(err)
		}
		notes = append(notes, page...)
	}
	return notes
}

// because is what the journal in the store says of an instant, once it is
// durable.
func (r *rig) because(at time.Time, p tracker.Presence) string {
	r.t.Helper()
	if _, err := r.eng.Settle(r.t.Context()); err != nil {
		r.t.Fatal(err)
	}
	c := witness.Case{At: at, Presence: p, Chain: witness.At(r.notes(), at), Zone: time.UTC}
	return c.Because()
}

// TestEveryCauseHasItsWitness goes through the causes of presence, and asks the
// journal about an instant in each.
func TestEveryCauseHasItsWitness(t *testing.T) {
	tests := []struct {
		name string
		do   func(r *rig)
		ago  time.Duration
		want string
	}{
		{"active", func(r *rig) { r.pass(time.Minute) }, time.Second, "there is input since 09:00:00, told by played"},
		{"idle", func(r *rig) { r.away(5 * time.Minute) }, 4 * time.Minute, "no input from 09:00:00 on, told by played at 09:03:00"},
		{"a meeting", func(r *rig) { r.watches(10*time.Minute, tracker.Meeting) }, time.Minute, "a microphone or a camera is in use since 09:00:00"},
		{"locked", func(r *rig) {
			r.source.Show(tracker.Sample{IdleKnown: true, Locked: true, LockSource: "logind"})
			time.Sleep(time.Minute)
		}, time.Second, "the session is locked since 09:00:00, told by logind"},
		{"asleep by the clocks", func(r *rig) {
			time.Sleep(time.Minute)
			synctest.Wait()
			r.slept += time.Hour
			r.jumped <- struct{}{}
		}, time.Minute, "the clocks show that the machine slept from 09:01:00 to 10:01:00"},
		{"asleep by announcement", func(r *rig) {
			_ = r.eng.Sleeping(r.t.Context())
			time.Sleep(time.Minute)
		}, time.Second, "the machine was about to sleep at 09:00:00, told by the login manager"},
		{"paused", func(r *rig) {
			_, _ = r.eng.PauseTracking(r.t.Context(), time.Hour)
			time.Sleep(time.Minute)
		}, time.Second, "you paused the log at 09:00:00, until 10:00"},
		{"blind", func(r *rig) {
			r.source.Show(tracker.Sample{Blind: "cage shows no windows", IdleKnown: true})
			time.Sleep(time.Minute)
		}, time.Second, "nobody can tell what is in front since 09:00:00: cage shows no windows"},
		{"lost", func(r *rig) {
			r.source.Lose(errors.New("the display is gone"))
			time.Sleep(500 * time.Millisecond)
		}, 100 * time.Millisecond, "nobody can tell what is in front since 09:00:00: the display is gone"},
		{"a clock set forward", func(r *rig) {
			time.Sleep(time.Minute)
			synctest.Wait()
			r.set += time.Hour
			r.jumped <- struct{}{}
		}, time.Minute, "the wall clock was set forward by 1 h"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			bubble(t, func(t *testing.T, r *rig) {
				tt.do(r)
				synctest.Wait()
				at := time.Now().Add(r.set + r.slept - tt.ago)
				time.Sleep(2 * time.Second)
				_ = r.because(at, 0) // the log and the journal are durable
				var presence tracker.Presence
				for _, sp := range r.spans() {
					if !sp.Start.After(at) && at.Before(sp.End) {
						presence = sp.Presence
					}
				}
				if got := r.because(at, presence); !strings.Contains(got, tt.want) {
					t.Errorf("%v at %v: %q, want %q in it", presence, at, got, tt.want)
				}
				_ = r.eng.Woke(t.Context())
			})
		})
	}
}

func TestTheJournalOutlivesFailedCommits(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.store.FailNext(3, errors.New("the disk is full"))
		r.source.Show(tracker.Sample{IdleKnown: true, Locked: true, LockSource: "logind"})
		locked := time.Now()
		time.Sleep(2 * time.Second)
		if _, err := r.eng.Do(t.Context(), timer.Event{Verb: timer.Start}); !errors.Is(err, engine.ErrStore) {
			t.Fatalf("a command with a full disk: %v, want ErrStore", err)
		}
		time.Sleep(5 * time.Minute)
		synctest.Wait()
		if n, ok := witness.At(r.notes(), locked).Of(witness.Lock); !ok || !n.At.Equal(locked.UTC().Round(0)) {
			t.Errorf("the journal has %+v, want the lock at %v", r.notes(), locked)
		}
	})
}

func TestTheJournalSaysHowADaemonEnded(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.pass(time.Minute)
		if err := r.stop(); err != nil {
			t.Fatal(err)
		}
		clean := time.Now().Add(5 * time.Minute)
		time.Sleep(10 * time.Minute)
		r.run()
		r.focus("editor")
		r.pass(time.Minute)
		r.crash()
		killed := time.Now().Add(5 * time.Minute)
		time.Sleep(10 * time.Minute)
		r.run()
		r.focus("editor")
		time.Sleep(time.Minute)
		if got := r.because(clean, tracker.Unobserved); !strings.Contains(got, "it had been stopped") {
			t.Errorf("after a stop: %q", got)
		}
		if got := r.because(killed, tracker.Unobserved); !strings.Contains(got, "it had ended without notice") {
			t.Errorf("after a crash: %q", got)
		}
	})
}

func TestTheJournalAddsNoCommits(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.away(4 * time.Minute)
		_, _ = r.eng.Settle(t.Context())
		time.Sleep(2 * time.Second)
		before := r.eng.Snapshot().Store.Commits
		r.source.Show(tracker.Sample{Window: tracker.Window{App: "editor"}, Idle: 5 * time.Minute, IdleKnown: true, IdleSource: "another"})
		synctest.Wait()
		time.Sleep(time.Minute)
		if got := r.eng.Snapshot().Store.Commits; got != before {
			t.Errorf("%d commits for a note, want none of its own", got-before)
		}
		if err := r.stop(); err != nil {
			t.Fatal(err)
		}
		if n, _ := witness.At(r.notes(), time.Now().Add(-time.Second)).Of(witness.Input); n.By != "another" {
			t.Errorf("after the next commit the journal has %+v, want the other source", n)
		}
		r.run()
	})
}

// TestACrashLosesHalfAMinuteOfTheJournal: a heartbeat has the log alone, and must
// not be in the place of a commit where a note waits.
func TestACrashLosesHalfAMinuteOfTheJournal(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.focus("editor")
		r.pass(2 * time.Minute)
		for _, by := range []string{"x11", "wayland", "x11", "wayland"} {
			r.source.Show(tracker.Sample{Window: tracker.Window{App: "editor"}, IdleKnown: true, IdleSource: by})
			synctest.Wait()
			told := time.Now()
			time.Sleep(31 * time.Second)
			synctest.Wait()
			if n, _ := witness.At(r.notes(), told).Of(witness.Input); n.By != by {
				t.Errorf("half a minute after %s told of input the journal has %+v", by, r.notes())
			}
		}
	})
}

func TestTheJournalHasNoAppsAndNoTitles(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		for _, app := range []string{"bank", "diary"} {
			r.source.Focus(tracker.Window{App: app, Title: "secret"})
			r.pass(time.Minute)
		}
		r.away(10 * time.Minute)
		documents, _ := r.store.Documents(engine.KindWitness)
		if len(documents) == 0 {
			t.Fatal("there is no journal")
		}
		for _, d := range documents {
			for _, word := range []string{"bank", "diary", "secret"} {
				if strings.Contains(string(d.Data), word) {
					t.Errorf("page %s has %q in it", d.ID, word)
				}
			}
		}
	})
}

func TestTheJournalIsKeptFor90Days(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		first := time.Now()
		for range 100 {
			if err := r.stop(); err != nil {
				t.Fatal(err)
			}
			time.Sleep(24 * time.Hour)
			r.run()
			r.focus("editor")
			time.Sleep(10 * time.Minute)
		}
		documents, err := r.store.Documents(engine.KindWitness)
		if err != nil || len(documents) == 0 {
			t.Fatal(err, "no journal")
		}
		oldest, _ := witness.Between(time.Now().AddDate(0, 0, -91), time.Now())
		if documents[0].ID < oldest || len(documents) < 85 {
			t.Errorf("%d pages from %s on, want those of 90 days, since %s", len(documents), documents[0].ID, oldest)
		}
		if got := r.because(first, tracker.Active); !strings.Contains(got, "kept for 90 days") {
			t.Errorf("of a day long past: %q", got)
		}
	})
}
