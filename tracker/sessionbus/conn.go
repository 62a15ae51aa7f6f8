package sessionbus

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/godbus/dbus/v5"

	"focusd/tracker/source"
)

// The bus itself, as one of those on it.
const (
	Service = "org.freedesktop.DBus"
	Path    = "/org/freedesktop/DBus"
)

// callWithin is how long the bus, or somebody on it, may take to answer.
const callWithin = 2 * time.Second

// ErrNone is returned when there is no session bus to connect to.
var ErrNone error = source.NotHere("no session bus: DBUS_SESSION_BUS_ADDRESS is not set")

// Conn is a connection of our own to the session bus.
type Conn struct {
	*dbus.Conn
	Signals chan *dbus.Signal // in their order; closed when the bus is lost

	end context.CancelFunc
}

// Dial connects to the bus at address; "" is the session's. Only the dialling
// obeys ctx: what is to be cleaned up comes after its end. It returns ErrNone,
// ctx.Err(), or why it could not connect. Whoever dials closes.
func Dial(ctx context.Context, address string) (*Conn, error) {
	if address == "" {
		address = sessionAddress()
	}
	if address == "" {
		return nil, ErrNone
	}
	life, end := context.WithCancel(context.WithoutCancel(ctx))
	dialing, dialed := context.WithTimeout(ctx, callWithin)
	defer dialed()
	stop := context.AfterFunc(dialing, end)
	conn, err := dbus.Connect(address, dbus.WithContext(life), dbus.WithSignalHandler(dbus.NewSequentialSignalHandler()))
	if err != nil || !stop() {
		end()
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case err == nil: // connected in the instant in which the time was over
			err = context.DeadlineExceeded
		case errors.Is(err, os.ErrNotExist):
			err = source.NotHere("nothing is at " + address)
		}
		return nil, fmt.Errorf("connect to the session bus: %w", err)
	}
	c := &Conn{Conn: conn, Signals: make(chan *dbus.Signal, 16), end: end}
	conn.Signal(c.Signals)
	return c, nil
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

// Socket is the file by which the session bus is reached, whether it is there
// or not; "" where it has none or none is known.
func Socket() string {
	address := os.Getenv("DBUS_SESSION_BUS_ADDRESS")
	if run := os.Getenv("XDG_RUNTIME_DIR"); address == "" && filepath.IsAbs(run) {
		return filepath.Join(run, "bus")
	}
	_, path, _ := strings.Cut(address, "unix:path=")
	path, _, _ = strings.Cut(path, ",")
	path, err := dbus.UnescapeBusAddressValue(path)
	if err != nil {
		return ""
	}
	return path
}

// Close ends the connection.
func (c *Conn) Close() {
	c.Conn.Close()
	c.end()
}

// Call calls a method, and never starts a service for it.
func (c *Conn) Call(ctx context.Context, dest string, path dbus.ObjectPath, method string, args ...any) *dbus.Call {
	ctx, cancel := context.WithTimeout(ctx, callWithin)
	defer cancel()
	return c.Object(dest, path).CallWithContext(ctx, method, dbus.FlagNoAutoStart, args...)
}

// Listen has the signals of a member of an interface sent to Signals, whoever
// sends them.
func (c *Conn) Listen(ctx context.Context, face, member string) error {
	ctx, cancel := context.WithTimeout(ctx, callWithin)
	defer cancel()
	if err := c.AddMatchSignalContext(ctx, dbus.WithMatchInterface(face), dbus.WithMatchMember(member)); err != nil {
		return fmt.Errorf("listen to %s on the session bus: %w", face, err)
	}
	return nil
}

// Follow has the changes of the owner of a name sent to Signals, and returns
// the owner: the unique name of a connection, "" for nobody.
func (c *Conn) Follow(ctx context.Context, name string) (owner string, err error) {
	ctx, cancel := context.WithTimeout(ctx, callWithin)
	defer cancel()
	err = c.AddMatchSignalContext(ctx, dbus.WithMatchSender(Service),
		dbus.WithMatchMember("NameOwnerChanged"), dbus.WithMatchArg(0, name))
	if err != nil {
		return "", fmt.Errorf("follow %s on the session bus: %w", name, err)
	}
	err = c.Call(ctx, Service, Path, Service+".GetNameOwner", name).Store(&owner)
	var refused dbus.Error
	if errors.As(err, &refused) && refused.Name == Service+".Error.NameHasNoOwner" {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("ask for the owner of %s: %w", name, err)
	}
	return owner, nil
}

// NewOwner reads who owns name now, if sig says so. Only the bus itself can.
func NewOwner(sig *dbus.Signal, name string) (owner string, ok bool) {
	if sig.Sender != Service || sig.Name != Service+".NameOwnerChanged" || len(sig.Body) != 3 || sig.Body[0] != name {
		return "", false
	}
	owner, ok = sig.Body[2].(string)
	return owner, ok
}
