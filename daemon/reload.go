package daemon

import (
	"context"
	"slices"
	"time"
)

// reload reads the configuration again. A wrong one changes nothing. What
// cannot change while the daemon runs (listeners, folders, idle_after) is as it
// was until the next start, and said so.
func (d *daemon) reload(ctx context.Context) {
	cfg, err := d.options.Load()
	if err == nil {
		err = d.cfg.Web.refused(cfg.Web, d.listeners.Web)
	}
	if err == nil {
		err = d.engine.Reconfigure(ctx, cfg.Engine)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.wrong = err
	if err != nil {
		d.log.Error("the configuration is as it was", "err", err)
		return
	}
	d.reloaded = time.Now()
	d.applied = cfg.Engine
	d.redact(cfg.Privacy)
	d.keepTitles = cfg.KeepTitles
	d.guard.Want(cfg.DoNotDisturb)
	d.hooks.Use(cfg.Hooks)
	d.server.Reconfigure(cfg.Engine)
	d.nudgeBy(cfg.nudgeRules())
	d.options.Level.Set(cfg.LogLevel)
	if d.waiting = d.cfg.waiting(cfg); len(d.waiting) > 0 {
		d.log.Warn("some settings take effect at the next start", "settings", d.waiting)
	}
	if d.cfg.Web.Front.Loses(cfg.Web.Front) {
		d.log.Warn("the web config asks for less than at the start", "passwords", cfg.Web.Front.Passwords, "clients", cfg.Web.Front.Clients)
	}
	d.log.Info("the configuration was read again", "path", cfg.Paths.Config)
}

// lastReload says how the last reading of the configuration went, and when one
// last succeeded.
func (d *daemon) lastReload() (ok bool, at time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.wrong == nil, d.reloaded
}

// waiting are the settings of next that cannot change while a daemon runs with
// the settings of c.
func (c Config) waiting(next Config) []string {
	names := c.Web.waiting(next.Web)
	for _, s := range []struct {
		name    string
		changed bool
	}{
		{"store.dir", next.Paths.Data != c.Paths.Data},
		{"notify.enabled", next.Notify != c.Notify},
		{"presence.idle_after", next.Engine.IdleAfter != c.Engine.IdleAfter},
		{"presence.sources", !slices.Equal(next.Sources, c.Sources)},
	} {
		if s.changed {
			names = append(names, s.name)
		}
	}
	return names
}
