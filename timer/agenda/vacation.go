package agenda

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"focusd/tracker"
)

// Vacation is days on which nothing is expected.
type Vacation struct {
	ID       string
	From, To tracker.Day // both included
	Of       []Ref       // habits and time blocks; none: all
	Reason   string
	Made     time.Time
}

// ErrHorizon is a change that would make things easier before the person meant
// to let themselves.
var ErrHorizon = errors.New("that is too soon")

// longestVacation keeps a slip of the pen from excusing a life.
const longestVacation = 366

// AddVacation has nothing be expected on the days of v, which may be over. With
// a horizon, in days, it may not begin before so many have gone by.
func (a *Agenda) AddVacation(v Vacation, horizon int, w When) (_ Change, err error) {
	t := a.turn("vacation", w)
	switch {
	case v.From == tracker.Day{} || v.To.Before(v.From):
		return Change{}, fmt.Errorf("%w: a vacation has a first and a last day, in this order", ErrValue)
	case v.From.Add(longestVacation).Before(v.To):
		return Change{}, fmt.Errorf("%w: from %s to %s is over a year: end what is not wanted any more instead", ErrValue, v.From, v.To)
	case horizon > 0 && v.From.Before(w.Today().Add(horizon)):
		return Change{}, fmt.Errorf("%w: with a horizon of %d days it begins on %s at the earliest: excuse single days until then",
			ErrHorizon, horizon, w.Today().Add(horizon))
	}
	for _, ref := range v.Of {
		if _, err := t.tickable(ref); err != nil {
			return Change{}, err
		}
	}
	if v.Reason, err = clean(v.Reason, maxName); err != nil {
		return Change{}, err
	}
	v.ID, v.Made = a.NewID(), w.Now.UTC()
	t.put(v)
	return t.change(v.From.String() + " to " + v.To.String()), nil
}

// EndVacation has a vacation end with yesterday, or not take place if it has not
// begun by then.
func (a *Agenda) EndVacation(id string, w When) (Change, error) {
	t := a.turn("vacation end", w)
	v, ok := a.Vacations[id]
	if !ok {
		return Change{}, unknownID("vacation", id)
	}
	what := v.From.String() + " to " + v.To.String()
	yesterday := w.Today().Add(-1)
	switch {
	case v.To.Before(w.Today()):
		return Change{}, fmt.Errorf("%w: it ended on %s; undo takes it back if it should not have been", ErrEnded, v.To)
	case yesterday.Before(v.From):
		t.remove(v.Ref())
	default:
		v.To = yesterday
		t.put(v)
	}
	return t.change(what), nil
}

// of tells whether v is of ref. The zero Ref is everything.
func (v Vacation) of(ref Ref) bool { return len(v.Of) == 0 || slices.Contains(v.Of, ref) }

// away tells whether a vacation excuses ref on a day; with the zero Ref, whether
// one excuses everything.
func (a *Agenda) away(ref Ref, day tracker.Day) bool {
	for _, v := range a.Vacations {
		if v.of(ref) && !day.Before(v.From) && !v.To.Before(day) {
			return true
		}
	}
	return false
}

// Off tells whether nothing at all is expected on a day: it is one of a
// vacation, or excused as a whole.
func (a *Agenda) Off(day tracker.Day, w When) bool {
	if a.away(Ref{}, day) {
		return true
	}
	if m, ok := a.Months[monthID(day)]; ok && a.folded(day) && day.Day <= len(m.Days) {
		return moodOf(m.Days[day.Day-1])&wasExcused != 0
	}
	return a.diary(day, w).excuses(Ref{})
}
