package page

import (
	"fmt"
	"slices"
	"strings"

	"focusd/daemon/api"
)

// timeBlocksView is all time blocks, today or not.
type timeBlocksView struct {
	promisesView
	All   []plannedBlock
	Goals []api.Goal // that one can be for
}

// beside is what today asks for, beside a list of what there is that was answered
// with err. there is false where that cannot be shown.
func (v *visit) beside(err error) (p promisesView, there bool, _ error) {
	if absent(err) {
		return p, false, nil
	}
	if err != nil {
		return p, false, err
	}
	a, err := v.agenda()
	return promisesView{v, a}, err == nil, err
}

// plannedBlock is a time block as it is planned, and as it is today.
type plannedBlock struct {
	api.TimeBlock
	Today *api.TimeBlock // nil: today does not ask for it
}

func loadTimeBlocks(v *visit) (any, error) {
	all, err := v.timeBlocks()
	promises, there, err := v.beside(err)
	if !there {
		return nil, err
	}
	view := timeBlocksView{promisesView: promises}
	for _, b := range all.TimeBlocks {
		p := plannedBlock{TimeBlock: b}
		if i := slices.IndexFunc(promises.Agenda.TimeBlocks, func(t api.TimeBlock) bool { return t.ID == b.ID }); i >= 0 {
			p.Today = &promises.Agenda.TimeBlocks[i]
		}
		view.All = append(view.All, p)
	}
	view.Goals, err = v.goalsNamed()
	return view, err
}

// About is what else there is to know of one.
func (t timeBlocksView) About(b plannedBlock) (all []string) {
	add := func(is bool, text string) {
		if is {
			all = append(all, text)
		}
	}
	add(true, daysWords(b.Days))
	add(b.Window != "", b.Window)
	add(b.Deep, "deep")
	add(b.Batch, "for small tasks")
	add(b.Goal != "", "for "+b.Goal)
	add(b.Area != "", "+"+b.Area)
	add(len(b.Match) > 0, "ticked by "+strings.Join(b.Match, ", "))
	if b.Today != nil {
		add(b.Today.Next, "now is a good time")
		how := t.How(b.Today.Ticks)
		add(how != "", how)
		if w := b.Today.Week; w != nil {
			add(true, fmt.Sprintf("%d of %d days this week", w.Done, w.Planned))
		}
	}
	return all
}

// daysWords are the days of the week that a thing is for.
func daysWords(days string) string {
	switch days {
	case "", "daily":
		return "every day"
	case "mon,tue,wed,thu,fri":
		return "on weekdays"
	}
	var names []string
	for d := range strings.SplitSeq(days, ",") {
		names = append(names, capital(d))
	}
	return strings.Join(names, ", ")
}
