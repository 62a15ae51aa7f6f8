package page

import (
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"focusd/daemon/api"
)

// examined is a daemon that is not quite well.
func examined() fake {
	f := empty()
	at := status().At
	ago := func(minutes int) *time.Time { t := at.Add(-time.Duration(minutes) * time.Minute); return &t }
	f["/v1/doctor"] = api.Doctor{
		Version: "1.2.3", PID: 4711, Started: *ago(120),
		Paths: api.Paths{Config: "/c", Store: "/s", Backup: "/b", Socket: "/k"},
		Checks: []api.Check{
			{Name: "configuration", State: "failed", Text: "line 3 is wrong", Hint: "correct it"},
			{Name: "windows", State: "ok", Text: "x11 since 07:00", Hint: "not to be said", Notes: []string{"tmux: no server"}, Elsewhere: []string{"kwin: no session bus"}},
			{Name: "lock", State: "absent", Text: "nobody tells", Hint: "without it a locked screen counts as idle"},
			{Name: "store", State: "warning", Text: "nearly full", Hint: "make room"},
			{Name: "something new", State: "ok", Text: "fine"},
		},
		Sight: &api.Sight{
			At: at, Presence: api.Presence{State: "passive", Since: ago(5), App: "player", Title: "a film", LastInput: ago(8)},
			Evidence: []string{"playing", "sign of a newer daemon"}, LastLocked: ago(50), LastUnlocked: ago(40),
			LastSlept: ago(600), LastWoke: ago(130), Slept: 3600, Zone: "Europe/Berlin", LastSet: ago(128), SetBy: -2500,
		},
	}
	return f
}

func TestDoctorSaysWhatAndWhatToDo(t *testing.T) {
	page := examined().get(t, "/doctor")
	wellFormed(t, page)
	for part, wants := range map[string][]string{
		"health":         {"✗ Failed: configuration.", "! 1 warning: store.", "process 4711, since 07:00", "changes only when you look again", "Look again"},
		"health-sources": {"✓ Windows ok x11 since 07:00 tmux: no server For other desktops kwin: no session bus", "– Lock not there nobody tells → without it"},
		"health-kept":    {"! Store warning nearly full → make room"},
		"health-rest":    {"✗ Configuration failed line 3 is wrong → correct it", "✓ Something new ok fine"},
		"health-sight": {
			"In front player — a film", "Presence passive since 08:55, last input at 08:52:00", "Screen not locked, as far as anybody tells, last locked 08:10, unlocked 08:20",
			"Evidence what is in front plays or fills the screen, sign of a newer daemon", "1 h since the machine was booted", "Clock zone Europe/Berlin, set 06:52 by -3s",
		},
		"health-places": {"Configuration /c", "Page off"},
		"health-limits": {"focus doctor --self-test", "systemctl --user is-enabled focusd"},
	} {
		got := text(partOf(t, page, part))
		for _, want := range wants {
			if !strings.Contains(got, want) {
				t.Errorf("%s does not say\n%s in\n%s", part, want, got)
			}
		}
	}
	if strings.Contains(page, "not to be said") {
		t.Error("there is advice where all is well")
	}
	if !strings.Contains(partOf(t, page, "health-telling"), " hidden>") {
		t.Error("a group without checks is shown")
	}
}

// TestDoctorRestsUntilAsked: no part has words by which it becomes old, so that
// the page opens no stream and asks nothing.
func TestDoctorRestsUntilAsked(t *testing.T) {
	if page := examined().get(t, "/doctor"); strings.Contains(page, "data-when") {
		t.Error("something on the page keeps itself up to date")
	}
}

func TestDoctorSaysWhatItDoesNotKnow(t *testing.T) {
	f := examined()
	d := f["/v1/doctor"].(api.Doctor)
	d.Sight = &api.Sight{Presence: api.Presence{State: "unobserved"}, Locked: true, LastSlept: &d.Started, Zone: "UTC"}
	d.Checks = d.Checks[1:2]
	f["/v1/doctor"] = d
	page := f.get(t, "/doctor")
	for _, want := range []string{"In front not known, see under windows", "unobserved, of input nothing is known", "Screen locked", "Evidence none", "about to, since 07:00"} {
		if got := text(partOf(t, page, "health-sight")); !strings.Contains(got, want) {
			t.Errorf("it does not say %q in %s", want, got)
		}
	}
	if got := text(partOf(t, page, "health")); !strings.Contains(got, "✓ All is well.") {
		t.Errorf("it says %s", got)
	}
	f["/v1/doctor"] = &api.Error{Code: "internal", Message: "it cannot look"}
	if page := f.get(t, "/doctor"); strings.Count(page, "it cannot look") != 1 {
		t.Error("that it cannot look is not said once")
	}
}

// bench makes the page at a path again and again.
func (f fake) bench(b *testing.B, path string) {
	site := New(&api.Client{Transport: f})
	for b.Loop() {
		res := httptest.NewRecorder()
		if err := site.Serve(res, httptest.NewRequest("GET", path, nil)); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(res.Body.Len()), "bytes")
	}
}

func BenchmarkDoctor(b *testing.B) { examined().bench(b, "/doctor") }
