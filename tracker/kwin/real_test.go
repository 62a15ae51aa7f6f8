//go:build unix

package kwin

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"focusd/tracker"
	"focusd/tracker/kwin/kwintest"
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
		case <-late:
			t.Fatalf("not in 20 s: %s; the last report was %+v", what, last)
		}
	}
}

func window(title string) func(source.Report) bool {
	return func(r source.Report) bool {
		return r.Facts == source.Windows && r.Window == tracker.Window{App: kwintest.App, Title: title}
	}
}

func nothing(r source.Report) bool {
	return r.Facts == source.Windows && r.Window == tracker.Window{} && r.PID == 0
}

func TestRealKWin(t *testing.T) {
	d := kwintest.Start(t)
	dir := filepath.Join(d.RuntimeDir, "focusd")
	w := watchKWin(t, Source{Bus: d.Bus, Dir: dir})
	w.until(t, "an empty desktop", nothing)

	d.Window("first")
	w.until(t, "a window", window("first"))
	second := d.Window("second")
	if r := w.until(t, "another window", window("second")); r.PID != second.PID {
		t.Errorf("the process of the window is %d, want %d", r.PID, second.PID)
	}
	second.Retitle("renamed")
	w.until(t, "another title", window("renamed"))
	d.FullScreen("renamed", true)
	w.until(t, "a full screen", func(r source.Report) bool { return r.FullScreen && window("renamed")(r) })
	d.FullScreen("renamed", false)
	w.until(t, "no full screen", func(r source.Report) bool { return !r.FullScreen && window("renamed")(r) })
	asked := time.Now()
	d.FocusNone()
	if r := w.until(t, "nothing", nothing); r.At.Sub(asked) > noneAtLeast {
		t.Errorf("nothing in front was stamped after it was sure, not when it began: %v", r.At.Sub(asked))
	}
	d.Focus("first")
	w.until(t, "the first again", window("first"))
	d.Focus("renamed")
	w.until(t, "a switch", func(r source.Report) bool {
		if nothing(r) {
			t.Error("between two windows it reported nothing in front")
		}
		return window("renamed")(r)
	})
	second.Close()
	w.until(t, "the window below", window("first"))

	d.KillKWin()
	w.until(t, "KWin killed", func(r source.Report) bool { return r.Facts == 0 })
	d.StartKWin()
	w.until(t, "KWin started again", nothing)
	d.Window("after")
	w.until(t, "a window in it", window("after"))
	w.stop()
	<-w.ended
	if d.Loaded(plugin) {
		t.Error("the script is still in KWin")
	}
	if left := files(t, dir); len(left) != 0 {
		t.Errorf("%q are left", left)
	}
}

func TestAKilledKWinIsAbsent(t *testing.T) {
	d := kwintest.Start(t)
	d.KillKWin()
	d.Until("the name is free", func() bool {
		w := watchKWin(t, Source{Bus: d.Bus, Dir: t.TempDir()})
		defer w.stop()
		select {
		case err := <-w.ended:
			return errors.Is(err, ErrAbsent)
		case <-time.After(time.Second):
			return false
		}
	})
}

func TestRealKWinTellsRestlessTitlesOnceASecond(t *testing.T) {
	d := kwintest.Start(t)
	w := watchKWin(t, Source{Bus: d.Bus, Dir: t.TempDir()})
	win := d.Window("0")
	w.until(t, "a window", window("0"))
	for i := range 30 {
		win.Retitle(string(rune('A' + i)))
		time.Sleep(50 * time.Millisecond) // a spinner, not a wait
	}
	win.Retitle("last")
	reports := 0
	w.until(t, "the last title", func(r source.Report) bool { reports++; return window("last")(r) })
	if reports > 5 {
		t.Errorf("%d titles of a spinner were reported in 1.5 s, want about one a second", reports)
	}
}

// KWin 5 numbers a script by how many there are. So after one of several is
// gone, the next has the number of another one.
func TestRealKWinThatMisnumbersItsScripts(t *testing.T) {
	d := kwintest.Start(t)
	for _, plugin := range []string{"one", "two", "three"} {
		d.Load(plugin, `var nothing = 0;`)
	}
	d.Unload("one")
	w := watchKWin(t, Source{Bus: d.Bus, Dir: t.TempDir()})
	w.until(t, "an empty desktop", nothing)
}
