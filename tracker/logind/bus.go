package logind

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/godbus/dbus/v5"

	"focusd/tracker/source"
)

const (
	service = "org.freedesktop.login1"
	root    = "/org/freedesktop/login1"

	managerInterface = service + ".Manager"
	sessionInterface = service + ".Session"
	userInterface    = service + ".User"

	busService        = "org.freedesktop.DBus"
	propertyInterface = busService + ".Properties"
	nameOwnerChanged  = busService + ".NameOwnerChanged"

	callWithin = 2 * time.Second
)

var (
	// ErrNoLogind is returned when there is no login manager to ask.
	ErrNoLogind = errors.New("no login manager on the system bus (systemd-logind or elogind would tell of lock and sleep)")
	// ErrLost is returned when the system bus went away.
	ErrLost = errors.New("lost the system bus")
)

// bus is a connection to the system bus that hears logind.
type bus struct {
	conn    *dbus.Conn
	signals chan *dbus.Signal
	owner   string // the connection of logind; "" while it is not running
	close   context.CancelFunc
}

// dial connects to the system bus and asks for the signals of logind that the
// rules select. Whoever dials closes.
func dial(ctx context.Context, rules ...[]dbus.MatchOption) (*bus, error) {
	ctx, cancel := context.WithCancel(ctx)
	patience := time.AfterFunc(callWithin, cancel)
	// In order: a session that is locked and unlocked is not the other way round.
	conn, err := dbus.ConnectSystemBus(dbus.WithContext(ctx), dbus.WithSignalHandler(dbus.NewSequentialSignalHandler()))
	patience.Stop()
	if err != nil {
		cancel()
		if errors.Is(err, os.ErrNotExist) {
			err = source.NotHere("there is none")
		}
		return nil, fmt.Errorf("connect to the system bus: %w", err)
	}
	b := &bus{conn: conn, signals: make(chan *dbus.Signal), close: cancel}
	conn.Signal(b.signals)
	if err := b.listen(ctx, rules); err != nil {
		cancel()
		return nil, err
	}
	return b, nil
}

func (b *bus) listen(ctx context.Context, rules [][]dbus.MatchOption) error {
	ctx, cancel := context.WithTimeout(ctx, callWithin)
	defer cancel()
	owners := []dbus.MatchOption{
		dbus.WithMatchSender(busService), dbus.WithMatchInterface(busService),
		dbus.WithMatchMember("NameOwnerChanged"), dbus.WithMatchArg(0, service),
	}
	for _, rule := range append([][]dbus.MatchOption{owners}, rules...) {
		if err := b.conn.AddMatchSignalContext(ctx, rule...); err != nil {
			return fmt.Errorf("listen to logind: %w", err)
		}
	}
	// Asked after listening: what happens in between is heard. A name without an
	// owner is an error, and no call starts what is not running.
	err := b.conn.BusObject().CallWithContext(ctx, busService+".GetNameOwner", 0, service).Store(&b.owner)
	if err != nil {
		return ErrNoLogind
	}
	return nil
}

// next waits for something that logind says, or for logind to come or go: a
// NameOwnerChanged, after which owner is as it says.
func (b *bus) next(ctx context.Context) (*dbus.Signal, error) {
	for sig := range b.signals {
		switch {
		case sig.Sender == busService && sig.Name == nameOwnerChanged:
			var name, before, after string
			if dbus.Store(sig.Body, &name, &before, &after) == nil && name == service {
				b.owner = after
				return sig, nil
			}
		case sig.Sender == b.owner: // anybody may send us signals
			return sig, nil
		}
	}
	return nil, orEnded(ctx, ErrLost)
}

// orEnded is the error of ctx once it is done: whatever failed, failed for that.
func orEnded(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

// call calls a method of logind and stores what it returns.
func (b *bus) call(ctx context.Context, path dbus.ObjectPath, method string, args []any, out ...any) error {
	ctx, cancel := context.WithTimeout(ctx, callWithin)
	defer cancel()
	call := b.conn.Object(service, path).CallWithContext(ctx, method, dbus.FlagNoAutoStart, args...)
	if err := call.Store(out...); err != nil {
		return fmt.Errorf("%s: %w", method, err)
	}
	return nil
}

// all reads the properties of an object.
func (b *bus) all(ctx context.Context, path dbus.ObjectPath, iface string) (properties, error) {
	var p properties
	err := b.call(ctx, path, propertyInterface+".GetAll", []any{iface}, &p)
	return p, err
}

type properties map[string]dbus.Variant

// property is the value of a property; zero when it is not there or of another
// type.
func property[T any](p properties, name string) T {
	var v T
	if value, ok := p[name]; ok && value.Store(&v) != nil {
		return *new(T)
	}
	return v
}
