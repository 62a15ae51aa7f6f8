package nudger

import (
	"testing"
	"time"

	"focusd/daemon/engine"
	"focusd/timer/agenda"
	"focusd/timer/nudge"
)

func TestOutcomes(t *testing.T) {
	loud, quiet := nudge.Nudge{Kind: nudge.Rest}, nudge.Nudge{Kind: nudge.Goals, Quiet: true}
	for name, c := range map[string]struct {
		closed nudge.Closed
		want   string
	}{
		"done what it said":     {nudge.Closed{Nudge: loud, Answer: nudge.Take}, "acted"},
		"answered no":           {nudge.Closed{Nudge: loud, Answer: nudge.Skip}, "acted"},
		"later":                 {nudge.Closed{Nudge: loud, Answer: nudge.Postpone}, "snoozed"},
		"sent away":             {nudge.Closed{Nudge: loud, Answer: nudge.Dismissed}, "ignored"},
		"not answered":          {nudge.Closed{Nudge: loud, Answer: nudge.Expired}, "ignored"},
		"nothing to answer":     {nudge.Closed{Nudge: loud, Answer: nudge.Moot}, ""},
		"perhaps never seen":    {nudge.Closed{Nudge: quiet, Answer: nudge.Expired}, ""},
		"seen, though quiet":    {nudge.Closed{Nudge: quiet, Answer: nudge.Accept}, "acted"},
		"seen, and sent away":   {nudge.Closed{Nudge: quiet, Answer: nudge.Dismissed}, "ignored"},
		"quiet, and moot":       {nudge.Closed{Nudge: quiet, Answer: nudge.Moot}, ""},
		"of no answer whatever": {nudge.Closed{Nudge: loud}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := outcomeOf(c.closed); got != c.want {
				t.Errorf("outcome of %v to %v is %q, want %q", c.closed.Answer, c.closed.Nudge.Kind, got, c.want)
			}
		})
	}
}

// notified is how many nudges of a kind ended so.
func (d *desk) notified(k nudge.Kind, outcome string) uint64 {
	return d.engine.Snapshot().Ledger.Values[engine.Notified(k.String(), outcome)[0].Counter]
}

func TestWhatBecomesOfNudgesIsCounted(t *testing.T) {
	bubble(t, func(d *desk) {
		id := d.task("draft the chapter")
		d.plan(func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) { return a.SetSix([]string{id}, 6, w) })
		d.plan(func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) { return a.SetOne(id, w) })
		d.see("pen")
		d.work(11 * time.Minute)
		n := d.mustSay(nudge.Start)
		if got := d.notified(nudge.Start, "acted"); got != 0 {
			t.Errorf("%d acted on before there was an answer", got)
		}
		if err := d.nudger.Answer(d.Context(), n.ID, nudge.Drop); err == nil {
			t.Error("it takes an answer that it does not offer")
		}
		if got := d.notified(nudge.Start, "acted"); got != 0 {
			t.Errorf("%d acted on by an answer that was refused", got)
		}
		d.say(n, nudge.Accept)
		if got := d.notified(nudge.Start, "acted"); got != 1 {
			t.Errorf("%d acted on, want 1", got)
		}
		if got := d.notified(nudge.Start, "ignored"); got != 0 {
			t.Errorf("%d ignored, want none", got)
		}
	})
}
