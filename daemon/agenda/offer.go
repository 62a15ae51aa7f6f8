package agenda

import (
	"slices"

	"focusd/timer/agenda"
)

// Offer has somebody choose what the person is shown of the agenda to do next,
// and remembers it: what is passed over for another one of the same offer is
// counted when that one is taken. Ignoring all of them is not passing over.
func (b *Book) Offer(choose func(*agenda.Agenda, agenda.When) []agenda.Offer) ([]agenda.Offer, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	a, err := b.read()
	if err != nil {
		return nil, err
	}
	offers := choose(a, b.when())
	b.offered = nil
	for _, o := range offers {
		b.offered = append(b.offered, o.Of)
	}
	return offers, nil
}

// passOver counts what was offered and passed over by a command that took
// another one. It sees the agenda after the command.
func (b *Book) passOver(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
	i := slices.IndexFunc(b.offered, func(ref agenda.Ref) bool { return isTaken(a, ref) })
	if i < 0 {
		return agenda.Change{}, nil
	}
	return a.Pass(b.offered, b.offered[i], w), nil
}

// isTaken tells whether what was offered as an open task that nobody is working
// on is being done now, or has been.
func isTaken(a *agenda.Agenda, ref agenda.Ref) bool {
	if t, open := a.Tasks[ref.ID]; open {
		return !t.Since.IsZero()
	}
	// What is done now has ended last.
	for _, t := range slices.Backward(a.Ended[max(len(a.Ended)-100, 0):]) {
		if t.ID == ref.ID {
			return t.Outcome == agenda.Done
		}
	}
	return false
}

// forgetOffer ends an offer of which c has taken something.
func (b *Book) forgetOffer(c agenda.Change) {
	if len(c.Put) > 0 && slices.ContainsFunc(b.offered, func(ref agenda.Ref) bool { return isTaken(b.agenda, ref) }) {
		b.offered = nil
	}
}
