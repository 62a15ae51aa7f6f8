package desktop

import (
	"context"
	"errors"
	"fmt"
	"html"
	"math"
	"slices"
	"time"

	"github.com/godbus/dbus/v5"

	"focusd/tracker/sessionbus"
)

const (
	service    = "org.freedesktop.Notifications"
	path       = "/org/freedesktop/Notifications"
	member     = service + "."
	callWithin = 2 * time.Second
)

// ErrNoServer is returned when nobody would show a notice.
var ErrNoServer = errors.New("no notification server")

// server is whoever shows notices on the session bus, which may be nobody, or
// somebody else than a moment ago.
type server struct {
	bus   *sessionbus.Conn
	owner string // unique name of the connection that is the server; "": nobody
}

// reach connects to the session bus and finds out who is the server.
func reach(ctx context.Context) (*server, error) {
	bus, err := sessionbus.Dial(ctx, "")
	if err != nil {
		return nil, err
	}
	s := &server{bus: bus}
	if err := s.listen(ctx); err != nil {
		bus.Close()
		return nil, err
	}
	return s, nil
}

func (s *server) listen(ctx context.Context) (err error) {
	for _, signal := range []string{"NotificationClosed", "ActionInvoked"} {
		if err := s.bus.Listen(ctx, service, signal); err != nil {
			return err
		}
	}
	s.owner, err = s.bus.Follow(ctx, service)
	return err
}

func (s *server) close() { s.bus.Close() }

// call calls the one server that is meant: an id of another one would be
// somebody else's notice.
func (s *server) call(ctx context.Context, owner, method string, args ...any) *dbus.Call {
	return s.bus.Call(ctx, owner, path, member+method, args...)
}

// start has the bus start a server, if it knows one.
func (s *server) start(ctx context.Context) error {
	const noFlags = uint32(0)
	var outcome uint32
	err := s.bus.Call(ctx, sessionbus.Service, sessionbus.Path, sessionbus.Service+".StartServiceByName", service, noFlags).Store(&outcome)
	if err != nil {
		return errors.Join(ErrNoServer, err)
	}
	err = s.bus.Call(ctx, sessionbus.Service, sessionbus.Path, sessionbus.Service+".GetNameOwner", service).Store(&s.owner)
	if err != nil {
		return errors.Join(ErrNoServer, err)
	}
	return nil
}

// draw puts a notice on the screen, in place of what it was there before. A
// server that is not there any more is looked for again, once.
func (s *server) draw(ctx context.Context, p *posted) error {
	err := s.drawOnce(ctx, p)
	if s.owner != "" && gone(err) {
		s.owner = ""
		err = s.drawOnce(ctx, p)
	}
	return err
}

func (s *server) drawOnce(ctx context.Context, p *posted) error {
	if s.owner == "" {
		if err := s.start(ctx); err != nil {
			return err
		}
	}
	// Asked each time: Xfce's offers no buttons while do-not-disturb is on.
	var can []string
	if err := s.call(ctx, s.owner, "GetCapabilities").Store(&can); err != nil {
		return fmt.Errorf("ask the notification server: %w", err)
	}
	body, actions := p.Body, []string{}
	if slices.Contains(can, "body-markup") {
		body = html.EscapeString(body)
	}
	if slices.Contains(can, "actions") {
		for _, b := range p.Buttons {
			actions = append(actions, b.Key, b.Label)
		}
	}
	var replaces, id uint32 // 0: nothing
	if p.owner == s.owner {
		replaces = p.id
	}
	err := s.call(ctx, s.owner, "Notify", "focusd", replaces, "alarm-symbolic", p.Summary, body, actions, p.hints(), p.timeout()).Store(&id)
	if err != nil {
		return fmt.Errorf("show a notification: %w", err)
	}
	p.owner, p.id = s.owner, id
	return nil
}

// gone tells whether a call failed because whom it was for is not there.
func gone(err error) bool {
	var refused dbus.Error
	if !errors.As(err, &refused) {
		return false
	}
	switch refused.Name {
	case sessionbus.Service + ".Error.ServiceUnknown", sessionbus.Service + ".Error.NameHasNoOwner", sessionbus.Service + ".Error.NoReply":
		return true
	}
	return false
}

// hints have the exact types that the specification names: servers ignore the
// others.
func (n Notice) hints() map[string]dbus.Variant {
	hints := map[string]dbus.Variant{
		"urgency":       dbus.MakeVariant(n.Urgency.level()),
		"desktop-entry": dbus.MakeVariant("focus-tray"),
		"category":      dbus.MakeVariant("x-focusd." + whose(n.Key)),
	}
	if n.Transient {
		hints["transient"] = dbus.MakeVariant(true)
	}
	return hints
}

// timeout is how long the notice stays, in milliseconds; -1: the server decides.
func (n Notice) timeout() int32 {
	if n.For <= 0 {
		return -1
	}
	return int32(min(n.For.Milliseconds(), math.MaxInt32))
}

// withdraw takes a notice off the screen of the server that drew it. That either
// is gone already is no error.
func (s *server) withdraw(ctx context.Context, p *posted) {
	if p.owner != "" && p.owner == s.owner {
		s.call(ctx, p.owner, "CloseNotification", p.id)
	}
}

// event is what the server says became of a notice.
type event struct {
	owner  string // who says so
	id     uint32
	button string // that was pressed; "": the notice is off the screen
	reason uint32 // why it is
}

// byPerson is the reason of a notice that the person took off the screen.
const byPerson = 2

// read makes an event of a signal. Many servers send everybody's signals to
// everybody: the caller compares the id.
func read(sig *dbus.Signal) (e event, ok bool) {
	if len(sig.Body) < 2 {
		return e, false
	}
	e.owner = sig.Sender
	if e.id, ok = sig.Body[0].(uint32); !ok || e.id == 0 {
		return e, false
	}
	switch sig.Name {
	case member + "NotificationClosed":
		e.reason, ok = sig.Body[1].(uint32)
	case member + "ActionInvoked":
		e.button, ok = sig.Body[1].(string)
		ok = ok && e.button != ""
	default:
		ok = false
	}
	return e, ok
}
