package daemon

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"focusd/daemon/api"
	"focusd/daemon/engine"
	"focusd/daemon/metrics"
	"focusd/timer/agenda"
	"focusd/timer/agenda/streak"
	"focusd/tracker"
)

// noon is that of Sunday, the first of November 2026.
func noon() agenda.When {
	return agenda.When{
		Now:      time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC),
		Calendar: tracker.Calendar{Location: time.UTC, Start: 4 * time.Hour},
	}
}

// daysOf are days of 30 minutes each, by their letters.
func daysOf(t *testing.T, letters string) (days []streak.Day, codes []streak.Code) {
	t.Helper()
	codes, err := streak.ParseCodes(letters)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range codes {
		days = append(days, streak.Day{Code: c, Amount: 20, Target: 30})
	}
	return days, codes
}

func TestPlanOfAHabit(t *testing.T) {
	ratio := func(v float64) *float64 { return &v }
	minutely := agenda.Habit{Measure: agenda.Minutes}
	for name, c := range map[string]struct {
		habit agenda.Habit
		days  string
		weeks string // of a habit of so many times a week
		want  metrics.Goal
	}{
		"began today": {agenda.Habit{}, "P", "", metrics.Goal{Period: "day", Due: true}},
		"done today":  {agenda.Habit{}, "D", "", metrics.Goal{Period: "day", Due: true, Met: true}},
		"today is not in it": {
			agenda.Habit{},
			"DMDDP", "",
			metrics.Goal{Period: "day", Due: true, Consistency7: ratio(0.75), Consistency28: ratio(0.75)},
		},
		"seven days, and more": {
			agenda.Habit{},
			"MMDDDDDDDP", "",
			metrics.Goal{Period: "day", Due: true, Consistency7: ratio(1), Consistency28: ratio(7. / 9)},
		},
		"not due today": {
			agenda.Habit{},
			"DR", "",
			metrics.Goal{Period: "day", Consistency7: ratio(1), Consistency28: ratio(1)},
		},
		"excused today": {agenda.Habit{}, "SS", "", metrics.Goal{Period: "day"}},
		"of minutes": {
			minutely, "P", "",
			metrics.Goal{Period: "day", Due: true, Target: 30 * time.Minute, Achieved: 20 * time.Minute},
		},
		"a limit that holds": {
			agenda.Habit{Measure: agenda.Minutes, AtMost: true},
			"P", "",
			metrics.Goal{Period: "day", Due: true, Met: true, Target: 30 * time.Minute, Achieved: 20 * time.Minute},
		},
		"by the week": {
			agenda.Habit{PerWeek: 2},
			"MMDDMMMMP", "DMP",
			metrics.Goal{Period: "week", Due: true, Consistency7: ratio(0), Consistency28: ratio(0.5)},
		},
		"never a day": {agenda.Habit{}, "", "", metrics.Goal{Period: "day"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := agenda.Story{Habit: c.habit}
			s.Days, s.Standing.Days = daysOf(t, c.days)
			s.Standing.Units = s.Standing.Days
			if c.weeks != "" {
				_, s.Standing.Units = daysOf(t, c.weeks)
			}
			s.Strength = make([]float64, len(s.Days))
			c.want.Habit = true
			if diff := cmp.Diff(c.want, habitPlan(s)); diff != "" {
				t.Errorf("habit with days %q (-want +got):\n%s", c.days, diff)
			}
		})
	}
}

// TestPlansSayNoMoreThanNames has a canary in every word of a person that is no
// name of a habit, a time block or a goal.
func TestPlansSayNoMoreThanNames(t *testing.T) {
	const canary = "canary"
	w := noon()
	made := w.Today().Add(-3)
	a := &agenda.Agenda{}
	a.Put(agenda.Task{ID: "1", Title: canary, Next: canary, Waiting: canary, Area: canary, Estimate: time.Hour})
	a.Put(agenda.Task{ID: "2", Title: canary + `"} 1`, Contexts: []string{canary}})
	a.Put(agenda.Habit{ID: "3", Name: "Stretch\n\"}", Area: canary, Made: made, Days: agenda.On(time.Monday)})
	a.Put(agenda.Goal{
		ID: "4", Name: "Spanish", Area: canary, Period: agenda.Weekly, Target: 90, Unit: agenda.Minutes, Made: made,
		Parts: []agenda.Part{{Name: canary}},
	})
	a.Put(agenda.Goal{ID: "5", Name: "a direction " + canary, Made: made})
	a.Put(agenda.TimeBlock{ID: "6", Name: "Thesis", Area: canary, Made: made, Amounts: []agenda.Target{{From: made, Value: 60}}})
	a.Put(agenda.Habit{ID: "7", Name: "ended " + canary, Made: made, Ended: w.Today()})
	got, err := plansOf(a, w)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(fmt.Sprintf("%+v", got), canary) {
		t.Errorf("plans show words of the person: %+v", got)
	}
	if got.Open != 1 || got.OpenMicro != 1 {
		t.Errorf("%d open tasks and %d micro-tasks, want one of each", got.Open, got.OpenMicro)
	}
	var names []string
	for _, g := range got.Goals {
		names = append(names, g.Name)
	}
	if diff := cmp.Diff([]string{"Stretch\n\"}", "Spanish", "Thesis"}, names); diff != "" {
		t.Fatalf("shown, the oldest first (-want +got):\n%s", diff)
	}
	if g := got.Goals[0]; g.Due || !g.Habit {
		t.Errorf("a habit of Mondays on a Sunday: %+v, want it shown and not due", g)
	}
	if g := got.Goals[1]; g.Target != 90*time.Minute || g.Period != "week" || g.Habit {
		t.Errorf("the goal is %+v, want 90 minutes a week", g)
	}
}

