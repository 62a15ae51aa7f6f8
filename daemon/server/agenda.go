package server

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"focusd/daemon/api"
	"focusd/timer"
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

// taskList lists tasks, open or ended.
func (d *door) taskList(w http.ResponseWriter, r *http.Request) error {
	f, err := d.filterOf(r)
	if err != nil {
		return err
	}
	list := api.Tasks{Tasks: []api.Task{}}
	var ended []agenda.Task
	if f.state != agenda.Open.String() && d.Agenda != nil {
		if ended, err = d.Agenda.Ended(f.span.from, f.span.to); err != nil {
			return agendaError(err)
		}
	}
	if err := d.look(func(a *agenda.Agenda, when agenda.When) error {
		list.Day = when.Today().String()
		p := newPrinter(a, when, f.lines)
		if f.state == agenda.Open.String() || f.state == "all" {
			for _, t := range a.OpenTasks(when) {
				switch {
				case !f.wants(p, t):
				case f.full(list):
					list.More++
				default:
					list.Tasks = append(list.Tasks, p.whole(t))
				}
			}
		}
		p.know(ended)
		for _, t := range ended {
			switch {
			case f.state != "all" && f.state != t.Outcome.String() || !f.wants(p, t):
			case f.full(list):
				list.More++
			default:
				list.Tasks = append(list.Tasks, p.task(t))
			}
		}
		return nil
	}); err != nil {
		return err
	}
	return answer(w, list)
}

// filter is which tasks are asked for.
type filter struct {
	state, context, area, goal, words string
	span                              span
	lines                             bool
	limit                             int // 0: none
}

// full tells whether a list has all the tasks that it may have.
func (f filter) full(list api.Tasks) bool { return f.limit > 0 && len(list.Tasks) >= f.limit }

func (d *door) filterOf(r *http.Request) (f filter, err error) {
	f.span, err = d.rangeOf(r, time.Now().Add(-endedFor), "state", "context", "area", "goal", "q", "lines", "limit")
	if err != nil {
		return f, err
	}
	q := r.URL.Query()
	f.state, f.context, f.area = q.Get("state"), strings.ToLower(q.Get("context")), strings.ToLower(q.Get("area"))
	f.goal, f.words = strings.ToLower(q.Get("goal")), strings.ToLower(q.Get("q"))
	if f.state == "" {
		f.state = agenda.Open.String()
	}
	if !slices.Contains([]string{agenda.Open.String(), agenda.Done.String(), agenda.Dropped.String(), "all"}, f.state) {
		return f, badRequest("\"state\" cannot be "+clip(f.state), "use open, done, dropped or all")
	}
	if f.state == agenda.Open.String() && (q.Has("from") || q.Has("to")) {
		return f, badRequest("\"from\" and \"to\" say when tasks ended", "ask for state=done, dropped or all, or leave them out")
	}
	if text := q.Get("limit"); text != "" {
		if f.limit, err = strconv.Atoi(text); err != nil || f.limit < 1 {
			return f, badRequest("\"limit\" is no number from 1 on: "+clip(text), "write limit=20")
		}
	}
	f.lines, err = isSet(q.Get("lines"), "lines")
	return f, err
}

// wants tells whether t, or a step of it, is asked for.
func (f filter) wants(p *printer, t agenda.Task) bool {
	if f.area != "" && f.area != t.Area || f.goal != "" && !f.names(p.goal(t), t.Goal) {
		return false
	}
	steps := p.steps[t.ID]
	in := func(s agenda.Task) bool { return slices.Contains(s.Contexts, f.context) }
	if f.context != "" && !in(t) && !slices.ContainsFunc(steps, in) {
		return false
	}
	return f.says(t) || slices.ContainsFunc(steps, f.says)
}

// says tells whether the title of t has all the words in it.
func (f filter) says(t agenda.Task) bool {
	title := strings.ToLower(t.Title)
	for word := range strings.FieldsSeq(f.words) {
		if !strings.Contains(title, word) {
			return false
		}
	}
	return true
}

func (f filter) names(goal, id string) bool {
	return f.goal == strings.ToLower(goal) || f.goal == strings.ToLower(id)
}

