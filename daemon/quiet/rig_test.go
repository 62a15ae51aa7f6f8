//go:build unix

package quiet

import (
	"context"
	"log/slog"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"focusd/daemon/engine"
	"focusd/timer"
	"focusd/tracker/sessionbus/bustest"
)

// home gives the test a home of its own, and a session bus in it.
func home(t *testing.T) (endBus func()) {
	t.Helper()
	dir, err := os.MkdirTemp("", "quiet")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { // what the bus has started ends soon after it, and may write until then
		eventually(t, "the home is gone", func() bool { return os.RemoveAll(dir) == nil })
	})
	t.Setenv("HOME", dir)
	t.Setenv("NO_AT_BRIDGE", "1")
	for _, name := range []string{"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "GSETTINGS_BACKEND", "WAYLAND_DISPLAY"} {
		t.Setenv(name, "")
		os.Unsetenv(name)
	}
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	return newBus(t)
}

// newBus gives the test another session bus.
func newBus(t *testing.T) (end func()) {
	t.Helper()
	address, end := bustest.Start(t)
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", address)
	return end
}

// start starts a program that ends with the test.
func start(t *testing.T, name string, args ...string) {
	t.Helper()
	cmd := exec.Command(name, args...)
	said := new(strings.Builder)
	cmd.Stdout, cmd.Stderr = said, said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
		if t.Failed() {
			t.Logf("%s said:\n%s", name, said)
		}
	})
}

// run runs a program to its end and returns what it printed.
func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %s: %v: %s", name, strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(string(out))
}

// problem is what is wrong, in words; "" for nothing.
func (w *world) problem() string {
	if err := w.State().Problem; err != nil {
		return err.Error()
	}
	return ""
}

// eventually waits for something that must come.
func eventually(t *testing.T, what string, done func() bool) {
	t.Helper()
	for deadline := time.Now().Add(15 * time.Second); !done(); {
		if time.Now().After(deadline) {
			t.Fatalf("not within 15 s: %s", what)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

func busConn(t *testing.T) *dbus.Conn {
	t.Helper()
	conn, err := dbus.ConnectSessionBus()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return conn
}

// owned waits until somebody owns a name.
func owned(t *testing.T, name string) {
	t.Helper()
	conn := busConn(t)
	eventually(t, name+" is on the bus", func() bool {
		var is bool
		err := conn.BusObject().Call("org.freedesktop.DBus.NameHasOwner", 0, name).Store(&is)
		return err == nil && is
	})
}

// disk is where records are kept.
type disk struct {
	mu      sync.Mutex
	records map[string]engine.Document
	writes  []string // what was written or removed, in order
	fails   error

	before func()   // called before each write
	seen   []uint32 // by it
}

func document(id, data string) []engine.Document {
	return []engine.Document{{Kind: Kind, ID: id, Data: []byte(data)}}
}

func (d *disk) keep(_ context.Context, documents ...engine.Document) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.fails != nil {
		return d.fails
	}
	if d.before != nil {
		d.before()
	}
	for _, doc := range documents {
		if doc.Data == nil {
			delete(d.records, doc.ID)
			d.writes = append(d.writes, "-"+doc.ID)
			continue
		}
		if d.records == nil {
			d.records = make(map[string]engine.Document)
		}
		d.records[doc.ID] = doc
		d.writes = append(d.writes, "+"+doc.ID)
	}
	return nil
}

func (d *disk) all() []engine.Document {
	d.mu.Lock()
	defer d.mu.Unlock()
	var all []engine.Document
	for _, doc := range d.records {
		all = append(all, doc)
	}
	return all
}

func (d *disk) written() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.writes)
}

// world is a guard that runs, and the daemon around it.
type world struct {
	*Guard
	t    *testing.T
	in   chan *engine.Snapshot
	out  chan *engine.Snapshot
	end  func()
	seq  timer.Seq
	disk *disk
}

// begin starts a guard on what is on the disk.
func begin(t *testing.T, d *disk, on bool) *world {
	t.Helper()
	g := New(d.all(), d.keep, slog.New(slog.DiscardHandler))
	g.Want(on)
	w := &world{Guard: g, t: t, in: make(chan *engine.Snapshot), out: make(chan *engine.Snapshot, 1), seq: 7, disk: d}
	ended := make(chan struct{})
	go func() { defer close(ended); g.Run(t.Context(), w.in, w.out) }()
	w.end = sync.OnceFunc(func() { close(w.in); <-ended })
	t.Cleanup(w.end)
	return w
}

// phase puts the timer into a phase; it returns when the desktop was seen to.
func (w *world) phase(p timer.Phase) {
	w.t.Helper()
	w.in <- &engine.Snapshot{Timer: timer.State{Phase: p, Block: timer.Block{Seq: w.seq}}}
	select {
	case <-w.out:
	case <-time.After(20 * time.Second):
		w.t.Fatal("the snapshot was not passed on within 20 s")
	}
}

// left is a disk with what is on d now: what a guard would leave behind that
// was killed at this moment.
func (d *disk) left() *disk {
	d.mu.Lock()
	defer d.mu.Unlock()
	return &disk{records: maps.Clone(d.records)}
}

// fake is a notification server that is called name, and forgets nothing that
// it is asked.
type fake struct {
	name  string
	mu    sync.Mutex
	asked []string
}

func (f *fake) GetServerInformation() (name, vendor, version, spec string, err *dbus.Error) {
	return f.name, "a vendor", "1", "1.2", nil
}

func (f *fake) note(what string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.asked = append(f.asked, what)
}

func (f *fake) heard() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.asked)
}

// serve makes server the notification server, with further faces by path and
// interface, and returns what ends it.
func serve(t *testing.T, server any, faces ...face) (end func()) {
	t.Helper()
	conn := busConn(t)
	for _, f := range append(faces, face{server, path, service}) {
		if err := conn.Export(f.of, f.path, f.name); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{service, swayncName} {
		if _, err := conn.RequestName(name, dbus.NameFlagDoNotQueue); err != nil {
			t.Fatal(err)
		}
	}
	return func() { conn.Close() }
}

// face is what somebody on the bus answers to.
type face struct {
	of   any
	path dbus.ObjectPath
	name string
}
