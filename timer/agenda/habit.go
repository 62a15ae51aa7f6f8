package agenda

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"focusd/timer/agenda/streak"
	"focusd/tracker"
)

// Habit is something small to do on many days.
type Habit struct {
	ID      string
	Name    string
	Days    Weekdays   // on which it is eligible; not with PerWeek
	Before  []Schedule // what Days was earlier, oldest first
	PerWeek int        // so often in any week, 1 to 7; 0: by Days
	Measure Measure
	AtMost  bool     // the target is a limit; decided at the end of the day
	Targets []Target // of Minutes and Count, by the day from which they hold
	Match   []Match  // tracked time that counts, besides blocks of the timer that bear its name
	Anchor  Anchor   // when it becomes due in a day
	Ramp    *streak.Ramp
	Ramped  tracker.Day // from when the next review of the ramp counts; zero: from Made
	Kick    tracker.Day // from when the kick-start is counted; zero: from Made
	Burst   int         // minutes of the timer that start it, 5 or 10; 0: the person's own preset
	Area    string
	Goal    string
	Quiet   bool // no streak is shown
	Rank    int

	Made  tracker.Day
	Ended tracker.Day // the first day without it; zero: it goes on
}

// Schedule is on which days something was eligible before another day.
type Schedule struct {
	Until tracker.Day // the first day on which it was not so any more
	Days  Weekdays
}

// Measure is how something counts.
type Measure uint8

const (
	Once    Measure = iota // done or not
	Minutes                // so many minutes
	Count                  // so many times
)

func measureWords() []string { return []string{"once", "minutes", "count"} }

func (m Measure) String() string { return wordOf(measureWords(), m) }

// MarshalText is String.
func (m Measure) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText is the reverse of MarshalText.
func (m *Measure) UnmarshalText(text []byte) (err error) {
	*m, err = readWord[Measure](measureWords(), text)
	return err
}

// Anchor is the happening of a day to which a habit is tied. "" is none.
type Anchor string

const (
	AtFirstActivity Anchor = "first_activity"
	AfterFirstBreak Anchor = "first_break"
	AfterLunch      Anchor = "lunch" // the first absence of 20 min or more between 11:00 and 15:00
	AfterFirstBlock Anchor = "first_block"
	AtDayEnd        Anchor = "day_end"
)

// Anchors are all that there are.
func Anchors() []Anchor {
	return []Anchor{AtFirstActivity, AfterFirstBreak, AfterLunch, AfterFirstBlock, AtDayEnd}
}

// ErrHabit is a change that would turn what a habit has come to into something
// else.
var ErrHabit = errors.New("that would change what its past days mean")

// mostCount is how much may be asked for of a habit in a day.
const mostCount = 100_000

// AddHabit adds h, which asks for target minutes or times a day; with a ramp 0
// is its start, and a habit that counts Once has none.
func (a *Agenda) AddHabit(h Habit, target float64, w When) (Change, error) {
	h.ID, h.Made, h.Ended = a.NewID(), w.Today(), tracker.Day{}
	h.Targets, h.Before, h.Kick, h.Ramped = nil, nil, tracker.Day{}, tracker.Day{}
	h.Rank = 1 + lastRank(a.Habits, func(h Habit) int { return h.Rank })
	if h.Ramp != nil && target == 0 {
		target = h.Ramp.Start
	}
	if h.Measure != Once {
		h.Targets = []Target{{w.Today(), target}}
	} else if target != 0 {
		return Change{}, fmt.Errorf("%w: a habit that is done or not has no amount: measure it in minutes or by count", ErrValue)
	}
	return a.putHabit("habit add", h, w)
}

// EditHabit has the habit of h's ID be h, with another target; 0 leaves it. What
// its past days asked for stays as it was. A change that makes it easier holds
// after the horizon, in days, and others from today on.
func (a *Agenda) EditHabit(h Habit, target float64, horizon int, w When) (Change, error) {
	old, err := a.habit(h.ID)
	if err != nil {
		return Change{}, err
	}
	if h.Measure != old.Measure || h.AtMost != old.AtMost || h.PerWeek != old.PerWeek {
		return Change{}, fmt.Errorf("%w: end %q and add another one", ErrHabit, old.Name)
	}
	h.Made, h.Ended, h.Targets, h.Before = old.Made, old.Ended, old.Targets, old.Before
	if h.Days.all() != old.Days.all() {
		h.Before = append(slices.Clip(h.Before), Schedule{w.Today(), old.Days})
	}
	if target != 0 && h.Measure == Once {
		return Change{}, fmt.Errorf("%w: a habit that is done or not has no amount", ErrValue)
	}
	if target != 0 {
		from := w.Today()
		if easier := target < on(old.Targets, from); easier != h.AtMost {
			from = from.Add(horizon)
		}
		h.Targets = with(h.Targets, Target{from, target})
	}
	return a.putHabit("habit edit", h, w)
}

