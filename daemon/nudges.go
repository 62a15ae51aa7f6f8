package daemon

import (
	"fmt"
	"slices"
	"time"

	"focusd/daemon/nudger"
	"focusd/timer/nudge"
	"focusd/tracker"
	"focusd/tracker/alarm"
	"focusd/tracker/category"
)

// openNudges builds what speaks to the person.
func (d *daemon) openNudges() {
	d.nudging = d.cfg.nudgeRules()
	d.nudges = nudger.New(d.engine, d.store, d.entries, nudger.Options{
		Rules: d.nudging, Meeting: d.inMeeting, Front: d.inFront, Book: d.agenda,
		Teller: d.credit, Log: d.log, Alarm: alarm.Kernel,
	})
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

// inFront is the category of a window that is in front now, and what that is
// worth.
func (d *daemon) inFront(w tracker.Window) (string, category.Class) {
	name := d.rules.Judge(w)
	if name == "" {
		return "", category.Unclassified
	}
	e, err := d.rules.Now()
	if err != nil {
		return name, category.Unclassified
	}
	return name, e.Set.Category(name).Class
}

// nudgeRules are the rules of what is said to the person.
func (c Config) nudgeRules() nudge.Rules {
	r := c.Nudge
	r.Calendar, r.Off = c.Engine.Calendar, slices.Clone(r.Off)
	for _, k := range nudge.Kinds() {
		question := k == nudge.Return || k == nudge.Gap || k == nudge.Recovered
		if question && !c.Questions || !question && !c.Nudges {
			r.Off = append(r.Off, k)
		}
	}
	return r
}

// setOff reads what is never to be said.
func setOff(to *[]nudge.Kind, words []string) error {
	var off []nudge.Kind
	for _, word := range words {
		k, err := nudge.ParseKind(word)
		if err != nil {
			return err
		}
		off = append(off, k)
	}
	*to = off
	return nil
}

// setRestAfter has a rest be due after so much activity, and a long one after
// twice as much.
func setRestAfter(to *nudge.Rules, after *duration) error {
	if err := within(&to.Short.After, after, 10*time.Minute, 4*time.Hour); err != nil || after == nil {
		return err
	}
	to.Long.After = 2 * to.Short.After
	return nil
}

// setRewardEvery bounds how many tasks and blocks earn a reward.
func setRewardEvery(to *int, n *int) error {
	if n == nil {
		return nil
	}
	if *n < 1 || *n > 50 {
		return fmt.Errorf(`%d is not between 1 and 50; nudges.off = ["reward"] offers none`, *n)
	}
	*to = *n
	return nil
}
