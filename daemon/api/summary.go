package api

import (
	"context"
	"time"
)

// Summary is the answer of GET /v1/summary?from=&to=.
//
// # GET /v1/summary
//
// What the log and the blocks of [from, to) add up to. Bounds are those of
// GET /v1/log. Hours are given for ranges of at most 8 days. With categories=1
// there is the active and passive time by category too, as the rules are now,
// whenever the time was. With coverage=1, for ranges of at most 8 days, all the
// time of the range is divided by presence and cause: the shares add up to it, a
// day of 23, 24 or 25 hours.
//
//	GET /v1/summary?from=2026-11-22T08:00:00Z&to=2026-11-22T10:00:00Z
//
//	200 OK
//	{
//	  "from": "2026-11-22T08:00:00Z",
//	  "to": "2026-11-22T10:00:00Z",
//	  "presence_ms": {"active": 2100000, "idle": 1200000},
//	  "focus_ms": 1500000,
//	  "apps": [{"app": "editor", "ms": 2100000, "spans": 12}],
//	  "hours": [
//	    {"start": "2026-11-22T08:00:00Z", "active_ms": 1800000},
//	    {"start": "2026-11-22T09:00:00Z", "active_ms": 300000}
//	  ],
//	  "blocks": [
//	    {
//	      "kind": "pomodoro",
//	      "preset": "25/5",
//	      "label": "draft",
//	      "started": "2026-11-22T08:30:00Z",
//	      "ended": "2026-11-22T08:55:00Z",
//	      "planned_seconds": 1500,
//	      "focus_seconds": 1500,
//	      "outcome": "completed",
//	      "interruptions": 0,
//	      "segments": [{"start": "2026-11-22T08:30:00Z", "label": "draft"}]
//	    }
//	  ],
//	  "breaks": [
//	    {
//	      "long": false,
//	      "started": "2026-11-22T08:55:00Z",
//	      "ended": "2026-11-22T09:00:00Z",
//	      "planned_seconds": 300,
//	      "outcome": "taken"
//	    }
//	  ],
//	  "entries": [{"text": "nap", "category": "health", "ms": 2100000}]
//	}
//
// Time of which an entry says what it was spent on counts for the entry and not
// for an app; presence stays what was recorded.
//
//	GET /v1/summary?from=2026-11-22T08:00:00Z&to=2026-11-22T08:30:00Z&categories=1
//
//	200 OK
//	{
//	  "from": "2026-11-22T08:00:00Z",
//	  "to": "2026-11-22T08:30:00Z",
//	  "presence_ms": {"active": 1500000, "passive": 300000},
//	  "focus_ms": 0,
//	  "apps": [{"app": "editor", "ms": 1500000, "passive_ms": 300000, "spans": 12}],
//	  "hours": [{"start": "2026-11-22T08:00:00Z", "active_ms": 1500000}],
//	  "blocks": [],
//	  "breaks": [],
//	  "categories": [
//	    {"name": "writing", "class": "earns", "hue": 65, "active_ms": 1200000, "passive_ms": 300000},
//	    {"name": "", "class": "unclassified", "active_ms": 300000, "passive_ms": 0}
//	  ]
//	}
//
// Causes are, of active: input, untold (nobody tells whether there is any); of
// passive: meeting, playing, reading, inhibited, just_ended; of idle: no_input; of
// paused: person; of locked: lock; of asleep: suspend; of unobserved: stopped,
// killed (focusd or the machine ended without notice), before (there had never been
// a daemon), no_source, clock (set forward over it), ahead (still to come); of any:
// unknown, where the journal of GET /v1/why has nothing.
//
//	GET /v1/summary?from=2026-11-22T08:00:00Z&to=2026-11-22T10:00:00Z&coverage=1
//
//	200 OK
//	{
//	  "from": "2026-11-22T08:00:00Z",
//	  "to": "2026-11-22T10:00:00Z",
//	  "presence_ms": {"active": 2100000, "locked": 1200000},
//	  "focus_ms": 0,
//	  "apps": [],
//	  "hours": [],
//	  "blocks": [],
//	  "breaks": [],
//	  "coverage": [
//	    {"presence": "active", "cause": "input", "by": "x11", "ms": 2100000},
//	    {"presence": "locked", "cause": "lock", "by": "logind", "ms": 1200000},
//	    {"presence": "unobserved", "cause": "stopped", "ms": 3000000},
//	    {"presence": "unobserved", "cause": "ahead", "ms": 900000}
//	  ]
//	}
type Summary struct {
	From      time.Time        `json:"from"`
	To        time.Time        `json:"to"`
	Presences map[string]int64 `json:"presence_ms"` // milliseconds; sums to To−From, or to now
	Focus     int64            `json:"focus_ms"`    // of blocks, as far as it lies in the range
	Apps      []AppTotal       `json:"apps"`        // time of which no entry says more, most first; app "" is nothing focused
	Hours     []HourTotal      `json:"hours"`       // of the civil clock, only for ranges of at most 8 days
	Blocks    []Block          `json:"blocks"`
	Breaks    []Break          `json:"breaks"`

	Entries []EntryTotal `json:"entries,omitempty"`   // what the person said, most first; it is not in Apps
	Hidden  int64        `json:"hidden_ms,omitempty"` // milliseconds taken from view: neither in Apps nor in Entries

	Categories []CategoryTotal `json:"categories,omitempty"` // only if asked for: the most time first; together the active and passive time

	Coverage []Share `json:"coverage,omitempty"` // only if asked for: all the time by presence and cause, sums to To−From
}

