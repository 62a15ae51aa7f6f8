package sessionbus

import (
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"focusd/tracker/sessionbus/bustest"
	"focusd/tracker/source"
)

func dial(t *testing.T, address string) *Conn {
	t.Helper()
	c, err := Dial(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// next is the next signal that is not for the connection alone; nil when the
// bus is lost.
func next(t *testing.T, c *Conn) *dbus.Signal {
	t.Helper()
	for {
		select {
		case sig := <-c.Signals:
			if sig == nil || sig.Name != Service+".NameAcquired" {
				return sig
			}
		case <-time.After(10 * time.Second):
			t.Fatal("no signal came")
		}
	}
}

func TestFollowHearsANameComeAndGo(t *testing.T) {
	address, kill := bustest.Start(t)
	c, other := dial(t, address), dial(t, address)
	const name = "io.github.focusd.Test"
	if owner, err := c.Follow(t.Context(), name); owner != "" || err != nil {
		t.Errorf("Follow of a name that nobody has = %q, %v", owner, err)
	}
	if _, err := other.RequestName(name, dbus.NameFlagDoNotQueue); err != nil {
		t.Fatal(err)
	}
	self := other.Names()[0]
	if owner, ok := NewOwner(next(t, c), name); owner != self || !ok {
		t.Errorf("the name came to %q, %v, want %q", owner, ok, self)
	}
	if owner, err := dial(t, address).Follow(t.Context(), name); owner != self || err != nil {
		t.Errorf("Follow of a name that somebody has = %q, %v, want %q", owner, err, self)
	}
	other.Close()
	if owner, ok := NewOwner(next(t, c), name); owner != "" || !ok {
		t.Errorf("after its owner left the name is with %q, %v, want nobody", owner, ok)
	}
	kill()
	if sig := next(t, c); sig != nil {
		t.Errorf("heard %v, want the end of the bus", sig)
	}
}

func TestListenHearsAnInterface(t *testing.T) {
	address, _ := bustest.Start(t)
	c, other := dial(t, address), dial(t, address)
	if err := c.Listen(t.Context(), "org.example.Face", "Changed"); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"org.example.Other.Changed", "org.example.Face.Else", "org.example.Face.Changed"} {
		if err := other.Emit("/", name, name); err != nil {
			t.Fatal(err)
		}
	}
	if sig := next(t, c); sig.Name != "org.example.Face.Changed" {
		t.Errorf("heard %s, want only what was listened to", sig.Name)
	}
}

func TestNewOwnerBelievesTheBusOnly(t *testing.T) {
	const name = "org.example.Name"
	changed := func(sender, of string, owner any) *dbus.Signal {
		return &dbus.Signal{Sender: sender, Name: Service + ".NameOwnerChanged", Body: []any{of, "", owner}}
	}
	for what, test := range map[string]struct {
		sig *dbus.Signal
		ok  bool
	}{
		"the bus says so":     {changed(Service, name, ":1.7"), true},
		"somebody else does":  {changed(":1.9", name, ":1.7"), false},
		"of another name":     {changed(Service, "org.example.Other", ":1.7"), false},
		"an owner of no kind": {changed(Service, name, 7), false},
		"another signal":      {&dbus.Signal{Sender: Service, Name: Service + ".NameLost", Body: []any{name}}, false},
		"without its body":    {&dbus.Signal{Sender: Service, Name: Service + ".NameOwnerChanged"}, false},
	} {
		owner, ok := NewOwner(test.sig, name)
		if ok != test.ok || ok && owner != ":1.7" {
			t.Errorf("%s: NewOwner = %q, %v, want %v", what, owner, ok, test.ok)
		}
	}
}

// TestABusThatIsNotThere tells a bus that has not come from one that is broken.
func TestABusThatIsNotThere(t *testing.T) {
	dead := filepath.Join(t.TempDir(), "dead")
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: dead, Net: "unix"})
	if err != nil {
		t.Fatal(err)
	}
	l.SetUnlinkOnClose(false)
	l.Close()
	for address, want := range map[string]bool{
		"unix:path=/nonexistent/bus": true,
		"unix:path=" + dead:          false,
		"nonsense":                   false,
	} {
		_, err := Dial(t.Context(), address)
		if got := errors.As(err, new(source.NotHere)); err == nil || got != want {
			t.Errorf("Dial(%q) = %v; says that nothing is there: %v, want %v", address, err, got, want)
		}
	}
}

