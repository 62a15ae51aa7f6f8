package agenda

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"focusd/tracker"
)

// Goal is what things are for. There are two levels: a milestone has a dream as
// its parent.
type Goal struct {
	ID     string
	Name   string
	Parent string // of a milestone: the dream
	Area   string
	Target float64       // in Unit and Period; 0: no amount, only a direction
	Unit   Measure       // Minutes or Count; Count with a target of 1 and Whole is done or not
	Period Period        //
	AtMost bool          // the target is a limit
	Until  tracker.Day   // zero: no end
	Parts  []Part        // of a skill: what it consists of (P7)
	Idle   time.Duration // untouched for so long it is named in the morning; 0: 5 days
	Match  []Match       // tracked time that is for it, besides that of what serves it
	Made   tracker.Day
	Ended  tracker.Day // the first day without it; zero: it goes on
	Rank   int
}

// Part is a part of a skill, and what counts as practising it.
type Part struct {
	Name  string
	Match []Match
}

// Period is what a goal's target is for.
type Period uint8

const (
	Whole Period = iota // in all
	Daily
	Weekly
	Monthly
)

func periodWords() []string { return []string{"whole", "daily", "weekly", "monthly"} }

func (p Period) String() string { return wordOf(periodWords(), p) }

// MarshalText is String.
func (p Period) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText is the reverse of MarshalText.
func (p *Period) UnmarshalText(text []byte) (err error) {
	*p, err = readWord[Period](periodWords(), text)
	return err
}

// mostGoal is how much may be asked for of a goal.
const mostGoal = 10_000_000

// AddGoal adds g.
func (a *Agenda) AddGoal(g Goal, w When) (Change, error) {
	g.ID, g.Made, g.Ended = a.NewID(), w.Today(), tracker.Day{}
	g.Rank = 1 + lastRank(a.Goals, func(g Goal) int { return g.Rank })
	return a.putGoal("goal add", g, w)
}

// EditGoal has the goal of g's ID be g. What was done for it stays counted.
func (a *Agenda) EditGoal(g Goal, w When) (Change, error) {
	old, err := a.goal(g.ID)
	if err != nil {
		return Change{}, err
	}
	g.Made, g.Ended = old.Made, old.Ended
	return a.putGoal("goal edit", g, w)
}

func (a *Agenda) putGoal(verb string, g Goal, w When) (_ Change, err error) {
	t := a.turn(verb, w)
	if g.Name, err = t.thing(g.Name, g.Area, "", g.Match); err != nil {
		return Change{}, err
	}
	if err := a.level(g); err != nil {
		return Change{}, err
	}
	g.Parts = slices.Clone(g.Parts)
	for i, p := range g.Parts {
		if g.Parts[i].Name, err = t.thing(p.Name, "", "", p.Match); err != nil {
			return Change{}, err
		}
		if slices.ContainsFunc(g.Parts[:i], func(other Part) bool { return other.Name == g.Parts[i].Name }) {
			return Change{}, fmt.Errorf("%w: two parts are called %q", ErrValue, short(p.Name))
		}
	}
	if err := g.validate(w); err != nil {
		return Change{}, err
	}
	t.put(g)
	return t.change(g.Name), nil
}

// level keeps goals to two of them.
func (a *Agenda) level(g Goal) error {
	if g.Parent == "" {
		return nil
	}
	dream, err := a.goal(g.Parent)
	if err != nil {
		return err
	}
	hasParts := slices.ContainsFunc(sorted(a.Goals), func(other Goal) bool { return other.Parent == g.ID && g.ID != "" })
	if dream.Parent != "" || g.Parent == g.ID || hasParts {
		return fmt.Errorf("%w: a milestone belongs to a dream, and there are no more levels: choose a goal without a parent", ErrValue)
	}
	return nil
}

func (g Goal) validate(w When) error {
	switch {
	case g.Target == 0:
		return nil
	case g.Unit == Once:
		return fmt.Errorf("%w: a target is in minutes or a count", ErrValue)
	case g.Until != (tracker.Day{}) && g.Until.Before(g.Made):
		return fmt.Errorf("%w: the goal ends on %s, before it begins: write a later day", ErrValue, g.Until)
	}
	return amountOf(g.Target, mostGoal, g.Unit.String())
}

// EndGoal has a goal be reached or given up, from today on. What was done for it
// stays.
func (a *Agenda) EndGoal(id string, w When) (Change, error) {
	t := a.turn("goal end", w)
	g, err := a.goal(id)
	if err != nil {
		return Change{}, err
	}
	g.Ended = w.Today()
	t.put(g)
	return t.change(g.Name), nil
}

func (a *Agenda) goal(id string) (Goal, error) {
	g, ok := a.Goals[id]
	if !ok {
		return g, unknownID("goal", id)
	}
	return g, nil
}

// goals are those that there are on a day: dreams by rank, each with its
// milestones after it.
func (a *Agenda) goals(day tracker.Day) (all []Goal) {
	for _, g := range a.Goals {
		if alive(g.Made, g.Ended, day) {
			all = append(all, g)
		}
	}
	dream := func(g Goal) Goal {
		if d, ok := a.Goals[g.Parent]; ok {
			return d
		}
		return g
	}
	slices.SortFunc(all, func(g, k Goal) int {
		d, e := dream(g), dream(k)
		return cmp.Or(cmp.Compare(d.Rank, e.Rank), cmp.Compare(d.ID, e.ID),
			cmp.Compare(g.Parent, k.Parent), cmp.Compare(g.Rank, k.Rank), cmp.Compare(g.ID, k.ID))
	})
	return all
}