// AppTotal is the time in one app. Who watches a film is there and touches
// nothing: that is passive, and apart.
type AppTotal struct {
	App     string `json:"app"`
	Millis  int64  `json:"ms"` // active
	Passive int64  `json:"passive_ms,omitempty"`
	Spans   int    `json:"spans"`
}

// CategoryTotal is the time of one category.
type CategoryTotal struct {
	Name    string `json:"name"` // "" is time that no rule knows
	Class   string `json:"class"`
	Hue     int    `json:"hue,omitempty"`
	Active  int64  `json:"active_ms"`
	Passive int64  `json:"passive_ms"`
}

// EntryTotal is the time of which the person said the same.
type EntryTotal struct {
	Text     string `json:"text,omitempty"`
	Category string `json:"category,omitempty"`
	Millis   int64  `json:"ms"`
}

// HourTotal is the active time in one hour.
type HourTotal struct {
	Start  time.Time `json:"start"`
	Active int64     `json:"active_ms"`
}

// Share is the time of one presence that had one cause.
type Share struct {
	Presence string `json:"presence"`
	Cause    string `json:"cause"`        // see GET /v1/summary
	By       string `json:"by,omitempty"` // who said so
	Millis   int64  `json:"ms"`
}

// Summary is what the log and the blocks of [from, to) add up to. A zero time
// leaves the bound to the daemon: from the beginning of the day, until now.
func (c *Client) Summary(ctx context.Context, from, to time.Time) (Summary, error) {
	return get[Summary](ctx, c, "/v1/summary"+between(from, to))
}

// SummaryByCategory is Summary with the time by category.
func (c *Client) SummaryByCategory(ctx context.Context, from, to time.Time) (Summary, error) {
	query := rangeOf(from, to)
	query.Set("categories", "1")
	return get[Summary](ctx, c, "/v1/summary?"+query.Encode())
}

// SummaryOfDay is SummaryByCategory with the time by presence and cause. It is
// for 8 days at most.
func (c *Client) SummaryOfDay(ctx context.Context, from, to time.Time) (Summary, error) {
	query := rangeOf(from, to)
	query.Set("categories", "1")
	query.Set("coverage", "1")
	return get[Summary](ctx, c, "/v1/summary?"+query.Encode())
}
