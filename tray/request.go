package tray

import (
	"context"
	"strings"
	"time"

	"focusd/daemon/api"
)

// five is the preset of just five minutes.
const five = "5m"

// request is what a click asks of the daemon. Of the answer only what is to be
// said to the person once is looked at: the stream brings the state, to everybody.
type request func(context.Context, *api.Client) (say string, err error)

func timerRequest(cmd api.Command) request {
	return func(ctx context.Context, c *api.Client) (string, error) {
		_, err := c.Timer(ctx, cmd)
		return "", err
	}
}

func remindersRequest(cmd api.TrackingCommand) request {
	return func(ctx context.Context, c *api.Client) (string, error) {
		_, err := c.Reminders(ctx, cmd)
		return "", err
	}
}

func trackingRequest(cmd api.TrackingCommand) request {
	return func(ctx context.Context, c *api.Client) (string, error) {
		_, err := c.Tracking(ctx, cmd)
		return "", err
	}
}

func agendaRequest(cmd api.AgendaCommand) request {
	return func(ctx context.Context, c *api.Client) (string, error) {
		done, err := c.ChangeAgenda(ctx, cmd)
		return noticesOf(done), err
	}
}

// noticesOf is what the daemon has to say of a change, and says but once.
func noticesOf(done api.AgendaDone) string {
	var texts []string
	for _, n := range done.Notices {
		texts = append(texts, capital(n.Text))
	}
	return strings.Join(texts, " · ")
}

// takeRequest begins a task of what fits into a gap. The daemon is told first
// that it was offered, now that somebody has seen it: so it knows what was passed
// over. Should that fail, nothing is counted, and the task begins all the same.
func takeRequest(id string, gap time.Duration) request {
	return func(ctx context.Context, c *api.Client) (string, error) {
		c.Next(ctx, api.GapQuery{Gap: gap, Most: fewSlots})
		return agendaRequest(api.AgendaCommand{Do: "do", ID: id})(ctx, c)
	}
}

// fiveRequest starts five minutes of the task that is most avoided, or of
// nothing in particular.
func fiveRequest() request {
	return func(ctx context.Context, c *api.Client) (string, error) {
		cmd := api.Command{Do: "start", Preset: five}
		if next, err := c.Next(ctx, api.GapQuery{Five: true}); err == nil && len(next.Offers) > 0 {
			cmd.Task = next.Offers[0].ID
		}
		return timerRequest(cmd)(ctx, c)
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
