package gnome

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/godbus/dbus/v5"

	"focusd/tracker"
	"focusd/tracker/sessionbus"
	"focusd/tracker/sessionbus/bustest"
	"focusd/tracker/source"
)

func TestAFakeShellIsWatched(t *testing.T) {
	address, kill := bustest.Start(t)
	f := startFakeShell(t, address)
	f.show(`{"wm_class":"First","title":"(2) x","pid":7,"fullscreen":true,"app":null,"sandbox":null,"new":{}}`)
	w := watchGNOME(t, Source{Bus: address})
	r := w.wantApp(t, "it begins", "first")
	if r.Window.Title != "x" || r.PID != 7 || !r.FullScreen {
		t.Errorf("reported %+v", r)
	}
	f.show(`{"wm_class":"second"}`)
	w.wantApp(t, "the focus goes to another window", "second")
	f.emit(extensionPath, extensionName+".Changed", "{")
	f.emit(extensionPath, extensionName+".Changed", 5)
	f.emit(extensionPath, extensionName+".Changed")
	f.show("null")
	w.wantApp(t, "nothing has the focus", "")
	kill()
	if err := receive(t, "end", w.ended); !errors.Is(err, ErrLost) {
		t.Errorf("the bus is gone and Watch = %v, want %v", err, ErrLost)
	}
}

func TestOnlyTheShellIsBelieved(t *testing.T) {
	address, _ := bustest.Start(t)
	forger := newFake(t, address)
	forger.export(extensionPath, extensionName, map[string]any{"Get": forger.get})
	forger.window = `{"wm_class":"forged"}`
	forger.own(extensionName)
	f := startFakeShell(t, address) // without the name, which the forger has
	w := watchGNOME(t, Source{Bus: address})
	forger.show(`{"wm_class":"forged"}`)
	forger.emit(saverPath, saverName+".ActiveChanged", true)
	forger.disown(extensionName)
	f.with(func() { f.window = `{"wm_class":"true"}` })
	f.own(extensionName)
	w.wantApp(t, "the shell has the name", "true")
	forger.show(`{"wm_class":"forged"}`)
	forger.emit(sessionbus.Path, sessionbus.Service+".NameOwnerChanged", shellName, "", forger.conn.Names()[0])
	// After an answer to the forger the bus has passed on what it said before.
	if err := forger.conn.BusObject().Call(sessionbus.Service+".GetId", 0).Err; err != nil {
		t.Fatal(err)
	}
	f.show(`{"wm_class":"last"}`)
	w.wantApp(t, "the shell says so", "last")
}

func TestLockScreenIsNothingInFront(t *testing.T) {
	address, _ := bustest.Start(t)
	f := startFakeShell(t, address)
	f.show(`{"wm_class":"a"}`)
	w := watchGNOME(t, Source{Bus: address})
	w.wantApp(t, "it begins", "a")
	before := time.Now().Round(0)
	f.lock(true)
	if r := w.wantApp(t, "it is locked", ""); r.At.Before(before) {
		t.Errorf("stamped %v, before the lock at %v", r.At, before)
	}
	late := watchGNOME(t, Source{Bus: address})
	late.wantApp(t, "it begins behind the lock screen", "")
	f.lock(false)
	w.wantApp(t, "it is unlocked", "a")
	late.wantApp(t, "it is unlocked", "a")
}

// The shell says that it is unlocked a moment after the extension is back, and
// everything is looked at again then.
func TestWindowThatClosesWhileTheScreenIsUnlocked(t *testing.T) {
	address, _ := bustest.Start(t)
	f := startFakeShell(t, address)
	f.show(`{"wm_class":"a"}`)
	w := watchGNOME(t, Source{Bus: address})
	w.wantApp(t, "it begins", "a")
	f.lock(true)
	w.wantApp(t, "it is locked", "")
	f.own(extensionName)
	w.wantApp(t, "the extension is back", "a")
	f.show("null")
	f.emit(saverPath, saverName+".ActiveChanged", false)
	w.wantApp(t, "the window closed", "")
}

func TestExtensionsThatAreSwitchedOffForAMomentAreMissedByNobody(t *testing.T) {
	address, _ := bustest.Start(t)
	f := startFakeShell(t, address)
	f.show(`{"wm_class":"a"}`)
	w := watchGNOME(t, Source{Bus: address})
	w.wantApp(t, "it begins", "a")
	f.disown(extensionName)
	f.show(`{"wm_class":"b"}`) // not after: the answer to who asks then may be on its way
	f.own(extensionName)
	w.wantApp(t, "the extension is back", "b")
}

