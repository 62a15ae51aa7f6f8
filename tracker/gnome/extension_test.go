package gnome

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/godbus/dbus/v5"

	"focusd/tracker/sessionbus"

	"focusd/tracker/sessionbus/bustest"
)

func TestExtensionIsMadeForTheShell(t *testing.T) {
	for version, want := range map[string]struct {
		module      bool
		first, last string // of the versions in metadata.json
	}{
		"42.0":     {false, "42", "44"},
		"43.9":     {false, "42", "44"},
		"44":       {false, "42", "44"},
		"45.alpha": {true, "45", "50"},
		"48.1":     {true, "45", "50"},
		"53.2":     {true, "45", "53"},
	} {
		t.Run(version, func(t *testing.T) {
			files, err := render(version)
			if err != nil {
				t.Fatal(err)
			}
			text := string(files["extension.js"])
			if got := strings.Contains(text, "export default class"); got != want.module {
				t.Errorf("it is a module: %v, want %v", got, want.module)
			}
			if !strings.Contains(text, extensionName) || !strings.Contains(text, extensionPath) || strings.Contains(text, "@") {
				t.Error("not all names are filled in")
			}
			var metadata struct {
				UUID     string
				Versions []string `json:"shell-version"`
			}
			if err := json.Unmarshal(files["metadata.json"], &metadata); err != nil {
				t.Fatal(err)
			}
			v := metadata.Versions
			if metadata.UUID != UUID || v[0] != want.first || v[len(v)-1] != want.last {
				t.Errorf("metadata.json is %+v, want versions %s to %s", metadata, want.first, want.last)
			}
			major, _, _ := strings.Cut(version, ".")
			if !slices.Contains(v, major) {
				t.Errorf("the shell would refuse it: %s is not in %q", major, v)
			}
		})
	}
	for _, version := range []string{"", "3.38.4", "41.9", "x", ".5"} {
		if files, err := render(version); err == nil {
			t.Errorf("render(%q) made %d files, want an error", version, len(files))
		}
	}
}

