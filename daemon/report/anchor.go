package report

import (
	"time"

	"focusd/timer"
	"focusd/timer/agenda"
)

const (
	lunchFrom  = 11 * time.Hour   // by the civil clock: an absence that begins then
	lunchTo    = 15 * time.Hour   // and before then
	leastLunch = 20 * time.Minute // and is as long, is lunch
	dayEndFrom = 18 * time.Hour   // when a day begins to end, for what is done then
)

// Anchors are the happenings of a day that habits are tied to, as far as they
// have been seen, and the one that only the clock tells.
func (j *Judge) Anchors(f Facts) map[agenda.Anchor]time.Time {
	end := earlier(f.To, f.Now)
	seen := make(map[agenda.Anchor]time.Time)
	first := func(a agenda.Anchor, at time.Time) {
		if _, known := seen[a]; !known && !at.IsZero() && !at.After(end) {
			seen[a] = at
		}
	}
	var left Piece // the last that was seen
	for _, p := range within(j.pieces(f.Spans, f.Entries), f.From, end) {
		if p.Counts() {
			first(agenda.AtFirstActivity, p.Start)
			if _, known := seen[agenda.AtDayEnd]; !known {
				seen[agenda.AtDayEnd] = p.Start.Add(max(dayEndFrom-f.sinceMidnight(p), 0))
			}
		}
		if !p.Seen() {
			continue
		}
		if isLunch(left, p.Start) {
			first(agenda.AfterLunch, p.Start)
		}
		left = p
	}
	for _, b := range f.Breaks {
		if b.Outcome == timer.Taken || b.Outcome == timer.Natural {
			first(agenda.AfterFirstBreak, b.Ended)
		}
	}
	for _, w := range f.Blocks {
		if w.Outcome() == timer.Completed && !w.Started.Before(f.From) {
			first(agenda.AfterFirstBlock, w.Ended)
		}
	}
	return seen
}

// isLunch tells whether the absence from the end of left on is lunch.
func isLunch(left Piece, back time.Time) bool {
	if left.End.IsZero() || back.Sub(left.End) < leastLunch {
		return false
	}
	civil := civilClock(left.End, left.Offset)
	return civil >= lunchFrom && civil < lunchTo
}

// sinceMidnight is when p began by the civil clock; after the midnight that
// follows the start of the day it is over 24 h.
func (f Facts) sinceMidnight(p Piece) time.Duration {
	civil := civilClock(p.Start, p.Offset)
	if civil < civilClock(f.From, p.Offset) {
		civil += 24 * time.Hour
	}
	return civil
}

// civilClock is what the clock shows, so many minutes from UTC.
func civilClock(at time.Time, offset int) time.Duration {
	at = at.UTC().Add(time.Duration(offset) * time.Minute)
	return at.Sub(at.Truncate(24 * time.Hour))
}
