package server

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"focusd/daemon/api"
	"focusd/timer/agenda"
	"focusd/timer/agenda/streak"
	"focusd/tracker"
)

// now is the present as the agenda counts days.
func (d *door) now() agenda.When {
	return agenda.When{Now: whole(time.Now()), Calendar: d.Calendar()}
}

// facts are what is known of a day beside the agenda, and what is usual.
func (d *door) facts(day tracker.Day, w agenda.When) (facts agenda.Facts, err error) {
	if d.Credit == nil {
		return facts, nil
	}
	if !w.Today().Before(day) {
		facts, err = d.tracked(day, w)
	}
	facts.Usual = d.Credit.Usual()
	facts.Best = facts.Usual.Best
	if day == w.Today() {
		facts.Active = d.engine.Snapshot().Day.Active
	}
	return facts, err
}

// tracked is what the log says of a day that has not been ended: what has been,
// its diary says.
func (d *door) tracked(day tracker.Day, w agenda.When) (agenda.Facts, error) {
	known := false
	if err := d.look(func(a *agenda.Agenda, _ agenda.When) error {
		diary, ok := a.Diaries[day]
		nothing := len(a.TimeBlocks)+len(a.Habits)+len(a.Goals) == 0 // that time could be for
		known = !ok && day != w.Today() || diary.Ended || nothing
		return nil
	}); err != nil || known {
		return agenda.Facts{}, err
	}
	read := func() (agenda.Facts, error) { return d.Credit.Facts(day, w) }
	if day != w.Today() {
		return read()
	}
	return d.lately.of(d.engine.Snapshot(), w.Now, read)
}

// timeBlocks lists all time blocks, of whatever day of the week.
func (d *door) timeBlocks(w http.ResponseWriter, r *http.Request) error {
	if err := onlyParams(r.URL.Query()); err != nil {
		return err
	}
	list := api.TimeBlocks{TimeBlocks: []api.TimeBlock{}}
	if err := d.look(func(a *agenda.Agenda, when agenda.When) error {
		list.Day = when.Today().String()
		for _, b := range timeBlocksThere(a, when.Today()) {
			list.TimeBlocks = append(list.TimeBlocks, wireTimeBlock(a, b, when.Today()))
		}
		return nil
	}); err != nil {
		return err
	}
	return answer(w, list)
}

// habits lists all habits with what they have come to, and vacations.
func (d *door) habits(w http.ResponseWriter, r *http.Request) error {
	if err := onlyParams(r.URL.Query()); err != nil {
		return err
	}
	now := d.now()
	facts, err := d.facts(now.Today(), now)
	if err != nil {
		return err
	}
	list := api.Habits{Habits: []api.Habit{}, Vacations: []api.Vacation{}}
	if err := d.look(func(a *agenda.Agenda, when agenda.When) error {
		day := when.Today()
		list.Day = day.String()
		today := a.Look(day, facts, when)
		for _, h := range habitsThere(a, day) {
			shown, err := wireHabitNow(a, h, today, facts, when)
			if err != nil {
				return err
			}
			list.Habits = append(list.Habits, shown)
		}
		for _, v := range vacationsThere(a, day) {
			list.Vacations = append(list.Vacations, wireVacation(a, v))
		}
		return nil
	}); err != nil {
		return err
	}
	return answer(w, list)
}

// wireHabitNow is a habit as today has it, or one that today does not ask for.
func wireHabitNow(a *agenda.Agenda, h agenda.Habit, today agenda.Today, facts agenda.Facts, when agenda.When) (api.Habit, error) {
	of := func(on agenda.HabitOn) bool { return on.ID == h.ID }
	if i := slices.IndexFunc(today.Habits, of); i >= 0 {
		return wireHabitOn(a, today.Habits[i], today.Day), nil
	}
	story, err := a.Story(h.ID, facts, when)
	return wireStanding(a, story, today.Day), err
}

// habit is what has become of one.
func (d *door) habit(w http.ResponseWriter, r *http.Request) error {
	if err := onlyParams(r.URL.Query()); err != nil {
		return err
	}
	now := d.now()
	facts, err := d.facts(now.Today(), now)
	if err != nil {
		return err
	}
	var told api.HabitStory
	if err := d.look(func(a *agenda.Agenda, when agenda.When) error {
		h, err := habitNamed(a, r.PathValue("id"))
		if err != nil {
			return err
		}
		story, err := a.Story(h.ID, facts, when)
		if err != nil {
			return err
		}
		shown, err := wireHabitNow(a, h, a.Look(when.Today(), facts, when), facts, when)
		told = wireStory(story, shown)
		return err
	}); err != nil {
		return err
	}
	return answer(w, told)
}

