package newcomer

import (
	"slices"
	"testing"
)

func TestPlaces(t *testing.T) {
	none := places(func(string) string { return "" }, "")
	if len(none) != 3 || none[0].folder != "/tmp/.X11-unix" {
		t.Errorf("without a session the places are %v, want those of X, of terminals and of the system bus", none)
	}
	session := places(func(string) string { return "/run/user/7" }, "/run/user/7/bus")
	if len(session) != 4 || session[3].folder != "/run/user/7" {
		t.Fatalf("in a session the places are %v", session)
	}
	x, terminals, system, run := session[0], session[1], session[2], session[3]
	for name, test := range map[string]struct {
		at   place
		want bool
	}{
		"X0":                     {x, true},
		"X1024":                  {x, true},
		"wayland-0":              {run, true},
		"wayland-0.lock":         {run, false},
		"bus":                    {run, true},
		"sway-ipc.1000.412.sock": {run, true},
		"hypr":                   {run, true},
		"pulse":                  {run, false},
		"X0-in-the-wrong-place":  {run, false},
		"17":                     {terminals, true},
		"system_bus_socket":      {system, true},
		"containers":             {system, false},
	} {
		if got := test.at.matters(name); got != test.want {
			t.Errorf("%s in %s matters: %v, want %v", name, test.at.folder, got, test.want)
		}
	}
}

// TestPlacesWithABusElsewhere: the kernel watches a folder once, so that no two
// places have the same.
func TestPlacesWithABusElsewhere(t *testing.T) {
	env := func(string) string { return "/run/user/7" }
	for bus, folder := range map[string]string{
		"/run/user/7/dbus-4711": "/run/user/7",
		"/run/dbus/mine":        "/run/dbus",
		"/somewhere/else":       "/somewhere",
	} {
		all, matter := places(env, bus), 0
		for i, p := range all {
			if p.folder == folder && p.matters(bus[len(folder)+1:]) {
				matter++
			}
			if slices.ContainsFunc(all[i+1:], func(q place) bool { return q.folder == p.folder }) {
				t.Errorf("with the bus at %s %s is watched twice", bus, p.folder)
			}
		}
		if matter != 1 {
			t.Errorf("the bus at %s is noticed in %d places of %v, want one", bus, matter, all)
		}
	}
	for _, bus := range []string{"relative", "/tmp/dbus-x"} {
		if all := places(env, bus); len(all) != 4 {
			t.Errorf("a bus at %s: places %v, want those without it", bus, all)
		}
	}
}
