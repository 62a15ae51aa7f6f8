package api

import (
	"context"
	"time"
)

// Gaps is the answer of GET /v1/entries/gaps?from=&to=, oldest first.
//
// # GET /v1/entries/gaps
//
// The stretches of [from, to), up to now, of at least 5 minutes in which nobody
// was there and of which no entry says anything, oldest first. None is from before
// the log, which begins with its first row, or with the first entry if that is
// earlier. Bounds are those of GET /v1/log.
//
//	GET /v1/entries/gaps?from=2026-11-22
//
//	200 OK
//	{
//	  "from": "2026-11-22T03:00:00Z",
//	  "to": "2026-11-22T14:00:00Z",
//	  "gaps": [{"start": "2026-11-22T12:00:00Z", "end": "2026-11-22T12:45:00Z", "presence": "locked"}]
//	}
type Gaps struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
	Gaps []Gap     `json:"gaps"`
}

// Gap is a stretch of at least 5 min of which nobody knows anything.
type Gap struct {
	Start    time.Time `json:"start"`
	End      time.Time `json:"end"`
	Presence string    `json:"presence"` // what most of it was: idle, locked, asleep, unobserved
}

// Gaps are the stretches of [from, to) of which nobody knows anything. A zero
// time means the same as for Summary.
func (c *Client) Gaps(ctx context.Context, from, to time.Time) (Gaps, error) {
	return get[Gaps](ctx, c, "/v1/entries/gaps"+between(from, to))
}