// habitNamed is the habit of an ID, also if it has ended, or of words.
func habitNamed(a *agenda.Agenda, query string) (agenda.Habit, error) {
	if h, ok := a.Habits[query]; ok {
		return h, nil
	}
	if h, err := goingOn(a).FindHabit(query); err == nil {
		return h, nil
	}
	return a.FindHabit(query)
}

func wireStory(s agenda.Story, shown api.Habit) api.HabitStory {
	told := api.HabitStory{Habit: shown, First: s.First.String(), Strength: s.Strength, Days: []api.HabitDay{}, Begun: s.Kick.Day}
	if told.Strength == nil {
		told.Strength = []float64{}
	}
	var codes []streak.Code
	for i, d := range s.Days {
		codes = append(codes, d.Code)
		if d.Amount > 0 || d.Code == streak.Done || d.Code == streak.Missed {
			told.Days = append(told.Days, api.HabitDay{
				Day: s.First.Add(i).String(), Code: d.Code.String(), Amount: d.Amount, Target: d.Target,
			})
		}
	}
	told.Codes = streak.Format(codes)
	return told
}

// vacationsThere are those that are not over, in order.
func vacationsThere(a *agenda.Agenda, today tracker.Day) (all []agenda.Vacation) {
	for _, v := range a.Vacations {
		if !v.To.Before(today) {
			all = append(all, v)
		}
	}
	slices.SortFunc(all, func(v, w agenda.Vacation) int {
		return strings.Compare(v.From.String()+v.ID, w.From.String()+w.ID)
	})
	return all
}

func wireVacation(a *agenda.Agenda, v agenda.Vacation) api.Vacation {
	w := api.Vacation{ID: v.ID, From: v.From.String(), To: v.To.String(), Reason: v.Reason}
	for _, ref := range v.Of {
		if ref.Kind == agenda.KindHabit {
			w.Of = append(w.Of, a.Habits[ref.ID].Name)
		} else {
			w.Of = append(w.Of, a.TimeBlocks[ref.ID].Name)
		}
	}
	return w
}

// goals lists all goals.
func (d *door) goals(w http.ResponseWriter, r *http.Request) error {
	if err := onlyParams(r.URL.Query()); err != nil {
		return err
	}
	now := d.now()
	facts, err := d.facts(now.Today(), now)
	if err != nil {
		return err
	}
	list := api.Goals{Goals: []api.Goal{}}
	if err := d.look(func(a *agenda.Agenda, when agenda.When) error {
		list.Day = when.Today().String()
		for _, g := range a.Look(when.Today(), facts, when).Goals {
			list.Goals = append(list.Goals, wireGoal(a, g))
		}
		return nil
	}); err != nil {
		return err
	}
	return answer(w, list)
}

// showThings adds the time block, habit or goal that a command was about.
func showThings(done *api.AgendaDone, a *agenda.Agenda, facts agenda.Facts, when agenda.When) (err error) {
	b, isBlock := a.TimeBlocks[done.ID]
	h, isHabit := a.Habits[done.ID]
	_, isGoal := a.Goals[done.ID]
	if done.ID == "" || !isBlock && !isHabit && !isGoal {
		return nil
	}
	today := a.Look(when.Today(), facts, when)
	switch {
	case isBlock:
		shown := wireTimeBlock(a, b, today.Day)
		if i := slices.IndexFunc(today.TimeBlocks, func(on agenda.BlockOn) bool { return on.ID == b.ID }); i >= 0 {
			shown = wireBlockOn(a, today.TimeBlocks[i], today)
		}
		done.TimeBlock = &shown
	case isHabit:
		var shown api.Habit
		shown, err = wireHabitNow(a, h, today, facts, when)
		done.Habit = &shown
	default:
		if i := slices.IndexFunc(today.Goals, func(on agenda.GoalOn) bool { return on.ID == done.ID }); i >= 0 {
			shown := wireGoal(a, today.Goals[i])
			done.Goal = &shown
		}
	}
	return err
}
