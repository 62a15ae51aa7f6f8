package agenda

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"focusd/timer/agenda/recur"
	"focusd/tracker"
)

// Task is something to do: a step of some minutes, or something that is made of
// steps. A task with steps is done when they are.
type Task struct {
	ID     string
	Title  string
	Parent string // the task that this is a step of; "": none. Steps have no steps.
	Rank   int    // of a step: its place among the steps, from 1

	Estimate  time.Duration // of a task without steps; 0: not known
	Contexts  []string      // where it can be done: phone, computer, offline, errand, ... sorted
	Area      string        // work, health, family, ...; "": none
	Urgent    bool
	Important bool
	LowBrain  bool        // can be done with half a mind: on hold on the phone
	Waiting   string      // for what or whom; "": not waiting
	Goal      string      // the ID of a Goal; "": none
	Match     []Match     // what counts as working on it; none: anything
	Repeat    *Repeat     // when it comes again; nil: once
	Due       tracker.Day // the logical day; zero: none
	DueAt     time.Time   // zero: by the end of Due

	Made     time.Time
	Later    tracker.Day   // it is not offered before; zero: it may be
	Today    tracker.Day   // put on the list of that day by the person
	Passed   int           // how often another one was taken from the same offer
	Next     string        // where to go on, said when it was left
	Since    time.Time     // the one active task: since when; zero: not active
	Spent    time.Duration // before Since
	Outcome  Outcome
	Ended    time.Time // zero: open
	Noticed  bool      // the person was asked once whether to split it
	Template string    // the ID of the Template it was made from; "": none
	Before   string    // of a repeated task: the ID of the instance before it; "": the first
}

// Micro tells whether a task without steps is one of minutes, as most are of
// which nobody has said how long they take.
func (t Task) Micro() bool { return t.Estimate <= micro }

// Repeat is when a task comes again. There is one open instance of it at a time;
// dates that were missed become history.
type Repeat struct {
	Series recur.Series  // Rule.FromCompletion: the next is counted from when this one was done
	Missed []tracker.Day // dates that went by, the latest last, some dozens at most
}

// Outcome is what became of a task.
type Outcome uint8

const (
	Open Outcome = iota
	Done
	Dropped
)

func outcomeWords() []string { return []string{"open", "done", "dropped"} }

func (o Outcome) String() string { return outcomeWords()[min(int(o), len(outcomeWords())-1)] }

// MarshalText is String.
func (o Outcome) MarshalText() ([]byte, error) { return []byte(o.String()), nil }

// UnmarshalText is the reverse of MarshalText.
func (o *Outcome) UnmarshalText(text []byte) error {
	i := slices.Index(outcomeWords(), string(text))
	if i < 0 {
		return fmt.Errorf("%q is not an outcome: use one of %s", text, strings.Join(outcomeWords(), ", "))
	}
	*o = Outcome(i)
	return nil
}

// Quadrant is how a task stands by urgency and importance, the first first.
type Quadrant uint8

const (
	UrgentImportant Quadrant = iota + 1
	Important
	Urgent
	Neither
)

func (t Task) Quadrant() Quadrant {
	switch {
	case t.Urgent && t.Important:
		return UrgentImportant
	case t.Important:
		return Important
	case t.Urgent:
		return Urgent
	}
	return Neither
}

// Template is a finished task and its steps, to be made again. What its steps
// really took are the estimates of the next.
type Template struct {
	ID    string
	Name  string
	Task  Task   // without ID, times and outcome
	Steps []Task // likewise, in order
	Made  time.Time
	Used  int // how often it was made
}
