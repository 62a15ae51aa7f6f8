package agenda

import (
	"slices"
	"strings"

	"focusd/tracker"
)

// given is what the activities of the day of d, and the tasks that were done on
// it, give to goals. An activity counts once for a goal, however many of the
// things that serve it want it, and once for its dream.
func (a *Agenda) given(d Diary, activities []Activity, w When) (sums []Sum) {
	goals := a.goals(d.Day)
	if len(goals) == 0 {
		return nil
	}
	done := a.DoneOn(d.Day, w.Calendar)
	titles := a.labelled(activities, done)
	for _, g := range goals {
		whole := Sum{Goal: g.ID, Minutes: minutesOf(counting(activities, a.serving(g, titles, d.Day)))}
		for _, t := range done {
			if t.Parent == "" && a.serves(t.Goal, g) {
				whole.Count++
			}
		}
		if whole.Minutes != 0 || whole.Count != 0 {
			sums = append(sums, whole)
		}
		for _, p := range g.Parts {
			if minutes := minutesOf(counting(activities, p.Match)); minutes != 0 {
				sums = append(sums, Sum{Goal: g.ID, Part: p.Name, Minutes: minutes})
			}
		}
	}
	return sums
}

// serves tells whether what is for the goal of that ID is for g: it is g, or one
// of its milestones.
func (a *Agenda) serves(id string, g Goal) bool {
	return id != "" && (id == g.ID || a.Goals[id].Parent == g.ID)
}

// serving is all that counts for a goal on a day, some tasks among it.
func (a *Agenda) serving(g Goal, tasks []Task, day tracker.Day) (matches []Match) {
	for _, other := range a.goals(day) {
		if !a.serves(other.ID, g) {
			continue
		}
		matches = append(matches, other.Match...)
		for _, p := range other.Parts {
			matches = append(matches, p.Match...)
		}
	}
	for _, b := range a.timeBlocks(day) {
		if a.serves(b.Goal, g) {
			matches = append(matches, b.matches()...)
		}
	}
	for _, h := range a.habits(day) {
		if a.serves(h.Goal, g) {
			matches = append(matches, h.matches()...)
		}
	}
	for _, t := range tasks {
		if a.serves(t.Goal, g) {
			matches = append(append(matches, named(t.Title)), t.Match...)
		}
	}
	return matches
}

// labelled are the tasks that are for some goal and may count: those that a
// block of the timer bears the title of, and those that have a match of their
// own. Steps have the goal of their task. Titles may be thousands.
func (a *Agenda) labelled(activities []Activity, done []Task) (tasks []Task) {
	labels := make(map[string]bool)
	for _, x := range activities {
		labels[strings.ToLower(x.Label)] = true
	}
	add := func(t Task) {
		if t.Parent != "" {
			t.Goal = a.goalOf(t.Parent, done)
		}
		if t.Goal != "" && (len(t.Match) > 0 || labels[strings.ToLower(t.Title)]) {
			tasks = append(tasks, t)
		}
	}
	for _, t := range a.Tasks {
		add(t)
	}
	for _, t := range done {
		add(t)
	}
	return tasks
}

// goalOf is that of a task that is open or among those that were done.
func (a *Agenda) goalOf(id string, done []Task) string {
	if t, ok := a.Tasks[id]; ok {
		return t.Goal
	}
	if i := slices.IndexFunc(done, func(t Task) bool { return t.ID == id }); i >= 0 {
		return done[i].Goal
	}
	return ""
}

// sums are what a day gave to goals: what was tracked, and what the person says
// that they did.
func (a *Agenda) sums(d Diary) []Sum {
	sums := slices.Clone(d.Sums)
	for _, of := range d.ticked() {
		goal, minutes, done := a.worth(of, d)
		for _, g := range []string{goal, a.Goals[goal].Parent} {
			if g == "" || minutes == 0 && !done {
				continue
			}
			i := slices.IndexFunc(sums, func(s Sum) bool { return s.Goal == g && s.Part == "" })
			if i < 0 {
				i, sums = len(sums), append(sums, Sum{Goal: g})
			}
			sums[i].Minutes = hundredths(sums[i].Minutes + minutes)
			if done {
				sums[i].Count++
			}
		}
	}
	return sums
}

// ticked are the things of which a tick stands.
func (d Diary) ticked() (all []Ref) {
	for _, t := range d.Ticks {
		if t.Taken.IsZero() && !slices.Contains(all, t.Of) {
			all = append(all, t.Of)
		}
	}
	slices.SortFunc(all, func(r, s Ref) int { return strings.Compare(string(r.Kind)+r.ID, string(s.Kind)+s.ID) })
	return all
}

// worth is which goal a thing is for, how many minutes of it nobody tracked, and
// whether it was done.
func (a *Agenda) worth(of Ref, d Diary) (goal string, untracked float64, done bool) {
	e := d.deed(of)
	tracked := 0.0
	if auto := d.automatic(of); auto.Taken.IsZero() {
		tracked = auto.Amount
	}
	switch of.Kind {
	case KindTimeBlock:
		b := a.TimeBlocks[of.ID]
		asked := b.Minutes(d.Day)
		return b.Goal, e.full(Minutes, asked) - tracked, e.met(Minutes, asked)
	case KindHabit:
		h := a.Habits[of.ID]
		asked := h.Target(d.Day)
		if h.AtMost {
			return "", 0, false
		}
		if h.Measure == Minutes {
			return h.Goal, e.full(Minutes, asked) - tracked, e.met(Minutes, asked)
		}
		return h.Goal, 0, e.met(h.Measure, asked)
	}
	return "", 0, false
}

// met tells whether e is as much as is asked for. Of minutes nine tenths are.
func (e deed) met(m Measure, asked float64) bool {
	switch {
	case e.done:
		return true
	case m == Once:
		return e.amount > 0
	case m == Minutes:
		return e.amount > 0 && e.amount >= enoughOf*asked
	}
	return e.amount > 0 && e.amount >= asked
}

// full is the amount of e, and at least what is asked for if it was done.
func (e deed) full(m Measure, asked float64) float64 {
	if e.done {
		return max(e.amount, asked)
	}
	return e.amount
}
