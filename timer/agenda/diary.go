package agenda

import (
	"slices"
	"time"

	"focusd/tracker"
)

// Diary is one logical day. The zero Diary of a day says nothing.
type Diary struct {
	Day     tracker.Day
	Six     []string // IDs of tasks, in order of importance
	One     string   // the task that matters most today, as answered in the morning; "": not asked or skipped
	Asked   bool     // the morning question was asked
	Ticks   []Tick   // in order of their time
	Excuses []Excuse
	Planned []Ref     // what the first plan of the day had; later additions count only upward
	First   time.Time // the first activity; zero: none yet
	Notices []string  // which notices of that day were given: "load", "tasks", ...
	SixDone []string  // those of Six that were done on that day, in the order in which they were
	Offset  int       // minutes of local time from UTC at the first change

	Switched []time.Time // when another task was begun while one was being done: the latest few

	// Of the end of the day; see Agenda.EndDay.
	Ended bool  // it was ended: what follows is known
	Seen  bool  // the tracker saw at least half of the usual active time
	Short bool  // it was shorter than 12 h, or skipped, because of travel
	Sums  []Sum // what the tracked time of it, and the tasks done on it, gave to goals
}

// Tick is one time that something was done.
type Tick struct {
	Of       Ref // a time block or a habit
	At       time.Time
	Amount   float64 // minutes or a count; 0: done, as much of it as is asked for
	By       By
	Evidence []Activity // if not ByPerson: what the time was spent on
	Taken    time.Time  // when the person took it back; zero: it stands
}

// By is who ticked. Of one thing on one day there is at most one tick that is
// not ByPerson.
type By uint8

const (
	ByPerson  By = iota
	ByTracker    // tracked time reached 90 % of the amount
	ByEntry      // so did entries that the person made of life away from the desk
)

func byWords() []string { return []string{"person", "tracker", "entry"} }

func (b By) String() string { return wordOf(byWords(), b) }

// MarshalText is String.
func (b By) MarshalText() ([]byte, error) { return []byte(b.String()), nil }

// UnmarshalText is the reverse of MarshalText.
func (b *By) UnmarshalText(text []byte) (err error) {
	*b, err = readWord[By](byWords(), text)
	return err
}

// Excuse takes something, or all, out of a day.
type Excuse struct {
	Of     Ref // zero: all of the day
	Reason string
	At     time.Time
}

// excuses tells whether ref is taken out of the day. The zero Ref is everything.
func (d Diary) excuses(ref Ref) bool {
	return slices.ContainsFunc(d.Excuses, func(e Excuse) bool { return e.Of == Ref{} || e.Of == ref })
}

// ticks are those of ref that stand.
func (d Diary) ticks(ref Ref) (all []Tick) {
	for _, t := range d.Ticks {
		if t.Of == ref && t.Taken.IsZero() {
			all = append(all, t)
		}
	}
	return all
}

// Sum is what a day gave to a goal, or to a part of it.
type Sum struct {
	Goal    string
	Part    string // its name; "": all of the goal
	Minutes float64
	Count   int // of tasks, time blocks and habits that were done for it
}
