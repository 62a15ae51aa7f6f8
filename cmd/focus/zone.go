package main

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
	"focusd/tracker"
)

// What --zone may say beside the name of a zone.
const (
	zoneLived = "lived" // each row by the clock of where the person was then
	zoneHere  = "here"  // all by the clock of where they are now
)

// zoneFlag is by which clock times are shown.
func (a *app) zoneFlag(c *cobra.Command, zone *string) {
	valueFlag(c, zone, "zone", "ZONE", "lived (where you were then), here, or Europe/Berlin")
	offers := cobra.FixedCompletions([]string{
		cobra.CompletionWithDesc(zoneLived, "by the clock of where you were then"),
		cobra.CompletionWithDesc(zoneHere, "by the clock of where you are"),
	}, cobra.ShellCompDirectiveNoFileComp)
	if err := c.RegisterFlagCompletionFunc("zone", offers); err != nil {
		panic("the flag was defined above: " + err.Error())
	}
}

// momentIn is momentOf by the clock of a zone: days and words such as 14:10 are
// those of that clock. What was lived is told by the clock of here, and each row
// by its own.
func (a *app) momentIn(ctx context.Context, s api.Status, zone string) (moment, error) {
	m := a.momentOf(s)
	if zone == "" || zone == zoneLived {
		cal := m.cal
		m.lived = func(d tracker.Day) (from, to time.Time) {
			day, err := a.client.Day(ctx, d)
			if err != nil { // what asks for the range next says why
				return cal.Bounds(d)
			}
			return day.From, day.To
		}
		return m, nil
	}
	if zone != zoneHere {
		named, err := time.LoadLocation(zone)
		if err != nil {
			return m, misuse("--zone lived, --zone here, or one such as --zone Europe/Berlin", "there is no time zone %q", zone)
		}
		m.cal.Location, m.now = named, m.now.In(named)
	}
	a.zone, a.oneZone = m.cal.Location, true
	return m, nil
}
