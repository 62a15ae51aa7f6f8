package api

import (
	"context"
	"time"
)

// Status is what GET /v1/status answers and every message of GET /v1/events
// carries. Lengths are whole seconds unless the name says otherwise; times are
// RFC 3339 in UTC, absent when there is none.
//
// # GET /v1/status
//
// How things are now. A countdown is made from timer.ends, not by asking again.
// changes is another number when the log is to be read again: an entry, a rule or
// a category is different. quiet is there while the desktop is on do-not-disturb for a block, or should
// be and is not, and for no other reason.
//
//	GET /v1/status
//
//	200 OK
//	{
//	  "version": "1.0.0",
//	  "at": "2026-11-22T09:05:00Z",
//	  "zone": "Europe/Berlin",
//	  "timer": {
//	    "state": "work",
//	    "kind": "pomodoro",
//	    "preset": "25/5",
//	    "label": "draft",
//	    "since": "2026-11-22T09:00:00Z",
//	    "started": "2026-11-22T09:00:00Z",
//	    "ends": "2026-11-22T09:25:00Z",
//	    "planned_seconds": 1500,
//	    "left_seconds": 1200,
//	    "elapsed_seconds": 300,
//	    "credits": 1,
//	    "long_every": 4,
//	    "next": "short_break",
//	    "next_seconds": 300,
//	    "postpones_left": 0
//	  },
//	  "presence": {
//	    "state": "active",
//	    "since": "2026-11-22T09:00:00Z",
//	    "app": "editor",
//	    "title": "chapter two",
//	    "category": "writing",
//	    "last_input": "2026-11-22T09:04:58Z"
//	  },
//	  "today": {
//	    "day": "2026-11-22",
//	    "from": "2026-11-22T03:00:00Z",
//	    "to": "2026-11-23T03:00:00Z",
//	    "active_seconds": 2100,
//	    "focus_seconds": 1800,
//	    "blocks": 1,
//	    "presence_seconds": {"active": 2100, "idle": 1200},
//	    "rested": "2026-11-22T08:55:00Z"
//	  },
//	  "tracking": {"on": true},
//	  "store": {"last_commit": "2026-11-22T09:04:40Z"},
//	  "source": {"name": "x11", "watching": true, "since": "2026-11-22T08:10:00Z"},
//	  "quiet": {"on": true, "desktop": "dunst", "ours": true, "since": "2026-11-22T09:00:00Z"},
//	  "nudges": [
//	    {
//	      "id": 7,
//	      "kind": "return",
//	      "at": "2026-11-22T09:03:00Z",
//	      "until": "2026-11-22T09:13:00Z",
//	      "from": "2026-11-22T08:55:00Z",
//	      "to": "2026-11-22T09:03:00Z",
//	      "seconds": 480,
//	      "answers": ["keep", "offline_work", "break", "drop"]
//	    }
//	  ]
//	}
type Status struct {
	Version string    `json:"version"` // of the daemon
	At      time.Time `json:"at"`
	Zone    string    `json:"zone"`

	Timer    Timer    `json:"timer"`
	Presence Presence `json:"presence"`
	Today    Today    `json:"today"`
	Tracking Tracking `json:"tracking"`
	Store    Store    `json:"store"`
	Source   Source   `json:"source"`
	Changes  uint64   `json:"changes,omitempty"` // of entries, rules and categories since the daemon began: the log is to be fetched again

	Quiet *Quiet `json:"quiet,omitempty"` // absent: there is nothing to say of it

	Nudges []Nudge `json:"nudges,omitempty"` // what the person was asked and has not answered, oldest first
}

// Presence is whether somebody is there, and in front of what.
type Presence struct {
	State     string     `json:"state"` // active, passive, idle, paused, locked, asleep, unobserved
	Since     *time.Time `json:"since,omitempty"`
	App       string     `json:"app"`                // "" when nothing has the focus
	Title     string     `json:"title,omitempty"`    // only over the socket, or with a token
	Category  string     `json:"category,omitempty"` // of the window, by the rules; absent: none knows it
	LastInput *time.Time `json:"last_input,omitempty"`
}

// Today is the running logical day so far.
type Today struct {
	Day       string           `json:"day"` // 2026-11-22
	From      time.Time        `json:"from"`
	To        time.Time        `json:"to"`
	Active    int64            `json:"active_seconds"`
	Focus     int64            `json:"focus_seconds"` // at At, the running block included
	Blocks    int              `json:"blocks"`        // completed
	Presences map[string]int64 `json:"presence_seconds"`

	Rested *time.Time `json:"rested,omitempty"` // when the last rest ended, of five minutes or more; absent: nobody knows
}

// Source is how the window source is doing.
type Source struct {
	Name     string     `json:"name"`
	Watching bool       `json:"watching"`
	Since    *time.Time `json:"since,omitempty"`
	Reason   string     `json:"reason,omitempty"`
}

// Store is how the store is doing.
type Store struct {
	LastCommit *time.Time `json:"last_commit,omitempty"`
	Failing    string     `json:"failing,omitempty"`
}

// Quiet is the do-not-disturb of the desktop while a block needs it.
type Quiet struct {
	On      bool       `json:"on"`
	Desktop string     `json:"desktop,omitempty"` // dunst, gnome, mako, plasma, swaync, xfce
	Ours    bool       `json:"ours"`              // put on for the block; false: it was on before, and stays
	Since   *time.Time `json:"since,omitempty"`
	Problem string     `json:"problem,omitempty"` // why it could not be put on, or given back yet
}

// Status is how things are now.
func (c *Client) Status(ctx context.Context) (Status, error) {
	return get[Status](ctx, c, "/v1/status")
}
