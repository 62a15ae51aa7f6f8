package tracker

import (
	"fmt"
	"iter"
	"sort"
	"time"
)

// Totals is time by presence.
type Totals [Unobserved + 1]time.Duration

// AppTotal is the active time in one app.
type AppTotal struct {
	Time  time.Duration
	Spans int // stretches: how often the person came to one of its windows or titles
}

// Hour is one hour of the civil clock. Where the clock is set back, an hour
// comes twice and has two entries; where it is set by half an hour, an hour can
// be shorter.
type Hour struct {
	Start     time.Time // in the location of the summary
	Presences Totals
}

// Summary adds up the spans between two instants. The zero Summary, with From
// and To set, is ready for Add.
type Summary struct {
	From, To  time.Time      // what is outside of [From, To) does not count
	Location  *time.Location // of the civil hours; nil: UTC
	Presences Totals
	Apps      map[string]AppTotal // active time; "" is the empty desktop
	Hours     []Hour              // oldest first; those without any time are left out

	hourEnd time.Time // of the hour that Add came to last
	hourAt  int       // its index in Hours
}

// Summarize adds up the spans between from and to. An error of spans ends it.
func Summarize(from, to time.Time, loc *time.Location, spans iter.Seq2[Span, error]) (Summary, error) {
	s := Summary{From: from, To: to, Location: loc}
	for span, err := range spans {
		if err != nil {
			return s, fmt.Errorf("summarize: %w", err)
		}
		s.Add(span)
	}
	return s, nil
}

// Add counts the part of sp that lies between From and To.
func (s *Summary) Add(sp Span) {
	part, ok := sp.Clip(s.From, s.To)
	if !ok || part.Presence > Unobserved {
		return
	}
	s.Presences[part.Presence] += part.Duration()
	if part.Presence == Active {
		// A piece that goes on from another is counted with that one, unless
		// that one is outside.
		s.addApp(part, sp.Flags&Continues == 0 || !sp.Start.After(s.From))
	}
	for from := part.Start; from.Before(part.End); {
		hour := s.hour(from)
		to := earlier(s.hourEnd, part.End)
		hour.Presences[part.Presence] += to.Sub(from)
		from = to
	}
}

func (s *Summary) addApp(part Span, first bool) {
	if s.Apps == nil {
		s.Apps = make(map[string]AppTotal)
	}
	total := s.Apps[part.Window.App]
	total.Time += part.Duration()
	if first {
		total.Spans++
	}
	s.Apps[part.Window.App] = total
}

// hour is the entry of the civil hour that at is in, made if need be. It also
// sets hourEnd. Spans come in order nearly always, so the last one is tried
// before all others.
func (s *Summary) hour(at time.Time) *Hour {
	if s.hourAt < len(s.Hours) && !at.Before(s.Hours[s.hourAt].Start) && at.Before(s.hourEnd) {
		return &s.Hours[s.hourAt]
	}
	start, end := civilHour(at, s.Location)
	i := sort.Search(len(s.Hours), func(i int) bool { return !s.Hours[i].Start.Before(start) })
	if i == len(s.Hours) || !s.Hours[i].Start.Equal(start) {
		s.Hours = append(s.Hours, Hour{})
		copy(s.Hours[i+1:], s.Hours[i:])
		s.Hours[i] = Hour{Start: start}
	}
	s.hourAt, s.hourEnd = i, end
	return &s.Hours[i]
}

// civilHour are the bounds of the hour that at is in. An hour ends where the
// offset changes.
func civilHour(at time.Time, loc *time.Location) (start, end time.Time) {
	local := at.UTC()
	if loc != nil {
		local = at.In(loc)
	}
	into := time.Duration(local.Minute())*time.Minute +
		time.Duration(local.Second())*time.Second + time.Duration(local.Nanosecond())
	start = local.Add(-into)
	end = start.Add(time.Hour)
	since, until := local.ZoneBounds()
	if !since.IsZero() {
		start = later(start, since)
	}
	if !until.IsZero() {
		end = earlier(end, until)
	}
	return start, end
}
