package tray

import (
	"context"
	"time"

	"focusd/daemon/api"
)

// request is what a click asks of the daemon. The answer is not looked at: the
// stream brings the same state, to everybody.
type request func(context.Context, *api.Client) error

func timerRequest(cmd api.Command) request {
	return func(ctx context.Context, c *api.Client) error {
		_, err := c.Timer(ctx, cmd)
		return err
	}
}

func remindersRequest(cmd api.TrackingCommand) request {
	return func(ctx context.Context, c *api.Client) error {
		_, err := c.Reminders(ctx, cmd)
		return err
	}
}

func trackingRequest(cmd api.TrackingCommand) request {
	return func(ctx context.Context, c *api.Client) error {
		_, err := c.Tracking(ctx, cmd)
		return err
	}
}

// timerDo is for lines that always ask for the same.
func timerDo(verb string, length time.Duration) func(*scene) request {
	cmd := api.Command{Do: verb, Seconds: int64(length / time.Second)}
	return func(*scene) request { return timerRequest(cmd) }
}

// requestFor returns what a click on id means, nil if nothing of the daemon's.
func requestFor(id ItemID, m Model, now time.Time) request {
	for _, r := range menu() {
		if r.id == id && r.do != nil {
			return r.do(newScene(m, now))
		}
	}
	return nil
}
