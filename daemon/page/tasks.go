package page

import "focusd/daemon/api"

// tasksPage is what there is to do, and what it is for.
func tasksPage() page {
	return page{
		path: "/tasks", name: "Tasks",
		styles: []string{"tasks"}, scripts: []string{"tasks"},
		title: func(*visit) string { return "Tasks and plan" },
		parts: []part{
			{id: "capture", title: "Write it down", when: "agenda", load: loadCapture},
			{id: "ranked-six", title: "The six of today", when: "agenda", load: loadRanked},
			{id: "load", title: "What fits today", when: "agenda minute", load: loadLoad},
			{id: "open-tasks", title: "Open tasks", when: "agenda", load: loadOpen},
			{id: "finished", title: "Done today", when: "agenda", load: loadFinished},
			{id: "templates", title: "Templates", when: "agenda", load: loadTemplates},
			{id: "time-blocks", title: "Time blocks", when: "agenda", load: loadTimeBlocks},
			{id: "habits", title: "Habits", when: "agenda", load: loadHabits},
			{id: "goals", title: "Goals", when: "agenda", load: loadGoals},
			{id: "rewards", title: "Rewards", when: "agenda", load: loadRewards},
		},
	}
}

// agendaView is the agenda of today and how its tasks are spoken of.
type agendaView struct{ sixView }

func (v *visit) agendaView() (agendaView, error) {
	a, err := v.agenda()
	return agendaView{sixView{visit: v, Agenda: a}}, err
}

// Known is the last change of the agenda that the page shows, for those that are
// sent from it.
func (v *visit) Known() string {
	a, err := v.agenda()
	if err != nil || a.Undo == nil {
		return "none"
	}
	return a.Undo.ID
}

func loadCapture(v *visit) (any, error) {
	a, err := v.agendaView()
	if absent(err) {
		return nil, nil
	}
	return a, err
}

// Marks are what else there is to know of a task, in a few words.
func (a agendaView) Marks(t api.Task) []string {
	all := a.sixView.Marks(t)
	add := func(is bool, text string) {
		if is {
			all = append(all, text)
		}
	}
	add(t.LowBrain, "half a mind is enough")
	add(t.Repeat != "", t.Repeat)
	add(t.Later > a.Agenda.Day, "put off until "+a.DayName(t.Later))
	add(t.Area != "", "+"+t.Area)
	add(t.Spent >= 60, spell(t.Spent)+" spent")
	add(t.Passed >= 3, "passed over "+plural(t.Passed, "time"))
	return all
}

// Lengths are estimates that most tasks have, in minutes.
func (a agendaView) Lengths() []int { return []int{5, 15, 30, 60, 120} }

// Priority is what a task is, urgent and important; "" is neither.
func (a agendaView) Priority(t api.Task) string {
	switch {
	case t.Urgent && t.Important:
		return "urgent and important"
	case t.Urgent:
		return "urgent"
	case t.Important:
		return "important"
	}
	return ""
}

// IsOne says whether a task was said to matter most today.
func (a agendaView) IsOne(t api.Task) bool { return a.One != nil && a.One.ID == t.ID }

func loadFinished(v *visit) (any, error) {
	a, err := v.agendaView()
	if absent(err) || (err == nil && len(a.Done) == 0) {
		return nil, nil
	}
	return a, err
}
