package screensaver

import (
	"context"
	"errors"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"focusd/tracker/sessionbus"
	"focusd/tracker/sessionbus/bustest"
	"focusd/tracker/source"
)

func connect(t *testing.T, address string) *dbus.Conn {
	t.Helper()
	conn, err := dbus.Connect(address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return conn
}

// fakeSaver is a fake of a screen saver: it locks nothing, but says so.
type fakeSaver struct {
	t      *testing.T
	conn   *dbus.Conn
	path   dbus.ObjectPath
	face   string
	active atomic.Bool
}

func (f *fakeSaver) GetActive() (bool, *dbus.Error) { return f.active.Load(), nil }

// startSaver puts a fake with the name on the bus; at the path "" it has no
// object.
func startSaver(t *testing.T, address, name string, path dbus.ObjectPath, active bool) *fakeSaver {
	t.Helper()
	f := &fakeSaver{t: t, conn: connect(t, address), path: path, face: name}
	if name == "org.gnome.Shell.ScreenShield" {
		f.face = "org.gnome.ScreenSaver"
	}
	f.active.Store(active)
	if path != "" {
		if err := f.conn.Export(f, path, f.face); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := f.conn.RequestName(name, dbus.NameFlagDoNotQueue); err != nil {
		t.Fatal(err)
	}
	return f
}

func (f *fakeSaver) set(active bool) {
	f.t.Helper()
	f.active.Store(active)
	f.emit(f.path, active)
}

func (f *fakeSaver) emit(path dbus.ObjectPath, values ...any) {
	f.t.Helper()
	if err := f.conn.Emit(path, f.face+"."+activeChanged, values...); err != nil {
		f.t.Fatal(err)
	}
}

// watching is a Watch that runs until the test ends.
type watching struct {
	reports chan source.Report
	ended   chan error
	stop    context.CancelFunc
}

func listen(t *testing.T, address string) *watching {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	w := &watching{make(chan source.Report, 64), make(chan error, 1), stop}
	done := make(chan struct{})
	go func() {
		defer close(done)
		w.ended <- Source{Bus: address}.Watch(ctx, 0, nil, func(r source.Report) { w.reports <- r })
	}()
	t.Cleanup(func() { stop(); <-done })
	return w
}

func receive[T any](t *testing.T, what string, from <-chan T) T {
	t.Helper()
	select {
	case v := <-from:
		return v
	case <-time.After(20 * time.Second):
		t.Fatalf("no %s within 20 s", what)
		panic("unreachable")
	}
}

// wantNext waits for the next report and says what it must be.
func (w *watching) wantNext(t *testing.T, when string, facts source.Facts, locked bool) source.Report {
	t.Helper()
	r := receive(t, "report when "+when, w.reports)
	if r.Facts != facts || r.Locked != locked || r.At.Location() != time.UTC {
		t.Errorf("%s: reported %+v, want facts %v, locked %v", when, r, facts, locked)
	}
	return r
}

func TestEveryDesktopsScreenSaverIsHeard(t *testing.T) {
	for name, path := range map[string]dbus.ObjectPath{
		"org.freedesktop.ScreenSaver":  "/ScreenSaver",
		"org.gnome.ScreenSaver":        "/org/gnome/ScreenSaver",
		"org.gnome.Shell.ScreenShield": "/org/gnome/ScreenSaver",
		"org.cinnamon.ScreenSaver":     "/org/cinnamon/ScreenSaver",
		"org.mate.ScreenSaver":         "/org/mate/ScreenSaver",
		"org.xfce.ScreenSaver":         "/org/xfce/ScreenSaver",
	} {
		t.Run(name, func(t *testing.T) {
			address, _ := bustest.Start(t)
			f := startSaver(t, address, name, path, true)
			w := listen(t, address)
			w.wantNext(t, "it is locked at the start", source.Lock, true)
			f.set(false)
			w.wantNext(t, "it is unlocked", source.Lock, false)
			f.set(false)
			before := time.Now().Round(0)
			f.set(true)
			if r := w.wantNext(t, "it is locked", source.Lock, true); r.At.Before(before) {
				t.Errorf("stamped %v, before it was locked at %v", r.At, before)
			}
			w.stop()
			if err := receive(t, "end", w.ended); !errors.Is(err, context.Canceled) {
				t.Errorf("Watch = %v, want %v", err, context.Canceled)
			}
		})
	}
}

func TestSaversComeAndGo(t *testing.T) {
	address, kill := bustest.Start(t)
	w := listen(t, address)
	w.wantNext(t, "none is there", 0, false)
	// One that is started by the lock itself, as in Cinnamon.
	cinnamon := startSaver(t, address, "org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver", true)
	w.wantNext(t, "one comes with the lock", source.Lock, true)
	light := startSaver(t, address, "org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver", true)
	cinnamon.set(false)
	light.set(false)
	w.wantNext(t, "neither of two is active", source.Lock, false)
	light.set(true)
	w.wantNext(t, "one of two is active", source.Lock, true)
	light.conn.Close()
	w.wantNext(t, "the active one died", source.Lock, false)
	cinnamon.conn.Close()
	w.wantNext(t, "both are gone", 0, false)
	startSaver(t, address, "org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver", false)
	w.wantNext(t, "one is there again", source.Lock, false)
	kill()
	if err := receive(t, "end", w.ended); !errors.Is(err, ErrLost) {
		t.Errorf("Watch = %v, want %v", err, ErrLost)
	}
}

func TestOnlyTheOwnerIsBelieved(t *testing.T) {
	address, _ := bustest.Start(t)
	const name = "org.gnome.ScreenSaver"
	f := startSaver(t, address, name, "/org/gnome/ScreenSaver", false)
	w := listen(t, address)
	w.wantNext(t, "at the start", source.Lock, false)
	forger := &fakeSaver{t: t, conn: connect(t, address), path: f.path, face: name}
	forger.set(true)
	if err := forger.conn.Emit(sessionbus.Path, sessionbus.Service+".NameOwnerChanged", name, "", forger.conn.Names()[0]); err != nil {
		t.Fatal(err)
	}
	// What the owner says in a way that means nothing.
	f.emit("/elsewhere", true)
	f.emit(f.path)
	f.emit(f.path, "true")
	f.emit(f.path, true, true)
	// After an answer to the forger the bus has passed on what it said before.
	if err := forger.conn.BusObject().Call(sessionbus.Service+".GetId", 0).Err; err != nil {
		t.Fatal(err)
	}
	f.set(true)
	w.wantNext(t, "the owner says so", source.Lock, true)
	if len(w.reports) != 0 {
		t.Errorf("reported %+v as well", <-w.reports)
	}
}

// GNOME has a service under this name that answers nothing of the kind.
func TestSaverThatTellsNothingIsNotKnown(t *testing.T) {
	address, _ := bustest.Start(t)
	f := startSaver(t, address, "org.freedesktop.ScreenSaver", "", false)
	w := listen(t, address)
	w.wantNext(t, "it has no GetActive", 0, false)
	f.emit("/ScreenSaver", true)
	w.wantNext(t, "it says that it is active", source.Lock, true)
}

func TestWithoutABus(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	for address, want := range map[string]string{
		"":                           "DBUS_SESSION_BUS_ADDRESS is not set",
		"unix:path=/nonexistent/bus": "connect to the session bus",
	} {
		err := receive(t, "end", listen(t, address).ended)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Watch at %q = %v, want %q", address, err, want)
		}
	}
}

func TestBusIsFoundByItsSocket(t *testing.T) {
	address, _ := bustest.Start(t)
	path, _, _ := strings.Cut(strings.TrimPrefix(address, "unix:path="), ",")
	dir := t.TempDir()
	if err := os.Symlink(path, dir+"/bus"); err != nil {
		t.Fatal(err)
	}
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
	t.Setenv("XDG_RUNTIME_DIR", dir)
	w := listen(t, "")
	w.wantNext(t, "no screen saver is there", 0, false)
}
