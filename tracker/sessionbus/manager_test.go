package sessionbus

import (
	"maps"
	"testing"

	"github.com/godbus/dbus/v5"

	"focusd/tracker/sessionbus/bustest"
)

// startManager has somebody on the bus say what systemd would.
func startManager(t *testing.T, address string, environment any) {
	t.Helper()
	c := dial(t, address)
	get := func(face, name string) (dbus.Variant, *dbus.Error) {
		if face != manager+".Manager" || name != "Environment" {
			return dbus.Variant{}, &dbus.ErrMsgInvalidArg
		}
		return dbus.MakeVariant(environment), nil
	}
	if err := c.ExportMethodTable(map[string]any{"Get": get}, managerPath, Service+".Properties"); err != nil {
		t.Fatal(err)
	}
	if _, err := c.RequestName(manager, dbus.NameFlagDoNotQueue); err != nil {
		t.Fatal(err)
	}
}

func TestManagerEnvironment(t *testing.T) {
	address, _ := bustest.Start(t)
	if env, err := ManagerEnvironment(t.Context(), address); err == nil {
		t.Errorf("without a manager the environment is %v, want an error", env)
	}
	startManager(t, address, []string{"DISPLAY=:7", "EMPTY=", "TWO=a=b", "garbled"})
	got, err := ManagerEnvironment(t.Context(), address)
	want := map[string]string{"DISPLAY": ":7", "EMPTY": "", "TWO": "a=b"}
	if err != nil || !maps.Equal(got, want) {
		t.Errorf("the environment is %v, %v, want %v", got, err, want)
	}
}

func TestManagerThatSaysSomethingElse(t *testing.T) {
	address, _ := bustest.Start(t)
	startManager(t, address, "DISPLAY=:7")
	if env, err := ManagerEnvironment(t.Context(), address); err == nil {
		t.Errorf("the environment is %v, want an error", env)
	}
}
