package tray

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"focusd/daemon/api"
)

func TestNextChange(t *testing.T) {
	for _, tt := range []struct {
		name  string
		model Model
		want  *time.Time
	}{
		{"no daemon", Model{}, nil},
		{"idle", with(func(*api.Status) {}), nil},
		{"paused", with(pausedBlock), nil},
		{"work: the ring, at 13/24 of 25 min", with(working), at(32500 * time.Millisecond)},
		{"work: a minute", with(func(s *api.Status) {
			working(s)
			s.Timer.Elapsed, s.Timer.Ends = 800, at(11*time.Minute+10*time.Second)
		}), at(10 * time.Second)},
		{"work: today's minute", with(func(s *api.Status) { working(s); s.Today.Focus += 58 }), at(2 * time.Second)},
		{"flow: a minute", with(func(s *api.Status) { flowing(s); s.Timer.Elapsed += 15 }), at(45 * time.Second)},
		{"break: a minute", with(func(s *api.Status) { inBreak(s); s.Timer.Ends = at(time.Minute + time.Second) }), at(time.Second)},
		{"break: the end of postponing", with(inBreak), at(30 * time.Second)},
		{"overtime: a minute", with(func(s *api.Status) { inOvertime(s); s.Timer.Ends = at(-59 * time.Second) }), at(time.Second)},
		{"undo", with(func(s *api.Status) { s.Timer.Undo, s.Timer.UndoUntil = "stop", at(9*time.Second) }), at(9 * time.Second)},
		{"held", with(func(s *api.Status) { s.Tracking.HeldUntil = at(time.Hour) }), at(time.Hour)},
		{"the end of the day is tomorrow's", with(func(s *api.Status) { s.Today.To = *at(16 * time.Hour) }), at(12 * time.Hour)},
		{"undo of the agenda", planned(func(*api.Status) {}, func(a *Agenda) {
			a.Day.Undo = &api.AgendaUndo{At: *at(-20 * time.Second), Verb: "done", What: "call dentist"}
		}), at(40 * time.Second)},
		{"notice", Model{Notice: "no", NoticeUntil: noon.Add(3 * time.Second)}, at(3 * time.Second)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var want time.Time
			if tt.want != nil {
				want = *tt.want
			}
			if got := Render(tt.model, noon).Next; !got.Equal(want) {
				t.Errorf("next %v, want %v", got, want)
			}
		})
	}
}

// Until Next the view is the same, and from Next on it tells the time of then:
// rendering at the noted instants only misses nothing.
func TestNothingChangesBeforeNext(t *testing.T) {
	all := models()
	names := make([]string, 0, len(all))
	for name := range all {
		names = append(names, name)
	}
	rapid.Check(t, func(t *rapid.T) {
		m := all[rapid.SampledFrom(names).Draw(t, "model")]
		m.Agenda = Agenda{Day: api.Agenda{Open: 1, Undo: &api.AgendaUndo{At: noon.Add(-30 * time.Second), Verb: "add"}}, Next: offers()}
		m.Status.Today.To = noon.Add(16 * time.Hour)
		duration := func(name string, most time.Duration) time.Duration {
			return time.Duration(rapid.Int64Range(0, int64(most)).Draw(t, name))
		}
		m.Status.Timer.Elapsed = rapid.Int64Range(0, 5400).Draw(t, "elapsed")
		m.Status.Today.Focus = rapid.Int64Range(0, 36000).Draw(t, "focus")
		if m.Status.Timer.Ends != nil {
			m.Status.Timer.Ends = at(duration("ends", time.Hour) - 30*time.Minute)
		}
		now := noon.Add(duration("now", time.Hour))
		v := Render(m, now)
		if v.Next.IsZero() {
			v.Next = now.Add(48 * time.Hour)
		}
		if !v.Next.After(now) {
			t.Fatalf("next change at %v, which is not after %v", v.Next, now)
		}
		later := now.Add(time.Duration(rapid.Int64Range(0, int64(v.Next.Sub(now))-1).Draw(t, "later")))
		if diff := cmp.Diff(v, Render(m, later), cmpopts.IgnoreFields(View{}, "Next")); diff != "" {
			t.Fatalf("at %v, before %v, the view is another one:\n%s", later, v.Next, diff)
		}
	})
}

func TestRounding(t *testing.T) {
	s := &scene{now: noon}
	for _, tt := range []struct {
		d           time.Duration
		left, spent int
	}{
		{-time.Second, 0, 0},
		{0, 0, 0},
		{1, 1, 0},
		{time.Minute - 1, 1, 0},
		{time.Minute, 1, 1},
		{time.Minute + 1, 2, 1},
		{25 * time.Minute, 25, 25},
	} {
		if got := s.minutesTo(noon.Add(tt.d)); got != tt.left {
			t.Errorf("minutesTo(%v) = %d, want %d", tt.d, got, tt.left)
		}
		if got := s.minutesSince(noon.Add(-tt.d)); got != tt.spent {
			t.Errorf("minutesSince(%v) = %d, want %d", tt.d, got, tt.spent)
		}
	}
}

func TestLength(t *testing.T) {
	for minutes, want := range map[int]string{
		0: "0 min", 1: "1 min", 59: "59 min", 60: "1 h", 61: "1 h 01", 190: "3 h 10", 1440: "24 h",
	} {
		if got := length(minutes); got != want {
			t.Errorf("length(%d) = %q, want %q", minutes, got, want)
		}
	}
}

func TestParts(t *testing.T) {
	end := noon.Add(24 * time.Minute)
	for _, tt := range []struct {
		after time.Duration
		want  int
	}{
		{-time.Minute, 0},
		{0, 0},
		{time.Minute - 1, 0},
		{time.Minute, 1},
		{23*time.Minute + 59*time.Second, 23},
		{24 * time.Minute, 24},
		{time.Hour, 24},
	} {
		s := &scene{now: noon.Add(tt.after)}
		if got := s.parts(24, noon, end); got != tt.want {
			t.Errorf("parts after %v = %d, want %d", tt.after, got, tt.want)
		}
	}
}
