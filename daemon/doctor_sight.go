package daemon

import (
	"context"
	"time"

	"focusd/daemon/api"
	"focusd/daemon/clock"
	"focusd/daemon/engine"
	"focusd/tracker"
	"focusd/tracker/source"
)

// refreshWithin is how long whoever tells idleness may take to read it anew.
const refreshWithin = 250 * time.Millisecond

// sight is what is seen now, and what was noticed last.
func (d *daemon) sight(ctx context.Context, snap *engine.Snapshot) *api.Sight {
	var seen source.Seen
	if d.choice != nil {
		ctx, cancel := context.WithTimeout(ctx, refreshWithin)
		defer cancel()
		d.choice.Refresh(ctx)
		seen = d.choice.Seen()
	}
	input := snap.Input.Last
	if s := seen.Sample; s.IdleKnown {
		input = s.At.Add(-s.IdleAge - s.Idle)
	}
	m, clocks := d.noticed.now(), clock.Read()
	return &api.Sight{
		At: time.Now().UTC().Truncate(time.Millisecond),
		Presence: api.Presence{
			State:     snap.Presence.String(),
			Since:     instant(snap.PresenceSince),
			App:       snap.Window.App,
			Title:     snap.Window.Title,
			LastInput: instant(input),
		},
		Blind:        seen.Sample.Blind,
		Locked:       seen.Sample.Locked,
		Evidence:     signs(seen.Sample.Evidence),
		LastLocked:   instant(seen.Locked),
		LastUnlocked: instant(seen.Unlocked),
		LastSlept:    instant(m.slept),
		LastWoke:     instant(m.woke),
		Zone:         snap.Zone,
		Slept:        int64((clocks.Boot - clocks.Mono).Round(time.Second) / time.Second),
		LastSet:      instant(m.set),
		SetBy:        m.by.Milliseconds(),
	}
}

// signs are the words for evidence.
func signs(e tracker.Evidence) (words []string) {
	for _, sign := range []struct {
		of   tracker.Evidence
		word string
	}{
		{tracker.Meeting, "meeting"},
		{tracker.Playing, "playing"},
		{tracker.Reading, "reading"},
		{tracker.Inhibited, "inhibited"},
	} {
		if e&sign.of != 0 {
			words = append(words, sign.word)
		}
	}
	return words
}

// instant is t where there may be none.
func instant(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC().Truncate(time.Millisecond)
	return &t
}

// checkSleep says who tells that the machine sleeps, and whether sleep can be
// told from a wall clock that was set.
func (d *daemon) checkSleep() api.Check {
	c := api.Check{Name: "sleep", State: checkOK, Text: "announced by logind, told by the kernel's clocks"}
	if why := d.noticed.now().silent; why != nil {
		c.Text, c.Notes = "told by the kernel's clocks when it is over", []string{"logind: " + why.Error()}
	}
	if d.clocks.Boot == 0 {
		c.State, c.Text = checkWarning, "noticed only with the next event"
	}
	return c
}
