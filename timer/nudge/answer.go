package nudge

import (
	"fmt"
	"slices"
	"time"
)

// answer takes in what the person says.
func (t *turn) answer() error {
	said := t.e.Said
	if said.Answer == None {
		return nil
	}
	i := slices.IndexFunc(t.s.Open, func(n Nudge) bool { return n.ID == said.ID })
	if i < 0 || t.s.Open[i].over(t.now) {
		return ErrGone
	}
	n := t.s.Open[i]
	if !n.Takes(said.Answer) {
		return fmt.Errorf("%w: %s does not take %q", ErrAnswer, n.Kind, said.Answer)
	}
	t.cost(n)
	t.learn(n, said.Answer)
	t.shut(n, said.Answer)
	if n.Kind == Rest {
		t.answerRest(said)
	}
	return nil
}

func (t *turn) answerRest(said Said) {
	switch said.Answer {
	case Take:
		t.take()
	case Postpone:
		t.postpone(said.For)
	case Skip:
		t.refuse(t.now, t.now)
	case Dismissed:
		t.s.Reminds.Shown = notices // it has been seen: the tray goes on telling
	}
}

// cost counts what a question took of the person's time. A notice may have
// waited unseen, so that is not all of the time that it was there.
func (t *turn) cost(n Nudge) {
	if !n.Kind.Question() {
		return
	}
	took := t.e.Said.Took
	if took <= 0 {
		took = min(t.now.Sub(n.At), costAtMost)
	}
	t.charge(took)
}

// charge counts time that logging cost.
func (t *turn) charge(took time.Duration) {
	t.s.Today.Overhead += took
	t.done.overhead += took
}

// over tells whether n has expired.
func (n Nudge) over(now time.Time) bool { return !n.Until.IsZero() && !now.Before(n.Until) }

// shut ends an open nudge.
func (t *turn) shut(n Nudge, a Answer) {
	t.s.Open = slices.DeleteFunc(t.s.Open, func(o Nudge) bool { return o.ID == n.ID })
	t.done.closed = append(t.done.closed, Closed{Nudge: n, Answer: a, At: t.now})
}

// sweep ends what nobody need answer any more.
func (t *turn) sweep() {
	for _, n := range slices.Clone(t.s.Open) {
		switch {
		case n.over(t.now):
			t.shut(n, Expired)
		case t.moot(n):
			t.shut(n, Moot)
		}
	}
}

func (t *turn) moot(n Nudge) bool {
	w := t.s.World
	if t.now.Before(w.HeldUntil) && !n.Kind.Question() && n.Kind != Resting {
		return true
	}
	switch n.Kind {
	case Rest:
		return t.s.Reminds.Shown == 0 || t.s.Break.lasts()
	case Resting:
		return !t.s.Break.lasts() || t.s.Break.Timer
	case Recovered:
		return !w.Recovered.From.Equal(n.From)
	case Start:
		return w.running() || w.resting()
	case Drift:
		return !w.astray()
	case Morning:
		return t.s.Agenda.Chosen
	case Pieces:
		return w.running() || t.s.Agenda.Fitting == 0
	}
	return false
}
