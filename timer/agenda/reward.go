package agenda

import "time"

// Reward is an entry of the person's own list. When one is offered, and which, is
// for package nudge to say.
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

// RewardList is the person's own list, the oldest first.
func (a *Agenda) RewardList() []Reward { return sorted(a.Rewards) }
