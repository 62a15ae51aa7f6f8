package agenda

import (
	"time"

	"focusd/timer/agenda/streak"
	"focusd/tracker"
)

// TimeBlock is an amount of time for what matters. It has no start.
type TimeBlock struct {
	ID      string
	Name    string
	Amounts []Target // minutes, by the day from which they hold
	Days    Weekdays // on which it is planned
	Area    string
	Deep    bool    // wants a long stretch, best in the best hours
	Window  *Window // preferred; nil: any hour. It orders suggestions and nothing else.
	Match   []Match // tracked time that ticks it; none: only the person does
	Preset  string  // of the timer; "": the person's own
	Batch   bool    // is filled with micro-tasks
	Goal    string
	Rank    int // its place in lists, from 1

	Made  tracker.Day
	Ended tracker.Day // the first day without it; zero: it goes on
}

// Window is a preferred stretch of a day.
type Window struct {
	From, To time.Duration // by the civil clock since midnight; To may be under From: over midnight
	First    time.Duration // instead: so long from the first activity of the day; 0: From and To hold
}

// Target is an amount, and from which day it holds. A day is measured by the
// target in force on it: raising one changes no score of a past day.
type Target struct {
	From  tracker.Day
	Value float64 // minutes, or a count
}

// Weekdays is a set of days of the week, one bit each from Sunday (1<<0) as in
// package time. 0 means every day.
type Weekdays uint8

// Measure is how a habit counts.
type Measure uint8

const (
	Once    Measure = iota // done or not
	Minutes                // so many minutes
	Count                  // so many times
)

// Habit is something small to do on many days.
type Habit struct {
	ID      string
	Name    string
	Days    Weekdays // on which it is eligible; not with PerWeek
	PerWeek int      // so often in any week; 0: by Days
	Measure Measure
	AtMost  bool     // the target is a limit; decided at the end of the day
	Targets []Target // of Minutes and Count, by the day from which they hold
	Match   []Match  // tracked time that counts
	Anchor  Anchor   // when it becomes due in a day
	Ramp    *streak.Ramp
	Kick    tracker.Day // from when the kick-start is counted
	Area    string
	Goal    string
	Quiet   bool // no streak is shown
	Rank    int

	Made  tracker.Day
	Ended tracker.Day
}

// Anchor is the happening of a day to which a habit is tied. "" is none.
type Anchor string

const (
	AtFirstActivity Anchor = "first_activity"
	AfterFirstBreak Anchor = "first_break"
	AfterLunch      Anchor = "lunch" // the first absence of 20 min or more between 11:00 and 15:00
	AfterFirstBlock Anchor = "first_block"
	AtDayEnd        Anchor = "day_end"
)

// Goal is what things are for. There are two levels: a milestone has a dream as
// its parent.
type Goal struct {
	ID     string
	Name   string
	Parent string // of a milestone: the dream
	Area   string
	Target float64       // in Unit and Period; 0: no amount, only a direction
	Unit   Measure       // Minutes or Count
	Period Period        //
	AtMost bool          //
	Until  tracker.Day   // zero: no end
	Parts  []Part        // of a skill: what it consists of (P7)
	Idle   time.Duration // untouched for so long it is named in the morning; 0: 5 days
	Match  []Match
	Made   tracker.Day
	Ended  tracker.Day
	Rank   int
}

// Part is a part of a skill, and what counts as practising it.
type Part struct {
	Name  string
	Match []Match
}

// Period is what a goal's target is for.
type Period uint8

const (
	Whole Period = iota // in all
	Daily
	Weekly
	Monthly
)

// Vacation is days on which nothing is expected.
type Vacation struct {
	ID       string
	From, To tracker.Day // both included
	Of       []Ref       // habits and time blocks; none: all
	Reason   string
	Made     time.Time
}

// Reward is an entry of the person's own list.
type Reward struct {
	ID    string
	Text  string
	Made  time.Time
	Taken int
}
