package logind

import "testing"

func TestChoose(t *testing.T) {
	desktop := session{path: "desktop", kind: "wayland", seat: "seat0", began: 2, active: true}
	shown := desktop
	shown.path, shown.display, shown.began = "shown", true, 1
	away := desktop
	away.path, away.active = "away", false
	console := session{path: "console", kind: "tty", seat: "seat0", began: 3, active: true}
	remote := session{path: "remote", kind: "tty", began: 4, active: true}
	inside := session{path: "inside", kind: "tty", began: 1, active: true, own: true}
	newer := desktop
	newer.path, newer.began = "newer", 9

	for name, test := range map[string]struct {
		all  []session
		want string
	}{
		"none":                                {nil, ""},
		"one":                                 {[]session{remote}, "remote"},
		"desktop before console":              {[]session{console, desktop}, "desktop"},
		"console before network":              {[]session{remote, console}, "console"},
		"the one of logind":                   {[]session{newer, shown, remote}, "shown"},
		"the one this process is in":          {[]session{shown, inside, remote}, "inside"},
		"the newest of two":                   {[]session{desktop, newer}, "newer"},
		"switched to a console of one's own":  {[]session{away, console}, "console"},
		"switched to somebody, network stays": {[]session{away, remote}, "away"},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := choose(test.all)
			if string(got.path) != test.want || ok != (test.want != "") {
				t.Errorf("choose(%v) = %q, %v, want %q", test.all, got.path, ok, test.want)
			}
		})
	}
}
