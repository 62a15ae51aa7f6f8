package tray

import (
	"time"

	"focusd/tray/icon"
)

// icon is the picture of the scene.
func (s *scene) icon() icon.Icon {
	if s.phase == gone {
		return icon.Icon{Shape: icon.NoDaemon}
	}
	i := icon.Icon{
		Held: s.before(s.Status.Tracking.HeldUntil),
		Off:  !s.Status.Tracking.On,
	}
	switch s.phase {
	case work:
		i.Shape, i.Fill, i.Digits = icon.Work, s.fill(), s.digits()
	case paused:
		i.Shape, i.Fill = icon.Paused, s.frozenFill()
	case overtime:
		i.Shape = icon.Overtime
	case rest:
		i.Shape = icon.Break
	case over:
		i.Shape = icon.BreakOver
	default:
		i.Shape = icon.Idle
	}
	return i
}

// turn is how long flow, which has no end, takes to fill the ring once: it
// goes round like the minute hand.
const turn = time.Hour

// fill is how far the ring of a running block is.
func (s *scene) fill() int {
	start := s.began(s.Status.Timer.Elapsed)
	if ends := s.Status.Timer.Ends; ends != nil {
		return s.parts(icon.Steps, start, *ends)
	}
	start = start.Add(max(0, s.now.Sub(start)).Truncate(turn))
	return s.parts(icon.Steps, start, start.Add(turn))
}

// digits are the minutes left in a running block, or in flow those so far; 0 if
// there are none or too many to write.
func (s *scene) digits() int {
	var n int
	if ends := s.Status.Timer.Ends; ends != nil {
		n = s.minutesTo(*ends)
	} else {
		n = s.minutesSpent(s.Status.Timer.Elapsed, true)
	}
	if n > icon.Most {
		return 0
	}
	return n
}

// frozenFill is how far the ring of a paused block is.
func (s *scene) frozenFill() int {
	t := s.Status.Timer
	spent, whole := max(0, t.Elapsed), t.Elapsed+t.Left
	if t.Left <= 0 {
		whole = int64(turn / time.Second)
		spent %= whole
	}
	return int(min(icon.Steps, spent*icon.Steps/whole))
}

// patience is how long overtime may go on before the icon asks for attention.
const patience = 5 * time.Minute

// waiting is whether something waits for the person: a break that they have not
// taken, or the end of one.
func (s *scene) waiting() bool {
	t := s.Status.Timer
	switch {
	case s.phase == over:
		return true
	case s.phase != overtime:
		return false
	case t.Ends == nil:
		return t.Left <= -int64(patience/time.Second)
	}
	late := t.Ends.Add(patience)
	return !s.before(&late)
}
