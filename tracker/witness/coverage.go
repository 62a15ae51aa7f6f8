package witness

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"time"

	"focusd/tracker"
)

// Cause is why time has the presence that it has: a word for programs.
type Cause string

// The causes that there are. Evidence of presence is a cause by its own name:
// meeting, playing, reading, inhibited.
const (
	HasInput      Cause = "input"      // active: there was some, or it had just stopped
	NobodyTells   Cause = "untold"     // active: nobody tells whether there is input
	NoInput       Cause = "no_input"   // idle
	JustEnded     Cause = "just_ended" // passive: the evidence had ended a moment before
	ByPerson      Cause = "person"     // paused
	SessionLocked Cause = "lock"       // locked
	Suspended     Cause = "suspend"    // asleep
	WasStopped    Cause = "stopped"    // unobserved: no daemon ran, it had been stopped
	WasKilled     Cause = "killed"     // unobserved: no daemon ran, it had ended without notice, or the machine had
	NoDaemonYet   Cause = "before"     // unobserved: there had never been a daemon
	NoSource      Cause = "no_source"  // unobserved: nobody could tell what was in front
	ClockLeapt    Cause = "clock"      // unobserved: the wall clock was set forward over it
	Ahead         Cause = "ahead"      // unobserved: it is still to come
	Unknown       Cause = "unknown"    // the journal has nothing of that time
)

// Share is the time of one presence that had one cause.
type Share struct {
	Presence tracker.Presence
	Cause    Cause
	By       string // who said so; may be empty
	Time     time.Duration
}

// Cover divides all the time of [from, to) by presence and cause: the shares add
// up to it. Spans are in order; what none of them covers was observed by nobody,
// and what comes after now by nobody yet. The notes are those At wants.
func Cover(notes []Note, spans iter.Seq2[tracker.Span, error], from, to, now time.Time) ([]Share, error) {
	c := cover{notes: notes, edges: edges(notes), at: from, shares: make(map[Share]time.Duration)}
	for span, err := range spans {
		if err != nil {
			return nil, err
		}
		if part, ok := span.Clip(c.upTo(), to); ok {
			c.hole(part.Start)
			c.extend(part.Presence, part.End)
		}
	}
	c.hole(earlier(now, to))
	c.close()
	if c.at.Before(to) {
		c.shares[Share{Presence: tracker.Unobserved, Cause: Ahead}] += to.Sub(c.at)
	}
	return c.sorted(), nil
}

// cover is the time that has been divided, and the run of one presence that has
// not been yet.
type cover struct {
	notes    []Note
	edges    []time.Time
	at       time.Time // up to which time has been divided
	presence tracker.Presence
	until    time.Time // of the run from at on; zero: there is none
	shares   map[Share]time.Duration
}

// upTo is the end of what has come.
func (c *cover) upTo() time.Time {
	if c.until.IsZero() {
		return c.at
	}
	return c.until
}

func (c *cover) hole(until time.Time) {
	if c.upTo().Before(until) {
		c.extend(tracker.Unobserved, until)
	}
}

func (c *cover) extend(p tracker.Presence, until time.Time) {
	if p != c.presence {
		c.close()
	}
	c.presence, c.until = p, until
}

// close divides the run where a cause may have ended.
func (c *cover) close() {
	for c.at.Before(c.upTo()) {
		end := c.until
		if i, _ := slices.BinarySearchFunc(c.edges, c.at.Add(1), time.Time.Compare); i < len(c.edges) && c.edges[i].Before(end) {
			end = c.edges[i]
		}
		s := causeOf(c.presence, c.at, At(c.notes, c.at))
		c.shares[s] += end.Sub(c.at)
		c.at = end
	}
	c.until = time.Time{}
}

// edges are the instants at which a cause can begin or end.
func edges(notes []Note) (all []time.Time) {
	for _, n := range notes {
		if n.Kind == Zone || n.Kind == Journal {
			continue
		}
		all = append(all, n.Since(), n.At)
	}
	slices.SortFunc(all, time.Time.Compare)
	return slices.CompactFunc(all, time.Time.Equal)
}

// causeOf is the cause of a presence at an instant. Its share has no time yet.
func causeOf(p tracker.Presence, at time.Time, c Chain) Share {
	s := Share{Presence: p, Cause: Unknown}
	set := func(cause Cause, n Note) { s.Cause, s.By = cause, n.By }
	input, _ := c.Of(Input)
	switch p {
	case tracker.Active:
		if len(c) > 0 {
			set(HasInput, input)
			if input.By == "" {
				s.Cause = NobodyTells
			}
		}
	case tracker.Passive:
		if n, ok := c.Of(Evidence); ok {
			set(Cause(strings.Fields(n.Text + " " + string(Unknown))[0]), n)
		} else if len(c) > 0 {
			s.Cause = JustEnded
		}
	case tracker.Idle:
		if len(c) > 0 {
			set(NoInput, input)
		}
	case tracker.Paused:
		s.Cause = ByPerson // nobody else can
	case tracker.Locked:
		s.Cause = SessionLocked
		if n, ok := c.Of(Lock); ok {
			s.By = n.By
		}
	case tracker.Asleep:
		s.Cause = Suspended
		if n, ok := c.Of(Sleep); ok {
			s.By = n.By
		}
	case tracker.Unobserved:
		s.Cause = unseen(at, c)
	}
	return s
}

// unseen is why nobody observed an instant.
func unseen(at time.Time, c Chain) Cause {
	d, ran := c.Of(Daemon)
	switch {
	case !ran:
	case !d.On, at.Before(d.At) && d.Text == Clean:
		return WasStopped
	case at.Before(d.At) && d.Text == Killed:
		return WasKilled
	case at.Before(d.At):
		return NoDaemonYet
	}
	if n, ok := c.Of(Clock); ok && n.For > 0 {
		return ClockLeapt
	}
	if n, ok := c.Of(Window); ok && !n.On {
		return NoSource
	}
	return Unknown
}

// sorted are the shares by presence, the most time first.
func (c *cover) sorted() []Share {
	all := make([]Share, 0, len(c.shares))
	for s, d := range c.shares {
		s.Time = d
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b Share) int {
		return cmp.Or(cmp.Compare(a.Presence, b.Presence), cmp.Compare(b.Time, a.Time), cmp.Compare(a.Cause, b.Cause), cmp.Compare(a.By, b.By))
	})
	return all
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}
