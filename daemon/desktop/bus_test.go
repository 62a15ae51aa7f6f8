package desktop

import (
	"bufio"
	"context"
	"log/slog"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"focusd/daemon/engine"
	"focusd/timer"
)

// server is a notification server for the test: the real one needs a display,
// and is tested with the whole program.
type server struct {
	conn  *dbus.Conn
	shown chan shown
	gone  chan uint32
	caps  []string
}

type shown struct {
	id            uint32
	summary, body string
	actions       []string
}

func (s *server) GetCapabilities() ([]string, *dbus.Error) { return s.caps, nil }

func (s *server) Notify(_ string, replaces uint32, _, summary, body string, actions []string, _ map[string]dbus.Variant, _ int32) (uint32, *dbus.Error) {
	id := replaces
	if id == 0 {
		id = 7
	}
	s.shown <- shown{id, summary, body, actions}
	return id, nil
}

func (s *server) CloseNotification(id uint32) *dbus.Error { s.gone <- id; return nil }

func (s *server) press(t *testing.T, id uint32, key string) {
	t.Helper()
	if err := s.conn.Emit(path, member+"ActionInvoked", id, key); err != nil {
		t.Fatal(err)
	}
}

// sessionBus starts a bus of its own and makes it the session's.
func sessionBus(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("dbus-daemon"); err != nil {
		if os.Getenv("FOCUSD_REQUIRE_DESKTOP") == "1" {
			t.Fatal("dbus-daemon is not installed")
		}
		t.Skip("dbus-daemon is not installed")
	}
	cmd := exec.Command("dbus-daemon", "--session", "--nofork", "--print-address")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", strings.TrimSpace(line))
}

func notificationServer(t *testing.T, caps ...string) *server {
	t.Helper()
	conn, err := dbus.ConnectSessionBus()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	s := &server{conn: conn, shown: make(chan shown, 8), gone: make(chan uint32, 8), caps: caps}
	if err := conn.Export(s, path, service); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.RequestName(service, dbus.NameFlagDoNotQueue); err != nil {
		t.Fatal(err)
	}
	return s
}

// follow runs Notify on a channel of snapshots until the test ends.
func follow(t *testing.T, done chan<- timer.Event) chan<- *engine.Snapshot {
	t.Helper()
	snaps := make(chan *engine.Snapshot)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		Notify(context.Background(), snaps, func(_ context.Context, ev timer.Event) (*engine.Snapshot, error) {
			done <- ev
			return nil, nil
		}, slog.New(slog.DiscardHandler))
	}()
	t.Cleanup(func() { close(snaps); <-ended })
	return snaps
}

func receive[T any](t *testing.T, what string, from <-chan T) T {
	t.Helper()
	select {
	case v := <-from:
		return v
	case <-time.After(5 * time.Second):
		t.Fatalf("no %s within 5 s", what)
		panic("unreachable")
	}
}

func TestButtonsAnswer(t *testing.T) {
	sessionBus(t)
	srv := notificationServer(t, "actions", "body", "body-markup")
	done := make(chan timer.Event, 1)
	snaps := follow(t, done)
	for _, s := range play(t, timer.DefaultRules(), at(timer.Event{Verb: timer.Start, Label: "<b>"}, 0), tick(25*time.Minute)) {
		snaps <- s
	}
	got := receive(t, "notification", srv.shown)
	if want := []string{"0", "Take the break", "1", "+5 min"}; strings.Join(got.actions, "|") != strings.Join(want, "|") {
		t.Errorf("actions = %q, want %q", got.actions, want)
	}
	srv.press(t, got.id+1, "0") // of somebody else's
	srv.press(t, got.id, "1")
	if ev := receive(t, "command", done); ev.Verb != timer.Extend || ev.For != 5*time.Minute {
		t.Errorf("the button did %v %v, want extend 5m", ev.Verb, ev.For)
	}
}

func TestOutdatedNoticeIsWithdrawn(t *testing.T) {
	sessionBus(t)
	srv := notificationServer(t)
	snaps := follow(t, make(chan timer.Event, 1))
	steps := play(t, timer.DefaultRules(), at(timer.Event{Verb: timer.Start}, 0), tick(25*time.Minute), at(timer.Event{Verb: timer.Finish}, 26*time.Minute))
	for _, s := range steps[:3] {
		snaps <- s
	}
	got := receive(t, "notification", srv.shown)
	if len(got.actions) != 0 {
		t.Errorf("a server without actions was sent %q", got.actions)
	}
	snaps <- steps[3]
	if id := receive(t, "withdrawal", srv.gone); id != got.id {
		t.Errorf("notice %d was withdrawn, want %d", id, got.id)
	}
}

func TestHeldRemindersAreSilent(t *testing.T) {
	sessionBus(t)
	srv := notificationServer(t)
	snaps := follow(t, make(chan timer.Event, 1))
	for _, s := range play(t, timer.DefaultRules(), at(timer.Event{Verb: timer.Start}, 0), tick(25*time.Minute)) {
		s.HeldUntil = nine.Add(time.Hour)
		snaps <- s
	}
	snaps <- &engine.Snapshot{} // read only after what came before was dealt with
	select {
	case got := <-srv.shown:
		t.Errorf("held, but it says %q", got.summary)
	default:
	}
}

func TestWithoutBusOrServerItGoesOn(t *testing.T) {
	for name, address := range map[string]string{"no address": "", "dead bus": "unix:path=/nonexistent/bus"} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("DBUS_SESSION_BUS_ADDRESS", address)
			snaps := follow(t, make(chan timer.Event, 1))
			for range 3 {
				for _, s := range play(t, timer.DefaultRules(), at(timer.Event{Verb: timer.Start}, 0), tick(25*time.Minute)) {
					snaps <- s
				}
			}
		})
	}
	t.Run("no server", func(t *testing.T) {
		sessionBus(t)
		snaps := follow(t, make(chan timer.Event, 1))
		steps := play(t, timer.DefaultRules(), at(timer.Event{Verb: timer.Start}, 0), tick(25*time.Minute))
		for _, s := range steps {
			snaps <- s
		}
		srv := notificationServer(t) // it comes later
		snaps <- steps[0]
		for _, s := range steps[1:] {
			snaps <- s
		}
		receive(t, "notification", srv.shown)
	})
}
