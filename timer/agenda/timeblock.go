package agenda

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"focusd/tracker"
)

// TimeBlock is an amount of time for what matters. It has no start.
type TimeBlock struct {
	ID      string
	Name    string
	Amounts []Target // minutes, by the day from which they hold
	Days    Weekdays // on which it is planned
	Area    string
	Deep    bool    // wants a long stretch, best in the best hours
	Window  *Window // preferred; nil: any hour. It orders suggestions and nothing else.
	Match   []Match // tracked time that ticks it, besides blocks of the timer that bear its name
	Preset  string  // of the timer; "": the person's own
	Batch   bool    // is filled with micro-tasks
	Goal    string
	Rank    int // its place in lists, from 1

	Made  tracker.Day
	Ended tracker.Day // the first day without it; zero: it goes on
}

// Window is a preferred stretch of a day.
type Window struct {
	From, To time.Duration // by the civil clock since midnight; To may be under From: over midnight
	First    time.Duration // instead: so long from the first activity of the day; 0: From and To hold
}

// ErrCrowded is a time block too many for a day; the error says which ones there
// are. Forcing adds it all the same.
var ErrCrowded = fmt.Errorf("%w: five time blocks are enough for a day", ErrFull)

// longest is how much may be asked for of one day, in minutes.
const longest = 24 * 60

// AddTimeBlock adds b, of so many minutes. A sixth on any day of the week is
// refused as ErrCrowded, unless it is forced.
func (a *Agenda) AddTimeBlock(b TimeBlock, minutes float64, force bool, w When) (Change, error) {
	b.ID, b.Made, b.Ended, b.Amounts = a.NewID(), w.Today(), tracker.Day{}, nil
	b.Rank = 1 + lastRank(a.TimeBlocks, func(b TimeBlock) int { return b.Rank })
	return a.putTimeBlock("block add", b, minutes, force, w)
}

// EditTimeBlock has the time block of b's ID be b, with other minutes from today
// on; 0 leaves them. What its past days asked for stays.
func (a *Agenda) EditTimeBlock(b TimeBlock, minutes float64, force bool, w When) (Change, error) {
	old, err := a.timeBlock(b.ID)
	if err != nil {
		return Change{}, err
	}
	b.Made, b.Ended, b.Amounts = old.Made, old.Ended, old.Amounts
	if minutes == 0 {
		minutes = on(old.Amounts, w.Today())
	}
	return a.putTimeBlock("block edit", b, minutes, force || a.fits(old, b), w)
}

// fits tells whether b is on no day on which old was not, so that it crowds none.
func (a *Agenda) fits(old, b TimeBlock) bool { return b.Days.all()&^old.Days.all() == 0 }

func (a *Agenda) putTimeBlock(verb string, b TimeBlock, minutes float64, force bool, w When) (_ Change, err error) {
	t := a.turn(verb, w)
	if b.Name, err = t.thing(b.Name, b.Area, b.Goal, b.Match); err != nil {
		return Change{}, err
	}
	if err := amountOf(minutes, longest, "minutes"); err != nil {
		return Change{}, err
	}
	if err := b.Window.validate(); err != nil {
		return Change{}, err
	}
	if others := a.besides(b, w.Today()); !force && len(others) > 0 {
		return Change{}, fmt.Errorf("%w: leave out one of %s, or force it", ErrCrowded, strings.Join(others, ", "))
	}
	b.Amounts = with(b.Amounts, Target{w.Today(), minutes})
	b.Days = b.Days.tidy()
	t.put(b)
	return t.change(b.Name), nil
}

// besides are the names of the time blocks of the fullest weekday of b, if they
// leave no room for b.
func (a *Agenda) besides(b TimeBlock, today tracker.Day) (names []string) {
	for day := time.Sunday; day <= time.Saturday; day++ {
		var others []string
		for _, other := range a.timeBlocks(today) {
			if other.ID != b.ID && other.Days.Has(day) {
				others = append(others, other.Name)
			}
		}
		if b.Days.Has(day) && len(others) >= blocksEnough && len(others) > len(names) {
			names = others
		}
	}
	return names
}

// EndTimeBlock has a time block not be planned any more, from today on. What was
// done of it stays.
func (a *Agenda) EndTimeBlock(id string, w When) (Change, error) {
	t := a.turn("block end", w)
	b, err := a.timeBlock(id)
	if err != nil {
		return Change{}, err
	}
	b.Ended = w.Today()
	t.put(b)
	return t.change(b.Name), nil
}

func (a *Agenda) timeBlock(id string) (TimeBlock, error) {
	b, ok := a.TimeBlocks[id]
	if !ok {
		return b, unknownID("time block", id)
	}
	return b, nil
}

// timeBlocks are those that there are on a day, by rank, planned on it or not.
func (a *Agenda) timeBlocks(day tracker.Day) (all []TimeBlock) {
	for _, b := range a.TimeBlocks {
		if alive(b.Made, b.Ended, day) {
			all = append(all, b)
		}
	}
	slices.SortFunc(all, func(b, c TimeBlock) int {
		return cmp.Or(cmp.Compare(b.Rank, c.Rank), cmp.Compare(b.ID, c.ID))
	})
	return all
}

// Minutes is what b asks for on a day.
func (b TimeBlock) Minutes(day tracker.Day) float64 { return on(b.Amounts, day) }

func (win *Window) validate() error {
	if win == nil {
		return nil
	}
	const day = 24 * time.Hour
	if win.First < 0 || win.First > day || win.From < 0 || win.From >= day || win.To < 0 || win.To > day {
		return fmt.Errorf("%w: a window lies within 24 hours: write it as 9:00 to 11:00, or as the first 3 hours", ErrValue)
	}
	if win.First == 0 && win.From == win.To {
		return fmt.Errorf("%w: a window has a beginning and another end: leave it out for any hour", ErrValue)
	}
	return nil
}
