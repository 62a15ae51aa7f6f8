//go:build unix

// Package gnometest starts a real GNOME Shell, or Mutter alone, without a
// screen, on buses of its own, and windows in it, for a test, and ends them
// with it. It never touches the session that the test runs in.
package gnometest

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
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
const patience = 30 * time.Second

// Desktop is a session for GNOME.
type Desktop struct {
	Bus        string // the address of its session bus
	RuntimeDir string // its XDG_RUNTIME_DIR
	Home       string // its HOME
	Wayland    string // its WAYLAND_DISPLAY

	t        testing.TB
	dir      string
	system   string // the address of its system bus
	conn     *dbus.Conn
	shell    *exec.Cmd
	pointer  dbus.BusObject // remote control, which makes input
	requests int
}

// StartMutter starts a session with Mutter alone: no windows, but idleness.
func StartMutter(t testing.TB) *Desktop {
	t.Helper()
	d := newDesktop(t, "mutter")
	d.StartMutter()
	return d
}

// New makes a session for GNOME Shell, in which extensions can be installed,
// to be started by StartShell. The test is skipped unless FOCUSD_TEST_ALL is 1
// and the programs are there; with FOCUSD_REQUIRE_DESKTOP=1 it fails instead
// when they are not.
func New(t testing.TB) *Desktop {
	t.Helper()
	d := newDesktop(t, "gnome-shell", "gsettings", "foot")
	d.startSystem()
	return d
}

func newDesktop(t testing.TB, programs ...string) *Desktop {
	t.Helper()
	if os.Getenv("FOCUSD_TEST_ALL") != "1" {
		t.Skip("a real GNOME needs 360 MB of packages and is tested with FOCUSD_TEST_ALL=1 only")
	}
	standing.Need(t, "dbus-daemon", programs...)
	// A socket's path is short, which t.TempDir is not.
	dir, err := os.MkdirTemp("", "gnometest")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	d := &Desktop{
		RuntimeDir: filepath.Join(dir, "run"), Home: filepath.Join(dir, "home"), Wayland: "wayland-gnome",
		t: t, dir: dir, system: "unix:path=" + filepath.Join(dir, "none"),
	}
	for _, dir := range []string{d.RuntimeDir, d.Home} {
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	d.Bus = d.startBus("bus")
	d.conn = d.connect(d.Bus)
	return d
}

func (d *Desktop) startBus(name string) (address string) {
	d.t.Helper()
	cmd := exec.Command("dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address",
		"--address=unix:path="+filepath.Join(d.dir, name))
	out, err := cmd.StdoutPipe()
	if err != nil {
		d.t.Fatal(err)
	}
	d.start(cmd)
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		d.t.Fatalf("dbus-daemon did not say its address: %v", err)
	}
	return strings.TrimSpace(line)
}

func (d *Desktop) connect(address string) *dbus.Conn {
	d.t.Helper()
	conn, err := dbus.Connect(address)
	if err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(func() { conn.Close() })
	return conn
}

// StartMutter starts the compositor alone.
func (d *Desktop) StartMutter() {
	d.t.Helper()
	d.compositor("org.gnome.Mutter.IdleMonitor", "mutter", "--headless")
}

// StartShell starts GNOME Shell and leaves its overview, in which no window
// has the focus. It is started unsafe, which lets a test run its code in it.
func (d *Desktop) StartShell() {
	d.t.Helper()
	// Left behind by a shell that died early; the next one would load nothing.
	os.Remove(filepath.Join(d.RuntimeDir, "gnome-shell-disable-extensions"))
	d.compositor("org.gnome.Shell", "env", d.withoutInputMethod(), "gnome-shell", "--headless", "--unsafe-mode")
	d.Until("the overview is left", func() bool {
		ready, err := d.eval(`Main.layoutManager._startingUp ? false : (Main.overview.visible ? (Main.overview.hide(), false) : true)`)
		return err == nil && ready == "true"
	})
}

func (d *Desktop) compositor(name, program string, args ...string) {
	d.t.Helper()
	d.pointer = nil
	d.shell = exec.Command(program, append(args, "--virtual-monitor", "1280x720", "--wayland-display", d.Wayland, "--no-x11")...)
	d.start(d.shell)
	d.Until(name+" is on the bus", func() bool {
		var owned bool
		return d.conn.BusObject().Call("org.freedesktop.DBus.NameHasOwner", 0, name).Store(&owned) == nil && owned
	})
}