func (a *Agenda) putHabit(verb string, h Habit, w When) (_ Change, err error) {
	t := a.turn(verb, w)
	if h.Name, err = t.thing(h.Name, h.Area, h.Goal, h.Match); err != nil {
		return Change{}, err
	}
	if err := h.validate(); err != nil {
		return Change{}, err
	}
	h.Days = h.Days.tidy()
	t.put(h)
	return t.change(h.Name), nil
}

// validate says what does not go together.
func (h Habit) validate() error {
	wrong := func(problem string) error { return fmt.Errorf("%w: %s", ErrValue, problem) }
	switch {
	case h.PerWeek < 0 || h.PerWeek > 7:
		return wrong("a week has 1 to 7 times: write 3 for three times a week")
	case h.PerWeek > 0 && h.Days.all() != everyDay:
		return wrong("so many times a week is on any days: leave out the days or the number")
	case h.PerWeek > 0 && h.AtMost:
		return wrong("a limit is for a day: leave out the times a week")
	case h.Measure == Count && len(h.Match) > 0:
		return wrong("the tracker counts time only: measure it in minutes, or leave out the match")
	case h.Anchor != "" && !slices.Contains(Anchors(), h.Anchor):
		return wrong(fmt.Sprintf("%q is no anchor: use one of %v", short(string(h.Anchor)), Anchors()))
	case h.Burst != 0 && h.Burst != 5 && h.Burst != 10:
		return wrong("a burst has 5 or 10 minutes")
	case h.Ramp != nil && (h.AtMost || h.Measure == Once):
		return wrong("a ramp raises an amount that is to be reached: give the habit one")
	}
	for _, t := range h.Targets {
		if h.AtMost && t.Value == 0 {
			continue
		}
		if err := amountOf(t.Value, mostCount, h.Measure.String()); err != nil {
			return err
		}
	}
	if h.Ramp != nil {
		return h.Ramp.Validate()
	}
	return nil
}

// EndHabit has a habit not be asked for any more, from today on. What it came to
// stays.
func (a *Agenda) EndHabit(id string, w When) (Change, error) {
	t := a.turn("habit end", w)
	h, err := a.habit(id)
	if err != nil {
		return Change{}, err
	}
	h.Ended = w.Today()
	t.put(h)
	return t.change(h.Name), nil
}

// RestartKick has the kick-start of a habit be counted from today on.
func (a *Agenda) RestartKick(id string, w When) (Change, error) {
	t := a.turn("habit kick", w)
	h, err := a.habit(id)
	if err != nil {
		return Change{}, err
	}
	h.Kick = w.Today()
	t.put(h)
	return t.change(h.Name), nil
}

func (a *Agenda) habit(id string) (Habit, error) {
	h, ok := a.Habits[id]
	if !ok {
		return h, unknownID("habit", id)
	}
	return h, nil
}

// habits are those that there are on a day, by rank.
func (a *Agenda) habits(day tracker.Day) (all []Habit) {
	for _, h := range a.Habits {
		if alive(h.Made, h.Ended, day) {
			all = append(all, h)
		}
	}
	slices.SortFunc(all, func(h, k Habit) int {
		return cmp.Or(cmp.Compare(h.Rank, k.Rank), cmp.Compare(h.ID, k.ID))
	})
	return all
}

// Target is what h asks for on a day: minutes or a count, 0 for Once.
func (h Habit) Target(day tracker.Day) float64 { return on(h.Targets, day) }

// eligible tells whether h is asked for on a day, by its schedule.
func (h Habit) eligible(day tracker.Day) bool {
	return alive(h.Made, h.Ended, day) && h.days(day).Has(day.Weekday())
}

// days are those of the week on which it was asked for at the time.
func (h Habit) days(day tracker.Day) Weekdays {
	for _, s := range h.Before {
		if day.Before(s.Until) {
			return s.Days
		}
	}
	return h.Days
}