func TestSocketOfTheBus(t *testing.T) {
	for address, test := range map[string]struct{ runtime, want string }{
		"unix:path=/tmp/bus":                 {"/run/user/7", "/tmp/bus"},
		"unix:path=/tmp/a%20bus,guid=4f2a":   {"/run/user/7", "/tmp/a bus"},
		"unix:abstract=/tmp/x,guid=4f2a":     {"/run/user/7", ""},
		"unix:path=/tmp/%zz":                 {"/run/user/7", ""},
		"":                                   {"/run/user/7", "/run/user/7/bus"},
		"disabled:":                          {"/run/user/7", ""},
		"tcp:host=localhost,port=1":          {"/run/user/7", ""},
		"unix:guid=4f2a,path=/somewhere/bus": {"/run/user/7", ""}, // libdbus writes the path first
	} {
		t.Setenv("DBUS_SESSION_BUS_ADDRESS", address)
		t.Setenv("XDG_RUNTIME_DIR", test.runtime)
		if got := Socket(); got != test.want {
			t.Errorf("with the bus at %q and %q for the session the socket is %q, want %q", address, test.runtime, got, test.want)
		}
	}
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
	t.Setenv("XDG_RUNTIME_DIR", "")
	if got := Socket(); got != "" {
		t.Errorf("without either the socket is %q", got)
	}
}

func TestWhereTheBusIs(t *testing.T) {
	with, without := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(with, "bus"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct{ variable, runtime, want string }{
		"the variable":            {"unix:abstract=x", with, "unix:abstract=x"},
		"the socket":              {"", with, "unix:path=" + string(dbus.EscapeBusAddressValue(with+"/bus"))},
		"neither":                 {"", without, ""},
		"no folder for a session": {"", "", ""},
	} {
		t.Setenv("DBUS_SESSION_BUS_ADDRESS", test.variable)
		t.Setenv("XDG_RUNTIME_DIR", test.runtime)
		if got := sessionAddress(); got != test.want {
			t.Errorf("%s: the bus is at %q, want %q", name, got, test.want)
		}
	}
}

func TestWithoutABusNoneIsStarted(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	_, err := Dial(t.Context(), "")
	if !errors.Is(err, ErrNone) || !errors.As(err, new(source.NotHere)) {
		t.Errorf("Dial without a bus = %v, want %v, of a kind that nobody need care about", err, ErrNone)
	}
	if _, err = Dial(t.Context(), "unix:path=/nonexistent/bus"); err == nil || errors.Is(err, ErrNone) {
		t.Errorf("Dial of a dead bus = %v, want why it could not connect", err)
	}
}

func TestDialObeysItsContext(t *testing.T) {
	// Somebody listens at the address and never says a word.
	silent, err := net.Listen("unix", filepath.Join(t.TempDir(), "bus"))
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() {
		_, err := Dial(ctx, "unix:path="+silent.Addr().String())
		ended <- err
	}()
	if _, err := silent.Accept(); err != nil {
		t.Fatal(err)
	}
	cancel()
	select {
	case err := <-ended:
		if !errors.Is(err, context.Canceled) {
			t.Errorf("Dial = %v, want %v", err, context.Canceled)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("Dial did not end with its context")
	}
}

func TestTheConnectionOutlivesTheDialling(t *testing.T) {
	address, _ := bustest.Start(t)
	ctx, cancel := context.WithCancel(t.Context())
	c, err := Dial(ctx, address)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	cancel()
	if err := c.Call(t.Context(), Service, Path, Service+".GetId").Err; err != nil {
		t.Errorf("a call after the end of the context of Dial: %v", err)
	}
	err = c.Call(t.Context(), "org.example.NotThere", "/", "org.example.NotThere.Do").Err
	if err == nil {
		t.Error("a service that is not there answered")
	}
}
