package server

import "focusd/timer/agenda"

func (t *task) findGoal(a *agenda.Agenda) error {
	return t.named("goal", func(query string) (string, error) {
		g, err := goingOn(a).FindGoal(query)
		return g.ID, err
	})
}

func (t *task) goalAdd(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
	var g agenda.Goal
	if t.Goal == nil {
		return agenda.Change{}, badRequest("\"goal\" says what it is", "send it")
	}
	if err := fillGoal(a, &g, *t.Goal, w); err != nil {
		return agenda.Change{}, err
	}
	return t.made(a.AddGoal(g, w))
}

func (t *task) goalEdit(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
	if err := t.findGoal(a); err != nil {
		return agenda.Change{}, err
	}
	g := a.Goals[t.id]
	if g.ID = t.id; t.Goal == nil {
		return agenda.Change{}, badRequest("\"goal\" says what is to be different", "send it")
	}
	if err := fillGoal(a, &g, *t.Goal, w); err != nil {
		return agenda.Change{}, err
	}
	return a.EditGoal(g, w)
}
