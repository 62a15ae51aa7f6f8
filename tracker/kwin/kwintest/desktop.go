//go:build unix

// Package kwintest starts a real KWin without a screen, on a bus of its own,
// and windows in it, for a test, and ends them with it. It never touches the
// session that the test runs in.
package kwintest

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"focusd/contrib/standing"
)

// patience is how long anything on a desktop may take.
const patience = 20 * time.Second

// Desktop is a session with a KWin in it.
type Desktop struct {
	Bus        string // the address of its session bus, which is its system bus too
	RuntimeDir string // its XDG_RUNTIME_DIR
	Wayland    string // its WAYLAND_DISPLAY

	t        testing.TB
	dir      string
	conn     *dbus.Conn
	kwin     *exec.Cmd
	requests int
}

// Start starts a bus and KWin. The test is skipped unless FOCUSD_TEST_ALL is 1
// and the programs are there; with FOCUSD_REQUIRE_DESKTOP=1 it fails instead
// when they are not.
func Start(t testing.TB) *Desktop {
	t.Helper()
	if os.Getenv("FOCUSD_TEST_ALL") != "1" {
		t.Skip("a real KWin needs 190 MB of packages and is tested with FOCUSD_TEST_ALL=1 only")
	}
	standing.Need(t, "dbus-daemon", "kwin_wayland", "weston-terminal")
	// A socket's path is short, which t.TempDir is not.
	dir, err := os.MkdirTemp("", "kwintest")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	d := &Desktop{RuntimeDir: filepath.Join(dir, "run"), Wayland: "wayland-kwin", t: t, dir: dir}
	for _, sub := range []string{"run", "home"} {
		if err := os.Mkdir(filepath.Join(dir, sub), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	d.startBus()
	d.startLogind()
	d.copyKWin()
	d.StartKWin()
	return d
}

func (d *Desktop) startBus() {
	d.t.Helper()
	cmd := exec.Command("dbus-daemon", "--session", "--nofork", "--print-address",
		"--address=unix:path="+filepath.Join(d.dir, "bus"))
	out, err := cmd.StdoutPipe()
	if err != nil {
		d.t.Fatal(err)
	}
	d.start(cmd)
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		d.t.Fatalf("dbus-daemon did not say its address: %v", err)
	}
	d.Bus = strings.TrimSpace(line)
	if d.conn, err = dbus.Connect(d.Bus); err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(func() { d.conn.Close() })
}

// copyKWin makes a copy of the program: a copy lacks the file capability that
// a container does not grant.
func (d *Desktop) copyKWin() {
	d.t.Helper()
	path, err := exec.LookPath("kwin_wayland")
	if err != nil {
		d.t.Fatal(err)
	}
	from, err := os.Open(path)
	if err != nil {
		d.t.Fatal(err)
	}
	defer from.Close()
	to, err := os.OpenFile(filepath.Join(d.dir, "kwin_wayland"), os.O_CREATE|os.O_WRONLY, 0o700)
	if err != nil {
		d.t.Fatal(err)
	}
	_, err = io.Copy(to, from)
	if closed := to.Close(); err != nil || closed != nil {
		d.t.Fatal(err, closed)
	}
}

// StartKWin starts KWin and waits until it takes scripts and clients.
func (d *Desktop) StartKWin() {
	d.t.Helper()
	d.kwin = exec.Command(filepath.Join(d.dir, "kwin_wayland"), "--virtual", "--no-global-shortcuts",
		"--width", "1280", "--height", "720", "--socket", d.Wayland)
	d.start(d.kwin)
	d.Until("KWin runs", func() bool {
		var loaded bool
		return d.call("/Scripting", "org.kde.kwin.Scripting.isScriptLoaded", "kwintest").Store(&loaded) == nil
	})
}

// KillKWin ends KWin as a crash would, and with it every window.
func (d *Desktop) KillKWin() { standing.End(d.kwin) }

// Environ is the environment of a program in this session.
func (d *Desktop) Environ() []string {
	return append(os.Environ(),
		"DISPLAY=", "WAYLAND_DISPLAY="+d.Wayland, "XDG_RUNTIME_DIR="+d.RuntimeDir, "HOME="+filepath.Join(d.dir, "home"),
		"DBUS_SESSION_BUS_ADDRESS="+d.Bus, "DBUS_SYSTEM_BUS_ADDRESS="+d.Bus,
		"XDG_SESSION_ID="+sessionID, "XDG_SESSION_TYPE=wayland", "XDG_CURRENT_DESKTOP=KDE",
		"KWIN_COMPOSE=Q", "QT_QUICK_BACKEND=software", "NO_AT_BRIDGE=1")
}

// call calls KWin.
func (d *Desktop) call(path dbus.ObjectPath, method string, args ...any) *dbus.Call {
	return d.conn.Object("org.kde.KWin", path).Call(method, dbus.FlagNoAutoStart, args...)
}

// Loaded tells whether KWin has a script of that name.
func (d *Desktop) Loaded(plugin string) bool {
	d.t.Helper()
	var loaded bool
	if err := d.call("/Scripting", "org.kde.kwin.Scripting.isScriptLoaded", plugin).Store(&loaded); err != nil {
		d.t.Fatal(err)
	}
	return loaded
}

// Load loads a script and returns its number. It does not run it.
func (d *Desktop) Load(plugin, text string) (id int32) {
	d.t.Helper()
	file := filepath.Join(d.dir, plugin+".js")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		d.t.Fatal(err)
	}
	if err := d.call("/Scripting", "org.kde.kwin.Scripting.loadScript", file, plugin).Store(&id); err != nil {
		d.t.Fatal(err)
	}
	return id
}

