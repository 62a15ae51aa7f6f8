package api

import (
	"context"
	"time"

	"focusd/tracker"
)

// Day is the answer of GET /v1/day?date=: [From, To) by the clocks of where the
// person was.
//
// # GET /v1/day
//
// When a logical day began and ended, today if no date is given, by the clocks of
// where the person was, as the log has them: a flight to the west makes the day
// longer, one to the east shorter.
//
//	GET /v1/day?date=2026-11-22
//
//	200 OK
//	{"date": "2026-11-22", "from": "2026-11-22T03:00:00Z", "to": "2026-11-23T09:00:00Z"}
type Day struct {
	Date string    `json:"date"`
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
}

// Day is when a logical day began and ended for the person, wherever they were;
// without a date that of today.
func (c *Client) Day(ctx context.Context, date tracker.Day) (Day, error) {
	if date == (tracker.Day{}) {
		return get[Day](ctx, c, "/v1/day")
	}
	return get[Day](ctx, c, "/v1/day?date="+date.String())
}
