package api

import (
	"context"
	"time"
)

// Doctor is the answer of GET /v1/doctor: what the daemon knows of itself.
//
// # GET /v1/doctor
//
// What the daemon knows of its own health.
//
//	GET /v1/doctor
//
//	200 OK
//	{
//	  "version": "1.0.0",
//	  "pid": 4711,
//	  "started": "2026-11-22T07:00:00Z",
//	  "paths": {
//	    "config": "/home/ada/.config/focusd/config.toml",
//	    "store": "/home/ada/.local/share/focusd/focusd.db",
//	    "backup": "/home/ada/.local/share/focusd/backup",
//	    "socket": "/run/user/1000/focusd/focusd.sock",
//	    "web": "http://127.0.0.1:8463"
//	  },
//	  "checks": [
//	    {
//	      "name": "windows",
//	      "state": "warning",
//	      "text": "nobody can tell what is in front: the log says unobserved",
//	      "hint": "start focusd in a graphical session",
//	      "notes": ["wayland: no Wayland: it lets nobody in"],
//	      "elsewhere": ["x11: no X display: DISPLAY is not set"]
//	    }
//	  ],
//	  "sight": {
//	    "at": "2026-11-22T09:05:00Z",
//	    "presence": {
//	      "state": "passive",
//	      "since": "2026-11-22T09:00:00Z",
//	      "app": "player",
//	      "title": "a film",
//	      "last_input": "2026-11-22T08:57:00Z"
//	    },
//	    "locked": false,
//	    "evidence": ["playing"],
//	    "last_locked": "2026-11-22T08:20:00Z",
//	    "last_unlocked": "2026-11-22T08:31:00Z",
//	    "last_slept": "2026-11-21T22:10:00Z",
//	    "last_woke": "2026-11-22T07:01:00Z",
//	    "zone": "Europe/Berlin",
//	    "slept_seconds": 31860,
//	    "last_set": "2026-11-22T07:01:05Z",
//	    "set_by_ms": -2500
//	  }
//	}
type Doctor struct {
	Version string    `json:"version"`
	PID     int       `json:"pid,omitzero"` // absent when nobody answers
	Started time.Time `json:"started"`
	Paths   Paths     `json:"paths"`
	Checks  []Check   `json:"checks"`
	Sight   *Sight    `json:"sight,omitempty"` // absent when nobody answers
}

// Paths are the files and listeners of the running daemon.
type Paths struct {
	Config string `json:"config"`
	Store  string `json:"store"`
	Backup string `json:"backup"`
	Socket string `json:"socket"`
	Web    string `json:"web"` // "http://127.0.0.1:8463", "" when off
}

// Check is one thing that doctor looked at.
type Check struct {
	Name  string `json:"name"`           // "windows"
	State string `json:"state"`          // ok, warning, failed, absent
	Text  string `json:"text"`           // what is so
	Hint  string `json:"hint,omitempty"` // what to do

	Notes     []string `json:"notes,omitempty"`     // what else is worth knowing: why others that could were not chosen
	Elsewhere []string `json:"elsewhere,omitempty"` // those that are of other desktops
}

// ExtensionCommand is the body of POST /v1/doctor/gnome-extension.
//
// # POST /v1/doctor/gnome-extension
//
// Installs the extension that has GNOME Shell tell which window is in front, or
// uninstalls it. It is written for the version of the shell that runs. Only over
// the socket: it changes the desktop, not the log. "not_here" where no GNOME
// Shell runs.
//
//	POST /v1/doctor/gnome-extension
//	{"do": "install"}
//
//	200 OK
//	{
//	  "folder": "/home/ada/.local/share/gnome-shell/extensions/focusd@focusd.github.io",
//	  "installed": true,
//	  "before": false,
//	  "relogin": true
//	}
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

// Doctor is what the daemon knows of its own health.
func (c *Client) Doctor(ctx context.Context) (Doctor, error) {
	return get[Doctor](ctx, c, "/v1/doctor")
}

// Extension installs and uninstalls the extension of GNOME Shell.
func (c *Client) Extension(ctx context.Context, cmd ExtensionCommand) (Extension, error) {
	return post[Extension](ctx, c, "/v1/doctor/gnome-extension", cmd)
}
