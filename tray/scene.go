package tray

import "time"

// phase is the column of the menu's table. It is a bit, so that several make
// a set.
type phase uint8

const (
	gone phase = 1 << iota // no daemon
	idle
	work
	overtime
	rest
	over
	paused

	here   = idle | work | overtime | rest | over | paused
	always = gone | here
)

// phaseOf reads the state of the timer. A state this version does not know is
// shown as idle.
func phaseOf(m Model) phase {
	if !m.Connected {
		return gone
	}
	switch m.Status.Timer.State {
	case "work":
		return work
	case "overtime":
		return overtime
	case "short_break", "long_break":
		return rest
	case "break_over":
		return over
	case "paused":
		return paused
	}
	return idle
}

// scene is a Model at one instant. Its methods that read a length of time note
// when they would read another one.
type scene struct {
	Model
	phase phase
	now   time.Time
	next  time.Time // the first change noted; zero: none
}

func newScene(m Model, now time.Time) *scene {
	return &scene{Model: m, phase: phaseOf(m), now: now}
}

// changesAt notes that the view is another one at t.
func (s *scene) changesAt(t time.Time) {
	if t.After(s.now) && (s.next.IsZero() || t.Before(s.next)) {
		s.next = t
	}
}

// before reports whether t is still to come.
func (s *scene) before(t *time.Time) bool {
	if t == nil {
		return false
	}
	s.changesAt(*t)
	return s.now.Before(*t)
}

// minutesTo is rounded up, and zero from t on.
func (s *scene) minutesTo(t time.Time) int {
	n := roundUp(t.Sub(s.now))
	s.changesAt(t.Add(-time.Duration(n-1) * time.Minute))
	return n
}

// minutesSince is rounded down, and zero before t.
func (s *scene) minutesSince(t time.Time) int {
	n := int(max(0, s.now.Sub(t)) / time.Minute)
	s.changesAt(t.Add(time.Duration(n+1) * time.Minute))
	return n
}

// minutesSpent is a number of seconds counted at the status's instant, which
// since then has grown, or not.
func (s *scene) minutesSpent(seconds int64, growing bool) int {
	if growing {
		return s.minutesSince(s.began(seconds))
	}
	return int(seconds / 60)
}

// began is when a length that was so many seconds at the status's instant was
// zero, had it always grown.
func (s *scene) began(seconds int64) time.Time {
	return s.Status.At.Add(-time.Duration(seconds) * time.Second)
}

// parts is how many of n equal parts of the time from start to end are over.
func (s *scene) parts(n int, start, end time.Time) int {
	whole := end.Sub(start)
	if whole <= 0 || !s.now.Before(end) {
		return n
	}
	k := int(max(0, s.now.Sub(start)) * time.Duration(n) / whole)
	// Rounded up to the nanosecond: at the instant noted, k has changed.
	s.changesAt(start.Add((whole*time.Duration(k+1) + time.Duration(n) - 1) / time.Duration(n)))
	return k
}

// roundUp gives whole minutes, none for what is not positive.
func roundUp(d time.Duration) int {
	return int((max(0, d) + time.Minute - 1) / time.Minute)
}
