package kwin

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"focusd/tracker/sessionbus/bustest"
	"focusd/tracker/source"
)

// watching is a Watch that runs until the test ends.
type watching struct {
	reports chan source.Report
	ended   chan error
	stop    context.CancelFunc
}

func watchKWin(t *testing.T, s Source) *watching {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	w := &watching{make(chan source.Report, 64), make(chan error, 1), stop}
	done := make(chan struct{})
	go func() {
		defer close(done)
		w.ended <- s.Watch(ctx, 0, nil, func(r source.Report) { w.reports <- r })
	}()
	t.Cleanup(func() { stop(); <-done })
	return w
}

func (w *watching) next(t *testing.T) source.Report {
	t.Helper()
	return receive(t, "report", w.reports)
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

func TestAFakeKWinIsWatched(t *testing.T) {
	for version, format := range map[string]string{"KWin 5": path5, "KWin 6": path6} {
		t.Run(version, func(t *testing.T) {
			address, _ := bustest.Start(t)
			k := (&fakeKWin{format: format}).start(t, address)
			dir := filepath.Join(t.TempDir(), "focusd")
			w := watchKWin(t, Source{Bus: address, Dir: dir})
			to := k.running()
			scripts := files(t, dir)
			if len(scripts) != 1 {
				t.Fatalf("files while KWin reads the script: %q, want one", scripts)
			}
			if info, err := os.Stat(scripts[0]); err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("the script is %v, %v, want 0600", info.Mode(), err)
			}
			say(t, k.conn, to, `{"class":"Konsole","title":"x","pid":12,"fullScreen":true,"new":[1]}`)
			got := w.next(t)
			if got.Window.App != "konsole" || got.Window.Title != "x" || got.PID != 12 || !got.FullScreen || got.Facts != source.Windows {
				t.Errorf("reported %+v", got)
			}
			if left := files(t, dir); len(left) != 0 {
				t.Errorf("the script was read, and %q are left", left)
			}
			say(t, k.conn, to, `null`)
			if got := w.next(t); got.Window.App != "" || got.Facts != source.Windows {
				t.Errorf("reported %+v, want nothing in front", got)
			}
			w.stop()
			if err := receive(t, "end", w.ended); !errors.Is(err, context.Canceled) {
				t.Errorf("Watch ended with %v, want %v", err, context.Canceled)
			}
			if got, want := k.history(), "unload:focusd load:focusd run unload:focusd"; got != want {
				t.Errorf("KWin was asked to %s, want %s", got, want)
			}
		})
	}
}

func TestOnlyKWinIsBelieved(t *testing.T) {
	address, _ := bustest.Start(t)
	k := (&fakeKWin{format: path6}).start(t, address)
	w := watchKWin(t, Source{Bus: address, Dir: t.TempDir()})
	to := k.running()
	say(t, connect(t, address), to, `{"class":"forged"}`)
	for _, unreadable := range []string{``, `[]`, `{"pid":"12"}`, `{"class":{}}`, `{`} {
		err := k.conn.Object(to, earPath).Call(earFace+".Active", 0, unreadable).Err
		if err == nil {
			t.Errorf("Active(%s) was taken", unreadable)
		}
	}
	say(t, k.conn, to, `{"class":"true"}`)
	if got := w.next(t); got.Window.App != "true" {
		t.Errorf("reported %+v, want what KWin said", got)
	}
}

func TestScriptIsLoadedIntoANewKWin(t *testing.T) {
	address, _ := bustest.Start(t)
	k := (&fakeKWin{format: path5}).start(t, address)
	w := watchKWin(t, Source{Bus: address, Dir: t.TempDir()})
	to := k.running()
	say(t, k.conn, to, `{"class":"a"}`)
	w.next(t)
	k.conn.Close()
	if got := w.next(t); got.Facts != 0 {
		t.Errorf("KWin is gone, and it reported %+v, want nothing known", got)
	}
	again := (&fakeKWin{format: path6, notYet: 2}).start(t, address)
	to = again.running()
	say(t, again.conn, to, `{"class":"a"}`)
	if got := w.next(t); got.Window.App != "a" || got.Facts != source.Windows {
		t.Errorf("reported %+v, want the window of the new KWin", got)
	}
	const try = "unload:focusd load:focusd"
	if got, want := again.history(), try+" "+try+" "+try+" run"; got != want {
		t.Errorf("KWin was asked to %s, want %s", got, want)
	}
}

func TestScriptThatRunMissedIsStarted(t *testing.T) {
	address, _ := bustest.Start(t)
	k := (&fakeKWin{format: path5, silent: true}).start(t, address)
	w := watchKWin(t, Source{Bus: address, Dir: t.TempDir()})
	say(t, k.conn, k.running(), `{"class":"a"}`)
	if got := w.next(t); got.Window.App != "a" {
		t.Errorf("reported %+v", got)
	}
}

func TestWhyThereIsNothingToWatch(t *testing.T) {
	address, _ := bustest.Start(t)
	refusing, _ := bustest.Start(t)
	(&fakeKWin{format: path5, refuse: true}).start(t, refusing)
	t.Setenv("XDG_RUNTIME_DIR", "")
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
	dir := t.TempDir()
	for name, test := range map[string]struct {
		source Source
		want   string
		slow   bool
	}{
		"no KWin":                {Source{Bus: address, Dir: dir}, ErrAbsent.Error(), false},
		"no KWin, and no folder": {Source{Bus: address}, ErrAbsent.Error(), false},
		"no folder":              {Source{Bus: refusing}, "XDG_RUNTIME_DIR is not set", false},
		"no bus":                 {Source{Dir: dir}, "DBUS_SESSION_BUS_ADDRESS is not set", false},
		"dead bus":               {Source{Bus: "unix:path=/nonexistent/bus", Dir: dir}, "connect to the session bus", false},
		"KWin refuses":           {Source{Bus: refusing, Dir: dir}, "KWin refuses the script", true},
	} {
		t.Run(name, func(t *testing.T) {
			if test.slow && testing.Short() {
				t.Skip("it takes five seconds until KWin is given up")
			}
			w := watchKWin(t, test.source)
			err := receive(t, "end", w.ended)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("Watch = %v, want %q", err, test.want)
			}
			if len(w.reports) != 0 {
				t.Errorf("reported %+v", <-w.reports)
			}
		})
	}
	if left := files(t, dir); len(left) != 0 {
		t.Errorf("%q are left", left)
	}
}

func TestLostSessionBusEndsWatch(t *testing.T) {
	address, kill := bustest.Start(t)
	k := (&fakeKWin{format: path5}).start(t, address)
	w := watchKWin(t, Source{Bus: address, Dir: t.TempDir()})
	say(t, k.conn, k.running(), `null`)
	w.next(t)
	kill()
	if err := receive(t, "end", w.ended); !errors.Is(err, ErrLost) {
		t.Errorf("Watch = %v, want %v", err, ErrLost)
	}
}
