package main

import (
	"strings"
	"testing"
	"time"

	"focusd/daemon/api"
)

func TestWhatIsSaidOfTheExtension(t *testing.T) {
	for name, c := range map[string]struct {
		e    api.Extension
		says []string
		not  string
	}{
		"until the next log in": {api.Extension{Folder: "/x\x1b[31m", Installed: true, Relogin: true}, []string{"installed in /x", "log out and in"}, "\x1b"},
		"at once":               {api.Extension{Folder: "/x", Installed: true, Before: true}, []string{"installed in /x", "runs it"}, "log out"},
		"taken away":            {api.Extension{Folder: "/x", Before: true}, []string{"removed /x", "unobserved"}, "log out"},
		"never there":           {api.Extension{Folder: "/x"}, []string{"there was none in /x"}, "removed"},
	} {
		got := extensionText(c.e)
		for _, want := range c.says {
			if !strings.Contains(got, want) || strings.Contains(got, c.not) {
				t.Errorf("%s: %q, want %q and not %q", name, got, want, c.not)
			}
		}
	}
}

func TestTheExtensionWithoutGNOME(t *testing.T) {
	d := startFake(t)
	d.Refusal = &api.Error{Code: api.CodeAbsent, Message: "GNOME Shell does not run here", Hint: "only GNOME needs the extension"}
	r := d.run(t, "doctor", "--install-gnome-extension")
	if want := "focus: error: GNOME Shell does not run here\nfocus: hint: only GNOME needs"; r.code != refused || r.out != "" || !strings.HasPrefix(r.err, want) {
		t.Errorf("exit %d, %q, %q; want 1, nothing and %q", r.code, r.out, r.err, want)
	}
}

func TestWhatIsForOtherDesktopsIsToldOnDemand(t *testing.T) {
	d := startFake(t)
	d.Doctor.Checks = []api.Check{
		{Name: "windows", State: "ok", Text: "x11", Notes: []string{"wayland: it hangs"}, Elsewhere: []string{"kwin: not here"}},
		{Name: "lock", State: "absent", Text: "nobody tells", Elsewhere: []string{"screensaver: no bus"}},
	}
	for line, want := range map[string]bool{"doctor": false, "doctor --verbose": true, "doctor --json": true} {
		r := d.run(t, strings.Fields(line)...)
		if !strings.Contains(r.out, "wayland: it hangs") || !strings.Contains(r.out, "screensaver: no bus") {
			t.Errorf("focus %s printed\n%s, want why nobody tells of the lock, and what could have told the windows", line, r.out)
		}
		if got := strings.Contains(r.out, "kwin: not here"); got != want {
			t.Errorf("focus %s: KWin is mentioned: %v, want %v", line, got, want)
		}
	}
}

func TestWhatIsSeen(t *testing.T) {
	p := page{cells: 80, zone: time.UTC}
	at := *clockAt(14, 0)
	for want, s := range map[string]api.Sight{
		"in front: not known":                               {Blind: "nobody looks"},
		"in front: not k":                                   {Presence: api.Presence{State: "unobserved"}},
		"in front: nothing":                                 {},
		"in front: term[31m — a title":                      {Presence: api.Presence{App: "term\x1b[31m", Title: "a\ttitle"}},
		"presence: idle since Sat 14:00":                    {Presence: api.Presence{State: "idle", Since: clockAt(-10, 0)}},
		"presence: active, last input 5 s ago":              {Presence: api.Presence{State: "active", LastInput: before(at, 5*time.Second)}},
		"presence: active, last input 1 h 05 ago":           {Presence: api.Presence{State: "active", LastInput: before(at, 65*time.Minute)}},
		"evidence: a microphone or a camera is in use, odd": {Evidence: []string{"meeting", "odd\x07"}},
		"sleep: last 12:00 to 13:00, 2 h since":             {LastSlept: clockAt(12, 0), LastWoke: clockAt(13, 0), Slept: 7200},
	} {
		s.At = at
		found := ""
		name, _, _ := strings.Cut(want, ":")
		for _, row := range sightRows(p, s) {
			if row[0] == name {
				found = row[0] + ": " + row[1]
			}
		}
		if !strings.HasPrefix(found, want) {
			t.Errorf("%+v\nis told as %q, want %q", s, found, want)
		}
		harmless(t, found)
	}
}

func before(at time.Time, d time.Duration) *time.Time {
	at = at.Add(-d)
	return &at
}
