package daemon

import (
	"context"
	"time"

	"focusd/daemon/resident"
	"focusd/daemon/store"
	"focusd/daemon/zone"
	"focusd/tracker"
)

const (
	backupEvery = 24 * time.Hour
	// keepAfter is when what is done every day is done though somebody is there.
	keepAfter = 26 * time.Hour
)

// isDue tells whether what was done so long ago, and is done every day, is to be
// done now.
func isDue(age time.Duration, alone bool) bool {
	return age > keepAfter || age > backupEvery && alone
}

// lookEvery is how often the age of the newest backup is looked up.
const lookEvery = time.Hour

// Memory that was needed in between is let go of once all is settled that
// follows from something that happened, but no more often than every commit, and
// only if it is worth bringing back what is needed: half a millisecond.
const (
	shrinkEvery = 20 * time.Second
	settled     = time.Second
	worthIt     = 6 << 20 // bytes of files
)

// keep lets titles go that are old enough and makes the daily backup, at the
// first moment of the day when nobody is there, reads the configuration when it
// is asked to, and follows the person to other time zones.
func (d *daemon) keep(ctx context.Context) {
	snapshots, zones := d.engine.WatchExceptWindows(ctx), zone.Watch(ctx, d.log)
	d.move(ctx, zone.Now()) // it may have changed since the configuration was read
	var looked time.Time
	var age time.Duration
	shrunk := d.started
	var shrink <-chan time.Time          // nil: there is nothing new to let go of
	faded := d.started.Add(-backupEvery) // how long ago a daemon did so last is not known
	for {
		select {
		case <-ctx.Done():
			return
		case <-d.options.Reload:
			d.reload(ctx)
			faded = time.Now().Add(-backupEvery)
		case to := <-zones:
			d.move(ctx, to)
		case shrunk = <-shrink:
			shrink = nil
			if resident.OfFiles() >= worthIt {
				d.shrink()
			}
		case s, ok := <-snapshots:
			if !ok {
				return
			}
			if now := time.Now(); now.Sub(looked) >= lookEvery {
				looked, age = now, d.backupAge(now)
			}
			d.processors.Rest()
			if shrink == nil && time.Since(shrunk) >= shrinkEvery {
				shrink = time.After(settled)
			}
			alone := s.Presence == tracker.Idle || s.Presence == tracker.Locked
			if now := time.Now(); isDue(now.Sub(faded), alone) {
				faded = now // before the backup, which then has none of them
				d.fadeTitles(ctx, now)
			}
			if isDue(age, alone) {
				age = 0
				d.dailyBackup(ctx)
			}
		}
	}
}

func (d *daemon) dailyBackup(ctx context.Context) {
	b, err := d.backup(ctx)
	if err != nil {
		d.log.Error("no backup today", "err", err)
		return
	}
	d.log.Info("backup made", "path", b.Path, "bytes", b.Bytes)
}

// backupAge is how old the newest backup is. Where there is none, the first
// moment when nobody is there is a good one.
func (d *daemon) backupAge(now time.Time) time.Duration {
	if last := d.lastBackup(); !last.IsZero() {
		return now.Sub(last)
	}
	return now.Sub(d.started) + backupEvery
}

// lastBackup is when the newest backup was made; zero: there is none.
func (d *daemon) lastBackup() time.Time {
	all, err := store.Backups(d.cfg.Paths.Data)
	if err != nil || len(all) == 0 {
		return time.Time{}
	}
	return all[0].At
}
