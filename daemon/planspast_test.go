package daemon

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"focusd/daemon/api"
	"focusd/daemon/engine"
	"focusd/timer/agenda"
	"focusd/tracker"
)

func TestAHabitStoodOnEachDay(t *testing.T) {
	first := noon().Today().Add(-4)
	s := agenda.Story{Habit: agenda.Habit{Name: "read", Made: first}, First: first, Strength: []float64{0.1, 0.2, 0.1, 0.2, 0.3}}
	s.Days, s.Standing.Days = daysOf(t, "DDMDD")
	var streaks, best []int
	var met []bool
	for i := range 5 {
		g, ok := habitOn(s, first.Add(i))
		if !ok || !g.Habit || g.Strength != s.Strength[i] {
			t.Errorf("on day %d it is %+v, %v", i, g, ok)
		}
		streaks, best, met = append(streaks, g.Streak), append(best, g.Best), append(met, g.Met)
	}
	if !slices.Equal(streaks, []int{1, 2, 0, 1, 2}) || !slices.Equal(best, []int{1, 2, 2, 2, 2}) || !slices.Equal(met, []bool{true, true, false, true, true}) {
		t.Errorf("streaks were %v, the best %v, met %v", streaks, best, met)
	}
	if g, _ := habitOn(s, first.Add(3)); g.Consistency7 == nil || *g.Consistency7 != 2./3 {
		t.Errorf("on the fourth day, %+v of those before were done, want 2 of 3", g.Consistency7)
	}
	for _, day := range []tracker.Day{first.Add(-1), first.Add(5)} {
		if g, ok := habitOn(s, day); ok {
			t.Errorf("on %v it was %+v", day, g)
		}
	}
	if s.Days[2].Code.String() != "M" {
		t.Error("the story was written to")
	}
}

// TestTheLastOfThePlanDaysIsToday compares it with what /metrics shows.
func TestTheLastOfThePlanDaysIsToday(t *testing.T) {
	w := noon()
	made := w.Today().Add(-3)
	a := &agenda.Agenda{}
	a.Put(agenda.Habit{ID: "1", Name: "read", Made: made})
	a.Put(agenda.Habit{ID: "2", Name: "run", Made: made, PerWeek: 3})
	a.Put(agenda.Habit{ID: "3", Name: "new", Made: w.Today()})
	a.Put(agenda.Goal{ID: "4", Name: "Spanish", Period: agenda.Weekly, Target: 90, Unit: agenda.Minutes, Made: made})
	a.Put(agenda.TimeBlock{ID: "5", Name: "Thesis", Made: made, Amounts: []agenda.Target{{From: made, Value: 60}}})
	a.Put(agenda.Habit{ID: "6", Name: "ended", Made: made, Ended: w.Today().Add(-1)})
	now, err := plansOf(a, w)
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, g := range now.Goals {
		g.Each(engine.Slug(g.Name), func(metric string, v float64, labels ...string) {
			want = append(want, fmt.Sprint(metric, labels, v))
		})
	}
	days, err := planDays(a, w, made.Add(-1), w.Today().Add(5))
	if err != nil || len(days) != 5 {
		t.Fatalf("there are %d days, %v, want one before the first plan until today", len(days), err)
	}
	if len(days[0].Samples) != 0 {
		t.Errorf("before there was anything, there was %+v", days[0].Samples)
	}
	var got []string
	for _, s := range days[4].Samples {
		got = append(got, fmt.Sprint(s.Metric, valuesOf(s), s.Value))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("today, as metrics show it (-want +got):\n%s", diff)
	}
	goals := make(map[string]bool)
	for _, s := range days[2].Samples {
		goals[s.Labels["goal"]] = true
	}
	if !goals["ended"] || goals["new"] || !goals["spanish"] || !goals["thesis"] {
		t.Errorf("the day before yesterday there were %v", goals)
	}
	if days[2].From != time.Date(2026, 10, 30, 4, 0, 0, 0, time.UTC) || days[2].To != days[3].From {
		t.Errorf("it went from %v to %v, the next from %v", days[2].From, days[2].To, days[3].From)
	}
}

// valuesOf are the values of the labels in the order of their names.
func valuesOf(s api.PlanSample) (all []string) {
	for _, name := range []string{"goal", "period", "window"} {
		if v, ok := s.Labels[name]; ok {
			all = append(all, v)
		}
	}
	return all
}

func TestPlansOfLongAgoAreHabits(t *testing.T) {
	w := noon()
	made := w.Today().Add(-plansBack - 2)
	a := &agenda.Agenda{}
	a.Put(agenda.Habit{ID: "1", Name: "read", Made: made})
	a.Put(agenda.TimeBlock{ID: "2", Name: "Thesis", Made: made, Amounts: []agenda.Target{{From: made, Value: 60}}})
	days, err := planDays(a, w, w.Today().Add(-plansBack-1), w.Today().Add(-plansBack))
	if err != nil || len(days) != 2 {
		t.Fatalf("there are %d days, %v", len(days), err)
	}
	for i, want := range []map[string]bool{{"read": true}, {"read": true, "thesis": true}} {
		got := make(map[string]bool)
		for _, s := range days[i].Samples {
			got[s.Labels["goal"]] = true
		}
		if !cmp.Equal(want, got) {
			t.Errorf("on %s there are %v, want %v", days[i].Date, got, want)
		}
	}
}
