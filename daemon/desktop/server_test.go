package desktop

import (
	"slices"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"focusd/tracker/sessionbus/bustest"
)

// fake is a notification server for the test: it draws nothing, and does what
// the real ones do on the bus. Those are met in real_test.go.
type fake struct {
	conn  *dbus.Conn
	can   []string
	next  uint32
	shown chan shown
	gone  chan uint32
}

// shown is a notice as a server gets it.
type shown struct {
	id, replaces  uint32
	summary, body string
	actions       []string
	hints         map[string]dbus.Variant
	timeout       int32
}

func (f *fake) GetCapabilities() ([]string, *dbus.Error) { return f.can, nil }

func (f *fake) Notify(_ string, replaces uint32, _, summary, body string, actions []string, hints map[string]dbus.Variant, timeout int32) (uint32, *dbus.Error) {
	id := replaces
	if id == 0 {
		f.next++
		id = f.next
	}
	f.shown <- shown{id, replaces, summary, body, actions, hints, timeout}
	return id, nil
}

func (f *fake) CloseNotification(id uint32) *dbus.Error { f.gone <- id; return nil }

// press has the server say that a button was pressed.
func (f *fake) press(t *testing.T, id uint32, key string) { f.emit(t, "ActionInvoked", id, key) }

// closed has it say that a notice is off the screen.
func (f *fake) closed(t *testing.T, id, reason uint32) { f.emit(t, "NotificationClosed", id, reason) }

func (f *fake) emit(t *testing.T, signal string, args ...any) {
	t.Helper()
	if err := f.conn.Emit(path, member+signal, args...); err != nil {
		t.Fatal(err)
	}
}

// end is the end of the server. The bus may notice it later than it hears of
// the next one, for whom the name must be free.
func (f *fake) end() {
	f.conn.ReleaseName(service)
	f.conn.Close()
}

// sessionBus starts a bus of its own and makes it the session's. What the bus
// starts finds no display: no server of this machine comes up by chance.
func sessionBus(t *testing.T) (kill func()) {
	t.Helper()
	t.Setenv("DISPLAY", "")
	t.Setenv("WAYLAND_DISPLAY", "")
	address, kill := bustest.Start(t)
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", address)
	return kill
}

func startFake(t *testing.T, can ...string) *fake {
	t.Helper()
	conn, err := dbus.ConnectSessionBus()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	f := &fake{conn: conn, can: can, next: 40, shown: make(chan shown, 16), gone: make(chan uint32, 16)}
	if err := conn.Export(f, path, service); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.RequestName(service, dbus.NameFlagDoNotQueue); err != nil {
		t.Fatal(err)
	}
	return f
}

func receive[T any](t *testing.T, what string, from <-chan T) T {
	t.Helper()
	select {
	case v := <-from:
		return v
	case <-time.After(10 * time.Second):
		t.Fatalf("no %s within 10 s", what)
		panic("unreachable")
	}
}

// nothing checks that nothing has come. What would have come came before
// something else that was waited for.
func nothing[T any](t *testing.T, what string, from <-chan T) {
	t.Helper()
	select {
	case v := <-from:
		t.Errorf("%s: %v, want none", what, v)
	default:
	}
}

func TestReadTakesOnlyWhatItKnows(t *testing.T) {
	sig := func(name string, body ...any) *dbus.Signal {
		return &dbus.Signal{Sender: ":1.7", Name: name, Body: body}
	}
	for name, test := range map[string]struct {
		sig  *dbus.Signal
		want event
		ok   bool
	}{
		"closed":          {sig(member+"NotificationClosed", uint32(3), uint32(2)), event{":1.7", 3, "", 2}, true},
		"pressed":         {sig(member+"ActionInvoked", uint32(3), "work"), event{":1.7", 3, "work", 0}, true},
		"a token":         {sig(member+"ActivationToken", uint32(3), "token"), event{}, false},
		"no id":           {sig(member+"ActionInvoked", "3", "work"), event{}, false},
		"id of nothing":   {sig(member+"ActionInvoked", uint32(0), "work"), event{}, false},
		"no button":       {sig(member+"ActionInvoked", uint32(3), ""), event{}, false},
		"button a number": {sig(member+"ActionInvoked", uint32(3), 1), event{}, false},
		"too short":       {sig(member+"NotificationClosed", uint32(3)), event{}, false},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := read(test.sig)
			if ok != test.ok || ok && got != test.want {
				t.Errorf("read(%v) = %+v, %v, want %+v, %v", test.sig.Body, got, ok, test.want, test.ok)
			}
		})
	}
}

func TestNoticeOnTheBus(t *testing.T) {
	notice := Notice{
		Key: "test/1", Summary: "A < B", Body: "A < B & C", Buttons: []Button{{"work", "Offline work"}, {"rest", "A break"}},
		Urgency: Low, Transient: true, For: 90 * time.Second,
	}
	for name, test := range map[string]struct {
		can     []string
		body    string
		actions []string
	}{
		"a server of everything": {[]string{"body", "actions", "body-markup"}, "A &lt; B &amp; C", []string{"work", "Offline work", "rest", "A break"}},
		"plain text":             {[]string{"body", "actions"}, "A < B & C", []string{"work", "Offline work", "rest", "A break"}},
		"do not disturb in Xfce": {[]string{"body", "body-markup"}, "A &lt; B &amp; C", nil},
		"nothing at all":         {nil, "A < B & C", nil},
	} {
		t.Run(name, func(t *testing.T) {
			sessionBus(t)
			f := startFake(t, test.can...)
			startBoard(t).Show(notice)
			got := receive(t, "notice", f.shown)
			if got.summary != "A < B" || got.body != test.body || !slices.Equal(got.actions, test.actions) || got.timeout != 90_000 {
				t.Errorf("with %q it is %+v, want body %q, actions %q, 90 s", test.can, got, test.body, test.actions)
			}
			for hint, want := range map[string]any{"urgency": byte(0), "transient": true, "category": "x-focusd.test", "desktop-entry": "focus-tray"} {
				if v := got.hints[hint].Value(); v != want {
					t.Errorf("hint %s is %v (%T), want %v (%T)", hint, v, v, want, want)
				}
			}
		})
	}
}
