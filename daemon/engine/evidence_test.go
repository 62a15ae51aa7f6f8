package engine_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"focusd/timer"
	"focusd/tracker"
)

// watches lets time pass without input, but with evidence of a person. The
// source reports that the input is missing at 3 min.
func (r *rig) watches(d time.Duration, e tracker.Evidence) {
	show := func(idle time.Duration) {
		r.source.Show(tracker.Sample{Window: tracker.Window{App: "player"}, Idle: idle, IdleKnown: true, Evidence: e})
	}
	show(0)
	time.Sleep(3 * time.Minute)
	show(3 * time.Minute)
	time.Sleep(d - 3*time.Minute)
	synctest.Wait()
}

func TestAMeetingIsWork(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.do(timer.Event{Verb: timer.Start})
		r.pass(time.Minute)
		r.watches(20*time.Minute, tracker.Meeting)
		r.wantPhase(timer.Work)
		if got := r.eng.Snapshot().Presence; got != tracker.Passive {
			t.Errorf("presence = %v, want passive", got)
		}
		r.focus("editor")
		r.wantPhase(timer.Work)
		if got := r.eng.Snapshot().Timer.Elapsed(time.Now()); got.Round(time.Second) != 21*time.Minute {
			t.Errorf("focus = %v, want 21m, the meeting included", got)
		}
		r.checkLog()
	})
}

func TestAFilmThatNobodyWatchesPausesFromTheLastInput(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.do(timer.Event{Verb: timer.Start})
		r.pass(time.Minute)
		left := time.Now()
		r.watches(11*time.Minute, tracker.Playing)
		r.wantPhase(timer.Work)
		time.Sleep(2 * time.Minute)
		r.wantPhase(timer.Paused)
		s := r.eng.Snapshot()
		if s.Timer.Cause != timer.Away || s.Timer.Since.Sub(left).Abs() > time.Second {
			t.Errorf("paused by %v since %v, want away since %v", s.Timer.Cause, s.Timer.Since, left)
		}
		if s.Presence != tracker.Idle || s.PresenceSince.Sub(left).Abs() > time.Second {
			t.Errorf("%v since %v, want idle since %v", s.Presence, s.PresenceSince, left)
		}
		r.checkLog()
	})
}

func TestNobodyWaitsForTheEndOfEvidence(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.watches(11*time.Minute, tracker.Playing)
		w := r.eng.Watch(t.Context())
		<-w
		time.Sleep(70 * time.Second) // nothing happens but that the evidence runs out
		synctest.Wait()
		select {
		case s := <-w:
			if s.Presence != tracker.Idle {
				t.Errorf("presence = %v, want idle", s.Presence)
			}
		default:
			t.Error("nobody was told that the presence changed")
		}
	})
}

func TestNobodyCanTellWhatIsInFront(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.do(timer.Event{Verb: timer.Start})
		r.pass(time.Minute)
		r.source.Show(tracker.Sample{Blind: "cage shows no windows", IdleKnown: true})
		synctest.Wait()
		s := r.eng.Snapshot()
		if s.Source.Watching || !strings.Contains(s.Source.Reason, "cage") {
			t.Errorf("source = %+v, want that it is blind and why", s.Source)
		}
		if s.Presence != tracker.Unobserved {
			t.Errorf("presence = %v, want unobserved: nobody knows more", s.Presence)
		}
		// The input is known all the same.
		left := time.Now()
		time.Sleep(3 * time.Minute)
		r.source.Show(tracker.Sample{Blind: "cage shows no windows", Idle: 3 * time.Minute, IdleKnown: true})
		time.Sleep(3 * time.Minute)
		r.wantPhase(timer.Paused)
		if got := r.eng.Snapshot().Timer.Since; got.Sub(left).Abs() > time.Second {
			t.Errorf("paused since %v, want since %v", got, left)
		}
		r.source.Show(tracker.Sample{Source: "kwin", Window: tracker.Window{App: "editor"}, IdleKnown: true})
		synctest.Wait()
		if s := r.eng.Snapshot().Source; !s.Watching || s.Name != "kwin" || s.Reason != "" {
			t.Errorf("source = %+v, want kwin watching", s)
		}
		r.checkLog()
	})
}

func TestAnAgedReadingIsNoInput(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.focus("editor")
		read := time.Now()
		time.Sleep(time.Minute)
		r.source.Show(tracker.Sample{Window: tracker.Window{App: "player"}, IdleKnown: true, IdleAge: time.Minute})
		synctest.Wait()
		if got := r.eng.Snapshot().Input.Last; got.Sub(read).Abs() > time.Second {
			t.Errorf("the last input is taken to be at %v, want %v, when it was read", got, read)
		}
	})
}
