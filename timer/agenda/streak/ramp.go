package streak

import (
	"errors"
	"fmt"
	"math"
)

const (
	reviewDays = 7 // eligible days between two reviews
	raiseAt    = 6 // done of them, or more: ask for more
	lowerAt    = 3 // done of them, or fewer: ask for less
)

// ErrRamp is a ramp that leads nowhere.
var ErrRamp = errors.New("not a ramp")

// Ramp raises a target little by little: five push-ups, and two more each week
// that went well.
type Ramp struct {
	Start   float64 // the first target
	Step    float64 // added or taken at a review; a percentage if Percent
	Percent bool
	Ceiling float64 // zero: none
	Floor   float64 // zero: Start
}

// Validate says what keeps r from being a ramp, as an ErrRamp.
func (r Ramp) Validate() error {
	switch {
	case !(r.Start > 0):
		return fmt.Errorf("%w: it starts at %v; start at a little more than nothing", ErrRamp, r.Start)
	case !(r.Step > 0):
		return fmt.Errorf("%w: its step is %v; it must be more than nothing", ErrRamp, r.Step)
	case r.Floor < 0 || r.Floor > r.Start:
		return fmt.Errorf("%w: its floor is %v; it must not be above the start, %v", ErrRamp, r.Floor, r.Start)
	case r.Ceiling != 0 && !(r.Ceiling >= r.Start):
		return fmt.Errorf("%w: its ceiling is %v; it must not be under the start, %v", ErrRamp, r.Ceiling, r.Start)
	}
	return nil
}

// Verdict is what a review says about the target.
type Verdict uint8

const (
	Hold Verdict = iota
	Raise
	Lower
)

// String is the word for v.
func (v Verdict) String() string {
	words := []string{"hold", "raise", "lower"}
	if int(v) < len(words) {
		return words[v]
	}
	return fmt.Sprintf("verdict(%d)", uint8(v))
}

// Review is what seven eligible days say about the target that held in them.
type Review struct {
	Done    int // of seven
	Verdict Verdict
	Target  float64 // proposed from the day after on; for Hold the one there is

	// Last is the index of the seventh eligible day. Target holds from the day
	// after, and the next review looks at the codes after it.
	Last int
}

// Review looks at the first seven eligible days of codes, which begin where
// the last review ended. It is not ok before there are seven.
//
// It proposes; who keeps the habit stores the answer as a dated Target, the
// old one again if it was refused. At the ceiling and at the floor the verdict
// is Hold.
func (r Ramp) Review(target float64, codes []Code) (v Review, ok bool) {
	eligible := 0
	for i, c := range codes {
		if !c.Eligible() {
			continue
		}
		if c == Done {
			v.Done++
		}
		if eligible++; eligible == reviewDays {
			v.Last = i
			v.Target = r.move(target, v.Done)
			v.Verdict = verdict(target, v.Target)
			return v, true
		}
	}
	return Review{}, false
}

func verdict(from, to float64) Verdict {
	switch {
	case to > from:
		return Raise
	case to < from:
		return Lower
	}
	return Hold
}

// move is one step from target, as far as ceiling and floor allow. A target
// that was set beyond them by hand is not pulled back by a review that points
// the other way.
func (r Ramp) move(target float64, done int) float64 {
	switch {
	case done >= raiseAt && r.Ceiling > 0:
		return max(min(r.up(target), r.Ceiling), target)
	case done >= raiseAt:
		return r.up(target)
	case done <= lowerAt:
		return min(max(r.down(target), r.floor()), target)
	}
	return target
}

// up is one step more, which down takes back. A percentage moves by whole
// minutes or whole times, and by one at least: nobody does half a push-up.
func (r Ramp) up(target float64) float64 {
	if r.Percent {
		return max(math.Round(target*(1+r.Step/100)), target+1)
	}
	return target + r.Step
}

func (r Ramp) down(target float64) float64 {
	if r.Percent {
		return min(math.Round(target/(1+r.Step/100)), target-1)
	}
	return target - r.Step
}

func (r Ramp) floor() float64 {
	if r.Floor == 0 {
		return r.Start
	}
	return r.Floor
}
