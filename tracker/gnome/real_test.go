//go:build unix

package gnome

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"focusd/tracker"
	"focusd/tracker/gnome/gnometest"
	"focusd/tracker/source"
)

// until waits for a report that says what is wanted; others may come before.
func (w *watching) until(t *testing.T, what string, is func(source.Report) bool) source.Report {
	t.Helper()
	began, last := time.Now(), source.Report{}
	for late := time.After(20 * time.Second); ; {
		select {
		case last = <-w.reports:
			if is(last) {
				t.Logf("%-22s %7.1f ms after it was asked for, stamped %.1f ms after", what,
					time.Since(began).Seconds()*1e3, last.At.Sub(began.Round(0)).Seconds()*1e3)
				return last
			}
		case err := <-w.ended:
			t.Fatalf("waiting for %s: Watch ended with %v", what, err)
		case <-late:
			t.Fatalf("not in 20 s: %s; the last report was %+v", what, last)
		}
	}
}

func window(app, title string) func(source.Report) bool {
	return func(r source.Report) bool {
		return r.Facts == source.Windows && r.Window == tracker.Window{App: app, Title: title}
	}
}

func nothing(r source.Report) bool {
	return r.Facts == source.Windows && r.Window == tracker.Window{} && r.PID == 0
}

// ownSession makes this process one of the desktop's session.
func ownSession(t *testing.T, d *gnometest.Desktop) {
	t.Helper()
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", d.Bus)
	t.Setenv("XDG_RUNTIME_DIR", d.RuntimeDir)
	t.Setenv("HOME", d.Home)
	t.Setenv("XDG_DATA_HOME", "")
	t.Setenv("XDG_CONFIG_HOME", "")
}

func TestRealGNOMEShell(t *testing.T) {
	d := gnometest.New(t)
	ownSession(t, d)
	if relogin, err := (Extension{ShellVersion: "43.9"}).Install(t.Context()); err != nil || !relogin {
		t.Fatalf("Install before the shell runs = %v, %v, want that it needs a login", relogin, err)
	}
	d.StartShell()
	w := watchGNOME(t, Source{})
	w.until(t, "an empty desktop", nothing)

	first := d.Window("first.app", "first")
	if r := w.until(t, "a window", window("first.app", "first")); r.PID != first.PID {
		t.Errorf("the process of the window is %d, want %d", r.PID, first.PID)
	}
	second := d.Window("second.app", "second")
	w.until(t, "another window", window("second.app", "second"))
	second.Retitle("renamed")
	w.until(t, "another title", window("second.app", "renamed"))
	d.FullScreen("renamed", true)
	w.until(t, "a full screen", func(r source.Report) bool { return r.FullScreen })
	d.FullScreen("renamed", false)
	w.until(t, "no full screen", func(r source.Report) bool { return !r.FullScreen && r.PID == second.PID })
	d.FocusNone()
	w.until(t, "nothing", nothing)
	d.Focus("first")
	w.until(t, "the first again", window("first.app", "first"))

	const threshold = time.Second
	d.Input()
	idle := watchIdle(t, Idle{}, threshold, nil)
	idle.until(t, "idle", func(r source.Report) bool { return r.Idle >= threshold })
	d.Input()
	idle.until(t, "back", func(r source.Report) bool { return r.Idle < threshold/2 })
	idle.stop()

	asked := time.Now()
	d.Lock(true)
	if r := w.until(t, "a lock screen", nothing); r.At.After(asked.Add(300 * time.Millisecond)) {
		t.Errorf("nothing in front was stamped %v after the lock was asked for, not when the extension went", r.At.Sub(asked))
	}
	d.Lock(false)
	w.until(t, "unlocked", window("first.app", "first"))
	first.Close()
	w.until(t, "the window closed", nothing)

	d.Kill()
	w.until(t, "the shell killed", func(r source.Report) bool { return r.Facts == 0 })
	d.StartShell()
	w.until(t, "the shell started again", nothing)
	d.Window("third.app", "third")
	w.until(t, "a window in it", window("third.app", "third"))

	if relogin, err := (Extension{}).Install(t.Context()); err != nil || relogin {
		t.Errorf("Install of what runs = %v, %v, want that there is nothing to do", relogin, err)
	}
	if err := (Extension{}).Uninstall(t.Context()); err != nil {
		t.Errorf("Uninstall: %v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(d.Home, ".local/share/gnome-shell/extensions/*")); len(left) != 0 {
		t.Errorf("%q are left", left)
	}
	if err := receive(t, "end", w.ended); !errors.Is(err, ErrNoExtension) {
		t.Errorf("without the extension Watch = %v, want %v", err, ErrNoExtension)
	}
}

func TestRealGNOMEShellWithoutTheExtension(t *testing.T) {
	d := gnometest.New(t)
	ownSession(t, d)
	d.StartShell()
	w := watchGNOME(t, Source{})
	if err := receive(t, "end", w.ended); !errors.Is(err, ErrNoExtension) {
		t.Errorf("Watch = %v, want %v", err, ErrNoExtension)
	}
	if relogin, err := (Extension{}).Install(t.Context()); err != nil || !relogin {
		t.Errorf("Install = %v, %v, want that it needs a login", relogin, err)
	}
	w = watchGNOME(t, Source{})
	if err := receive(t, "end", w.ended); !errors.Is(err, ErrExtensionOff) {
		t.Errorf("before the login Watch = %v, want %v", err, ErrExtensionOff)
	}
	d.Kill()
	d.StartShell()
	watchGNOME(t, Source{}).until(t, "after it", nothing)
}

func TestRealMutterTellsIdleness(t *testing.T) {
	const threshold = 600 * time.Millisecond
	d := gnometest.StartMutter(t)
	d.Input()
	ask := make(chan struct{})
	w := watchIdle(t, Idle{Bus: d.Bus}, threshold, ask)
	known := func(r source.Report) bool { return r.Facts == source.Idleness }
	w.until(t, "the first reading", known)
	idle := func(r source.Report) bool { return known(r) && r.Idle >= threshold }
	for range 2 {
		if r := w.until(t, "idle", idle); r.Idle > threshold+200*time.Millisecond {
			t.Errorf("idleness was told when it had lasted %v, want soon after %v", r.Idle, threshold)
		}
		d.Input()
		w.until(t, "back", func(r source.Report) bool { return known(r) && r.Idle < 200*time.Millisecond })
	}
	ask <- struct{}{}
	w.until(t, "an answer", known)
	d.Kill()
	w.until(t, "killed", func(r source.Report) bool { return r.Facts == 0 })
	d.StartMutter()
	w.until(t, "started again", known)
	w.until(t, "idle in it", idle)
}
