package tracker

import (
	"fmt"
	"iter"
	"time"
)

// Totals is time by presence.
type Totals [Unobserved + 1]time.Duration

// AppTotal is the time in one app. Who watches a film is there and touches
// nothing: the passive time is apart from the active.
type AppTotal struct {
	Time    time.Duration // active
	Passive time.Duration
	Spans   int // active stretches: how often the person came to one of its windows or titles
}

// add adds what a part of the log has.
func (t *AppTotal) add(part AppTotal) {
	t.Time += part.Time
	t.Passive += part.Passive
	t.Spans += part.Spans
}

// none tells whether there was no time.
func (t AppTotal) none() bool { return t.Time == 0 && t.Passive == 0 }

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
	Apps      map[string]AppTotal // "" is the empty desktop
	Hours     []Hour              // oldest first; those without any time are left out

	clock hourHand
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
	length := part.Duration()
	s.Presences[part.Presence] += length
	switch {
	case part.Presence == Passive:
		s.addApp(part.Window.App, AppTotal{Passive: length})
	case part.Presence == Active && sp.Flags&Continues != 0 && sp.Start.After(s.From):
		// A piece that goes on from another is counted with that one, unless
		// that one is outside.
		s.addApp(part.Window.App, AppTotal{Time: length})
	case part.Presence == Active:
		s.addApp(part.Window.App, AppTotal{Time: length, Spans: 1})
	}
	s.AddHours(part.Presence, part.Start, part.End)
}

func (s *Summary) addApp(app string, part AppTotal) {
	if s.Apps == nil {
		s.Apps = make(map[string]AppTotal)
	}
	total := s.Apps[app]
	total.add(part)
	s.Apps[app] = total
}