func TestShellThatIsStartedAnew(t *testing.T) {
	address, _ := bustest.Start(t)
	f := startFakeShell(t, address)
	f.show(`{"wm_class":"a"}`)
	w := watchGNOME(t, Source{Bus: address})
	w.wantApp(t, "it begins", "a")
	f.conn.Close()
	if r := receive(t, "report", w.reports); r.Facts != 0 {
		t.Errorf("the shell is gone, and it reported %+v, want nothing known", r)
	}
	again := startFakeShell(t, address)
	again.show(`{"wm_class":"b"}`)
	for {
		if r := receive(t, "report of the new shell", w.reports); r.Window.App == "b" {
			break
		}
	}
}

func TestWhyThereIsNothingToWatch(t *testing.T) {
	t.Setenv("XDG_DATA_HOME", t.TempDir())
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
	address, _ := bustest.Start(t)
	for name, test := range map[string]struct {
		source source.Source
		want   string
	}{
		"no shell":            {Source{Bus: address}, ErrAbsent.Error()},
		"no monitor":          {Idle{Bus: address}, ErrNoMonitor.Error()},
		"no bus for windows":  {Source{}, "DBUS_SESSION_BUS_ADDRESS is not set"},
		"no bus for idleness": {Idle{}, "DBUS_SESSION_BUS_ADDRESS is not set"},
		"dead bus":            {Source{Bus: "unix:path=/nonexistent/bus"}, "connect to the session bus"},
	} {
		t.Run(name, func(t *testing.T) {
			err := receive(t, "end", watchIdle(t, test.source, time.Minute, nil).ended)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("Watch = %v, want %q", err, test.want)
			}
		})
	}
}

func TestExtensionThatIsNotThere(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes five seconds until the extension is given up")
	}
	t.Setenv("XDG_DATA_HOME", t.TempDir())
	address, _ := bustest.Start(t)
	f := startFakeShell(t, address)
	f.show(`{"wm_class":"a"}`)
	w := watchGNOME(t, Source{Bus: address})
	w.wantApp(t, "it begins", "a")
	before := time.Now().Round(0)
	f.disown(extensionName)
	if r := receive(t, "report", w.reports); r.Facts != 0 || r.At.Before(before) || r.At.After(before.Add(patience/2)) {
		t.Errorf("reported %+v, want nothing known since the extension went at %v", r, before)
	}
	if err := receive(t, "end", w.ended); !errors.Is(err, ErrNoExtension) {
		t.Errorf("Watch = %v, want %v", err, ErrNoExtension)
	}
}

func TestAnotherExtensionStandsIn(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes five seconds until another extension is asked")
	}
	t.Parallel()
	address, _ := bustest.Start(t)
	f := startFakeShell(t, address)
	f.disown(extensionName)
	f.export("/org/gnome/shell/extensions/FocusedWindow", "org.gnome.shell.extensions.FocusedWindow", map[string]any{"Get": f.get})
	f.with(func() { f.window = `{"wm_class":"Other","title":"t","pid":3,"focus":true,"display":{}}` })
	w := watchGNOME(t, Source{Bus: address})
	if r := w.wantApp(t, "only another extension is there", "other"); r.PID != 3 || r.Window.Title != "t" {
		t.Errorf("reported %+v", r)
	}
	f.with(func() { f.window = `{"wm_class":"ours"}` })
	f.own(extensionName)
	w.wantApp(t, "ours comes", "ours")
}

