package server

import (
	"cmp"
	"errors"
	"fmt"

	"focusd/timer/agenda"
	"focusd/tracker"
)

// habitVerbs are the commands for time blocks, habits, goals, and what they ask
// for.
func habitVerbs() map[string]agendaVerb {
	of := func(find func(*task, *agenda.Agenda) error, make func(a *agenda.Agenda, id string, w agenda.When) (agenda.Change, error)) agendaVerb {
		return agendaVerb{named(), func(t *task, a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
			if err := find(t, a); err != nil {
				return agenda.Change{}, err
			}
			return make(a, t.id, w)
		}}
	}
	return map[string]agendaVerb{
		"block_add":    {[]string{"time_block", "force"}, (*task).blockAdd},
		"block_edit":   {named("time_block", "force"), (*task).blockEdit},
		"block_end":    of((*task).findTimeBlock, (*agenda.Agenda).EndTimeBlock),
		"habit_add":    {[]string{"habit"}, (*task).habitAdd},
		"habit_edit":   {named("habit", "horizon"), (*task).habitEdit},
		"habit_end":    of((*task).findHabit, (*agenda.Agenda).EndHabit),
		"habit_kick":   of((*task).findHabit, (*agenda.Agenda).RestartKick),
		"ramp":         {named("accept"), (*task).ramp},
		"tick":         {named("kind", "amount", "day"), (*task).tick},
		"untick":       {named("kind", "day"), (*task).untick},
		"excuse":       {named("kind", "reason", "day"), (*task).excuse},
		"unexcuse":     {named("kind", "day"), (*task).unexcuse},
		"vacation":     {[]string{"from", "to", "of", "reason", "horizon", "seen"}, (*task).vacation},
		"vacation_end": {named(), (*task).vacationEnd},
		"goal_add":     {[]string{"goal"}, (*task).goalAdd},
		"goal_edit":    {named("goal"), (*task).goalEdit},
		"goal_end":     of((*task).findGoal, (*agenda.Agenda).EndGoal),
		"reward_add":   {[]string{"text"}, (*task).rewardAdd},
		"reward_take":  of((*task).findReward, (*agenda.Agenda).TakeReward),
		"reward_rm":    of((*task).findReward, (*agenda.Agenda).RemoveReward),

		"exercise_start":  {nil, func(_ *task, a *agenda.Agenda, w agenda.When) (agenda.Change, error) { return a.StartExercise(w) }},
		"exercise_extend": {nil, func(_ *task, a *agenda.Agenda, w agenda.When) (agenda.Change, error) { return a.ExtendExercise(w) }},
		"exercise_end":    {nil, func(_ *task, a *agenda.Agenda, w agenda.When) (agenda.Change, error) { return a.EndExercise(w) }},
	}
}

// named is what is named by an ID, a number of the list that was seen, or words.
func (t *task) named(noun string, find func(query string) (id string, err error)) (err error) {
	if t.unnamed() {
		return badRequest("\"id\" or \"query\" says which "+noun, "send one of them")
	}
	if t.id = cmp.Or(t.ID, numbered(t.Query, t.Seen)); t.id == "" {
		t.id, err = find(t.Query)
	}
	return err
}

func (t *task) findTimeBlock(a *agenda.Agenda) error {
	return t.named("time block", func(query string) (string, error) {
		b, err := goingOn(a).FindTimeBlock(query)
		return b.ID, err
	})
}

func (t *task) findHabit(a *agenda.Agenda) error {
	return t.named("habit", func(query string) (string, error) {
		h, err := goingOn(a).FindHabit(query)
		return h.ID, err
	})
}

func (t *task) findReward(a *agenda.Agenda) error {
	return t.named("reward", func(query string) (string, error) {
		r, err := a.FindReward(query)
		return r.ID, err
	})
}

// goingOn is the time blocks, habits and goals of a that nobody has ended: what
// words mean.
func goingOn(a *agenda.Agenda) *agenda.Agenda {
	of := &agenda.Agenda{}
	for _, b := range a.TimeBlocks {
		if b.Ended == (tracker.Day{}) {
			of.Put(b)
		}
	}
	for _, h := range a.Habits {
		if h.Ended == (tracker.Day{}) {
			of.Put(h)
		}
	}
	for _, g := range a.Goals {
		if g.Ended == (tracker.Day{}) {
			of.Put(g)
		}
	}
	return of
}

// ref is the time block or the habit that the command is about.
func (t *task) ref(a *agenda.Agenda) (ref agenda.Ref, err error) {
	kind := agenda.Kind(t.Kind)
	if kind != "" && kind != agenda.KindTimeBlock && kind != agenda.KindHabit {
		return ref, badRequest("\"kind\" cannot be "+clip(t.Kind), "use time_block or habit")
	}
	err = t.named("time block or habit", func(query string) (string, error) {
		ref, err = tickable(a, query, kind)
		return ref.ID, err
	})
	if err != nil || ref.ID != "" {
		return ref, err
	}
	if ref = (agenda.Ref{Kind: agenda.KindHabit, ID: t.id}); kind != agenda.KindHabit {
		if _, ok := a.TimeBlocks[t.id]; ok || kind == agenda.KindTimeBlock {
			ref.Kind = agenda.KindTimeBlock
		}
	}
	return ref, nil
}

