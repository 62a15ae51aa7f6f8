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

// rampOf is the change of the target of h that is to be answered.
func (a *Agenda) rampOf(story func(Habit, int) Story, h Habit, today int) *RampOn {
	if h.Ramp == nil {
		return nil
	}
	r, _ := rampIn(story(h, today))
	return r
}

// rampIn is the first review since the last answer that asks for a change. Those
// that hold need no answer.
func rampIn(s Story) (*RampOn, bool) {
	h := s.Habit
	from := 0
	if h.Ramped != (tracker.Day{}) {
		from = number(h.Ramped) - number(s.First)
	} else {
		from = number(h.Made) - number(s.First)
	}
	codes := s.Standing.Days
	for from < len(codes) {
		target := s.Days[len(s.Days)-1].Target
		review, ok := h.Ramp.Review(target, codes[max(from, 0):])
		if !ok {
			return nil, false
		}
		last := max(from, 0) + review.Last
		if review.Verdict != streak.Hold {
			return &RampOn{Verdict: review.Verdict, Done: review.Done, From: target, To: review.Target, Until: numbered(number(s.First) + last)}, true
		}
		from = last + 1
	}
	return nil, false
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
	r, ok := rampIn(s)
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
