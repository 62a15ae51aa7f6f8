package entry

import (
	"time"

	"focusd/tracker"
)

// Gap is a stretch in which nobody was seen, and of which nobody has said
// anything.
type Gap struct {
	Stretch
	Presence tracker.Presence // what most of it was: idle, locked, asleep, unobserved
}

// Gaps are those of [from, to), in order, that are at least so long. Time in
// which the person wished not to be recorded is none.
func (a Around) Gaps(from, to time.Time, least time.Duration) (gaps []Gap) {
	taken := make([]Stretch, 0, len(a.Entries))
	for _, e := range a.Entries {
		taken = append(taken, Stretch{e.Start, e.End})
	}
	for _, away := range a.absences(from, to) {
		for _, free := range without(away.Start, away.End, taken) {
			if free.Duration() >= least {
				gaps = append(gaps, Gap{free, a.mostly(free)})
			}
		}
	}
	return gaps
}

// absences are the stretches of [from, to) in which nobody was there, nor wished
// not to be seen. What no span covers was observed by nobody.
func (a Around) absences(from, to time.Time) []Stretch {
	var there []Stretch
	for _, s := range a.Spans {
		if !s.Overlaps(from, to) || !seen(s.Presence) && s.Presence != tracker.Paused {
			continue
		}
		// Most spans differ in their title alone.
		if n := len(there); n > 0 && there[n-1].End.Equal(s.Start) {
			there[n-1].End = s.End
			continue
		}
		there = append(there, Stretch{s.Start, s.End})
	}
	return without(from, to, there)
}

// mostly is the presence that most of an absence had.
func (a Around) mostly(s Stretch) tracker.Presence {
	var lengths tracker.Totals
	lengths[tracker.Unobserved] = s.Duration()
	for _, span := range a.Spans {
		if part, ok := span.Clip(s.Start, s.End); ok {
			lengths[part.Presence] += part.Duration()
			lengths[tracker.Unobserved] -= part.Duration()
		}
	}
	most := tracker.Unobserved
	for p, length := range lengths {
		if length > lengths[most] {
			most = tracker.Presence(p)
		}
	}
	return most
}

// JustBack is how long after their return what a person says of "the last half
// hour" is about the absence, and not about the time since.
const JustBack = 10 * time.Minute

// Last is the stretch that a person means by "the last 35 minutes": up to now,
// or, for one who has just come back from an absence of about that length, up to
// the return.
func (a Around) Last(length time.Duration) Stretch {
	away := a.absences(a.Now.Add(-length-JustBack), a.Now)
	for i := len(away) - 1; i >= 0; i-- {
		last := away[i]
		if a.Now.Sub(last.End) <= JustBack && last.Duration() >= length-length/5 {
			return Stretch{later(last.Start, last.End.Add(-length)), last.End}
		}
	}
	return Stretch{a.Now.Add(-length), a.Now}
}

// Whole is the stretch of the log that covers an instant: all the time in one
// app under one presence, or the whole of an absence, within [from, to). ok is
// false where nothing was recorded.
func (a Around) Whole(at, from, to time.Time) (s Stretch, ok bool) {
	var run tracker.Span
	for _, span := range a.Spans {
		goesOn := span.Start.Equal(run.End) && (sameApp(span, run) || !seen(span.Presence) && !seen(run.Presence))
		if !goesOn {
			if !at.Before(run.Start) && at.Before(run.End) {
				break
			}
			run = span
		}
		run.End = span.End
	}
	s, ok = Stretch{run.Start, run.End}.clip(from, to)
	return s, ok && !at.Before(s.Start) && at.Before(s.End)
}

// Free is the part of [from, to) around an instant that no entry covers.
func (a Around) Free(at, from, to time.Time) (start, end time.Time) {
	for _, e := range a.Entries {
		if !e.End.After(at) {
			from = later(from, e.End)
		}
		if e.Start.After(at) {
			to = earlier(to, e.Start)
		}
	}
	return from, to
}