// Unload unloads a script.
func (d *Desktop) Unload(plugin string) {
	d.t.Helper()
	if err := d.call("/Scripting", "org.kde.kwin.Scripting.unloadScript", plugin).Err; err != nil {
		d.t.Fatal(err)
	}
}

// Do runs JavaScript in KWin, as its scripts do. It has a function windows.
func (d *Desktop) Do(text string) {
	d.t.Helper()
	d.requests++
	plugin := fmt.Sprintf("kwintest%d", d.requests)
	id := d.Load(plugin, `function windows() { return workspace.windowList ? workspace.windowList() : workspace.clientList(); }`+text)
	err := d.call(dbus.ObjectPath(fmt.Sprintf("/Scripting/Script%d", id)), "org.kde.kwin.Script.run").Err
	if err != nil {
		err = d.call(dbus.ObjectPath(fmt.Sprintf("/%d", id)), "org.kde.kwin.Script.run").Err
	}
	if err != nil {
		d.t.Fatal(err)
	}
	d.Unload(plugin)
}

// Focus brings the window with the title to the front.
func (d *Desktop) Focus(title string) {
	d.t.Helper()
	d.Do(fmt.Sprintf(`windows().forEach(function (w) { if (w.caption === %q) {
		w.minimized = false;
		if (workspace.activeWindow !== undefined) workspace.activeWindow = w; else workspace.activeClient = w; } });`, title))
}

// FocusNone leaves nothing in front.
func (d *Desktop) FocusNone() {
	d.t.Helper()
	d.Do(`windows().forEach(function (w) { w.minimized = true; });`)
}

// FullScreen has the window with the title fill the screen or not.
func (d *Desktop) FullScreen(title string, on bool) {
	d.t.Helper()
	d.Do(fmt.Sprintf(`windows().forEach(function (w) { if (w.caption === %q) w.fullScreen = %v; });`, title, on))
}

// Input is a sign of life, as of a person who moves the mouse.
func (d *Desktop) Input() { d.t.Helper(); d.screenSaver("SimulateUserActivity") }

// Lock locks the screen.
func (d *Desktop) Lock() { d.t.Helper(); d.screenSaver("Lock") }

// screenSaver calls the locker that is part of KWin.
func (d *Desktop) screenSaver(method string) {
	d.t.Helper()
	err := d.conn.Object("org.freedesktop.ScreenSaver", "/ScreenSaver").
		Call("org.freedesktop.ScreenSaver."+method, dbus.FlagNoAutoStart).Err
	if err != nil {
		d.t.Fatal(err)
	}
}

// Until waits for a condition on the desktop.
func (d *Desktop) Until(what string, done func() bool) {
	d.t.Helper()
	standing.Until(d.t, patience, what, done)
}

func (d *Desktop) start(cmd *exec.Cmd) {
	d.t.Helper()
	cmd.Env = d.Environ()
	standing.Group(d.t, cmd)
}
