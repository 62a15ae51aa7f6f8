package nudge

import "time"

// recoveredAt is when to ask about a block that was closed because no daemon ran:
// once, as soon as somebody is there, and not any more once it stands.
func (t *turn) recoveredAt() time.Time {
	r := t.s.World.Recovered
	if !r.To.After(r.From) || r.From.Equal(t.s.Recovered) {
		return time.Time{}
	}
	at := t.free(Recovered, t.now)
	if !at.Before(r.Until) {
		return time.Time{}
	}
	return at
}

func (t *turn) sayRecovered() Nudge {
	r := t.s.World.Recovered
	t.s.Recovered = r.From
	return Nudge{From: r.From, To: r.To, For: r.To.Sub(r.From), Until: r.Until, Answers: []Answer{Keep, Drop}}
}