func TestPlansAreTheOldestTen(t *testing.T) {
	w := noon()
	a := &agenda.Agenda{}
	for i := range 14 {
		a.Put(agenda.Habit{ID: fmt.Sprintf("%02d", i), Name: fmt.Sprintf("habit %d", max(i, 1)), Made: w.Today()})
	}
	got, err := plansOf(a, w)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(got.Goals); n != mostPlans || got.Goals[1].Name != "habit 2" || got.Goals[n-1].Name != "habit 10" {
		t.Errorf("shown are %+v, want habits 1 to 10, each once", got.Goals)
	}
}

func TestPlansAreNotKnownBeforeALook(t *testing.T) {
	if _, err := newPlans().now(); err == nil {
		t.Error("an agenda that nobody has read is shown as an empty one")
	}
}

// TestMetricsShowThePlans has a daemon find an agenda as it starts: it looks at
// once, and seldom afterwards.
func TestMetricsShowThePlans(t *testing.T) {
	const canary = "canary"
	paths := testPaths(t)
	first := start(t, paths)
	habit, block := "Stretch\"} 1", "Thesis"
	for _, cmd := range []api.AgendaCommand{
		{Do: "add", Line: canary + ` "} ~4m`},
		{Do: "habit_add", Habit: &api.HabitForm{Name: &habit}},
		{Do: "block_add", TimeBlock: &api.TimeBlockForm{Name: &block, Minutes: 60}},
	} {
		if _, err := first.client.ChangeAgenda(t.Context(), cmd); err != nil {
			t.Fatalf("%s: %v", cmd.Do, err)
		}
	}
	if err := first.stop(); err != nil {
		t.Fatal(err)
	}
	second := start(t, paths)
	var shown string
	second.until("metrics show the habit", func() bool {
		shown = second.metrics()
		return strings.Contains(shown, `focusd_goal_due{goal="stretch-1",period="day"} 1`)
	})
	for _, want := range []string{
		`focusd_streak_current{goal="stretch-1"} 0`, `focusd_goal_target_seconds{goal="thesis",period="day"} 3600`,
		`focusd_tasks_open{size="micro"} 1`, `focusd_tasks_created_total{size="micro"} 1`,
	} {
		if !strings.Contains(shown, want) {
			t.Errorf("metrics lack %s", want)
		}
	}
	for _, never := range []string{canary, `focusd_streak_current{goal="thesis"}`} {
		if strings.Contains(shown, never) {
			t.Errorf("metrics contain %s", never)
		}
	}
}

func TestPlansAwaitAChange(t *testing.T) {
	today := noon().Today()
	on := func(day tracker.Day) *engine.Snapshot {
		return &engine.Snapshot{Day: engine.DaySummary{Day: day}}
	}
	over := make(chan struct{})
	close(over)
	for name, c := range map[string]struct {
		changed   <-chan struct{}
		snapshots []*engine.Snapshot
		want      bool
	}{
		"of the agenda":       {over, nil, true},
		"of the day":          {nil, []*engine.Snapshot{on(today), on(today.Add(1))}, true},
		"that does not come":  {nil, []*engine.Snapshot{on(today), on(today)}, false},
		"of an engine at end": {nil, nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			snapshots := make(chan *engine.Snapshot, 2)
			for _, s := range c.snapshots {
				snapshots <- s
			}
			if c.changed == nil {
				close(snapshots)
			}
			if got := awaitChange(c.changed, nil, snapshots, today); got != c.want {
				t.Errorf("a change is awaited with %v, want %v", got, c.want)
			}
		})
	}
}

func TestPlansAwaitWhoAsksFirst(t *testing.T) {
	p := newPlans()
	for range 3 {
		if _, err := p.now(); err == nil {
			t.Fatal("an agenda that nobody has read is shown as an empty one")
		}
	}
	if !awaitChange(nil, p.asked, nil, noon().Today()) {
		t.Error("who asks is not noticed")
	}
}

func (r *running) metrics() string {
	r.t.Helper()
	body, err := r.client.Metrics(r.t.Context())
	if err != nil {
		r.t.Fatal(err)
	}
	defer body.Close()
	text, err := io.ReadAll(body)
	if err != nil {
		r.t.Fatal(err)
	}
	return string(text)
}
