package desktop

import (
	"errors"
	"testing"

	"focusd/tracker/sessionbus"
)

func TestCheck(t *testing.T) {
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
	if err := Check(t.Context()); !errors.Is(err, sessionbus.ErrNone) {
		t.Errorf("without a bus: %v, want %v", err, sessionbus.ErrNone)
	}
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
	if err := Check(t.Context()); err == nil {
		t.Error("on a dead bus: no error")
	}
	sessionBus(t)
	startFake(t)
	if err := Check(t.Context()); err != nil {
		t.Errorf("with a server: %v", err)
	}
}
