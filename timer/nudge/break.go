package nudge

import (
	"cmp"
	"slices"
	"time"

	"focusd/timer"
)

// Break is what became of a rest that was due, or that the person took before
// it was. Those of the timer are the timer's own business and are not here,
// unless one was the answer to a reminder.
type Break struct {
	Long      bool
	Due       time.Time          // zero for a natural one that was not due yet
	Prompted  time.Time          // the first notice; zero: none was given
	Began     time.Time          // zero when skipped
	Ended     time.Time          // zero when skipped
	Outcome   timer.BreakOutcome // Taken, Natural, CutShort, Skipped
	Postponed int
	Deferred  []Deferral
	Overdue   time.Duration // from Due until it began, or was skipped
}

// Deferral is how long a reminder waited, and for what.
type Deferral struct {
	Cause Cause
	For   time.Duration
}

// Cause is why nothing was said.
type Cause uint8

const (
	Unhindered Cause = iota
	Held
	InMeeting
	InBlock
	NotActive // away, or watching without touching anything
	Manners   // the person does not want to hear it at this hour
)

var causeWords = []string{"none", "held", "meeting", "block", "not_active", "manners"}

func (c Cause) String() string { return word(causeWords, "Cause", c) }

func (c Cause) MarshalText() ([]byte, error) { return marshal(causeWords, "cause", c) }

func (c *Cause) UnmarshalText(text []byte) error { return unmarshal(causeWords, "cause", text, c) }

// Tally counts the breaks of a day.
type Tally struct {
	Prompted, Taken, Natural, Cut, Skipped, Postponed int
	Overdue                                           time.Duration
	Deferred                                          []Deferral // one of each cause, in their order
}

// Ratio is the share of the breaks due that were had. ok is false while none
// was due.
func (t Tally) Ratio() (ratio float64, ok bool) {
	had := t.Taken + t.Natural
	due := had + t.Cut + t.Skipped
	if due == 0 {
		return 0, false
	}
	return float64(had) / float64(due), true
}

func (t *Tally) add(b Break) {
	switch b.Outcome {
	case timer.Taken:
		t.Taken++
	case timer.Natural:
		t.Natural++
	case timer.CutShort:
		t.Cut++
	case timer.Skipped:
		t.Skipped++
	}
	t.Postponed += b.Postponed
	t.Overdue += b.Overdue
	for _, d := range b.Deferred {
		t.Deferred = waited(t.Deferred, d.Cause, d.For)
	}
}

// waited adds to the deferrals of one cause.
func waited(all []Deferral, c Cause, d time.Duration) []Deferral {
	if c == Unhindered || d <= 0 {
		return all
	}
	i, found := slices.BinarySearchFunc(all, c, func(d Deferral, c Cause) int { return cmp.Compare(d.Cause, c) })
	if !found {
		return slices.Insert(slices.Clone(all), i, Deferral{c, d})
	}
	all = slices.Clone(all)
	all[i].For += d
	return all
}
