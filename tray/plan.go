package tray

import (
	"fmt"
	"time"

	"focusd/daemon/api"
)

// Lines that the submenus have: a panel cannot add any.
const fewSlots = 3

// The lines that show the page, where there is room for all.
const fewMore ItemID = "few.more"

// choice is a line of a submenu that is there for now.
type choice struct {
	title   string
	checked bool
	do      request
}

// slots are n lines of the submenu for what of has, which may be less.
func slots(parent ItemID, n int, check bool, of func(*scene) []choice) []row {
	rows := make([]row, n)
	for i := range rows {
		rows[i] = row{
			id: ItemID(fmt.Sprintf("%s.%d", parent, i+1)), parent: parent, in: always, check: check,
			only:    func(s *scene) bool { return i < len(of(s)) },
			text:    func(s *scene) string { return of(s)[i].title },
			checked: func(s *scene) bool { return of(s)[i].checked },
			do: func(s *scene) request {
				if all := of(s); i < len(all) {
					return all[i].do
				}
				return nil // it has gone since
			},
		}
	}
	return rows
}

// fewRows are for a gap: what fits into it, and what is being done.
func fewRows() []row {
	nothing := func(s *scene) bool { return len(s.Agenda.Next.Offers) == 0 }
	rows := []row{{id: "few", in: idle | rest | over, only: (*scene).hasTasks, title: "I have a few minutes"}}
	rows = append(rows, slots("few", fewSlots, false, (*scene).few)...)
	return append(rows,
		row{id: "few.none", parent: "few", in: always, only: nothing, text: (*scene).nothingFits, disabled: true},
		row{id: fewMore, parent: "few", in: always, title: "more…"},
	)
}

func (s *scene) hasTasks() bool {
	return s.Agenda.Day.Open > 0 || s.Agenda.Day.Active != nil || len(s.Agenda.Next.Offers) > 0
}

// few is the task that is being done, to be done with, and what else fits.
func (s *scene) few() []choice {
	var few []choice
	if t := s.Agenda.Day.Active; t != nil {
		few = append(few, choice{
			title: "Done: " + named(t.Title, t.Task),
			do:    agendaRequest(api.AgendaCommand{Do: "done", ID: t.ID}),
		})
	}
	for _, o := range s.Agenda.Next.Offers {
		few = append(few, choice{
			title: named(o.Title, o.Task) + " · " + length(roundUp(time.Duration(o.Cost)*time.Second)),
			do:    s.take(o),
		})
	}
	return few[:min(len(few), fewSlots)]
}

// take begins a task. A habit has nothing to begin: it is ticked.
func (s *scene) take(o api.Offer) request {
	if o.Kind == "habit" {
		return agendaRequest(api.AgendaCommand{Do: "tick", ID: o.ID})
	}
	return takeRequest(o.ID, time.Duration(s.Agenda.Next.Gap)*time.Second)
}

func (s *scene) nothingFits() string {
	if gap := s.Agenda.Next.Gap; gap > 0 {
		return "Nothing fits into " + length(int(gap/60))
	}
	return "Nothing fits"
}

// named is a step after its task.
func named(title, task string) string {
	if task != "" {
		title = task + ": " + title
	}
	return oneLine(title)
}

// hasFirst is whether there is a first task of the day that can be started.
func (s *scene) hasFirst() bool {
	_, ok := s.Agenda.first()
	return ok
}

// firstOfDay is that task, with what is to be done of it.
func (s *scene) firstOfDay() string {
	t, _ := s.Agenda.first()
	return "First: " + oneLine(current(t).Title)
}

func (s *scene) firstRequest() request {
	t, ok := s.Agenda.first()
	if !ok {
		return nil
	}
	now := current(t)
	return workRequest(now.ID, now.Title, "")
}

// undoFor is how long a change of the agenda is offered to be taken back, as
// long as one of the timer.
const undoFor = time.Minute

// agendaUndo is the last change of the agenda, if it is later than that of the
// timer and not long ago.
func (s *scene) agendaUndo() (u api.AgendaUndo, ok bool) {
	last := s.Agenda.Day.Undo
	if last == nil {
		return u, false
	}
	until := last.At.Add(undoFor)
	if !s.before(&until) || s.timerUndoable() && s.Status.Timer.UndoUntil.After(until) {
		return u, false
	}
	return *last, true
}
