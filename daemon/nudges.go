package daemon

import (
	"slices"
	"time"

	"focusd/daemon/entries"
	"focusd/daemon/nudger"
	"focusd/timer/nudge"
	"focusd/tracker"
)

// openNudges builds what asks the person, and what keeps their answers.
func (d *daemon) openNudges() {
	d.entries = entries.New(d.engine, d.store, d.location)
	d.nudging = d.cfg.nudgeRules()
	d.nudges = nudger.New(d.engine, d.store, d.entries, nudger.Options{Rules: d.nudging, Meeting: d.inMeeting, Log: d.log})
}

// nudgeBy has the nudges go by other rules.
func (d *daemon) nudgeBy(r nudge.Rules) {
	d.nudging = r
	d.nudges.Reconfigure(r)
}

// location is where the person is.
func (d *daemon) location() *time.Location {
	where, err := time.LoadLocation(d.engine.Snapshot().Zone)
	if err != nil {
		return time.UTC // a zone that was there when it was taken on
	}
	return where
}

// inMeeting tells whether a microphone or a camera is in use.
func (d *daemon) inMeeting() bool {
	return d.choice != nil && d.choice.Seen().Sample.Evidence&tracker.Meeting != 0
}

// nudgeRules are the rules of what is said to the person.
func (c Config) nudgeRules() nudge.Rules {
	r := c.Nudge
	r.Calendar, r.Off = c.Engine.Calendar, slices.Clone(r.Off)
	if !c.Questions {
		r.Off = append(r.Off, nudge.Return, nudge.Gap)
	}
	return r
}
