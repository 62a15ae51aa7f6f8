package desktop

import (
	"context"
	"errors"
	"slices"
)

// ErrNoServer is returned by Check when nobody would show a notification.
var ErrNoServer = errors.New("no notification server")

// Check says whether a notification could be shown now: nil, or what is
// missing. It shows nothing.
func Check(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, callWithin)
	defer cancel()
	b, err := dial(ctx)
	if err != nil {
		return err
	}
	defer b.close()
	for _, list := range []string{"ListNames", "ListActivatableNames"} {
		var names []string
		if err := b.conn.BusObject().CallWithContext(ctx, "org.freedesktop.DBus."+list, 0).Store(&names); err != nil {
			return err
		}
		if slices.Contains(names, service) {
			return nil
		}
	}
	return ErrNoServer
}
