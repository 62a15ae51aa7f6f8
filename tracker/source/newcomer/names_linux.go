package newcomer

import (
	"context"
	"errors"
	"time"

	"focusd/tracker/sessionbus"
)

const (
	// ready is how long after its socket a bus takes calls for certain.
	ready = time.Second
	// lookAgain is how often a bus is looked for whose socket nobody announced.
	lookAgain = 15 * time.Minute
)

// desktops are the names of those that have a source of their own.
func desktops() []string {
	return []string{"org.kde.KWin", "org.gnome.Shell", "org.gnome.Mutter.IdleMonitor"}
}

// followNames tells when a desktop takes its name on the session bus, until ctx
// is done. Where there is no bus it waits for a socket.
func followNames(ctx context.Context, socket <-chan struct{}, tell func(Kind)) {
	for {
		// Why there is no bus is told by the sources that need one.
		_ = hearNames(ctx, tell)
		if pause(ctx, lookAgain, socket); ctx.Err() != nil {
			return
		}
		pause(ctx, ready, nil)
	}
}

// pause returns after d, when something is rung, or when ctx is done.
func pause(ctx context.Context, d time.Duration, rung <-chan struct{}) {
	rest := time.NewTimer(d)
	defer rest.Stop()
	select {
	case <-ctx.Done():
	case <-rung:
	case <-rest.C:
	}
}

var errLost = errors.New("lost the session bus")

// hearNames follows the names over one connection, to its end.
func hearNames(ctx context.Context, tell func(Kind)) error {
	b, err := sessionbus.Dial(ctx, "")
	if err != nil {
		return err
	}
	defer b.Close()
	for _, name := range desktops() {
		if _, err := b.Follow(ctx, name); err != nil {
			return err
		}
	}
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case sig, ok := <-b.Signals:
			if !ok {
				return errLost
			}
			for _, name := range desktops() {
				if owner, ok := sessionbus.NewOwner(sig, name); ok && owner != "" {
					tell(Desktop)
				}
			}
		}
	}
}
