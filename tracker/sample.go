package tracker

import "time"

// Window is what is in front of the person. The zero Window means that
// nothing has the focus: an empty desktop, a fact of its own.
type Window struct {
	App   string // of CanonicalApp: the window class in lower case, else the program's name
	Title string // of NormalizeTitle; may be empty. Private: never logged, never a metric
}

// Sample is what a source sees at one instant.
type Sample struct {
	At        time.Time
	Window    Window
	Idle      time.Duration // since the last input; meaningful when IdleKnown
	IdleKnown bool          // false: the person is as idle as the sample before said
	Locked    bool
	Evidence  Evidence // of a person who touches nothing
	Blind     bool     // nobody can tell what is in front: the Window says nothing
}
