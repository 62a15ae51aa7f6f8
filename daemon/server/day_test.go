package server

import (
	"testing"
	"testing/synctest"
	"time"

	"focusd/tracker"
)

// TestDayOfATrip asks for the days of somebody who flew to the west.
func TestDayOfATrip(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		home, away := minutes(-24*60, 6*60, "editor"), minutes(6*60, 40*60, "editor")
		home.Offset, away.Offset = 60, -300
		r := with(t, home, away)
		r.Server.store.(*shelf).spans = []tracker.Span{home, away}
		c, ctx := r.client(t), t.Context()
		day, err := c.Day(ctx, tracker.Day{Year: 1999, Month: 12, Day: 30})
		from := time.Date(1999, 12, 30, 3, 0, 0, 0, time.UTC)
		if err != nil || !day.From.Equal(from) || !day.To.Equal(from.Add(30*time.Hour)) || day.Date != "1999-12-30" {
			t.Errorf("the day is %+v, %v, want 30 hours from %v on", day, err, from)
		}
		if today, err := c.Day(ctx, tracker.Day{}); err != nil || today.Date == "" || !today.From.Before(today.To) {
			t.Errorf("today is %+v, %v", today, err)
		}
		_, err = c.Day(ctx, tracker.Day{Year: 1066, Month: 10, Day: 14})
		wantRefusal(t, err, "request", "not a date")
	})
}
