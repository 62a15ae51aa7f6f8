package daemon

import (
	"context"
	"time"
)

// reload reads the configuration again. A wrong one changes nothing. What
// cannot change while the daemon runs (listeners, folders, idle_after) is as it
// was until the next start, and said so.
func (d *daemon) reload(ctx context.Context) {
	cfg, err := d.options.Load()
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
	d.server.Reconfigure(cfg.Engine)
	d.options.Level.Set(cfg.LogLevel)
	if cfg.Paths != d.cfg.Paths || cfg.Listen != d.cfg.Listen || cfg.Notify != d.cfg.Notify || cfg.Engine.IdleAfter != d.cfg.Engine.IdleAfter {
		d.log.Warn("store.dir, web, notify and presence.idle_after take effect at the next start")
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
