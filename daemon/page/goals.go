package page

import (
	"fmt"
	"math"

	"focusd/daemon/api"
)

// goalsView is what all of it is for.
type goalsView struct {
	*visit
	Goals []api.Goal
}

func loadGoals(v *visit) (any, error) {
	all, err := v.goals()
	if absent(err) {
		return nil, nil
	}
	return goalsView{v, all.Goals}, err
}

// goalsNamed are those that something else can be for.
func (v *visit) goalsNamed() ([]api.Goal, error) {
	all, err := v.goals()
	if absent(err) {
		return nil, nil
	}
	return all.Goals, err
}

// Dreams are the goals that a milestone can be of.
func (g goalsView) Dreams() (all []api.Goal) {
	for _, x := range g.Goals {
		if x.Dream == "" {
			all = append(all, x)
		}
	}
	return all
}

// Progress is how far a goal is, in words.
func (g goalsView) Progress(x api.Goal) string {
	if x.Target == 0 {
		return g.whole(x)
	}
	text := g.measure(x, x.Did) + " of " + g.measure(x, x.Target)
	if x.AtMost {
		text = g.measure(x, x.Did) + " of at most " + g.measure(x, x.Target)
	}
	switch x.Period {
	case "daily":
		text += " today"
	case "weekly":
		text += " this week"
	case "monthly":
		text += " this month"
	}
	return text
}

// whole is all that was done for a goal.
func (g goalsView) whole(x api.Goal) string {
	return spell(int64(x.Minutes*60)) + " and " + plural(x.Count, "time") + " in all"
}

func (g goalsView) measure(x api.Goal, n float64) string {
	if x.Unit == "minutes" {
		return spell(int64(math.Round(n) * 60))
	}
	return number(math.Round(n*10) / 10)
}

// About is what else there is to know of a goal.
func (g goalsView) About(x api.Goal) (all []string) {
	add := func(is bool, text string) {
		if is {
			all = append(all, text)
		}
	}
	add(x.Target > 0 && !x.AtMost && x.Expected > 0, "an even pace would be "+g.measure(x, x.Expected))
	add(x.AtMost && x.Reached, "kept so far")
	add(x.Target > 0 && x.Count > 0, g.whole(x))
	add(x.Until != "", "until "+g.DayName(x.Until))
	add(x.Area != "", "+"+x.Area)
	switch {
	case x.Last == "":
		add(true, "nothing was done for it yet")
	case x.Untouched > 1:
		add(true, "last touched "+plural(x.Untouched, "day")+" ago")
	default:
		add(true, "last touched "+g.DayName(x.Last))
	}
	return all
}

// mostBricks is how many bricks a wall has; rowBricks is how many in a row.
const mostBricks, rowBricks = 48, 12

// wall is progress, brick by brick, from the ground up.
type wall struct {
	Laid, Next, Gap string // paths: what is there, the one begun, what is to come
	Height          int
	Each            string // what a brick is worth
}

// Wall is that of a goal: of its target, or without one of all that was done.
func (g goalsView) Wall(x api.Goal) (w wall) {
	did, all, minutes := x.Did, x.Target, x.Unit == "minutes"
	if all == 0 {
		did, minutes = float64(x.Count), false
		if x.Minutes > 0 {
			did, minutes = x.Minutes, true
		}
	}
	unit := brick(max(did, all), minutes, all == 0)
	n, laid := int(math.Ceil(all/unit)), int(did/unit+1e-9)
	if all == 0 {
		n = laid + 1
	}
	n = min(max(n, 1), mostBricks)
	laid = min(laid, n)
	rows := (n + rowBricks - 1) / rowBricks
	w.Height = rows*brickHeight - 2
	for i := range n {
		row := i / rowBricks
		shape := fmt.Sprintf("M%d %dh%dv%dh-%dz", i%rowBricks*brickWidth+row%2*brickWidth/2+1, (rows-1-row)*brickHeight+1, brickWidth-3, brickHeight-4, brickWidth-3)
		switch {
		case i < laid:
			w.Laid += shape
		case i == laid:
			w.Next += shape
		default:
			w.Gap += shape
		}
	}
	w.Each = number(unit)
	if minutes {
		w.Each = spell(int64(unit * 60))
	}
	return w
}

const brickWidth, brickHeight = 30, 15

// brick is what one is worth, so that there are not too many. Where there is no
// target the wall always has room for the next.
func brick(most float64, minutes, open bool) float64 {
	sizes := []float64{1, 2, 5, 10, 20, 50, 100}
	if minutes {
		sizes = []float64{5, 10, 15, 30, 60, 120, 300, 600}
	}
	room := float64(mostBricks)
	if open {
		room--
	}
	for _, size := range sizes {
		if most/size <= room {
			return size
		}
	}
	size := sizes[len(sizes)-1]
	for most/size > room {
		size *= 2
	}
	return size
}
