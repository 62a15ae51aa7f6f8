package api

import "context"

// Wins is the answer of GET /v1/wins: what got done, the most telling first.
//
// # GET /v1/wins
//
// What got done on a day (day; today unasked), the most telling first.
//
//	GET /v1/wins?day=2026-11-21
//
//	200 OK
//	{
//	  "day": "2026-11-21",
//	  "wins": [
//	    {"kind": "blocks", "text": "3 blocks completed, 1 h 15 of focus", "seconds": 4500, "n": 3},
//	    {"kind": "habit", "text": "stretch, for the 9th time in a row", "n": 9}
//	  ]
//	}
type Wins struct {
	Day  string `json:"day"`
	Wins []Win  `json:"wins"`
}

// Win is something that got done on a day.
type Win struct {
	Kind    string `json:"kind"` // perfect, tasks, first, blocks, goal, habit, focus, stretch, earns, said, breaks, there
	Text    string `json:"text"`
	Seconds int64  `json:"seconds,omitempty"`
	N       int    `json:"n,omitempty"`
}

// Wins are those of a day; "" is today.
func (c *Client) Wins(ctx context.Context, day string) (Wins, error) {
	return get[Wins](ctx, c, withQuery("/v1/wins", onDay(day)))
}
