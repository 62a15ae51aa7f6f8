package media

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/godbus/dbus/v5"
)

const (
	busService = "org.freedesktop.DBus"
	properties = busService + ".Properties"

	nameOwnerChanged  = busService + ".NameOwnerChanged"
	propertiesChanged = properties + ".PropertiesChanged"

	callWithin = 2 * time.Second
)

var errLost = errors.New("lost the session bus")

// desktop is a connection to the session bus, and what is known of those on it.
type desktop struct {
	conn    *dbus.Conn
	signals chan *dbus.Signal
	players map[string]*player // by their names on the bus
	asked   [len(desks)]bool   // the desks that are there, and whether they are inhibited
	there   [len(desks)]bool
	tell    func(update)
}

func watchDesktop(ctx context.Context, tell func(update)) {
	failed := func(err error) {
		tell(update{part: players, err: err})
		tell(update{part: inhibitors, err: err})
	}
	address, folders, err := sessionBus()
	if err != nil {
		failed(err)
		return
	}
	keep(ctx, folders, func(ctx context.Context) error {
		d, end, err := dial(ctx, address)
		if err != nil {
			return err
		}
		defer end()
		d.tell = tell
		return d.watch(ctx)
	}, failed)
}

// sessionBus is the address of the session bus, and the folders in which it
// would appear. None is ever started: godbus would leave a daemon behind that
// nobody asked for.
func sessionBus() (address string, folders []string, err error) {
	address = os.Getenv("DBUS_SESSION_BUS_ADDRESS")
	if run := os.Getenv("XDG_RUNTIME_DIR"); address == "" && run != "" {
		address = "unix:path=" + filepath.Join(run, "bus")
	}
	if address == "" || address == "disabled:" {
		return "", nil, absent("no session bus: neither DBUS_SESSION_BUS_ADDRESS nor XDG_RUNTIME_DIR is set")
	}
	if _, path, ok := strings.Cut(address, "unix:path="); ok {
		path, _, _ = strings.Cut(path, ",")
		folders = []string{filepath.Dir(path)}
	}
	return address, folders, nil
}

func dial(ctx context.Context, address string) (d *desktop, end func(), err error) {
	ctx, cancel := context.WithCancel(ctx)
	patience := time.AfterFunc(callWithin, cancel)
	// In order: a player that starts and stops is not left playing.
	conn, err := dbus.Connect(address, dbus.WithContext(ctx), dbus.WithSignalHandler(dbus.NewSequentialSignalHandler()))
	patience.Stop()
	if errors.Is(err, os.ErrNotExist) {
		err = absent("no session bus at " + address)
	}
	if err != nil {
		cancel()
		return nil, nil, fmt.Errorf("connect to the session bus: %w", err)
	}
	d = &desktop{conn: conn, signals: make(chan *dbus.Signal), players: make(map[string]*player)}
	conn.Signal(d.signals)
	return d, cancel, nil
}

// watch tells until the bus is lost.
func (d *desktop) watch(ctx context.Context) error {
	if err := d.listen(ctx); err != nil {
		return err
	}
	var names []string
	if err := d.call(ctx, busService, "/org/freedesktop/DBus", busService+".ListNames", nil, &names); err != nil {
		return err
	}
	for _, name := range names {
		d.arrive(ctx, name, "")
	}
	d.tellPlayers()
	d.tellInhibitors()
	for sig := range d.signals {
		d.note(ctx, sig)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return errLost
}

// listen asks for what players and desks say, and for who comes and goes.
func (d *desktop) listen(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, callWithin)
	defer cancel()
	owners := func(who dbus.MatchOption) []dbus.MatchOption {
		return []dbus.MatchOption{
			dbus.WithMatchSender(busService), dbus.WithMatchInterface(busService),
			dbus.WithMatchMember("NameOwnerChanged"), who,
		}
	}
	rules := [][]dbus.MatchOption{
		owners(dbus.WithMatchArg0Namespace(playerNames)),
		{
			dbus.WithMatchInterface(properties), dbus.WithMatchMember("PropertiesChanged"),
			dbus.WithMatchObjectPath(playerPath), dbus.WithMatchArg(0, playerInterface),
		},
	}
	for _, desk := range desks {
		rules = append(rules, owners(dbus.WithMatchArg(0, desk.service)),
			[]dbus.MatchOption{dbus.WithMatchSender(desk.service), dbus.WithMatchInterface(desk.iface)})
	}
	for _, rule := range rules {
		if err := d.conn.AddMatchSignalContext(ctx, rule...); err != nil {
			return fmt.Errorf("listen to the session bus: %w", err)
		}
	}
	return nil
}

// note takes in what somebody says.
func (d *desktop) note(ctx context.Context, sig *dbus.Signal) {
	switch {
	case sig.Name == nameOwnerChanged && sig.Sender == busService:
		var name, before, after string
		if dbus.Store(sig.Body, &name, &before, &after) != nil {
			return
		}
		d.leave(name)
		if after != "" {
			d.arrive(ctx, name, after)
		}
		if isPlayer(name) {
			d.tellPlayers()
		} else {
			d.tellInhibitors()
		}
	case sig.Name == propertiesChanged && sig.Path == playerPath:
		if statusChanged(sig) {
			d.readPlayersOf(ctx, sig.Sender)
			d.tellPlayers()
		}
	default:
		for i, desk := range desks {
			if d.there[i] && strings.HasPrefix(sig.Name, desk.iface+".") {
				d.asked[i] = d.ask(ctx, desk)
				d.tellInhibitors()
			}
		}
	}
}

// arrive takes in a name on the bus and who has it; "": to be asked for.
func (d *desktop) arrive(ctx context.Context, name, owner string) {
	if isPlayer(name) {
		d.addPlayer(ctx, name, owner)
	}
	for i, desk := range desks {
		if desk.service == name {
			d.there[i], d.asked[i] = true, d.ask(ctx, desk)
		}
	}
}

func (d *desktop) leave(name string) {
	delete(d.players, name)
	for i, desk := range desks {
		if desk.service == name {
			d.there[i], d.asked[i] = false, false
		}
	}
}

// call calls a method of a service that is running, and stores what it returns.
func (d *desktop) call(ctx context.Context, service string, path dbus.ObjectPath, method string, args []any, out ...any) error {
	ctx, cancel := context.WithTimeout(ctx, callWithin)
	defer cancel()
	call := d.conn.Object(service, path).CallWithContext(ctx, method, dbus.FlagNoAutoStart, args...)
	if err := call.Store(out...); err != nil {
		return fmt.Errorf("%s: %w", method, err)
	}
	return nil
}
