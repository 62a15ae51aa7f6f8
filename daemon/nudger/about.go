package nudger

import (
	"focusd/timer/agenda"
	"focusd/timer/nudge"
)

// About are the names of what n is about, in the person's own words: of a task,
// of goals, of what fits a gap, of a reward, of a block. They are for the person to see, and
// go into no log.
func (n *Nudger) About(o nudge.Nudge) (names []string) {
	if n == nil {
		return nil
	}
	switch o.Kind {
	case nudge.Recovered:
		if r, ok := n.engine.Snapshot().Timer.Recovered(); ok && r.Label != "" {
			names = append(names, r.Label)
		}
		return names
	case nudge.Record:
		if name := n.looked.Load(); name != nil {
			names = append(names, *name)
		}
		return names
	}
	if n.Book == nil {
		return nil
	}
	_ = n.Book.Look(func(a *agenda.Agenda, _ agenda.When) error { // without the agenda nothing has a name
		for _, ref := range n.subject(o, a) {
			if name := nameOf(a, ref); name != "" {
				names = append(names, name)
			}
		}
		return nil
	})
	return names
}

// subject is what o is about.
func (n *Nudger) subject(o nudge.Nudge, a *agenda.Agenda) (refs []agenda.Ref) {
	switch o.Kind {
	case nudge.Morning, nudge.Start:
		if o.Task != "" {
			refs = append(refs, agenda.Ref{Kind: agenda.KindTask, ID: o.Task})
		}
	case nudge.Goals:
		for _, id := range o.Goals {
			refs = append(refs, agenda.Ref{Kind: agenda.KindGoal, ID: id})
		}
	case nudge.Pieces:
		refs = *n.pieces.Load()
	case nudge.Reward:
		if r, ok := rewardOf(a, o.Number); ok {
			refs = append(refs, r.Ref())
		}
	}
	return refs
}

// rewardOf is the one whose turn it is.
func rewardOf(a *agenda.Agenda, number int) (agenda.Reward, bool) {
	all := a.RewardList()
	if len(all) == 0 {
		return agenda.Reward{}, false
	}
	return all[number%len(all)], true
}

func nameOf(a *agenda.Agenda, ref agenda.Ref) string {
	item, _ := a.Item(ref)
	switch v := item.(type) {
	case agenda.Task:
		return v.Title
	case agenda.Habit:
		return v.Name
	case agenda.Goal:
		return v.Name
	case agenda.Reward:
		return v.Text
	}
	return ""
}
