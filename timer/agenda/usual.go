package agenda

import (
	"slices"
	"strings"
)

// UsuallyDone is the median of the tasks done on a day on which some were,
// before today; 0: nobody knows.
func (a *Agenda) UsuallyDone(w When) int { return a.usuallyDone(w) }

// Juggled is how often in the last hour a task was begun in the middle of
// another.
func (a *Agenda) Juggled(w When) int { return a.switchedOften(w) }

// Own is what belongs to a block of the timer with a label, because that is the
// name of a time block, or the title of an open task, that says so. None: the
// block has no rule of its own.
func (a *Agenda) Own(label string, w When) []Match {
	for _, b := range a.timeBlocks(w.Today()) {
		if strings.EqualFold(b.Name, label) && len(b.Match) > 0 {
			return slices.Clone(b.Match)
		}
	}
	for _, t := range sorted(a.Tasks) {
		if strings.EqualFold(t.Title, label) && len(t.Match) > 0 {
			return slices.Clone(t.Match)
		}
	}
	return nil
}

// RewardList is the person's own list, the oldest first.
func (a *Agenda) RewardList() []Reward { return sorted(a.Rewards) }
