package newcomer

import "testing"

func TestPlaces(t *testing.T) {
	none := places(func(string) string { return "" })
	if len(none) != 2 || none[0].folder != "/tmp/.X11-unix" {
		t.Errorf("without a session the places are %v, want that of X and of terminals", none)
	}
	session := places(func(string) string { return "/run/user/7" })
	if len(session) != 3 || session[2].folder != "/run/user/7" {
		t.Fatalf("in a session the places are %v", session)
	}
	x, terminals, run := session[0], session[1], session[2]
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
	} {
		if got := test.at.matters(name); got != test.want {
			t.Errorf("%s in %s matters: %v, want %v", name, test.at.folder, got, test.want)
		}
	}
}
