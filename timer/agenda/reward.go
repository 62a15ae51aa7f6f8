package agenda

import (
	"cmp"
	"slices"
	"time"
)

// Reward is an entry of the person's own list.
type Reward struct {
	ID    string
	Text  string
	Made  time.Time
	Taken int // how often
}

// AddReward adds a line to the list of nice things.
func (a *Agenda) AddReward(text string, w When) (Change, error) {
	t := a.turn("reward add", w)
	text, err := name(text)
	if err != nil {
		return Change{}, err
	}
	t.put(Reward{ID: a.NewID(), Text: text, Made: w.Now.UTC()})
	return t.change(text), nil
}

// RemoveReward takes a line off the list.
func (a *Agenda) RemoveReward(id string, w When) (Change, error) {
	t := a.turn("reward remove", w)
	r, ok := a.Rewards[id]
	if !ok {
		return Change{}, unknownID("reward", id)
	}
	t.remove(r.Ref())
	return t.change(r.Text), nil
}

// TakeReward remembers that the person allowed themselves one.
func (a *Agenda) TakeReward(id string, w When) (Change, error) {
	t := a.turn("reward take", w)
	r, ok := a.Rewards[id]
	if !ok {
		return Change{}, unknownID("reward", id)
	}
	r.Taken++
	t.put(r)
	return t.change(r.Text), nil
}

// Reward is the one to offer with the next break, and the change that remembers
// the offer: there is one for each so many tasks, steps left out, and blocks of
// the timer that were completed today. every is how many; 0: never.
func (a *Agenda) Reward(blocks, every int, w When) (Reward, Change, bool) {
	t := a.turn("reward", w)
	d := t.diary()
	if every <= 0 || len(a.Rewards) == 0 || (blocks+a.tasksDone(w))/every <= len(d.Rewards) {
		return Reward{}, Change{}, false
	}
	offered := func(r Reward) (n int) {
		for _, id := range d.Rewards {
			if id == r.ID {
				n++
			}
		}
		return n
	}
	next := slices.MinFunc(sorted(a.Rewards), func(r, s Reward) int {
		return cmp.Or(cmp.Compare(offered(r), offered(s)), cmp.Compare(r.Taken, s.Taken), cmp.Compare(r.ID, s.ID))
	})
	d.Rewards = append(slices.Clip(d.Rewards), next.ID)
	t.put(d)
	return next, t.change(next.Text), true
}

// tasksDone counts the tasks that were done today, without their steps.
func (a *Agenda) tasksDone(w When) (n int) {
	for _, t := range a.DoneOn(w.Today(), w.Calendar) {
		if t.Parent == "" {
			n++
		}
	}
	return n
}
