package agenda

import (
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
	Rewards []string  // IDs of those offered
	SixDone []string  // those of Six that were done on that day, in the order in which they were
	Offset  int       // minutes of local time from UTC at the first change
}

// Tick is one time that something was done.
type Tick struct {
	Of       Ref // a time block or a habit
	At       time.Time
	Amount   float64 // minutes or a count; 1 for done
	By       By
	Evidence []Activity // of By Tracked: what the time was spent on
	Taken    time.Time  // when the person took it back; zero: it stands
}

// By is who ticked.
type By uint8

const (
	ByPerson  By = iota
	ByTracker    // tracked time reached 90 % of the amount
	ByEntry      // an entry that the person made of life away from the desk
)

// Excuse takes something, or all, out of a day.
type Excuse struct {
	Of     Ref // zero: all of the day
	Reason string
	At     time.Time
}

// Activity is time spent on one thing, as it was tracked.
type Activity struct {
	App      string
	Category string
	Class    string // earns, supports, ...
	Label    string // of the block it was in
	Entry    string // the text of an entry, for life away from the desk
	Time     time.Duration
}

// Match is one thing that counts: an activity that any of a list of matches
// covers counts once.
type Match struct {
	Field   string // app, category, class, label, entry
	Pattern string // equal without regard to case, or with * for anything; a category covers those under it
}

// Exercise is some days of seeing where the time goes.
type Exercise struct {
	ID    string
	From  tracker.Day
	Days  int // 3; 4 when one did not count
	Ended time.Time
	Cost  time.Duration // that the person spent on answering questions
}
