package gnome

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

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

// fake is a process on the bus that pretends to be GNOME Shell, an extension
// in it, or Mutter. It has their interfaces and none of their windows: those
// are tested with the real ones.
type fake struct {
	t    *testing.T
	conn *dbus.Conn

	mu     sync.Mutex
	window string // what the extension says of the window in front
	locked bool
	idle   uint64 // ms
	calls  []string
}

func newFake(t *testing.T, address string) *fake {
	t.Helper()
	return &fake{t: t, conn: connect(t, address), window: "null"}
}

// startFakeShell is a shell with our extension in it.
func startFakeShell(t *testing.T, address string) *fake {
	t.Helper()
	f := newFake(t, address)
	f.export(extensionPath, extensionName, map[string]any{"Get": f.get})
	f.export(saverPath, saverName, map[string]any{"GetActive": f.getActive})
	f.own(extensionName)
	f.own(shellName)
	return f
}

func (f *fake) export(path dbus.ObjectPath, face string, methods map[string]any) {
	f.t.Helper()
	if err := f.conn.ExportMethodTable(methods, path, face); err != nil {
		f.t.Fatal(err)
	}
}

func (f *fake) own(name string) {
	f.t.Helper()
	if _, err := f.conn.RequestName(name, dbus.NameFlagDoNotQueue); err != nil {
		f.t.Fatal(err)
	}
}

func (f *fake) disown(name string) {
	f.t.Helper()
	if _, err := f.conn.ReleaseName(name); err != nil {
		f.t.Fatal(err)
	}
}

// with lets a test read or change the state.
func (f *fake) with(do func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	do()
}

func (f *fake) did(what string) { f.with(func() { f.calls = append(f.calls, what) }) }

func (f *fake) history() (calls string) {
	f.with(func() { calls = strings.Join(f.calls, " ") })
	return calls
}

func (f *fake) get() (window string, _ *dbus.Error) {
	f.with(func() { window = f.window })
	return window, nil
}

func (f *fake) getActive() (locked bool, _ *dbus.Error) {
	f.with(func() { locked = f.locked })
	return locked, nil
}

func (f *fake) emit(path dbus.ObjectPath, name string, values ...any) {
	f.t.Helper()
	if err := f.conn.Emit(path, name, values...); err != nil {
		f.t.Fatal(err)
	}
}

// show has another window in front.
func (f *fake) show(window string) {
	f.t.Helper()
	f.with(func() { f.window = window })
	f.emit(extensionPath, extensionName+".Changed", window)
}

// lock does what the shell does when the screen is locked and unlocked.
func (f *fake) lock(on bool) {
	f.t.Helper()
	f.with(func() { f.locked = on })
	if on {
		f.disown(extensionName)
	} else {
		f.own(extensionName)
	}
	f.emit(saverPath, saverName+".ActiveChanged", on)
}

// watching is a Watch that runs until the test ends.
type watching struct {
	reports chan source.Report
	ended   chan error
	stop    context.CancelFunc
}

func watchGNOME(t *testing.T, s Source) *watching { t.Helper(); return watchIdle(t, s, 0, nil) }

func watchIdle(t *testing.T, s source.Source, idleAfter time.Duration, ask <-chan struct{}) *watching {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	w := &watching{make(chan source.Report, 64), make(chan error, 1), stop}
	done := make(chan struct{})
	go func() {
		defer close(done)
		w.ended <- s.Watch(ctx, idleAfter, ask, func(r source.Report) { w.reports <- r })
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

// wantApp waits for the next report and says of which window it must be.
func (w *watching) wantApp(t *testing.T, when, app string) source.Report {
	t.Helper()
	r := receive(t, "report when "+when, w.reports)
	if r.Facts != source.Windows || r.Window.App != app {
		t.Errorf("%s: reported %+v, want the app %q", when, r, app)
	}
	return r
}
