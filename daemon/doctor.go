package daemon

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"focusd/daemon/api"
	"focusd/daemon/desktop"
	"focusd/daemon/engine"
)

// States of a check.
const (
	checkOK      = "ok"
	checkWarning = "warning"
	checkFailed  = "failed"
	checkAbsent  = "absent"
)

// doctor says what the daemon knows of itself.
func (d *daemon) doctor(ctx context.Context) api.Doctor {
	snap := d.engine.Snapshot()
	now := time.Now()
	return api.Doctor{
		Version: d.options.Version,
		PID:     os.Getpid(),
		Started: d.started.UTC(),
		Paths: api.Paths{
			Config: d.cfg.Paths.Config,
			Store:  d.cfg.Paths.Data,
			Backup: filepath.Join(d.cfg.Paths.Data, "backups"),
			Socket: d.cfg.Paths.Socket,
			Web:    d.web,
		},
		Checks: slices.Concat(
			[]api.Check{d.checkConfig()},
			d.checkSources(snap.Source),
			[]api.Check{
				checkTracking(snap),
				d.checkStore(snap.Store),
				d.checkOpening(),
				d.checkBackup(now),
				d.checkTitles(now),
				d.checkWeb(),
				d.checkNotices(ctx),
				d.checkQuiet(ctx),
				d.checkSleep(),
			},
			d.checkHooks(),
		),
		Sight: d.sight(ctx, snap),
	}
}

func (d *daemon) checkConfig() api.Check {
	c := api.Check{Name: "configuration", State: checkOK, Text: d.cfg.Paths.Config}
	d.mu.Lock()
	defer d.mu.Unlock()
	switch _, err := os.Stat(d.cfg.Paths.Config); {
	case d.wrong != nil:
		c.State, c.Text = checkFailed, fmt.Sprintf("the last reading failed: %v", d.wrong)
		c.Hint = "correct it, then: systemctl --user reload focusd"
	case os.IsNotExist(err):
		c.Text = "no file, the defaults hold (" + d.cfg.Paths.Config + ")"
	case len(d.waiting) > 0:
		c.State, c.Text = checkWarning, "changed, and waiting for the next start: "+strings.Join(d.waiting, ", ")
		c.Hint = "systemctl --user restart focusd"
	}
	return c
}

func checkTracking(s *engine.Snapshot) api.Check {
	c := api.Check{Name: "tracking", State: checkOK, Text: "on"}
	if !s.Tracking {
		c.State, c.Text, c.Hint = checkWarning, "paused", "focus resume-tracking"
		if !s.PausedUntil.IsZero() {
			c.Text += " until " + s.PausedUntil.Local().Format("15:04")
		}
	}
	return c
}

func (d *daemon) checkStore(s engine.StoreState) api.Check {
	size, err := d.storeSize()
	if s.Failing != "" || err != nil {
		return api.Check{
			Name: "store", State: checkFailed, Text: "cannot be written: " + s.Failing,
			Hint: "the log is kept in memory until it can; see to " + d.cfg.Paths.Data,
		}
	}
	text := fmt.Sprintf("%s, %s, last commit %s", d.cfg.Paths.Data, Size(size.Bytes), s.LastCommit.Local().Format("15:04:05"))
	return api.Check{Name: "store", State: checkOK, Text: text}
}

// checkOpening tells what was found wrong when the store was opened.
func (d *daemon) checkOpening() api.Check {
	c := api.Check{Name: "last start", State: checkOK, Text: "the store was whole"}
	if d.anew {
		c.State, c.Text = checkWarning, "there was no store, though there are backups; the log begins anew"
		c.Hint = "to go on with the newest backup: stop focusd, then focusd db restore"
	}
	if d.lost != nil {
		c.State, c.Text = checkWarning, d.lost.String()
		c.Hint = "if a backup has more: focusd db restore, with focusd stopped"
	}
	return c
}

func (d *daemon) checkBackup(now time.Time) api.Check {
	c := api.Check{Name: "backup", State: checkOK}
	last := d.lastBackup()
	switch {
	case last.IsZero():
		c.State, c.Text, c.Hint = checkAbsent, "none yet; one is made every day when nobody is there", "focus backup"
	case now.Sub(last) > 7*24*time.Hour:
		c.State, c.Text, c.Hint = checkWarning, "the last one is of "+last.Local().Format(time.DateOnly), "focus backup"
	default:
		c.Text = last.Local().Format("2006-01-02 15:04")
	}
	return c
}

func (d *daemon) checkWeb() api.Check {
	if d.web == "" {
		return api.Check{Name: "page and metrics", State: checkAbsent, Text: "off", Hint: `web.listen = "127.0.0.1:8463"`}
	}
	return api.Check{Name: "page and metrics", State: checkOK, Text: d.web}
}

func (d *daemon) checkNotices(ctx context.Context) api.Check {
	c := api.Check{Name: "notifications", State: checkOK, Text: "on the session bus"}
	if !d.cfg.Notify {
		c.State, c.Text = checkAbsent, "switched off by notify.enabled"
		return c
	}
	switch err := desktop.Check(ctx); {
	case errors.Is(err, desktop.ErrNoServer):
		c.State, c.Text = checkWarning, "there is no notification server on the session bus"
		c.Hint = "install one, for example dunst" + readSystem().installing("dunst") + "; until then focus watch says the same"
	case err != nil:
		c.State, c.Text = checkAbsent, err.Error()
		c.Hint = "start focusd inside the desktop session; until then focus watch says the same"
	}
	return c
}
