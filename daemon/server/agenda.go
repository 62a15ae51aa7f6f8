package server

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"focusd/daemon/api"
	"focusd/timer/agenda"
	"focusd/tracker"
)

const (
	endedFor   = 30 * 24 * time.Hour // of which ended tasks are told unasked
	usualGap   = 10 * time.Minute
	longestGap = 12 * time.Hour
	mostOffers = 20
)

func noAgenda() error {
	return &api.Error{Code: api.CodeAbsent, Message: "this daemon keeps no agenda"}
}

// look has f read the agenda. What f makes of it must be its own.
func (d *door) look(f func(*agenda.Agenda, agenda.When) error) error {
	if d.Agenda == nil {
		return noAgenda()
	}
	if err := d.Agenda.Look(f); err != nil {
		return agendaError(err)
	}
	return nil
}

// agenda is one day of it.
func (d *door) agenda(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	if err := onlyParams(q, "day"); err != nil {
		return err
	}
	now := d.now()
	day, ok := dayNamed(now, q.Get("day"))
	if !ok {
		return badRequest("\"day\" is no day: "+clip(q.Get("day")), "write 2026-11-22, yesterday, tomorrow or fri")
	}
	facts, err := d.facts(day, now)
	if err != nil {
		return err
	}
	var shown api.Agenda
	if err := d.look(func(a *agenda.Agenda, when agenda.When) error {
		shown = wireAgenda(a, day, facts, when)
		return nil
	}); err != nil {
		return err
	}
	shown.Edition = d.Agenda.Edition()
	undoable, err := d.Agenda.Undoable()
	if err != nil {
		return err
	}
	if len(undoable) > 0 {
		last := undoable[0]
		shown.Undo = &api.AgendaUndo{ID: last.ID, At: last.At, Verb: last.Verb, What: last.What}
	}
	return answer(w, shown)
}

// templates lists what can be made again.
func (d *door) templates(w http.ResponseWriter, r *http.Request) error {
	if err := onlyParams(r.URL.Query()); err != nil {
		return err
	}
	list := api.Templates{Templates: []api.Template{}}
	if err := d.look(func(a *agenda.Agenda, when agenda.When) error {
		p := newPrinter(a, when, false)
		for _, tpl := range a.Templates {
			list.Templates = append(list.Templates, p.template(tpl))
		}
		return nil
	}); err != nil {
		return err
	}
	slices.SortFunc(list.Templates, func(t, u api.Template) int { return strings.Compare(t.Name+"\x00"+t.ID, u.Name+"\x00"+u.ID) })
	return answer(w, list)
}

// wireAgenda is a day of which the log says facts.
func wireAgenda(a *agenda.Agenda, day tracker.Day, facts agenda.Facts, when agenda.When) api.Agenda {
	now := when.Now
	if day != when.Today() {
		when.Now, _ = when.Calendar.Bounds(day) // what is listed then
	}
	p := newPrinter(a, when, false)
	shown := api.Agenda{
		At: now, Day: day.String(), Six: p.six(), Tasks: []api.Task{}, Done: []api.Task{}, Open: p.open,
		TimeBlocks: []api.TimeBlock{}, Habits: []api.Habit{}, Load: wireLoad(agenda.Load{}),
	}
	diary := a.Diaries[day]
	if kept, done := diary.OrderKept(); done > 0 {
		shown.Order = &api.Order{Kept: kept, Done: done}
	}
	if t, ok := p.byID(diary.One); ok {
		shown.One = &t
	}
	if active, ok := a.Active(); ok {
		t := p.task(active)
		shown.Active = &t
	}
	for _, t := range a.DoneOn(day, when.Calendar) {
		shown.Done = append(shown.Done, p.task(t))
	}
	today := when.Calendar.Day(now)
	if day != today {
		shown.Active = nil
	}
	if day.Before(today) {
		addDay(&shown, a, a.Look(day, facts, agenda.When{Now: now, Calendar: when.Calendar}))
		return shown // nothing is listed or planned any more
	}
	seen := a.Look(day, facts, when)
	if day == today {
		addDay(&shown, a, seen)
	}
	for _, t := range seen.Tasks {
		shown.Tasks = append(shown.Tasks, p.whole(t))
	}
	shown.Load = wireLoad(loadOf(a, seen, facts, when))
	return shown
}

// addDay adds what has become of a day so far.
func addDay(shown *api.Agenda, a *agenda.Agenda, t agenda.Today) {
	shown.Off, shown.Score = t.Off, wireScore(t)
	for _, b := range t.TimeBlocks {
		shown.TimeBlocks = append(shown.TimeBlocks, wireBlockOn(a, b, t))
	}
	for _, h := range t.Habits {
		shown.Habits = append(shown.Habits, wireHabitOn(a, h, t.Day))
	}
}

// dayNamed is ParseDay for days that are over too.
func dayNamed(when agenda.When, name string) (tracker.Day, bool) {
	switch strings.ToLower(name) {
	case "":
		return when.Today(), true
	case "yesterday":
		return when.Today().Add(-1), true
	}
	return when.ParseDay(name)
}

// loadOf is how full the day of when is, which was looked at.
func loadOf(a *agenda.Agenda, seen agenda.Today, facts agenda.Facts, when agenda.When) agenda.Load {
	timeBlocks, habits, _ := seen.Open()
	return a.Load(timeBlocks, habits, facts.Usual.Capacity(seen.Day, facts.Active), a.Factors(), agenda.LoadFits, when)
}
