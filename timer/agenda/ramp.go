package agenda

import (
	"fmt"

	"focusd/timer/agenda/streak"
	"focusd/tracker"
)

// RampOn is what the last seven eligible days say about the target of a habit.
type RampOn struct {
	Verdict streak.Verdict // Raise or Lower
	Done    int            // of seven
	From    float64
	To      float64
	Until   tracker.Day // the last of the seven; the target changes tomorrow at the earliest
}

// ramp is the first review since the last answer that asks for a change. Those
// that hold need no answer.
func (s Story) ramp() (RampOn, bool) {
	h := s.Habit
	if h.Ramp == nil || len(s.Days) == 0 {
		return RampOn{}, false
	}
	begins := h.Ramped
	if begins == (tracker.Day{}) {
		begins = h.Made
	}
	target, codes := s.Days[len(s.Days)-1].Target, s.Standing.Days
	for from := s.since(begins); ; {
		r, ok := h.Ramp.Review(target, codes[from:])
		if !ok {
			return RampOn{}, false
		}
		if r.Verdict != streak.Hold {
			return RampOn{r.Verdict, r.Done, target, r.Target, s.First.Add(from + r.Last)}, true
		}
		from += r.Last + 1
	}
}

// AnswerRamp takes the change of a habit's target that its ramp proposes, from
// tomorrow on, or refuses it. Either way the next seven days are looked at next.
func (a *Agenda) AnswerRamp(id string, accept bool, w When) (Change, error) {
	t := a.turn("ramp", w)
	h, err := a.habit(id)
	if err != nil {
		return Change{}, err
	}
	if h.Ramp == nil {
		return Change{}, fmt.Errorf("%w: %q has no ramp: edit it to get one", ErrUnknown, h.Name)
	}
	s, err := a.Story(id, Facts{}, w)
	if err != nil {
		return Change{}, err
	}
	r, ok := s.ramp()
	if !ok {
		return Change{}, fmt.Errorf("%w: the target of %q stays as it is for now", ErrUnknown, h.Name)
	}
	h.Ramped = r.Until.Add(1)
	if accept {
		h.Targets = with(h.Targets, Target{w.Today().Add(1), r.To})
		h.Ramped = w.Today().Add(1)
	}
	t.put(h)
	return t.change(h.Name), nil
}
