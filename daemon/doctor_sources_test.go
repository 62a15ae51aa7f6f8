package daemon

import (
	"slices"
	"strings"
	"testing"
	"time"

	"focusd/daemon/engine"
	"focusd/tracker"
	"focusd/tracker/gnome"
	"focusd/tracker/source"
)

func TestCheckOfAFact(t *testing.T) {
	now := time.Now()
	serves := source.State{Name: "x11", Can: source.Windows, Tells: source.Windows, Serves: source.Windows, Since: now}
	elsewhere := source.State{Name: "kwin", Can: source.Windows, Reason: "KWin does not run", Elsewhere: true}
	fails := source.State{Name: "wayland", Can: source.Windows, Reason: "it lets nobody in"}
	lock := source.State{Name: "logind", Can: source.Lock, Reason: "gone"}
	for name, tt := range map[string]struct {
		states           []source.State
		state, text      string
		notes, elsewhere []string
	}{
		"somebody serves":     {[]source.State{elsewhere, fails, serves, lock}, checkOK, "x11 since " + now.Local().Format("15:04:05"), []string{"wayland: it lets nobody in"}, []string{"kwin: KWin does not run"}},
		"two serve":           {[]source.State{serves, serves}, checkOK, "x11 since " + now.Local().Format("15:04:05") + ", x11 since " + now.Local().Format("15:04:05"), nil, nil},
		"nobody does":         {[]source.State{elsewhere, lock}, checkAbsent, "nobody tells", nil, []string{"kwin: KWin does not run"}},
		"nobody was tried":    {nil, checkAbsent, "nobody tells", nil, nil},
		"not needed, not bad": {[]source.State{serves, {Name: "tty", Can: source.Windows}}, checkOK, "x11 since " + now.Local().Format("15:04:05"), nil, nil},
	} {
		c := checkFact("windows", source.Windows, tt.states, "do without")
		if c.State != tt.state || c.Text != tt.text || !slices.Equal(c.Notes, tt.notes) || !slices.Equal(c.Elsewhere, tt.elsewhere) {
			t.Errorf("%s: %+v, want %s, %q, %q, %q", name, c, tt.state, tt.text, tt.notes, tt.elsewhere)
		}
		if (c.Hint != "") != (tt.state != checkOK) {
			t.Errorf("%s: the hint is %q", name, c.Hint)
		}
	}
}

func TestWhatToDoAboutWindows(t *testing.T) {
	for want, reason := range map[string]error{
		"focus doctor --install-gnome-extension": gnome.ErrNoExtension,
		"log out and in":                         gnome.ErrExtensionOff,
		"import-environment":                     gnome.ErrLost,
	} {
		c := checkWindows([]source.State{{Name: "gnome", Can: source.Windows, Reason: reason.Error()}})
		if c.State != checkWarning || !strings.Contains(c.Hint, want) {
			t.Errorf("%v: %s, %q, want the hint %q", reason, c.State, c.Hint, want)
		}
	}
}

func TestSince(t *testing.T) {
	noon := time.Date(2026, 11, 22, 12, 0, 0, 0, time.Local)
	for want, at := range map[string]time.Time{
		"11:00:00":         noon.Add(-time.Hour),
		"2026-11-21 12:00": noon.AddDate(0, 0, -1),
		"2025-11-22 12:00": noon.AddDate(-1, 0, 0),
	} {
		if got := since(at, noon); got != want {
			t.Errorf("since(%v) = %q, want %q", at, got, want)
		}
	}
}

func TestSight(t *testing.T) {
	at := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	var d daemon
	d.noticed.leaves(at.Add(-time.Hour))
	d.noticed.wakes(at.Add(-time.Minute))
	got := d.sight(t.Context(), &engine.Snapshot{Zone: "Asia/Tokyo", Presence: tracker.Passive, PresenceSince: at, Window: tracker.Window{App: "player"}})
	if got.At.IsZero() || got.Zone != "Asia/Tokyo" || got.Presence.State != "passive" || got.Presence.App != "player" || !got.Presence.Since.Equal(at) {
		t.Errorf("sight %+v", got)
	}
	if got.Presence.LastInput != nil || got.LastLocked != nil || got.LastSet != nil || got.Evidence != nil {
		t.Errorf("what was not noticed is there: %+v", got)
	}
	if !got.LastSlept.Equal(at.Add(-time.Hour)) || !got.LastWoke.Equal(at.Add(-time.Minute)) || got.Slept < 0 {
		t.Errorf("slept %v to %v, %d s in all", got.LastSlept, got.LastWoke, got.Slept)
	}
	if words := strings.Join(signs(tracker.Meeting|tracker.Playing|tracker.Reading|tracker.Inhibited), " "); words != "meeting playing reading inhibited" {
		t.Errorf("the signs are %q", words)
	}
}
