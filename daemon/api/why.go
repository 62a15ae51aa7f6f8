package api

import (
	"context"
	"net/url"
	"time"
)

// Why is the answer of GET /v1/why?at=: what the log says of an instant, and by
// what it was found.
//
// # GET /v1/why
//
// What the log has of an instant, and by what it was found: the witnesses that
// were in force, and in words why that presence follows. The journal of
// witnesses is kept for 90 days; without it the log answers alone. Of what was
// in front it has "rules", those that match, of which the first decides the
// category; of what the person says of that time, the "entry".
//
//	GET /v1/why?at=2026-11-22T14:32:00Z
//
//	200 OK
//	{
//	  "at": "2026-11-22T14:32:00Z",
//	  "presence": "idle",
//	  "from": "2026-11-22T14:29:10Z",
//	  "to": "2026-11-22T14:40:02Z",
//	  "span": {
//	    "start": "2026-11-22T14:29:10Z",
//	    "end": "2026-11-22T14:40:02Z",
//	    "presence": "idle",
//	    "offset_minutes": 60
//	  },
//	  "because": "no input from 15:29:10 on, told by x11 at 15:32:10",
//	  "journal": true,
//	  "witnesses": [
//	    {
//	      "kind": "input",
//	      "since": "2026-11-22T14:29:10Z",
//	      "noted": "2026-11-22T14:32:10Z",
//	      "by": "x11",
//	      "text": "no input from 15:29:10 on, told by x11 at 15:32:10"
//	    }
//	  ]
//	}
type Why struct {
	At        time.Time `json:"at"`
	Presence  string    `json:"presence"`
	From      time.Time `json:"from"` // of that presence, in whatever windows
	To        time.Time `json:"to"`   // of that presence; now, if it lasts
	Span      *Span     `json:"span,omitempty"`
	Rules     []Rule    `json:"rules,omitempty"` // those that match the window: the first decides its category
	Entry     *Entry    `json:"entry,omitempty"` // what the person says of that time, and counts instead
	Because   string    `json:"because"`         // in words, for people
	Journal   bool      `json:"journal"`         // false: the journal of witnesses has nothing of that time
	Witnesses []Witness `json:"witnesses"`       // what was in force
}

// Witness is something that was so at an instant, and who said so.
type Witness struct {
	Kind  string     `json:"kind"` // daemon, window, input, evidence, lock, sleep, slept, tracking, clock, zone, journal
	Since time.Time  `json:"since"`
	Noted *time.Time `json:"noted,omitempty"` // when it became known, if that was later
	By    string     `json:"by,omitempty"`
	Text  string     `json:"text"` // in words, for people
}

// Why is what the log says of an instant, and by what it was found.
func (c *Client) Why(ctx context.Context, at time.Time) (Why, error) {
	return get[Why](ctx, c, "/v1/why?"+url.Values{"at": {at.UTC().Format(time.RFC3339Nano)}}.Encode())
}
