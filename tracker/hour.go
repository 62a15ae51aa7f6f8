package tracker

import (
	"sort"
	"time"
)

// hourHand remembers the civil hour that a Summary came to last. Spans come in
// order nearly always, so it is tried before all others; and asking a location
// for its offset at each hour takes longer than all the rest.
type hourHand struct {
	at    int       // index of the hour in Hours
	start time.Time // of the hour
	end   time.Time //

	known        bool          // the rest is set
	offset       time.Duration // of the civil clock from UTC
	since, until time.Time     // when it is that; zero: always
}

// AddHours counts a stretch of time, which is within From and To, to the civil
// hours it is in and to nothing else.
func (s *Summary) AddHours(p Presence, from, to time.Time) {
	for from.Before(to) {
		hour := s.hour(from)
		end := earlier(s.clock.end, to)
		hour.Presences[p] += end.Sub(from)
		from = end
	}
}

// hour is the entry of the civil hour that at is in, made if need be. It also
// sets the hand to it.
func (s *Summary) hour(at time.Time) *Hour {
	h := &s.clock
	if len(s.Hours) > 0 && !at.Before(h.start) && at.Before(h.end) {
		return &s.Hours[h.at]
	}
	h.turn(at, s.Location)
	i := len(s.Hours)
	if i > 0 && !s.Hours[i-1].Start.Before(h.start) {
		i = sort.Search(i, func(i int) bool { return !s.Hours[i].Start.Before(h.start) })
	}
	if i == len(s.Hours) || !s.Hours[i].Start.Equal(h.start) {
		s.Hours = append(s.Hours, Hour{})
		copy(s.Hours[i+1:], s.Hours[i:])
		s.Hours[i] = Hour{Start: h.start}
	}
	h.at = i
	return &s.Hours[i]
}

// turn sets start and end to the hour that at is in. An hour ends where the
// offset changes.
func (h *hourHand) turn(at time.Time, loc *time.Location) {
	if loc == nil {
		loc = time.UTC
	}
	if !h.rules(at) {
		local := at.In(loc)
		_, seconds := local.Zone()
		h.since, h.until = local.ZoneBounds()
		h.offset, h.known = time.Duration(seconds)*time.Second, true
	}
	// Truncate counts from the year 1, which began with a full hour of UTC.
	h.start = at.Round(0).Add(h.offset).Truncate(time.Hour).Add(-h.offset).In(loc)
	h.end = h.start.Add(time.Hour)
	if !h.since.IsZero() {
		h.start = later(h.start, h.since)
	}
	if !h.until.IsZero() {
		h.end = earlier(h.end, h.until)
	}
}

// rules tells whether the offset is the one at the instant.
func (h *hourHand) rules(at time.Time) bool {
	return h.known && !at.Before(h.since) && (h.until.IsZero() || at.Before(h.until))
}
