package nudger_test

import (
	"slices"
	"testing"
	"time"

	"focusd/timer/nudge"
	"focusd/tracker"
)

// length is how many days are lived: a month where there is time for it.
func length() int {
	if testing.Short() {
		return 6
	}
	return 31
}

func TestAMonth(t *testing.T) {
	m := live(t, character(length()))
	for _, test := range []struct {
		name  string
		holds func()
	}{
		{"all there is to say is said", m.allIsSaid},
		{"three questions a day", m.atMostThreeQuestionsADay},
		{"nothing when nobody listens", m.nothingWhenNobodyListens},
		{"nothing about rest after a rest", m.nothingAboutRestAfterRest},
		{"nothing in a block but of it", m.nothingInABlockButOfIt},
		{"what was tracked is ticked", m.whatWasTrackedIsTicked},
		{"streaks are those of the days", m.streaksAreThoseOfTheDays},
		{"the report of the exercise", m.theReportOfTheExercise},
	} {
		t.Run(test.name, func(t *testing.T) {
			m.T = t
			test.holds()
		})
	}
}

func (m *month) allIsSaid() {
	kinds := make(map[nudge.Kind]int)
	for _, n := range m.store.said {
		kinds[n.Kind]++
	}
	m.Logf("said in %d days: %v", length(), kinds)
	for _, k := range []nudge.Kind{nudge.Gap, nudge.Morning, nudge.Rest, nudge.Start, nudge.Drift, nudge.Pieces} {
		if kinds[k] == 0 {
			m.Errorf("in %d days nothing was said of %v", length(), k)
		}
	}
}

func (m *month) atMostThreeQuestionsADay() {
	asked := make(map[tracker.Day]int)
	for _, n := range m.store.said {
		day := tracker.Calendar{Location: m.zoneAt(n.At), Start: 4 * time.Hour}.Day(n.At)
		if n.Kind.Question() && (n.Kind == nudge.Morning || !slices.Contains(m.exercise, day)) { // the exercise asks about every gap
			asked[day]++
		}
	}
	for day, n := range asked {
		if n > 3 {
			m.Errorf("on %v there were %d questions", day, n)
		}
	}
}

// zoneAt is where the person was.
func (m *month) zoneAt(at time.Time) *time.Location {
	name := m.life.Zone
	for _, f := range m.life.Flights {
		if !f.At.After(at) {
			name = f.Zone
		}
	}
	return zone(m.T, name)
}

// nothingWhenNobodyListens holds what was said to the life: never in a meeting
// or two minutes after one, never to somebody who is not there, never when
// reminders are held.
func (m *month) nothingWhenNobodyListens() {
	for _, n := range m.store.said {
		if !m.listens(n.At) {
			m.Errorf("%v: %v to nobody", n.At, n.Kind)
		}
		for _, held := range m.held {
			if held.has(n.At) {
				m.Errorf("%v: %v, and reminders are held", n.At, n.Kind)
			}
		}
		if at, ok := m.lastMeeting(n.At); ok && n.At.Sub(at) < 2*time.Minute {
			m.Errorf("%v: %v in a meeting, or %v after it", n.At, n.Kind, n.At.Sub(at))
		}
	}
}

// listens tells whether somebody is there. That they touch nothing any more
// nobody can know before the idle threshold; a lock is known at once. Where two
// moments meet either will do: what is said at that very instant is said before
// anybody could know.
func (m *month) listens(at time.Time) bool {
	for _, moment := range m.life.Moments {
		if at.Before(moment.From) || at.After(moment.To) {
			continue
		}
		switch moment.Presence {
		case tracker.Active:
			return true
		case tracker.Idle, tracker.Passive:
			if moment.Evidence&tracker.Meeting == 0 && at.Sub(moment.From) < tracker.DefaultIdleAfter {
				return true
			}
		}
	}
	return false
}

// lastMeeting is the end of the latest one that began before an instant, or the
// instant if it goes on.
func (m *month) lastMeeting(at time.Time) (end time.Time, ok bool) {
	for _, moment := range m.life.Moments {
		if moment.Evidence&tracker.Meeting == 0 || !moment.From.Before(at) {
			continue
		}
		end, ok = moment.To, true
		if end.After(at) {
			end = at
		}
	}
	return end, ok
}

// rests are the absences that everybody would call one.
func (m *month) rests() (all []stretch) {
	for _, moment := range m.life.Moments {
		switch moment.Presence {
		case tracker.Active, tracker.Passive:
			continue
		}
		if n := len(all); n > 0 && all[n-1].to.Equal(moment.From) {
			all[n-1].to = moment.To
			continue
		}
		all = append(all, stretch{moment.From, moment.To})
	}
	return all
}

// nothingAboutRestAfterRest: who has rested for five minutes is not told to rest
// before fifty minutes of activity.
func (m *month) nothingAboutRestAfterRest() {
	for _, n := range m.store.said {
		if n.Kind != nudge.Rest {
			continue
		}
		for _, rest := range m.rests() {
			if rest.to.Sub(rest.from) < 5*time.Minute+time.Second || rest.to.After(n.At) {
				continue
			}
			least := 49 * time.Minute
			if n.Long { // a short rest does not end that, but it is not spoken of at once
				least = 9 * time.Minute
			}
			if since := n.At.Sub(rest.to); since < least {
				m.Errorf("%v: %v, long %v, %v after a rest of %v", n.At, n.Kind, n.Long, since, rest.to.Sub(rest.from))
			}
		}
	}
}

// nothingInABlockButOfIt: in a block nothing is said but what is about it, and
// of rest only when it lasts very long.
func (m *month) nothingInABlockButOfIt() {
	for _, n := range m.store.said {
		for _, b := range m.life.Blocks {
			in := n.At.After(b.Start) && n.At.Before(b.End)
			if in && n.Kind != nudge.Drift && n.Kind != nudge.Return {
				m.Errorf("%v: %v in the block from %v", n.At, n.Kind, b.Start)
			}
		}
	}
}
