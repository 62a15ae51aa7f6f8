package daemon

import (
	"cmp"
	"slices"
	"sync"
	"time"

	"focusd/daemon/api"
	"focusd/daemon/engine"
	"focusd/daemon/metrics"
	"focusd/timer/agenda"
	"focusd/timer/agenda/streak"
	"focusd/tracker"
)

const (
	// plansAtOnce is for how many days the agenda is held at once: others want it.
	plansAtOnce = 14
	// plansBack is how many days back goals and time blocks are told. Each day of
	// them takes some milliseconds, one of a habit none.
	plansBack = 100
)

// plansOn are the figures of the agenda as they stood on the days from first to
// last, by what is known of those days now.
func (d *daemon) plansOn(first, last tracker.Day) (days []api.PlanDay, err error) {
	for ; !last.Before(first); first = first.Add(plansAtOnce) {
		err := d.agenda.Look(func(a *agenda.Agenda, w agenda.When) error {
			until := first.Add(plansAtOnce - 1)
			if last.Before(until) {
				until = last
			}
			some, err := planDays(a, w, first, until)
			days = append(days, some...)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return days, nil
}

// planDays tells each thing once, and works out how it stood on each day.
func planDays(a *agenda.Agenda, w agenda.When, first, last tracker.Day) (days []api.PlanDay, err error) {
	labels := make(map[string][]metrics.Label)
	for _, f := range metrics.Catalogue() {
		labels[f.Name] = f.Labels
	}
	all, err := pastPlans(a, w)
	if err != nil {
		return nil, err
	}
	if today := w.Today(); today.Before(last) {
		last = today
	}
	for day := first; !last.Before(day); day = day.Add(1) {
		d := api.PlanDay{Date: day.String()}
		d.From, d.To = w.Calendar.Bounds(day)
		looked := !day.Before(w.Today().Add(-plansBack))
		look := sync.OnceValue(func() agenda.Today { return a.Look(day, agenda.Facts{}, w) })
		for _, p := range all {
			if !p.habit && !looked {
				continue
			}
			if g, ok := p.on(day, look); ok {
				g.Each(p.slug, func(name string, v float64, values ...string) {
					d.Samples = append(d.Samples, sampleOf(name, v, labels[name], values))
				})
			}
		}
		days = append(days, d)
	}
	return days, nil
}

func sampleOf(name string, v float64, labels []metrics.Label, values []string) api.PlanSample {
	s := api.PlanSample{Metric: name, Labels: make(map[string]string, len(labels)), Value: v}
	for i, l := range labels {
		s.Labels[l.Name] = values[i]
	}
	return s
}

// pastPlan is a habit, a time block or a goal, and what it was on a day; ok is
// false where it was not there.
type pastPlan struct {
	id, name, slug string
	habit          bool
	on             func(day tracker.Day, look func() agenda.Today) (g metrics.Goal, ok bool)
}

// pastPlans are those that there are and were, as far as there is room for their
// names: the oldest have it, as in plansOf.
func pastPlans(a *agenda.Agenda, w agenda.When) (all []pastPlan, err error) {
	for _, h := range a.Habits {
		s, err := a.Story(h.ID, agenda.Facts{}, w)
		if err != nil {
			return nil, err
		}
		all = append(all, pastPlan{id: h.ID, name: h.Name, habit: true, on: func(day tracker.Day, _ func() agenda.Today) (metrics.Goal, bool) {
			return habitOn(s, day)
		}})
	}
	for _, b := range a.TimeBlocks {
		all = append(all, pastPlan{id: b.ID, name: b.Name, on: func(day tracker.Day, look func() agenda.Today) (metrics.Goal, bool) {
			if day.Before(b.Made) || b.Ended != (tracker.Day{}) && !day.Before(b.Ended) {
				return metrics.Goal{}, false
			}
			return blockPlan(b, look()), true
		}})
	}
	for _, g := range a.Goals {
		if g.Period != agenda.Daily && g.Period != agenda.Weekly {
			continue
		}
		all = append(all, pastPlan{id: g.ID, name: g.Name, on: func(day tracker.Day, look func() agenda.Today) (metrics.Goal, bool) {
			on := look()
			i := slices.IndexFunc(on.Goals, func(o agenda.GoalOn) bool { return o.ID == g.ID })
			if i < 0 || day.Before(g.Made) {
				return metrics.Goal{}, false
			}
			return goalPlan(on.Goals[i], on.Off), true
		}})
	}
	slices.SortFunc(all, func(p, q pastPlan) int { return cmp.Compare(p.id, q.id) })
	return withRoom(all), nil
}

// withRoom are those that there is room for, each by a name of its own.
func withRoom(all []pastPlan) (shown []pastPlan) {
	slugs := make(map[string]bool)
	for _, p := range all {
		p.slug = engine.Slug(p.name)
		if slugs[p.slug] || len(shown) == mostPlans {
			continue
		}
		slugs[p.slug] = true
		shown = append(shown, p)
	}
	return shown
}

// habitOn is a habit as it stood at the end of a day.
func habitOn(s agenda.Story, day tracker.Day) (g metrics.Goal, ok bool) {
	n := daysBetween(s.First, day) + 1
	if n < 1 || n > len(s.Days) || day.Before(s.Habit.Made) {
		return g, false
	}
	codes := make([]streak.Code, n)
	for i, d := range s.Days[:n] {
		if codes[i] = d.Code; d.Code == streak.Frozen {
			codes[i] = streak.Missed // what bridges it is found again
		}
	}
	s.Days, s.Strength = slices.Clone(s.Days[:n]), s.Strength[:n]
	if times := s.Habit.PerWeek; times > 0 {
		s.Standing = streak.Weekly(s.First, codes, streak.Week{Times: times, Starts: time.Monday})
	} else {
		s.Standing = streak.Daily(codes)
	}
	return habitPlan(s), true
}

// daysBetween is how many days b is after a.
func daysBetween(a, b tracker.Day) int {
	midnight := func(d tracker.Day) time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }
	return int(midnight(b).Sub(midnight(a)) / (24 * time.Hour))
}
