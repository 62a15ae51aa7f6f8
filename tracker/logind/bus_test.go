package logind

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"focusd/contrib/standing"
)

const patience = 20 * time.Second

// systemBus starts a bus of its own and makes it the system's. What it returns
// ends it.
func systemBus(t *testing.T) (end func()) {
	t.Helper()
	need(t, "dbus-daemon")
	cmd := exec.Command("dbus-daemon", "--session", "--nofork", "--print-address")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	end = start(t, cmd)
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("DBUS_SYSTEM_BUS_ADDRESS", strings.TrimSpace(line))
	return end
}

func need(t *testing.T, program string, args ...string) {
	t.Helper()
	path, err := exec.LookPath(program)
	if err == nil && len(args) > 0 {
		err = exec.Command(path, args...).Run()
	}
	if err == nil {
		return
	}
	standing.Missing(t, fmt.Sprintf("%s %v is not there: %v", program, args, err))
}

func start(t *testing.T, cmd *exec.Cmd) (end func()) {
	t.Helper()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := false
	end = func() {
		if !ended {
			ended = true
			cmd.Process.Kill()
			cmd.Wait()
		}
	}
	t.Cleanup(end)
	return end
}

// desk is a login manager by python3-dbusmock, whose template follows the real
// one, and a connection to direct it.
type desk struct {
	*testing.T
	conn *dbus.Conn
	end  func()
}

func startLogind(t *testing.T, conn *dbus.Conn) *desk {
	t.Helper()
	const python = "/usr/bin/python3" // the one that the distribution's modules are for
	need(t, python, "-c", "import dbusmock")
	d := &desk{T: t, conn: conn}
	d.end = start(t, exec.Command(python, "-m", "dbusmock", "--system", "--template", "logind"))
	d.until("logind is on the bus", func() bool {
		var owned bool
		err := conn.BusObject().Call(busService+".NameHasOwner", 0, service).Store(&owned)
		return err == nil && owned && conn.Object(service, root).Call(managerInterface+".ListSessions", 0).Err == nil
	})
	// The template's own adds a number to a string.
	d.call(root, mock+".AddMethod", managerInterface, "GetUser", "u", "o", "ret = '"+root+"/user/%d' % args[0]")
	return d
}

// directed is a connection to the system bus that ends with the test.
func directed(t *testing.T) *dbus.Conn {
	t.Helper()
	conn, err := dbus.ConnectSystemBus()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return conn
}

func (d *desk) call(path dbus.ObjectPath, method string, args ...any) {
	d.Helper()
	if err := d.conn.Object(service, path).Call(method, 0, args...).Err; err != nil {
		d.Fatalf("%s: %v", method, err)
	}
}

const mock = "org.freedesktop.DBus.Mock"

func sessionPath(id string) dbus.ObjectPath { return dbus.ObjectPath(root + "/session/" + id) }

// login begins a session of the user of this process.
func (d *desk) login(id, kind string, more map[string]any) {
	d.Helper()
	d.call(root, mock+".AddSession", id, "seat0", uint32(os.Getuid()), "someone", true)
	d.set(id, "Type", kind)
	for name, value := range more {
		d.set(id, name, value)
	}
	d.emit("SessionNew", "so", id, sessionPath(id))
}

func (d *desk) logout(id string) {
	d.Helper()
	d.call(root, mock+".RemoveObject", sessionPath(id))
	d.emit("SessionRemoved", "so", id, sessionPath(id))
}

// emit has the manager send a signal.
func (d *desk) emit(name, signature string, args ...any) {
	d.Helper()
	variants := make([]dbus.Variant, len(args))
	for i, a := range args {
		variants[i] = dbus.MakeVariant(a)
	}
	d.call(root, mock+".EmitSignal", managerInterface, name, signature, variants)
}

// set changes a property of a session, which tells so.
func (d *desk) set(id, name string, value any) {
	d.Helper()
	changed := map[string]dbus.Variant{name: dbus.MakeVariant(value)}
	d.call(sessionPath(id), mock+".UpdateProperties", sessionInterface, changed)
}

// display makes a session the one that logind takes for the user's own.
func (d *desk) display(user, id string) {
	d.Helper()
	value := dbus.MakeVariant(object{id, sessionPath(id)})
	d.call(dbus.ObjectPath(root+"/user/"+user), propertyInterface+".Set", userInterface, "Display", value)
}

// TestNextHearsLogindOnly: the system bus lets anybody send signals to anybody.
func TestNextHearsLogindOnly(t *testing.T) {
	signals := make(chan *dbus.Signal, 8)
	b := &bus{signals: signals, owner: ":1.5"}
	const sleep = managerInterface + ".PrepareForSleep"
	for _, sig := range []*dbus.Signal{
		{Sender: ":1.9", Name: sleep, Body: []any{true}},
		{Sender: ":1.9", Name: nameOwnerChanged, Body: []any{service, ":1.5", ":1.9"}},
		{Sender: busService, Name: nameOwnerChanged, Body: []any{"org.example", "", ":1.9"}},
		{Sender: busService, Name: nameOwnerChanged, Body: []any{service}},
		{Sender: ":1.5", Name: sleep, Body: []any{false}},
		{Sender: busService, Name: nameOwnerChanged, Body: []any{service, ":1.5", ":1.7"}},
	} {
		signals <- sig
	}
	close(signals)
	sig, err := b.next(t.Context())
	if err != nil || sig.Name != sleep || sig.Body[0] != false {
		t.Fatalf("next() = %v, %v, want the signal of logind", sig, err)
	}
	if sig, err := b.next(t.Context()); err != nil || sig.Name != nameOwnerChanged || b.owner != ":1.7" {
		t.Errorf("next() = %v, %v, owner %s, want that :1.7 is logind", sig, err, b.owner)
	}
	if _, err := b.next(t.Context()); !errors.Is(err, ErrLost) {
		t.Errorf("next() of a closed bus = %v, want %v", err, ErrLost)
	}
}

// until waits for a condition that nobody announces.
func (d *desk) until(what string, ok func() bool) {
	d.Helper()
	for deadline := time.Now().Add(patience); !ok(); {
		if time.Now().After(deadline) {
			d.Fatalf("waited %v until %s", patience, what)
		}
		<-time.After(10 * time.Millisecond)
	}
}

// receive is the next value of a channel.
func receive[T any](t *testing.T, what string, from <-chan T) T {
	t.Helper()
	select {
	case v := <-from:
		return v
	case <-time.After(patience):
		t.Fatalf("waited %v for %s", patience, what)
		panic("unreachable")
	}
}

// run calls watch in a goroutine that ends before the test does.
func run(t *testing.T, watch func(context.Context) error) (ended <-chan error, stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	result, done := make(chan error, 1), make(chan struct{})
	go func() {
		defer close(done)
		result <- watch(ctx)
	}()
	t.Cleanup(func() { cancel(); <-done })
	return result, cancel
}
