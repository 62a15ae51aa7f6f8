package witness

import (
	"fmt"
	"time"
)

// Kind is what a note is about. Its String is the word for programs.
type Kind uint8

const (
	Daemon   Kind = iota // On: it began at At; the log before it ended at From, Text says how. Off: it stopped
	Window               // On: By tells what is in front. Off: nobody does, for the reason Text
	Input                // On: By sees some. Off: there was none since From
	Evidence             // On: Text is what says that somebody is there who touches nothing
	Lock                 // On: By says that the session is locked
	Sleep                // On: By announced that the machine is about to sleep. Off: it woke
	Slept                // the clocks show that the machine slept from From to At
	Tracking             // On: the log is written. Off: paused by the person
	Clock                // the wall clock was set by For: from From to At
	Zone                 // Text is the time zone
	Journal              // Off: no more notes until the next day, there were too many
	kinds
)

func (k Kind) String() string {
	switch k {
	case Daemon:
		return "daemon"
	case Window:
		return "window"
	case Input:
		return "input"
	case Evidence:
		return "evidence"
	case Lock:
		return "lock"
	case Sleep:
		return "sleep"
	case Slept:
		return "slept"
	case Tracking:
		return "tracking"
	case Clock:
		return "clock"
	case Zone:
		return "zone"
	case Journal:
		return "journal"
	}
	return fmt.Sprintf("Kind(%d)", uint8(k))
}

// How the daemon before this one ended: the Text of a note about Daemon.
const (
	First  = "first"  // there was none before
	Clean  = "clean"  // it stopped in an orderly way
	Killed = "killed" // it had no time to: a crash, a kill, a power cut
)

// Note is one change. At and From are UTC, whole milliseconds.
type Note struct {
	At   time.Time // when it was noted
	From time.Time // when it began to be so, if that was another instant; else zero
	Kind Kind
	On   bool
	By   string        // who said so: a source, "login manager"; may be empty
	Text string        // fit to be shown; no titles, no apps
	For  time.Duration // Clock: by how much. Daemon: how long no input is still presence
}

// event tells whether notes of a kind are happenings. The others are states,
// which last until another note of their kind.
func (k Kind) event() bool { return k == Slept || k == Clock || k == Journal }

// sameInput is how far two readings of one last input may be apart.
const sameInput = 5 * time.Second

// says tells whether two notes of a state say the same.
func (n Note) says(m Note) bool {
	if n.Kind == Input && !n.On && n.From.Sub(m.From).Abs() > sameInput {
		return false
	}
	return n.On == m.On && n.By == m.By && n.Text == m.Text && n.For == m.For
}

// Since is from when on the note is in force.
func (n Note) Since() time.Time {
	if n.From.IsZero() || n.Kind == Clock && n.For < 0 {
		return n.At
	}
	return n.From
}

// until is when a happening is over. A clock that was set back has to catch up
// with where it was.
func (n Note) until() time.Time {
	switch {
	case n.Kind == Clock && n.For < 0:
		return n.From
	case n.Kind == Journal:
		return Day(n.At).AddDate(0, 0, 1)
	}
	return n.At
}

// told tells whether a note is worth telling: that nothing locks the session is
// what everybody takes for granted.
func (n Note) told() bool {
	switch n.Kind {
	case Evidence, Lock, Sleep:
		return n.On
	}
	return true
}
