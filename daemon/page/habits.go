package page

import (
	"fmt"
	"strings"

	"focusd/daemon/api"
)

// habitsView is all habits, and the days on which nothing is asked for.
type habitsView struct {
	promisesView
	All       []habitCard
	Vacations []api.Vacation
	Things    []thing // that a vacation can be from
	Goals     []api.Goal
}

// thing is something that has a name.
type thing struct{ ID, Name string }

// habitCard is a habit and what has become of it.
type habitCard struct {
	api.Habit
	Map    heatMap
	Months []habitMonth
}

func loadHabits(v *visit) (any, error) {
	all, err := v.client.Habits(v)
	promises, there, err := v.beside(err)
	if !there {
		return nil, err
	}
	view := habitsView{promisesView: promises, Vacations: all.Vacations}
	for _, h := range all.Habits {
		story, err := v.client.Habit(v, h.ID)
		if err != nil && !absent(err) {
			return nil, fmt.Errorf("%s: %w", h.Name, err)
		}
		card := habitCard{Habit: h, Months: monthsOf(story.First, story.Codes)}
		card.Map = heatMapOf(story.First, story.Codes, all.Day)
		view.All = append(view.All, card)
		view.Things = append(view.Things, thing{h.ID, h.Name})
	}
	blocks, err := v.timeBlocks()
	if err != nil && !absent(err) {
		return nil, err
	}
	for _, b := range blocks.TimeBlocks {
		view.Things = append(view.Things, thing{b.ID, b.Name})
	}
	view.Goals, err = v.goalsNamed()
	return view, err
}

// About is what else there is to know of a habit.
func (h habitsView) About(c habitCard) (all []string) {
	add := func(is bool, text string) {
		if is {
			all = append(all, text)
		}
	}
	if c.PerWeek > 0 {
		add(true, fmt.Sprintf("%d times a week", c.PerWeek))
	} else {
		add(true, daysWords(c.Days))
	}
	add(c.Target > 0, h.amount(c.Habit, c.Target))
	add(c.Anchor != "", anchors()[c.Anchor])
	add(c.Coming != nil, h.coming(c.Habit))
	add(c.Ramp != nil, h.ramp(c.Habit))
	add(c.Goal != "", "for "+c.Goal)
	add(c.Area != "", "+"+c.Area)
	add(len(c.Match) > 0, "ticked by "+strings.Join(c.Match, ", "))
	how := h.How(c.Ticks)
	add(how != "", how)
	return all
}

func (h habitsView) amount(x api.Habit, n float64) string {
	text := number(n)
	if x.Measure == "minutes" {
		text = spell(int64(n * 60))
	}
	if x.AtMost {
		return "at most " + text
	}
	return text + " a day"
}

func (h habitsView) coming(x api.Habit) string {
	if x.Coming == nil {
		return ""
	}
	return h.amount(x, x.Coming.Target) + " from " + h.DayName(x.Coming.From) + " on"
}

func (h habitsView) ramp(x api.Habit) string {
	if x.Ramp == nil {
		return ""
	}
	text := "grows by " + number(x.Ramp.Step)
	if x.Ramp.Percent {
		text += " %"
	}
	if x.Ramp.Ceiling > 0 {
		text += " up to " + number(x.Ramp.Ceiling)
	}
	return text
}

// anchors are what a habit comes after.
func anchors() map[string]string {
	return map[string]string{
		"first_activity": "with the first activity", "first_break": "in the first break", "lunch": "at lunch",
		"first_block": "after the first block", "day_end": "at the end of the day",
	}
}

// Change is what a ramp proposes.
func (h habitsView) Change(x api.Habit) string {
	c := x.Change
	if c == nil {
		return ""
	}
	return fmt.Sprintf("%d of the last 7 done. %s from %s to %s?", c.Done, capital(c.Verdict), number(c.From), number(c.To))
}

// Seven are the places of a kick-start, done or not.
func (h habitsView) Seven(k *api.KickStart) (all [7]bool) {
	for i := range min(k.Done, 7) {
		all[i] = true
	}
	return all
}

// Until is a vacation in words.
func (h habitsView) Until(v api.Vacation) string {
	text := h.DayName(v.From)
	if v.To != v.From {
		text += " to " + h.DayName(v.To)
	}
	if len(v.Of) > 0 {
		text += ", from " + strings.Join(v.Of, ", ")
	}
	return capital(text)
}
