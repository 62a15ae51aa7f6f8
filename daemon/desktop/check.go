package desktop

import (
	"context"
	"slices"

	"focusd/tracker/sessionbus"
)

// Check says whether a notice could be shown now: nil, or what is missing. It
// shows nothing, and starts no server.
func Check(ctx context.Context) error {
	bus, err := sessionbus.Dial(ctx, "")
	if err != nil {
		return err
	}
	defer bus.Close()
	for _, list := range []string{"ListNames", "ListActivatableNames"} {
		var names []string
		if err := bus.Call(ctx, sessionbus.Service, sessionbus.Path, sessionbus.Service+"."+list).Store(&names); err != nil {
			return err
		}
		if slices.Contains(names, service) {
			return nil
		}
	}
	return ErrNoServer
}
