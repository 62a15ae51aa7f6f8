package daemon

import (
	"context"
	"log/slog"
	"time"

	sd "github.com/coreos/go-systemd/v22/daemon"
)

// tellSystemd says something to the service manager. Without one, nobody
// hears it.
func tellSystemd(state string) { sd.SdNotify(false, state) }

// watchdog tells systemd, if the unit asks for it, that the engine still
// answers. An engine that doesn't is to be restarted.
func watchdog(ctx context.Context, ping func(context.Context) error, log *slog.Logger) {
	every, err := sd.SdWatchdogEnabled(false)
	if err != nil || every == 0 {
		return
	}
	tick := time.NewTicker(every / 2)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		answer, cancel := context.WithTimeout(ctx, every/4)
		if err := ping(answer); err != nil {
			log.Error("the engine doesn't answer", "err", err)
		} else {
			tellSystemd("WATCHDOG=1")
		}
		cancel()
	}
}
