package main

import (
	"strings"
	"testing"

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
