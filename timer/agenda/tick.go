package agenda

import (
	"errors"
	"fmt"
	"slices"

	"focusd/tracker"
)

// Errors of what is said of a day.
var (
	ErrFuture = errors.New("that day has not come yet")
	ErrNoTick = errors.New("it is not ticked") // Untick
)

// Tick has the person say that they did something on a day: a time block or a
// habit, so many minutes or times of it; 0 is as much as is asked for, and one
// more of what has a limit.
func (a *Agenda) Tick(ref Ref, amount float64, day tracker.Day, w When) (Change, error) {
	t := a.turn("tick", w)
	thing, err := t.tickable(ref)
	if err != nil {
		return Change{}, err
	}
	if amount, err = thing.amount(amount); err != nil {
		return Change{}, err
	}
	d, err := t.diaryOf(day)
	if err != nil {
		return Change{}, err
	}
	d.Ticks = append(slices.Clip(d.Ticks), Tick{Of: ref, At: w.Now.UTC(), Amount: amount})
	t.put(d)
	return t.change(thing.name), nil
}

// Untick takes back what was ticked of something on a day, whoever ticked it; of
// what is counted only the last. The tracker does not tick it again that day.
func (a *Agenda) Untick(ref Ref, day tracker.Day, w When) (Change, error) {
	t := a.turn("untick", w)
	thing, err := t.tickable(ref)
	if err != nil {
		return Change{}, err
	}
	d, err := t.diaryOf(day)
	if err != nil {
		return Change{}, err
	}
	if len(d.ticks(ref)) == 0 {
		return Change{}, fmt.Errorf("%w: nothing of %q was ticked on %s", ErrNoTick, thing.name, day)
	}
	d.Ticks = slices.Clone(d.Ticks)
	for i, tick := range slices.Backward(d.Ticks) {
		if tick.Of == ref && tick.Taken.IsZero() {
			d.Ticks[i].Taken = w.Now.UTC()
			if thing.measure == Count {
				break
			}
		}
	}
	t.put(d)
	return t.change(thing.name), nil
}

// Excuse takes a habit or a time block out of a day, or with the zero Ref all of
// them. It may be a day to come.
func (a *Agenda) Excuse(ref Ref, reason string, day tracker.Day, w When) (Change, error) {
	t := a.turn("excuse", w)
	what, err := t.excusable(ref, day)
	if err != nil {
		return Change{}, err
	}
	if reason, err = clean(reason, maxName); err != nil {
		return Change{}, err
	}
	d := t.diaryAt(day)
	d.Excuses = slices.DeleteFunc(slices.Clone(d.Excuses), func(e Excuse) bool { return e.Of == ref })
	d.Excuses = append(d.Excuses, Excuse{Of: ref, Reason: reason, At: w.Now.UTC()})
	t.put(d)
	return t.change(what), nil
}

// Unexcuse has it be expected again.
func (a *Agenda) Unexcuse(ref Ref, day tracker.Day, w When) (Change, error) {
	t := a.turn("unexcuse", w)
	what, err := t.excusable(ref, day)
	if err != nil {
		return Change{}, err
	}
	d := t.diaryAt(day)
	excuses := slices.DeleteFunc(slices.Clone(d.Excuses), func(e Excuse) bool { return e.Of == ref })
	if len(excuses) == len(d.Excuses) {
		return Change{}, fmt.Errorf("%w: %s was not excused on %s", ErrUnknown, what, day)
	}
	d.Excuses = excuses
	t.put(d)
	return t.change(what), nil
}

func (t *turn) excusable(ref Ref, day tracker.Day) (what string, err error) {
	if day.Year < firstYear {
		return "", fmt.Errorf("%w: there is no such day: %s", ErrValue, dayAdvice)
	}
	if ref == (Ref{}) {
		return day.String(), nil
	}
	thing, err := t.tickable(ref)
	return thing.name, err
}

// thing is what can be ticked.
type thing struct {
	name    string
	measure Measure
	atMost  bool
}

func (t *turn) tickable(ref Ref) (thing, error) {
	switch ref.Kind {
	case KindTimeBlock:
		b, err := t.a.timeBlock(ref.ID)
		return thing{name: b.Name, measure: Minutes}, err
	case KindHabit:
		h, err := t.a.habit(ref.ID)
		return thing{h.Name, h.Measure, h.AtMost}, err
	}
	return thing{}, fmt.Errorf("%w: only time blocks and habits are ticked: a task is done", ErrValue)
}

// amount is what a tick of it says. Of what has a limit, nothing is all of it.
func (x thing) amount(amount float64) (float64, error) {
	switch {
	case x.measure == Once && amount != 0:
		return 0, fmt.Errorf("%w: %q is done or not: leave out the amount", ErrValue, x.name)
	case amount == 0 && x.atMost && x.measure == Minutes:
		return 0, fmt.Errorf("%w: %q has a limit: say how many minutes it was", ErrValue, x.name)
	case amount == 0 && x.atMost:
		return 1, nil
	case amount == 0:
		return 0, nil
	case x.measure == Minutes:
		return amount, amountOf(amount, longest, "minutes")
	}
	return amount, amountOf(amount, mostCount, "times")
}

// diaryOf is that of a day that has come.
func (t *turn) diaryOf(day tracker.Day) (Diary, error) {
	if t.w.Today().Before(day) {
		return Diary{}, fmt.Errorf("%w: %s: wait for it", ErrFuture, day)
	}
	if day.Year < firstYear {
		return Diary{}, fmt.Errorf("%w: there is no such day: %s", ErrValue, dayAdvice)
	}
	return t.diaryAt(day), nil
}

// diaryAt is that of any day as the turn has it so far.
func (t *turn) diaryAt(day tracker.Day) Diary {
	if item, ok := t.item(Diary{Day: day}.Ref()); ok {
		return item.(Diary)
	}
	return t.a.diary(day, t.w)
}