func TestWhatOtherExtensionsSay(t *testing.T) {
	const focused, calls = "/org/gnome/shell/extensions/FocusedWindow", "/org/gnome/Shell/Extensions/Windows"
	none := &front{}
	for name, test := range map[string]struct {
		path dbus.ObjectPath
		says string
		want *front // none: no window; nil: an error
	}{
		"focused window":       {focused, `{"wm_class":"a","title":"b","pid":3,"layer":2}`, &front{Class: "a", Title: "b", PID: 3}},
		"no focused window":    {focused, `{}`, none},
		"not readable":         {focused, `none`, nil},
		"window calls":         {calls, `[{"wm_class":"a","focus":false,"id":1},{"wm_class":"b","title":"c","pid":3,"focus":true,"id":2}]`, &front{Class: "b", Title: "c", PID: 3}},
		"of an older version":  {calls, `[{"wm_class":"b","focus":true,"id":2}]`, &front{Class: "b", Title: "of 2"}},
		"none of them":         {calls, `[{"wm_class":"a","focus":false,"id":1}]`, none},
		"no list":              {calls, `{}`, nil},
		"neither is installed": {"/elsewhere", `{}`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			address, _ := bustest.Start(t)
			f := newFake(t, address)
			f.own(shellName)
			says := func() (string, *dbus.Error) { return test.says, nil }
			title := func(id uint32) (string, *dbus.Error) {
				return map[uint32]string{2: "of 2"}[id], nil
			}
			face := map[dbus.ObjectPath]string{focused: "org.gnome.shell.extensions.FocusedWindow", calls: "org.gnome.Shell.Extensions.Windows"}[test.path]
			f.export(test.path, face, map[string]any{"Get": says, "List": says, "GetTitle": title})
			s, err := findShell(t.Context(), address)
			if err != nil {
				t.Fatal(err)
			}
			defer s.close()
			got, _, err := askForeign(t.Context(), s)
			if (err != nil) != (test.want == nil) {
				t.Fatalf("%s: error %v", test.says, err)
			}
			if got == nil {
				got = none
			}
			if err == nil && *got != *test.want {
				t.Errorf("%s: %+v, want %+v", test.says, *got, *test.want)
			}
		})
	}
}

func TestNothingBetweenTwoWindowsIsAStep(t *testing.T) {
	const a, b = `{"wm_class":"a"}`, `{"wm_class":"b"}`
	type said struct {
		after  time.Duration
		window string
	}
	type seen struct {
		at  time.Duration
		app string
	}
	for name, test := range map[string]struct {
		said []said
		want []seen
	}{
		"a step":   {[]said{{0, a}, {10, "null"}, {20, b}, {90, b}}, []seen{{0, "a"}, {30, "b"}}},
		"it lasts": {[]said{{0, a}, {10, "null"}, {20, "null"}, {90, b}}, []seen{{0, "a"}, {10, ""}, {120, "b"}}},
		"at first": {[]said{{0, "null"}, {10, a}}, []seen{{0, ""}, {10, "a"}}},
	} {
		t.Run(name, func(t *testing.T) {
			var got []seen
			synctest.Test(t, func(t *testing.T) {
				begin := time.Now()
				ctx, cancel := context.WithCancel(t.Context())
				signals, ended := make(chan *dbus.Signal), make(chan error)
				w := newWatch(&sessionbus.Conn{Signals: signals}, func(r source.Report) {
					got = append(got, seen{r.At.Sub(begin.Round(0)) / time.Millisecond, r.Window.App})
				}, slog.New(slog.DiscardHandler))
				w.shell, w.owner = &shell{owner: ":1.7"}, ":1.7"
				go func() { ended <- w.run(ctx) }()
				for i, s := range test.said {
					time.Sleep(s.after * time.Millisecond)
					signals <- &dbus.Signal{Sender: ":1.7", Name: extensionName + ".Changed", Body: []any{s.window}, Sequence: dbus.Sequence(i + 1)}
				}
				synctest.Wait()
				cancel()
				<-ended
			})
			if len(got) != len(test.want) {
				t.Fatalf("%v: reported %v, want %v", test.said, got, test.want)
			}
			for i := range got {
				if got[i] != test.want[i] {
					t.Errorf("%v: reported %v, want %v", test.said, got, test.want)
					break
				}
			}
		})
	}
}

func TestReportOfAFront(t *testing.T) {
	at := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	for name, test := range map[string]struct {
		says string
		want tracker.Window
	}{
		"none":               {`null`, tracker.Window{}},
		"class":              {`{"wm_class":"Files","app":"org.gnome.Nautilus.desktop","title":"a  b*"}`, tracker.Window{App: "files", Title: "a b"}},
		"desktop file":       {`{"wm_class":null,"app":"org.gnome.Nautilus.desktop"}`, tracker.Window{App: "org.gnome.nautilus"}},
		"made up":            {`{"app":"window:7","sandbox":"org.a.B"}`, tracker.Window{App: "org.a.b"}},
		"nothing of itself":  {`{}`, tracker.Window{App: "unknown"}},
		"impossible process": {`{"wm_class":"a","pid":-1}`, tracker.Window{App: "a"}},
	} {
		t.Run(name, func(t *testing.T) {
			f, err := readFront(test.says)
			if err != nil {
				t.Fatal(err)
			}
			if got := f.report(at); got.Window != test.want || got.PID != 0 || !got.At.Equal(at) || got.Facts != source.Windows {
				t.Errorf("report of %s = %+v, want %+v", test.says, got, test.want)
			}
		})
	}
}
