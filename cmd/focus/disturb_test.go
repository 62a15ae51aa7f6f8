package main

import (
	"strings"
	"testing"
	"time"

	"focusd/daemon/api"
)

func TestStatusSaysWhyTheDesktopIsQuiet(t *testing.T) {
	for _, test := range []struct {
		name  string
		quiet *api.Quiet
		want  string // in the text; "" for no line about it
	}{
		{"nothing to say", nil, ""},
		{"for the block", &api.Quiet{On: true, Desktop: "dunst", Ours: true}, "quiet    notifications wait until the work is over (dunst)\n"},
		{"the person's own", &api.Quiet{On: true, Desktop: "gnome"}, "quiet    gnome was on do-not-disturb before the block, and stays so\n"},
		{"not", &api.Quiet{Problem: "no mode\x1b[2J"}, "quiet    do-not-disturb: no mode[2J · focus doctor\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := working()
			s.Quiet = test.quiet
			text := statusText(page{cells: 80, zone: time.UTC}, s)
			harmless(t, text)
			if has := strings.Contains(text, "\nquiet "); has != (test.want != "") || !strings.Contains(text, test.want) {
				t.Errorf("%+v: the status is\n%s\nwant %q", test.quiet, text, test.want)
			}
		})
	}
}
