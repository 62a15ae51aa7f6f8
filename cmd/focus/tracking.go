package main

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
)

func (a *app) trackingCommands() []*cobra.Command {
	return []*cobra.Command{
		a.heldCommand(held{
			verb: "pause", name: "pause-tracking", short: "write no log, for LENGTH or until you say so",
			long:    "The time is kept as paused: that somebody was there or in front of what is not\nrecorded. A block goes on. LENGTH may be a time of day: until then.",
			example: "focus pause-tracking 1h\nfocus pause-tracking 14:30\nfocus pause-tracking",
			lengths: lengths("15m", "30m", "1h"), send: a.client.Tracking,
		}),
		a.heldCommand(held{
			verb: "resume", name: "resume-tracking", short: "write the log again",
			example: "focus resume-tracking", send: a.client.Tracking,
		}),
		a.heldCommand(held{
			verb: "hold", name: "hold", short: "be silent, for LENGTH or until the day ends",
			long:    "No reminder and no automatic start; a block goes on. LENGTH may be a time of\nday: until then.",
			example: "focus hold 2h\nfocus hold 16:00\nfocus hold",
			lengths: lengths("30m", "1h", "2h"), send: a.client.Reminders,
		}),
		a.heldCommand(held{
			verb: "release", name: "release", short: "remind again",
			example: "focus release", send: a.client.Reminders,
		}),
	}
}

// held is a command that stops or continues something that goes on by itself.
type held struct {
	verb, name, short, long, example string

	lengths completer // nil: it takes no length
	send    func(context.Context, api.TrackingCommand) (api.Status, error)
}

func (a *app) heldCommand(h held) *cobra.Command {
	use, words := h.name, 0
	if h.lengths != nil {
		use, words = h.name+" [LENGTH]", 1
	}
	return a.jsonFlag(&cobra.Command{
		Use: use, Short: h.short, Long: h.long, Example: h.example,
		Args:              atMost(words),
		ValidArgsFunction: h.lengths,
		RunE: func(c *cobra.Command, args []string) error {
			cmd := api.TrackingCommand{Do: h.verb}
			if len(args) > 0 {
				d, err := a.moment().ahead(args[0])
				if err != nil {
					return err
				}
				cmd.Seconds = int64(d / time.Second)
			}
			s, err := h.send(c.Context(), cmd)
			if err != nil {
				return err
			}
			if a.json {
				return a.printJSON(s)
			}
			a.printf("%s\n", heldText(a.page(), s, h.verb))
			return nil
		},
	})
}

// heldText says how the log or the reminders stand after verb.
func heldText(p page, s api.Status, verb string) string {
	switch {
	case verb == "hold" || verb == "release":
		if until := s.Tracking.HeldUntil; until != nil {
			return "no reminders until " + p.until(*until, s.At) + " · focus release"
		}
		return "reminders are on"
	case s.Tracking.On:
		return "the log is being written"
	}
	return "no log" + p.untilOr(s.Tracking.PausedUntil, s.At, " until you say so") + " · focus resume-tracking"
}
