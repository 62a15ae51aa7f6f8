package tray

import (
	"fmt"
	"math"
	"slices"
	"time"

	"focusd/daemon/api"
)

// Lines that the submenus have: a panel cannot add any.
const (
	fewSlots   = 3
	blockSlots = 6
	habitSlots = 8
)

// The lines that show the page, where there is room for all.
const (
	fewMore    ItemID = "few.more"
	blocksMore ItemID = "blocks.more"
	habitsMore ItemID = "habits.more"
)

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

// gap is when there is time for a small thing.
const gap = idle | rest | over

// fewRows are for a gap: what is being done, to be done with, and what fits into it.
func fewRows() []row {
	nothing := func(s *scene) bool { return len(s.Agenda.Next.Offers) == 0 }
	rows := []row{
		{id: "few", in: gap, only: (*scene).hasTasks, title: "I have a few minutes"},
		{id: "few.done", parent: "few", in: always, only: (*scene).hasActive, text: (*scene).doneWith, do: (*scene).doneRequest},
	}
	rows = append(rows, slots("few", fewSlots, false, (*scene).few)...)
	return append(rows,
		row{id: "few.none", parent: "few", in: always, only: nothing, text: (*scene).nothingFits, disabled: true},
		row{id: fewMore, parent: "few", in: always, title: "more…"},
	)
}

func (s *scene) hasTasks() bool {
	return s.Agenda.Day.Open > 0 || s.hasActive() || len(s.Agenda.Next.Offers) > 0
}

func (s *scene) hasActive() bool { return s.Agenda.Day.Active != nil }

func (s *scene) doneWith() string {
	return "Done with " + named(s.Agenda.Day.Active.Title, s.Agenda.Day.Active.Task)
}

func (s *scene) doneRequest() request {
	if !s.hasActive() {
		return nil // it has gone since
	}
	return agendaRequest(api.AgendaCommand{Do: "done", ID: s.Agenda.Day.Active.ID})
}

// few is what fits.
func (s *scene) few() []choice {
	var few []choice
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
		return s.tick(o.ID, o.Title, "").do
	}
	return takeRequest(o.ID, time.Duration(s.Agenda.Next.Gap)*time.Second)
}

func (s *scene) nothingFits() string {
	if seconds := s.Agenda.Next.Gap; seconds > 0 {
		return "Nothing fits into " + length(int(seconds/60))
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

// tickable is when the day is there to be ticked. In overtime there is a break to
// be taken first.
const tickable = idle | work | rest | over | paused

// blockRows are the time blocks of the day, and habitRows its habits: those that
// are due, and those that are done, lest one could not be unticked.
func blockRows() []row {
	return tickRows("blocks", blockSlots, "Today's blocks", (*scene).blocks, blocksMore)
}

func habitRows() []row {
	return tickRows("habits", habitSlots, "Habits due", (*scene).habits, habitsMore)
}

// tickRows are a submenu of n lines with check marks for what of has.
func tickRows(id ItemID, n int, title string, of func(*scene) []choice, more ItemID) []row {
	rows := []row{{
		id: id, in: tickable, only: func(s *scene) bool { return len(of(s)) > 0 },
		text: func(s *scene) string { return title + ticked(of(s)) },
	}}
	rows = append(rows, slots(id, n, true, of)...)
	return append(rows, row{
		id: more, parent: id, in: always, only: func(s *scene) bool { return len(of(s)) > n }, title: "more…",
	})
}

// ticked is how many are.
func ticked(all []choice) string {
	n := 0
	for _, c := range all {
		if c.checked {
			n++
		}
	}
	return fmt.Sprintf(" · %d of %d", n, len(all))
}

func (s *scene) blocks() []choice {
	var all []choice
	for _, b := range s.Agenda.Day.TimeBlocks {
		if b.State == excused {
			continue
		}
		all = append(all, s.tick(b.ID, oneLine(b.Name)+minutes(b.Spent, b.Minutes, b.State), b.State))
	}
	return all
}

// habits are in the order in which they are to be done, and what is done comes
// last: there may be more than there are lines.
func (s *scene) habits() []choice {
	seen := make([][]choice, 3)
	for _, h := range s.Agenda.Day.Habits {
		if h.Due || h.State == done {
			turn := turnOf(h)
			seen[turn] = append(seen[turn], s.tick(h.ID, oneLine(h.Name)+amount(h)+streak(h), h.State))
		}
	}
	return slices.Concat(seen...)
}

// turnOf has habits come first that what they are tied to has just made due:
// their moment is now, that of the others is the day.
func turnOf(h api.Habit) int {
	switch {
	case h.State == done:
		return 2
	case h.Anchor == "":
		return 1
	}
	return 0
}

// Two states of what can be ticked.
const (
	done    = "done"
	excused = "excused"
)

// tick is a line with a mark if the state is done. A click ticks it, or takes
// that back, on the day that is shown.
func (s *scene) tick(id, title, state string) choice {
	verb := "tick"
	if state == done {
		verb = "untick"
	}
	cmd := api.AgendaCommand{Do: verb, ID: id, Day: s.Agenda.Day.Day}
	return choice{title: title, checked: state == done, do: agendaRequest(cmd)}
}

// minutes are those to be done, and those that were: 35 of 60 min.
func minutes(did, asked float64, state string) string {
	whole := int(math.Ceil(asked))
	if did < 1 || state == done {
		return " · " + length(whole)
	}
	return fmt.Sprintf(" · %d of %d min", int(did), whole)
}

// amount is how much of a habit there is to be done, and was; empty for one that
// is done or not.
func amount(h api.Habit) string {
	switch {
	case h.Measure == "minutes":
		return minutes(h.Did, h.Target, h.State)
	case h.Measure == "count" && h.State == done:
		return fmt.Sprintf(" · %g", h.Did)
	case h.Measure == "count":
		return fmt.Sprintf(" · %g of %g", h.Did, h.Target)
	}
	return ""
}

// streak is how long a habit was kept, once that is a streak.
func streak(h api.Habit) string {
	unit := "days"
	if h.PerWeek > 0 {
		unit = "weeks"
	}
	if h.Streak < 2 {
		return ""
	}
	return fmt.Sprintf(" · %d %s", h.Streak, unit)
}

// score is how much is done of what was planned for the day; empty if nothing was.
func (s *scene) score() string {
	score := s.Agenda.Day.Score
	var ticked, planned int
	for _, d := range []api.Done{score.TimeBlocks, score.Habits, score.Six} {
		ticked, planned = ticked+d.Done, planned+d.Planned
	}
	if planned == 0 {
		return ""
	}
	return fmt.Sprintf("%d of %d ticked", ticked, planned)
}

// hasFirst is whether there is a first task of the day that can be started.
func (s *scene) hasFirst() bool {
	_, ok := s.Agenda.first()
	return ok
}

// firstOfDay is that task, with what is to be done of it.
func (s *scene) firstOfDay() string {
	t, _ := s.Agenda.first()
	now := current(t)
	if now.ID != t.ID {
		now.Task = t.Title
	}
	return "First – " + named(now.Title, now.Task)
}

func (s *scene) firstRequest() request {
	t, ok := s.Agenda.first()
	if !ok {
		return nil
	}
	return timerRequest(api.Command{Do: "start", Task: t.ID})
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
	if !s.before(&until) || s.timerUndoable() && s.Status.Timer.UndoAt != nil && !s.Status.Timer.UndoAt.Before(last.At) {
		return u, false
	}
	return *last, true
}