// next is what to do in a gap.
func (d *door) next(w http.ResponseWriter, r *http.Request) error {
	g, most, five, err := d.gapOf(r)
	if err != nil {
		return err
	}
	peek, err := isSet(r.URL.Query().Get("peek"), "peek")
	if err != nil {
		return err
	}
	if d.Agenda == nil {
		return noAgenda()
	}
	now := d.now()
	facts, err := d.facts(now.Today(), now)
	if err != nil {
		return err
	}
	offer := d.Agenda.Offer
	if peek {
		offer = d.peek
	}
	offers, err := offer(func(a *agenda.Agenda, when agenda.When) []agenda.Offer {
		f := a.Factors()
		g.Habits = a.Look(when.Today(), facts, when).Offers()
		switch {
		case five:
			return justFive(a, f, when)
		case most > 3:
			all := a.Batch(g, f, when)
			return all[:min(len(all), most)]
		}
		all := a.Pick(g, f, when)
		return all[:min(len(all), most)]
	})
	if err != nil {
		return agendaError(err)
	}
	found := api.Next{Gap: wholeSeconds(g.Length), Offers: []api.Offer{}}
	for _, o := range offers {
		found.Offers = append(found.Offers, wireOffer(o))
	}
	return answer(w, found)
}

// peek is Offer of what nobody may ever see: it is not remembered.
func (d *door) peek(choose func(*agenda.Agenda, agenda.When) []agenda.Offer) (offers []agenda.Offer, err error) {
	err = d.Agenda.Look(func(a *agenda.Agenda, when agenda.When) error {
		offers = choose(a, when)
		return nil
	})
	return offers, err
}

// justFive is the offer of the one thing to begin with five minutes of.
func justFive(a *agenda.Agenda, f agenda.Factors, when agenda.When) []agenda.Offer {
	t, ok := a.JustFive(when)
	if !ok {
		return nil
	}
	return []agenda.Offer{a.OfferOf(t, f)}
}

// gapOf reads what a request says of a gap.
func (d *door) gapOf(r *http.Request) (g agenda.Gap, most int, five bool, err error) {
	q := r.URL.Query()
	if err := onlyParams(q, "gap", "context", "background", "n", "five", "peek"); err != nil {
		return g, 0, false, err
	}
	if g.Length = d.gapNow(); q.Get("gap") != "" {
		if g.Length, err = time.ParseDuration(q.Get("gap")); err != nil || g.Length < time.Minute || g.Length > longestGap {
			return g, 0, false, badRequest("\"gap\" is no length of 1 minute to 12 hours: "+clip(q.Get("gap")), "write gap=10m")
		}
	}
	for _, c := range q["context"] {
		g.Contexts = append(g.Contexts, strings.FieldsFunc(strings.ToLower(c), func(r rune) bool { return r == ',' })...)
	}
	if g.Background, err = isSet(q.Get("background"), "background"); err != nil {
		return g, 0, false, err
	}
	if five, err = isSet(q.Get("five"), "five"); err != nil {
		return g, 0, false, err
	}
	most = 3
	if text := q.Get("n"); text != "" {
		if most, err = strconv.Atoi(text); err != nil || most < 1 || most > mostOffers {
			return g, 0, false, badRequest("\"n\" is no number from 1 to 20: "+clip(text), "write n=3")
		}
	}
	return g, most, five, nil
}

// gapNow is how long there is for something unless the person says so: the rest
// of a break.
func (d *door) gapNow() time.Duration {
	state := d.engine.Snapshot().Timer
	switch state.Phase {
	case timer.ShortBreak, timer.LongBreak:
		return max(state.Left(time.Now()).Round(time.Second), 2*time.Minute)
	}
	return usualGap
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
	if !today.Before(day) {
		addDay(&shown, a, a.Look(day, facts, agenda.When{Now: now, Calendar: when.Calendar}))
	}
	if day.Before(today) {
		return shown // nothing is listed or planned any more
	}
	for _, t := range a.Listed(when) {
		shown.Tasks = append(shown.Tasks, p.whole(t))
	}
	shown.Load = wireLoad(loadOf(a, facts, when))
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

// loadOf is how full the day of when is.
func loadOf(a *agenda.Agenda, facts agenda.Facts, when agenda.When) agenda.Load {
	timeBlocks, habits, _ := a.Look(when.Today(), facts, when).Open()
	return a.Load(timeBlocks, habits, facts.Usual.Capacity(when.Today(), facts.Active), a.Factors(), agenda.LoadFits, when)
}