// fakeGsettings puts a program gsettings in the way that keeps the list of
// enabled extensions in a file.
func fakeGsettings(t *testing.T, enabled string) (file string) {
	t.Helper()
	dir := t.TempDir()
	file = filepath.Join(dir, "enabled")
	program := fmt.Sprintf(`#!/bin/sh
[ "$2 $3" = "org.gnome.shell enabled-extensions" ] || exit 1
case $1 in
get) cat '%s' ;;
set) printf '%%s\n' "$4" > '%s' ;;
esac
`, file, file)
	if err := os.WriteFile(filepath.Join(dir, "gsettings"), []byte(program), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(enabled+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
	return file
}

func contents(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(text))
}

func TestInstallWithoutAShell(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	for name, test := range map[string]struct{ was, installed, removed string }{
		"no extension yet":  {"@as []", "['" + UUID + "']", "@as []"},
		"beside another":    {"['a@b']", "['a@b', '" + UUID + "']", "['a@b']"},
		"enabled before it": {"['" + UUID + "', 'a@b']", "['a@b', '" + UUID + "']", "['a@b']"},
	} {
		t.Run(name, func(t *testing.T) {
			enabled := fakeGsettings(t, test.was)
			data := t.TempDir()
			t.Setenv("XDG_DATA_HOME", data)
			e := Extension{ShellVersion: "46.2"}
			if relogin, err := e.Install(t.Context()); err != nil || !relogin {
				t.Fatalf("Install = %v, %v, want that it needs a login", relogin, err)
			}
			metadata := filepath.Join(data, "gnome-shell", "extensions", UUID, "metadata.json")
			if _, err := os.Stat(metadata); err != nil || !e.Installed() {
				t.Errorf("installed: %v, %v", e.Installed(), err)
			}
			got := strings.ReplaceAll(contents(t, enabled), `"`, "'")
			if got != test.installed {
				t.Errorf("enabled are %s, want %s", got, test.installed)
			}
			for range 2 { // the second time there is none
				if err := e.Uninstall(t.Context()); err != nil {
					t.Errorf("Uninstall: %v", err)
				}
			}
			if _, err := os.Stat(filepath.Dir(metadata)); !errors.Is(err, os.ErrNotExist) || e.Installed() {
				t.Errorf("after Uninstall: %v", err)
			}
			if got := strings.ReplaceAll(contents(t, enabled), `"`, "'"); got != test.removed {
				t.Errorf("enabled are %s, want %s", got, test.removed)
			}
		})
	}
	if _, err := (Extension{Dir: t.TempDir()}).Install(t.Context()); err == nil {
		t.Error("Install without a shell to ask for its version made no error")
	}
}

// shellWithExtensions lets a fake shell say its version and switch extensions
// on and off.
func (f *fake) shellWithExtensions(version string, allowed, known bool) {
	f.t.Helper()
	answer := func(what string) func(string) (bool, *dbus.Error) {
		return func(uuid string) (bool, *dbus.Error) { f.did(what + ":" + uuid); return known, nil }
	}
	f.export(shellPath, extensionsFace, map[string]any{"EnableExtension": answer("on"), "DisableExtension": answer("off")})
	f.export(shellPath, "org.freedesktop.DBus.Properties", map[string]any{
		"Get": func(face, name string) (dbus.Variant, *dbus.Error) {
			return map[string]dbus.Variant{"ShellVersion": dbus.MakeVariant(version), "UserExtensionsEnabled": dbus.MakeVariant(allowed)}[name], nil
		},
	})
}

func TestInstallIntoARunningShell(t *testing.T) {
	for name, test := range map[string]struct {
		known, allowed bool
		enabled        string // in the settings, afterwards
		err            error
	}{
		"that knows it":          {true, true, "@as []", nil},
		"that has not seen it":   {false, true, "['" + UUID + "']", nil},
		"that loads none at all": {true, false, "@as []", errSwitchedOff},
	} {
		t.Run(name, func(t *testing.T) {
			enabled := fakeGsettings(t, "@as []")
			address, _ := bustest.Start(t)
			f := startFakeShell(t, address)
			f.shellWithExtensions("47.1", test.allowed, test.known)
			e := Extension{Dir: t.TempDir(), Bus: address}
			relogin, err := e.Install(t.Context())
			if !errors.Is(err, test.err) || err == nil && !relogin {
				t.Errorf("Install = %v, %v, want that new files need a login, and %v", relogin, err, test.err)
			}
			if text := contents(t, filepath.Join(e.Dir, UUID, "extension.js")); !strings.Contains(text, "export default") {
				t.Error("it is not for the version of the shell that runs")
			}
			if err == nil {
				if relogin, err := e.Install(t.Context()); err != nil || relogin == test.known {
					t.Errorf("Install of the same again = %v, %v, want that it needs a login: %v", relogin, err, !test.known)
				}
			}
			if got := strings.ReplaceAll(contents(t, enabled), `"`, "'"); got != test.enabled {
				t.Errorf("enabled in the settings are %s, want %s", got, test.enabled)
			}
			if err := e.Uninstall(t.Context()); err != nil {
				t.Errorf("Uninstall: %v", err)
			}
			if e.Installed() || !strings.HasSuffix(f.history(), "off:"+UUID) {
				t.Errorf("after Uninstall: installed %v, the shell was asked for %s", e.Installed(), f.history())
			}
		})
	}
}

// TestModuleRunsInGJS runs the form for GNOME 45 and later in the JavaScript
// of GNOME, with a fake of the shell around it: three imports that exist in a
// shell only are replaced. The older form is tested in the real shell.
func TestModuleRunsInGJS(t *testing.T) {
	if _, err := exec.LookPath("gjs"); err != nil {
		t.Skip("gjs is not installed")
	}
	address, _ := bustest.Start(t)
	files, err := render("46")
	if err != nil {
		t.Fatal(err)
	}
	text := string(files["extension.js"])
	for line, fake := range map[string]string{
		"import Meta from 'gi://Meta';":   "const Meta = {WindowType: {DESKTOP: 1}};",
		"import Shell from 'gi://Shell';": "const Shell = {WindowTracker: {get_default: () => ({get_window_app: () => null})}};",
		"import {Extension} from 'resource:///org/gnome/shell/extensions/extension.js';": "class Extension {}",
	} {
		if !strings.Contains(text, line) {
			t.Fatalf("the module has no %s", line)
		}
		text = strings.Replace(text, line, fake, 1)
	}
	dir := t.TempDir()
	for name, text := range map[string]string{"extension.js": text, "shell.js": contents(t, "testdata/shell.js")} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	run := runGJS(t, address, filepath.Join(dir, "shell.js"))
	w := watchUntilThere(t, Source{Bus: address})
	w.wantApp(t, "it begins", "")

	run(`windows.a = open('A', 'one'); focus(windows.a)`)
	if r := w.wantApp(t, "a window", "a"); r.Window.Title != "one" || r.PID != 77 {
		t.Errorf("reported %+v", r)
	}
	run(`windows.a.title = 'two'`)
	if r := w.wantApp(t, "another title", "a"); r.Window.Title != "two" {
		t.Errorf("reported %+v", r)
	}
	run(`windows.a.title = 'three'; windows.a.title = 'four'`)
	if r := w.wantApp(t, "a restless title", "a"); r.Window.Title != "four" {
		t.Errorf("of two titles in a second it reported %+v", r)
	}
	run(`windows.a.fullscreen = true`)
	if r := w.wantApp(t, "full screen", "a"); !r.FullScreen {
		t.Errorf("reported %+v", r)
	}
	run(`windows.b = open('B', 'x'); focus(windows.b); windows.a.title = 'five'`)
	w.wantApp(t, "another window", "b")
	run(`windows.b.emit('unmanaging')`)
	w.wantApp(t, "the window vanishes", "")
	run(`focus(windows.a)`)
	w.wantApp(t, "the first again", "a")
	run(`windows.d = open('desktop', ''); windows.d.desktop = true; focus(windows.d)`)
	w.wantApp(t, "the desktop itself", "")
	run(`focus(null); extension.disable(); windows.a.title = 'six'; extension.enable(); focus(windows.a)`)
	if r := w.wantApp(t, "off and on", "a"); r.Window.Title != "six" {
		t.Errorf("reported %+v", r)
	}
}

// runGJS starts a module in gjs, and returns what sends it a line.
func runGJS(t *testing.T, address, module string) (run func(line string)) {
	t.Helper()
	cmd := exec.Command("gjs", "-m", module)
	cmd.Env = append(os.Environ(), "DBUS_SESSION_BUS_ADDRESS="+address)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		stdin.Close()
		if err := cmd.Wait(); err != nil || stderr.Len() != 0 {
			t.Errorf("gjs: %v, and it said: %s", err, stderr.String())
		}
	})
	return func(line string) {
		t.Helper()
		if _, err := io.WriteString(stdin, line+"\n"); err != nil {
			t.Fatal(err)
		}
	}
}

// watchUntilThere watches once the shell is on the bus.
func watchUntilThere(t *testing.T, s Source) *watching {
	t.Helper()
	conn := connect(t, s.Bus)
	signals := make(chan *dbus.Signal, 16)
	conn.Signal(signals)
	if err := conn.AddMatchSignal(dbus.WithMatchMember("NameOwnerChanged"), dbus.WithMatchArg(0, shellName)); err != nil {
		t.Fatal(err)
	}
	var there bool
	if err := conn.BusObject().Call(sessionbus.Service+".NameHasOwner", 0, shellName).Store(&there); err != nil {
		t.Fatal(err)
	}
	for !there {
		_, there = sessionbus.NewOwner(receive(t, "shell on the bus", signals), shellName)
	}
	return watchGNOME(t, s)
}

func TestBothFormsAreJavaScript(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not installed")
	}
	for version, name := range map[string]string{"43": "extension.js", "45": "extension.mjs"} {
		files, err := render(version)
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(file, files["extension.js"], 0o600); err != nil {
			t.Fatal(err)
		}
		if out, err := exec.Command(node, "--check", file).CombinedOutput(); err != nil {
			t.Errorf("for GNOME %s: %v: %s", version, err, out)
		}
	}
}
