package api

import "time"

// Sight is what the daemon sees at At, and what it noticed last of the screen
// and of the machine. What it did not notice since it started is absent.
type Sight struct {
	At       time.Time `json:"at"`
	Presence Presence  `json:"presence"`
	Blind    string    `json:"blind,omitempty"`    // why nobody can tell what is in front
	Locked   bool      `json:"locked"`             // the screen, as far as anybody tells
	Evidence []string  `json:"evidence,omitempty"` // meeting, playing, reading, inhibited

	LastLocked   *time.Time `json:"last_locked,omitempty"`
	LastUnlocked *time.Time `json:"last_unlocked,omitempty"`
	LastSlept    *time.Time `json:"last_slept,omitempty"`
	LastWoke     *time.Time `json:"last_woke,omitempty"`

	Zone    string     `json:"zone"`                // in force
	Slept   int64      `json:"slept_seconds"`       // of the machine since it was booted
	LastSet *time.Time `json:"last_set,omitempty"`  // the wall clock, by more than two seconds
	SetBy   int64      `json:"set_by_ms,omitempty"` // forward; negative: back
}

// ExtensionCommand is the body of POST /v1/doctor/gnome-extension.
type ExtensionCommand struct {
	Do string `json:"do"` // install, uninstall
}

// Extension is the answer of POST /v1/doctor/gnome-extension: how the
// extension of GNOME Shell is on the disk of the person now.
type Extension struct {
	Folder    string `json:"folder"`    // where it is, or was
	Installed bool   `json:"installed"` // it is there now
	Before    bool   `json:"before"`    // it was there before
	Relogin   bool   `json:"relogin"`   // the shell loads it only after the next log in
}
