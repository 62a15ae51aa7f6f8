package metrics

import (
	"time"

	"focusd/daemon/engine"
)

// Agenda is what the person means to do, in figures: it has no place for a title
// or a note.
type Agenda struct {
	Goals []Goal // the most important first: the first ten are shown

	OpenMicro, Open int // tasks that take minutes, and the others

	// Over the due days of the last 28; nil: there are not enough of them.
	Evenness    *float64
	StartSpread *time.Duration
}

// Goal is a habit, a time block or a goal, and how it goes.
type Goal struct {
	Name   string // is made a slug; of two that are the same the first is shown
	Period string // day or week

	Target, Achieved time.Duration // in the period; no target: it is not one of time
	Due, Met         bool

	Habit, Quiet bool // only a habit has the following, a quiet one no streak

	Streak, Best, Freezes int // in due periods; freezes are tokens
	AtRisk                bool

	// Of the last 7 and 28 days, without today; nil: none of them was due.
	Consistency7, Consistency28 *float64
	Strength                    float64 // 0 to 1
}

// slugs are those of names that were shown before: of a name of ten thousand
// letters it takes longer to make one than all else of a scrape.
type slugs map[string]string

// mostSlugs is how many are known, before all are forgotten.
const mostSlugs = 256

func (s slugs) of(name string) string {
	slug, known := s[name]
	if known {
		return slug
	}
	if len(s) >= mostSlugs {
		clear(s)
	}
	slug = engine.Slug(name)
	s[name] = slug
	return slug
}

// showGoals shows what there is room for.
func (c *collector) showGoals(a Agenda) {
	out := c.sheet.put
	shown := make(map[string]bool)
	for _, g := range a.Goals {
		slug := c.slugs.of(g.Name)
		if shown[slug] || len(shown) == mostGoals {
			continue
		}
		shown[slug] = true
		g.collect(slug, out)
	}
	c.guard("goal", len(shown), mostGoals)
	if a.Evenness != nil {
		out("focusd_daily_focus_evenness_ratio", *a.Evenness, "28d")
	}
	if a.StartSpread != nil {
		out("focusd_start_time_spread_seconds", a.StartSpread.Seconds(), "28d")
	}
}

// emit makes one sample of a metric, with its labels in the order of the table.
type emit func(name string, v float64, labels ...string)

// Each tells what is shown of the goal under a name, with the values of labels in
// the order of the table.
func (g Goal) Each(slug string, tell func(metric string, v float64, labels ...string)) {
	g.collect(slug, tell)
}

func (g Goal) collect(slug string, out emit) {
	period := "day"
	if g.Period == "week" {
		period = "week"
	}
	if g.Target > 0 {
		out("focusd_goal_target_seconds", g.Target.Seconds(), slug, period)
		out("focusd_goal_achieved_seconds", g.Achieved.Seconds(), slug, period)
	}
	out("focusd_goal_met", oneIf(g.Met), slug, period)
	out("focusd_goal_due", oneIf(g.Due), slug, period)
	if g.Habit {
		g.collectHabit(slug, out)
	}
}

func (g Goal) collectHabit(slug string, out emit) {
	if !g.Quiet {
		out("focusd_streak_current", float64(g.Streak), slug)
		out("focusd_streak_best", float64(g.Best), slug)
		out("focusd_streak_at_risk", oneIf(g.AtRisk), slug)
		out("focusd_streak_freezes_available", float64(g.Freezes), slug)
	}
	if g.Consistency7 != nil {
		out("focusd_consistency_ratio", *g.Consistency7, slug, "7d")
	}
	if g.Consistency28 != nil {
		out("focusd_consistency_ratio", *g.Consistency28, slug, "28d")
	}
	out("focusd_habit_strength_ratio", g.Strength, slug)
}