// tickable is the one time block or habit that words mean.
func tickable(a *agenda.Agenda, query string, kind agenda.Kind) (agenda.Ref, error) {
	of := goingOn(a)
	b, noBlock := of.FindTimeBlock(query)
	h, noHabit := of.FindHabit(query)
	switch {
	case kind == agenda.KindTimeBlock:
		return b.Ref(), noBlock
	case kind == agenda.KindHabit:
		return h.Ref(), noHabit
	case noBlock == nil && noHabit == nil:
		return agenda.Ref{}, fmt.Errorf("%w: %q is the time block %q and the habit %q: say which, or write more of the name",
			agenda.ErrAmbiguous, clip(query), clip(b.Name), clip(h.Name))
	case noBlock == nil:
		return b.Ref(), nil
	case noHabit == nil:
		return h.Ref(), nil
	case errors.Is(noBlock, agenda.ErrAmbiguous):
		return agenda.Ref{}, noBlock
	case errors.Is(noHabit, agenda.ErrAmbiguous):
		return agenda.Ref{}, noHabit
	}
	return agenda.Ref{}, fmt.Errorf("%w: no time block or habit is called %q: write some of the words of its name, or its ID", agenda.ErrUnknown, clip(query))
}

// on is the day that the command is about; today, unless it says another.
func (t *task) on(w agenda.When) (tracker.Day, error) { return dayToCome(t.Day, w) }

func (t *task) blockAdd(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
	var b agenda.TimeBlock
	if t.TimeBlock == nil {
		return agenda.Change{}, badRequest("\"time_block\" says what it is", "send it")
	}
	if err := fillTimeBlock(a, &b, *t.TimeBlock); err != nil {
		return agenda.Change{}, err
	}
	return t.made(a.AddTimeBlock(b, t.TimeBlock.Minutes, t.Force, w))
}

// made remembers what a change has made.
func (t *task) made(c agenda.Change, err error) (agenda.Change, error) {
	if err == nil {
		t.id = c.Put[0].Ref().ID
	}
	return c, err
}

func (t *task) blockEdit(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
	if err := t.findTimeBlock(a); err != nil {
		return agenda.Change{}, err
	}
	b, f := a.TimeBlocks[t.id], t.TimeBlock
	if b.ID = t.id; f == nil {
		return agenda.Change{}, badRequest("\"time_block\" says what is to be different", "send it")
	}
	if err := fillTimeBlock(a, &b, *f); err != nil {
		return agenda.Change{}, err
	}
	return a.EditTimeBlock(b, f.Minutes, t.Force, w)
}

func (t *task) habitAdd(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
	var h agenda.Habit
	if t.Habit == nil {
		return agenda.Change{}, badRequest("\"habit\" says what it is", "send it")
	}
	if err := fillHabit(a, &h, *t.Habit); err != nil {
		return agenda.Change{}, err
	}
	return t.made(a.AddHabit(h, t.Habit.Target, w))
}

func (t *task) habitEdit(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
	if err := t.findHabit(a); err != nil {
		return agenda.Change{}, err
	}
	h, f := a.Habits[t.id], t.Habit
	if h.ID = t.id; f == nil {
		return agenda.Change{}, badRequest("\"habit\" says what is to be different", "send it")
	}
	if err := fillHabit(a, &h, *f); err != nil {
		return agenda.Change{}, err
	}
	return a.EditHabit(h, f.Target, t.Horizon, w)
}

func (t *task) ramp(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
	if err := t.findHabit(a); err != nil {
		return agenda.Change{}, err
	}
	return a.AnswerRamp(t.id, t.Accept, w)
}

func (t *task) tick(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
	return t.onDay(a, w, func(ref agenda.Ref, day tracker.Day) (agenda.Change, error) { return a.Tick(ref, t.Amount, day, w) })
}

func (t *task) untick(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
	return t.onDay(a, w, func(ref agenda.Ref, day tracker.Day) (agenda.Change, error) { return a.Untick(ref, day, w) })
}

// onDay has something happen to a time block or a habit on a day.
func (t *task) onDay(a *agenda.Agenda, w agenda.When, do func(agenda.Ref, tracker.Day) (agenda.Change, error)) (agenda.Change, error) {
	ref, err := t.ref(a)
	if err != nil {
		return agenda.Change{}, err
	}
	day, err := t.on(w)
	if err != nil {
		return agenda.Change{}, err
	}
	return do(ref, day)
}

// excuse takes something out of a day; all, if nothing is named.
func (t *task) excuse(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
	return t.onDayOrAll(a, w, func(ref agenda.Ref, day tracker.Day) (agenda.Change, error) { return a.Excuse(ref, t.Reason, day, w) })
}

func (t *task) unexcuse(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
	return t.onDayOrAll(a, w, func(ref agenda.Ref, day tracker.Day) (agenda.Change, error) { return a.Unexcuse(ref, day, w) })
}

func (t *task) onDayOrAll(a *agenda.Agenda, w agenda.When, do func(agenda.Ref, tracker.Day) (agenda.Change, error)) (agenda.Change, error) {
	if !t.unnamed() {
		return t.onDay(a, w, do)
	}
	day, err := t.on(w)
	if err != nil {
		return agenda.Change{}, err
	}
	return do(agenda.Ref{}, day)
}

func (t *task) rewardAdd(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
	return t.made(a.AddReward(t.Text, w))
}
