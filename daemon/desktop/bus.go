package desktop

import (
	"context"
	"errors"
	"fmt"
	"html"
	"os"
	"slices"
	"strconv"
	"time"

	"github.com/godbus/dbus/v5"
)

const (
	service    = "org.freedesktop.Notifications"
	path       = "/org/freedesktop/Notifications"
	member     = service + "."
	callWithin = 2 * time.Second
)

// errNoBus says that there is no session bus to speak on.
var errNoBus = errors.New("no session bus (DBUS_SESSION_BUS_ADDRESS is not set)")

// answer is what became of a notice that was shown.
type answer struct {
	id     uint32
	button int  // the one that was pressed; -1 for none
	closed bool // it is no longer on the screen
}

// bus is a connection to the notification server, one for the life of the
// program: servers send the buttons only to the connection that called.
type bus struct {
	conn    *dbus.Conn
	signals chan *dbus.Signal
}

// dial connects to the session bus. It never starts one: godbus would leave a
// daemon behind that nobody asked for.
func dial(ctx context.Context) (*bus, error) {
	if os.Getenv("DBUS_SESSION_BUS_ADDRESS") == "" {
		return nil, errNoBus
	}
	conn, err := dbus.ConnectSessionBus(dbus.WithContext(ctx))
	if err != nil {
		return nil, fmt.Errorf("connect to the session bus: %w", err)
	}
	if err := conn.AddMatchSignal(dbus.WithMatchInterface(service)); err != nil {
		conn.Close()
		return nil, fmt.Errorf("listen to the notification server: %w", err)
	}
	b := &bus{conn: conn, signals: make(chan *dbus.Signal, 16)}
	conn.Signal(b.signals)
	return b, nil
}

func (b *bus) close() { b.conn.Close() }

func (b *bus) call(ctx context.Context, method string, args ...any) *dbus.Call {
	ctx, cancel := context.WithTimeout(ctx, callWithin)
	defer cancel()
	return b.conn.Object(service, path).CallWithContext(ctx, member+method, 0, args...)
}

// show puts n on the screen in place of the notice with the given id (0: a new
// one) and returns its id.
func (b *bus) show(ctx context.Context, n notice, replaces uint32) (uint32, error) {
	// Asked each time: the server may have been restarted as another one.
	var can []string
	if err := b.call(ctx, "GetCapabilities").Store(&can); err != nil {
		return 0, fmt.Errorf("ask the notification server: %w", err)
	}
	body := n.body
	if slices.Contains(can, "body-markup") {
		body = html.EscapeString(body)
	}
	var actions []string
	if slices.Contains(can, "actions") {
		for i, btn := range n.buttons {
			actions = append(actions, strconv.Itoa(i), btn.label)
		}
	}
	hints := map[string]dbus.Variant{
		"urgency":       dbus.MakeVariant(byte(1)),
		"desktop-entry": dbus.MakeVariant("focus-tray"),
		"category":      dbus.MakeVariant("x-focusd.timer"),
	}
	const serverDecides = int32(-1)
	var id uint32
	err := b.call(ctx, "Notify", "focusd", replaces, "alarm-symbolic", n.summary, body, actions, hints, serverDecides).Store(&id)
	if err != nil {
		return 0, fmt.Errorf("show a notification: %w", err)
	}
	return id, nil
}

// withdraw takes a notice off the screen. That it is gone already is no error.
func (b *bus) withdraw(ctx context.Context, id uint32) { b.call(ctx, "CloseNotification", id) }

// read makes an answer of a signal. Many servers send everybody's signals to
// everybody: the caller compares the id.
func read(sig *dbus.Signal) (answer, bool) {
	if sig == nil || len(sig.Body) < 2 {
		return answer{}, false
	}
	id, ok := sig.Body[0].(uint32)
	if !ok {
		return answer{}, false
	}
	switch sig.Name {
	case member + "NotificationClosed":
		return answer{id: id, button: -1, closed: true}, true
	case member + "ActionInvoked":
		key, _ := sig.Body[1].(string)
		button, err := strconv.Atoi(key)
		return answer{id: id, button: button}, err == nil
	}
	return answer{}, false
}
