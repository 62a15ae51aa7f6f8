package agenda

import (
	"slices"

	"focusd/daemon/engine"
	"focusd/timer/agenda"
)

// counted is what a change adds to the ledger, seen from the agenda before it: a
// task that there was not, and one that has been done. A counter never goes
// down: what is done once more after it was reopened or taken back has been done
// twice.
func counted(a *agenda.Agenda, c agenda.Change) (counts []engine.Increment) {
	var tasks []agenda.Task
	for _, item := range c.Put {
		if t, ok := item.(agenda.Task); ok {
			tasks = append(tasks, t)
		}
	}
	if len(tasks) == 0 {
		return nil
	}
	whole := a.Whole(tasks...)
	for _, t := range tasks {
		_, open := a.Tasks[t.ID]
		i := slices.IndexFunc(a.Ended, func(e agenda.Task) bool { return e.ID == t.ID })
		micro := t.Micro() && !whole[t.ID]
		if !open && i < 0 {
			counts = append(counts, engine.TaskCreated(micro)...)
		}
		if t.Outcome == agenda.Done && (i < 0 || a.Ended[i].Outcome != agenda.Done) {
			counts = append(counts, engine.TaskDone(micro, t.Estimate, t.Spent)...)
		}
	}
	return counts
}
