package nudge

import (
	"slices"
	"time"
)

// Rudeness is what was dismissed at one hour of the day. After three times in a
// row it is silent at that hour for a week, and the review says so. A week
// without is forgotten: see newDay.
type Rudeness struct {
	Kind  Kind
	Hour  int       // by the civil clock
	Times int       // dismissed in a row
	Last  time.Time // dismissed
	Until time.Time // silent until then; zero: not silent
}

// Silences are the hours at which something is not said at now.
func (s State) Silences(now time.Time) []Rudeness {
	return slices.DeleteFunc(slices.Clone(s.Rudeness), func(r Rudeness) bool { return !now.Before(r.Until) })
}

// learn takes in how a nudge was received.
func (t *turn) learn(n Nudge, a Answer) {
	hour := t.hour(n.At)
	i := slices.IndexFunc(t.s.Rudeness, func(r Rudeness) bool { return r.Kind == n.Kind && r.Hour == hour })
	switch {
	case a != Dismissed && i >= 0:
		t.s.Rudeness = slices.Delete(t.s.Rudeness, i, i+1)
	case a != Dismissed:
	case i < 0:
		t.s.Rudeness = append(t.s.Rudeness, Rudeness{Kind: n.Kind, Hour: hour, Times: 1, Last: t.now})
	default:
		t.s.Rudeness[i].offend(t.now)
	}
}

func (r *Rudeness) offend(now time.Time) {
	r.Times++
	r.Last = now
	if r.Times >= rudeAfter {
		r.Times, r.Until = 0, now.Add(rudeFor)
	}
}

// polite is at, or the first instant after it at which k may be said.
func (t *turn) polite(k Kind, at time.Time) time.Time {
	for t.silent(k, at) {
		local := at.In(t.r.location())
		into := time.Duration(local.Minute())*time.Minute + time.Duration(local.Second())*time.Second + time.Duration(local.Nanosecond())
		at = at.Add(time.Hour - into)
	}
	return at
}

func (t *turn) silent(k Kind, at time.Time) bool {
	return slices.ContainsFunc(t.s.Rudeness, func(r Rudeness) bool {
		return r.Kind == k && r.Hour == t.hour(at) && at.Before(r.Until)
	})
}

func (t *turn) hour(at time.Time) int { return at.In(t.r.location()).Hour() }
