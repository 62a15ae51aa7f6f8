package gnome

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/godbus/dbus/v5"
)

const (
	callWithin = 2 * time.Second
	busName    = "org.freedesktop.DBus"
	busPath    = "/org/freedesktop/DBus"
)

// bus is a connection of our own to the session bus.
type bus struct {
	conn    *dbus.Conn
	signals chan *dbus.Signal // in their order; closed when the bus is lost
	end     context.CancelFunc
}

// dial connects to the bus at address; "" is the session's. It never starts
// one: godbus would leave a daemon behind that nobody asked for. Only the
// dialling obeys ctx: what is to be cleaned up comes after its end.
func dial(ctx context.Context, address string) (*bus, error) {
	if address == "" {
		address = sessionAddress()
	}
	if address == "" {
		return nil, errors.New("no session bus: DBUS_SESSION_BUS_ADDRESS is not set")
	}
	life, end := context.WithCancel(context.WithoutCancel(ctx))
	dialing, dialed := context.WithTimeout(ctx, callWithin)
	defer dialed()
	stop := context.AfterFunc(dialing, end)
	conn, err := dbus.Connect(address, dbus.WithContext(life), dbus.WithSignalHandler(dbus.NewSequentialSignalHandler()))
	if err != nil || !stop() {
		end()
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, fmt.Errorf("connect to the session bus: %w", err)
	}
	b := &bus{conn: conn, signals: make(chan *dbus.Signal, 16), end: end}
	conn.Signal(b.signals)
	return b, nil
}

// sessionAddress is that of the session bus, "" for none: a login without a
// desktop, as by ssh, often lacks the variable, but not the socket.
func sessionAddress() string {
	if address := os.Getenv("DBUS_SESSION_BUS_ADDRESS"); address != "" {
		return address
	}
	path := filepath.Join(os.Getenv("XDG_RUNTIME_DIR"), "bus")
	if _, err := os.Stat(path); err != nil || !filepath.IsAbs(path) {
		return ""
	}
	return "unix:path=" + dbus.EscapeBusAddressValue(path)
}

func (b *bus) close() {
	b.conn.Close()
	b.end()
}

// call calls a method, and never starts a service for it.
func (b *bus) call(ctx context.Context, dest string, path dbus.ObjectPath, method string, args ...any) *dbus.Call {
	ctx, cancel := context.WithTimeout(ctx, callWithin)
	defer cancel()
	return b.conn.Object(dest, path).CallWithContext(ctx, method, dbus.FlagNoAutoStart, args...)
}

// follow has the changes of the owner of a name sent to signals, and returns
// the owner: the unique name of a connection, "" for nobody.
func (b *bus) follow(ctx context.Context, name string) (owner string, err error) {
	err = b.conn.AddMatchSignalContext(ctx, dbus.WithMatchSender(busName),
		dbus.WithMatchMember("NameOwnerChanged"), dbus.WithMatchArg(0, name))
	if err != nil {
		return "", fmt.Errorf("follow %s on the session bus: %w", name, err)
	}
	err = b.call(ctx, busName, busPath, busName+".GetNameOwner", name).Store(&owner)
	var refused dbus.Error
	if errors.As(err, &refused) && refused.Name == busName+".Error.NameHasNoOwner" {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("ask for the owner of %s: %w", name, err)
	}
	return owner, nil
}

// newOwner reads who owns name now, if sig says so. Only the bus itself can.
func newOwner(sig *dbus.Signal, name string) (owner string, ok bool) {
	if sig.Sender != busName || sig.Name != busName+".NameOwnerChanged" || len(sig.Body) != 3 || sig.Body[0] != name {
		return "", false
	}
	owner, ok = sig.Body[2].(string)
	return owner, ok
}
