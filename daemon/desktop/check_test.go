package desktop

import (
	"errors"
	"testing"
)

func TestCheck(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
	if err := Check(t.Context()); !errors.Is(err, errNoBus) {
		t.Errorf("without a bus: %v, want errNoBus", err)
	}
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
	if err := Check(t.Context()); err == nil {
		t.Error("on a dead bus: no error")
	}
	sessionBus(t)
	notificationServer(t)
	if err := Check(t.Context()); err != nil {
		t.Errorf("with a server: %v", err)
	}
}
