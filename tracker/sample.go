package tracker

import "time"

// Window is what is in front of the person. The zero Window means that
// nothing has the focus: an empty desktop, a fact of its own.
type Window struct {
	App   string // of CanonicalApp: the window class in lower case, else the program's name
	Title string // of NormalizeTitle; may be empty. Private: never logged, never a metric
}

// Sample is what is seen at one instant.
type Sample struct {
	At         time.Time
	Source     string // who sees the window: "x11"; may be empty
	Window     Window
	Blind      string        // why nobody can tell what is in front, fit to be shown; "": the Window is
	Idle       time.Duration // since the last input; meaningful when IdleKnown
	IdleAge    time.Duration // how long before At Idle was read
	IdleSource string        // who read it; may be empty
	IdleKnown  bool          // false: the person is as idle as the sample before said
	Locked     bool
	LockSource string   // who says that it is; may be empty
	Evidence   Evidence // of a person who touches nothing
}
