package daemon

import (
	"context"
	"time"

	"focusd/tracker/logind"
	"focusd/tracker/source/newcomer"
)

// followSleep has what is not on disk yet saved before the machine sleeps. The
// clocks tell of sleep as well: this is for the log to miss nothing before it.
func (d *daemon) followSleep(ctx context.Context) {
	sleep := logind.Sleep{
		Before: func(ctx context.Context) {
			d.noticed.leaves(time.Now())
			if err := d.engine.Sleeping(ctx); err != nil {
				d.log.Error("the machine sleeps, and not everything is saved", "err", err)
			}
		},
		After: func() {
			d.noticed.wakes(time.Now())
			if err := d.engine.Woke(ctx); err != nil && ctx.Err() == nil {
				d.log.Error("the machine woke", "err", err)
			}
		},
		Log: d.log,
	}
	if err := sleep.Watch(ctx); ctx.Err() == nil {
		d.noticed.unannounced(err)
		d.log.Info("sleep is noticed when it is over", "reason", err)
	}
}

// awaitDesktop has the sources tried again when a desktop may have begun.
func (d *daemon) awaitDesktop(ctx context.Context) {
	if d.choice == nil {
		return
	}
	err := newcomer.Watch(ctx, func(k newcomer.Kind) {
		if k.StandIn() {
			d.choice.HurryBlind()
		} else {
			d.choice.Hurry()
		}
	})
	if ctx.Err() != nil {
		return
	}
	d.log.Info("a desktop that begins is noticed within minutes, not at once", "reason", err)
	look := time.NewTicker(displayLook)
	defer look.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-look.C:
			d.choice.HurryBlind()
		}
	}
}

// move goes on in another time zone: days begin by its clock from now on.
func (d *daemon) move(ctx context.Context, zone *time.Location) {
	d.applying.Lock()
	defer d.applying.Unlock()
	cfg := d.applied
	if cfg.Calendar.Location.String() == zone.String() {
		return
	}
	cfg.Calendar.Location = zone
	if err := d.engine.Reconfigure(ctx, cfg); err != nil {
		d.log.Error("the time zone is as it was", "err", err)
		return
	}
	d.server.Reconfigure(cfg)
	rules := d.nudging
	rules.Calendar = cfg.Calendar
	d.nudgeBy(rules)
	d.applied = cfg
	d.log.Info("the time zone is another one", "zone", zone.String())
}
