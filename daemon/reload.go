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
	d.applying.Lock()
	defer d.applying.Unlock()
	cfg, err := d.options.Load()
	if err == nil {
		err = d.adopt(ctx, cfg)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.wrong = err
	if err != nil {
		d.log.Error("the configuration is as it was", "err", err)
		return
	}
	d.reloaded = time.Now()
	d.log.Info("the configuration was read again", "path", cfg.Paths.Config)
}

// adopt puts a configuration in force, and over it what the person has set.
// Whoever calls it holds applying.
func (d *daemon) adopt(ctx context.Context, plain Config) error {
	cfg, err := d.withKept(plain)
	if err != nil {
		return err
	}
	if err := d.cfg.Web.refused(cfg.Web, d.listeners.Web); err != nil {
		return err
	}
	if err := d.engine.Reconfigure(ctx, cfg.Engine); err != nil {
		return err
	}
	d.applied = cfg.Engine
	d.redact(cfg.Privacy)
	d.guard.Want(cfg.DoNotDisturb)
	d.hooks.Use(cfg.Hooks)
	d.server.Reconfigure(cfg.Engine)
	d.nudgeBy(cfg.nudgeRules())
	d.options.Level.Set(cfg.LogLevel)
	waiting := d.cfg.waiting(cfg)
	if len(waiting) > 0 {
		d.log.Warn("some settings take effect at the next start", "settings", waiting)
	}
	if d.cfg.Web.Front.Loses(cfg.Web.Front) {
		d.log.Warn("the web config asks for less than at the start", "passwords", cfg.Web.Front.Passwords, "clients", cfg.Web.Front.Clients)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.plain, d.read, d.waiting, d.keepTitles = plain, cfg, waiting, cfg.KeepTitles
	return nil
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
		{"habits.horizon", next.Horizon != c.Horizon},
		{"presence.idle_after", next.Engine.IdleAfter != c.Engine.IdleAfter},
		{"presence.sources", !slices.Equal(next.Sources, c.Sources)},
	} {
		if s.changed {
			names = append(names, s.name)
		}
	}
	return names
}
