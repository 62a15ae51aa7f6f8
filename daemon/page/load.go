package page

import "focusd/daemon/api"

// loadView is how full the day is, and what would help.
type loadView struct {
	*visit
	api.Plan
}

func loadLoad(v *visit) (any, error) {
	plan, err := v.client.Plan(v)
	if absent(err) {
		return nil, nil
	}
	return loadView{v, plan}, err
}

// loadPart is what one kind of thing asks of the day, from X to X+Width of the bar.
type loadPart struct {
	Name, Class string
	Seconds     int64
	X, Width    float64
}

// Asked is all that is asked of the day.
func (l loadView) Asked() int64 { return l.Load.Tasks + l.Load.TimeBlocks + l.Load.Habits }

// full is what the whole bar stands for.
func (l loadView) full() float64 { return float64(max(l.Asked(), l.Load.Capacity, 1)) }

// Parts of the bar, which is 100 wide.
func (l loadView) Parts() []loadPart {
	all := []loadPart{
		{Name: "Tasks", Class: "hue-9", Seconds: l.Load.Tasks},
		{Name: "Time blocks", Class: "hue-6", Seconds: l.Load.TimeBlocks},
		{Name: "Habits", Class: "hue-2", Seconds: l.Load.Habits},
	}
	x := 0.0
	for i := range all {
		all[i].X, all[i].Width = x, 100*float64(all[i].Seconds)/l.full()
		x += all[i].Width
	}
	return all
}

// Limit is where on the bar the day is full.
func (l loadView) Limit() float64 { return 100 * float64(l.Load.Capacity) / l.full() }

// Verdict is the level in words.
func (l loadView) Verdict() string {
	switch l.Load.Level {
	case "fits":
		return "That fits."
	case "full":
		return "That fills the day."
	case "over":
		return "That is more than fits."
	case "severe":
		return "That is far more than fits."
	}
	return ""
}

// remedy is what a proposal comes to: its button, and what that sends. do is ""
// where the person has to say more.
type remedy struct{ Text, Do, Day string }

// Remedy is that of a proposal.
func (l loadView) Remedy(p api.LoadProposal) remedy {
	switch p.Remedy {
	case "tomorrow":
		return remedy{"Put off until tomorrow", "later", "tomorrow"}
	case "someday":
		return remedy{Text: "Take off the list of today", Do: "not_today"}
	case "drop":
		return remedy{Text: "Drop", Do: "drop"}
	case "split":
		return remedy{Text: "split it, and do a part"}
	}
	return remedy{Text: words(p.Remedy)}
}
