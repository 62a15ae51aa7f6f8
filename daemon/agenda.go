package daemon

import (
	"context"
	"runtime/debug"
	"time"

	"focusd/daemon/agenda"
	"focusd/daemon/credit"
	"focusd/daemon/entries"
	"focusd/tracker"
)

// openAgenda builds what keeps what the person says of their time, and wants to
// do with it. Nobody asks it which day it is before there is a server.
func (d *daemon) openAgenda() {
	d.entries = entries.New(d.engine, d.store, d.location)
	d.agenda = agenda.New(d.store, d.engine.KeepCounting, func() tracker.Calendar { return d.server.Calendar() })
	d.credit = &credit.Teller{
		Engine: d.engine, Store: d.store, Rules: d.rules, Entries: d.entries, Book: d.agenda, Log: d.log,
		Program: d.options.program(),
	}
}

// purity is where the time of the running block went.
func (d *daemon) purity(ctx context.Context) (string, error) {
	return d.credit.Purity(ctx, time.Now().UTC().Round(0))
}

// followDays reads the agenda once the loop has begun, and has it do at the
// beginning of each logical day what that asks for.
func (d *daemon) followDays(ctx context.Context) {
	if d.engine.Ping(ctx) != nil {
		return
	}
	var day tracker.Day
	for snap := range d.engine.WatchExceptWindows(ctx) {
		if snap.Day.Day == day {
			continue
		}
		if err := d.agenda.NewDay(ctx); err != nil && ctx.Err() == nil {
			d.log.Error("the agenda does not know of the new day", "err", err)
		}
		if day == (tracker.Day{}) {
			debug.FreeOSMemory() // reading it all takes several times what is kept
		}
		day = snap.Day.Day
	}
}
