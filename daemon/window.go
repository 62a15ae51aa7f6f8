package daemon

import (
	"log/slog"

	"focusd/daemon/engine"
	"focusd/tracker/x11"
)

// WindowSource chooses what can be watched on this system. It returns nil
// where there is no window source yet.
func WindowSource(log *slog.Logger) func(Config) engine.Source {
	if !watchable {
		return nil
	}
	return func(cfg Config) engine.Source {
		return x11.Source{IdleAfter: cfg.Engine.IdleAfter, Log: log}
	}
}
