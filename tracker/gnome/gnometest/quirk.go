//go:build unix

package gnometest

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// withoutInputMethod is the environment in which the shell starts no input
// method. To start one it runs JavaScript in the child of a fork of many
// threads, which now and then waits for a lock that nobody holds any more, and
// the shell for it: three starts of ten hung here. So its code is replaced by
// the same without that call. Where it is not found, the shell is as it is.
func (d *Desktop) withoutInputMethod() string {
	d.t.Helper()
	const resource, call = "/org/gnome/shell/misc/ibusManager.js", "this._queueSpawn();"
	libraries, _ := filepath.Glob("/usr/lib*/gnome-shell/lib*shell*.so")
	multiarch, _ := filepath.Glob("/usr/lib/*/gnome-shell/lib*shell*.so")
	for _, library := range append(libraries, multiarch...) {
		text, err := exec.Command("gresource", "extract", library, resource).Output()
		if err != nil || !strings.Contains(string(text), call) {
			continue
		}
		file := filepath.Join(d.dir, "ibusManager.js")
		if err := os.WriteFile(file, []byte(strings.ReplaceAll(string(text), call, "")), 0o600); err != nil {
			d.t.Fatal(err)
		}
		return "G_RESOURCE_OVERLAYS=" + resource + "=" + file
	}
	return "G_RESOURCE_OVERLAYS="
}