// Kill ends the compositor as a crash would, and with it every window.
func (d *Desktop) Kill() { standing.End(d.shell) }

// Environ is the environment of a program in this session.
func (d *Desktop) Environ() []string {
	return append(os.Environ(),
		"DISPLAY=", "WAYLAND_DISPLAY="+d.Wayland, "XDG_RUNTIME_DIR="+d.RuntimeDir, "HOME="+d.Home,
		"XDG_CONFIG_HOME=", "XDG_DATA_HOME=", "XDG_STATE_HOME=", "XDG_CACHE_HOME=",
		"DBUS_SESSION_BUS_ADDRESS="+d.Bus, "DBUS_SYSTEM_BUS_ADDRESS="+d.system,
		"XDG_SESSION_ID="+sessionID, "XDG_SESSION_TYPE=wayland", "XDG_CURRENT_DESKTOP=GNOME",
		"LIBGL_ALWAYS_SOFTWARE=1", "NO_AT_BRIDGE=1",
		"PULSE_SERVER=unix:"+filepath.Join(d.dir, "none")) // no sound server is to be started
}

// eval runs JavaScript in the shell and returns its value as JSON.
func (d *Desktop) eval(text string) (string, error) {
	var done bool
	var value string
	ctx, cancel := context.WithTimeout(d.t.Context(), patience)
	defer cancel()
	err := d.conn.Object("org.gnome.Shell", "/org/gnome/Shell").
		CallWithContext(ctx, "org.gnome.Shell.Eval", dbus.FlagNoAutoStart, text).Store(&done, &value)
	if err == nil && !done {
		err = fmt.Errorf("%s", value)
	}
	return value, err
}

// Do runs JavaScript in the shell. It has a function windows.
func (d *Desktop) Do(text string) {
	d.t.Helper()
	if _, err := d.eval(`const windows = () => global.get_window_actors().map(a => a.meta_window);` + text); err != nil {
		d.t.Fatal(err)
	}
}

// Focus brings the window with the title to the front.
func (d *Desktop) Focus(title string) {
	d.t.Helper()
	d.Do(`windows().filter(w => w.get_title() === ` + quote(title) + `).forEach(w => w.activate(global.get_current_time())); 0`)
}

// FocusNone leaves nothing in front.
func (d *Desktop) FocusNone() {
	d.t.Helper()
	d.Do(`windows().forEach(w => w.minimize()); 0`)
}

// FullScreen has the window with the title fill the screen or not.
func (d *Desktop) FullScreen(title string, on bool) {
	d.t.Helper()
	verb := map[bool]string{true: "make", false: "unmake"}[on]
	d.Do(`windows().filter(w => w.get_title() === ` + quote(title) + `).forEach(w => w.` + verb + `_fullscreen()); 0`)
}

func quote(s string) string {
	text, err := json.Marshal(s)
	if err != nil {
		panic(err) // there is no string that is not JSON
	}
	return string(text)
}

// Lock locks the screen or unlocks it.
func (d *Desktop) Lock(on bool) {
	d.t.Helper()
	err := d.conn.Object("org.gnome.Shell.ScreenShield", "/org/gnome/ScreenSaver").
		Call("org.gnome.ScreenSaver.SetActive", dbus.FlagNoAutoStart, on).Err
	if err != nil {
		d.t.Fatal(err)
	}
}

// Input moves the pointer, as a person would.
func (d *Desktop) Input() {
	d.t.Helper()
	const remote = "org.gnome.Mutter.RemoteDesktop"
	if d.pointer == nil {
		var path dbus.ObjectPath
		if err := d.conn.Object(remote, "/org/gnome/Mutter/RemoteDesktop").Call(remote+".CreateSession", 0).Store(&path); err != nil {
			d.t.Fatal(err)
		}
		d.pointer = d.conn.Object(remote, path)
		if err := d.pointer.Call(remote+".Session.Start", 0).Err; err != nil {
			d.t.Fatal(err)
		}
	}
	if err := d.pointer.Call(remote+".Session.NotifyPointerMotionRelative", 0, 5.0, 5.0).Err; err != nil {
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
