//go:build unix

package quiet

import (
	"os"
	"testing"

	"focusd/timer"
	"focusd/tracker/gnome/gnometest"
)

// TestRealGNOMEShell checks that the shell is known by its name, and that it is
// its setting that is changed.
func TestRealGNOMEShell(t *testing.T) {
	d := gnometest.New(t)
	for name, value := range map[string]string{
		"DBUS_SESSION_BUS_ADDRESS": d.Bus, "XDG_RUNTIME_DIR": d.RuntimeDir, "HOME": d.Home,
	} {
		t.Setenv(name, value)
	}
	for _, name := range []string{"XDG_CONFIG_HOME", "XDG_DATA_HOME", "GSETTINGS_BACKEND"} {
		t.Setenv(name, "")
		os.Unsetenv(name)
	}
	d.StartShell()
	owned(t, service)
	w := begin(t, new(disk), true)
	for _, step := range []struct {
		phase timer.Phase
		want  string
	}{{timer.Idle, "true"}, {timer.Work, "false"}, {timer.Overtime, "true"}} {
		w.phase(step.phase)
		if got := run(t, "gsettings", "get", gnomeSchema, gnomeKey); got != step.want {
			t.Errorf("in %v: show-banners is %s, want %s; %+v", step.phase, got, step.want, w.State())
		}
	}
}
