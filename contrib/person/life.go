package person

import (
	"math/rand/v2"
	"time"

	"focusd/tracker"
)

// Character is who lives. The zero values of Zone and Abroad mean UTC and no
// trip.
type Character struct {
	Seed  uint64
	Begin tracker.Day
	Days  int
	Zone  string // IANA name

	Abroad   string      // IANA name of where the trip goes
	Leaves   tracker.Day // in the evening of it
	TripDays int         // abroad; then the person comes back
}

// Kind is what sort of day it was.
type Kind uint8

const (
	Workday Kind = iota
	Weekend
	Sick
)

func (k Kind) String() string { return [...]string{"workday", "weekend", "sick"}[k] }

// Day is a day of a life, from its civil midnight to the next.
type Day struct {
	Date tracker.Day
	Kind Kind
	Zone string
}

// Moment is a stretch of one thing. Moments follow each other without holes.
type Moment struct {
	From, To time.Time // UTC, whole seconds
	Presence tracker.Presence
	App      string // of Active and Passive
	Title    string
	Doing    string // the category that Rules put it into; "" in absence
	Evidence tracker.Evidence
	Offset   int // of local time from UTC, in minutes
}

// Duration is the length of the moment.
func (m Moment) Duration() time.Duration { return m.To.Sub(m.From) }

// Block is a run of the timer, without gaps.
type Block struct {
	Start, End time.Time
	Preset     string
	Label      string
	Finished   bool // at its time; false: stopped before
}

// Flight is a change of zone.
type Flight struct {
	At   time.Time
	Zone string
}

// Life is what happened.
type Life struct {
	Zone    string // where it began
	Days    []Day
	Moments []Moment
	Blocks  []Block
	Flights []Flight
	Away    []Away // in order; what the person would say of it if asked
}

// From and To are the bounds of the life.
func (l Life) From() time.Time { return l.Moments[0].From }

// To is when it ends.
func (l Life) To() time.Time { return l.Moments[len(l.Moments)-1].To }

// Spans are the moments as a log without fault would have them.
func (l Life) Spans() []tracker.Span {
	spans := make([]tracker.Span, len(l.Moments))
	for i, m := range l.Moments {
		spans[i] = tracker.Span{
			Start: m.From, End: m.To, Presence: m.Presence, Offset: m.Offset,
			Window: tracker.Window{App: m.App, Title: m.Title},
		}
	}
	return spans
}

// Live lives. It panics if a zone of the character does not exist: that is a
// mistake of whoever made it up.
func Live(c Character) Life {
	if c.Zone == "" {
		c.Zone = "UTC"
	}
	w := &walk{random: rand.New(rand.NewPCG(c.Seed, 0x666f637573)), life: Life{Zone: c.Zone}}
	w.arrive(c.Zone)
	w.now = w.civil(c.Begin, 0)
	for i := range c.Days {
		date := c.Begin.Add(i)
		if c.Abroad != "" && date == c.Leaves.Add(c.TripDays+1) {
			w.fly(c.Zone)
		}
		d := Day{date, w.kind(date), w.zone.String()}
		w.life.Days = append(w.life.Days, d)
		w.day(d)
		if c.Abroad != "" && date == c.Leaves {
			w.fly(c.Abroad)
		}
	}
	w.asleepUntil(w.civil(c.Begin.Add(c.Days), 0))
	w.life.remember(c.Seed)
	return w.life
}

// walk is a life as far as it has been lived.
type walk struct {
	random *rand.Rand
	life   Life
	zone   *time.Location
	now    time.Time
	sample int // of titles
}

func (w *walk) arrive(zone string) {
	loc, err := time.LoadLocation(zone)
	if err != nil {
		panic("person: " + err.Error())
	}
	w.zone = loc
}

// fly changes the zone, between two moments.
func (w *walk) fly(zone string) {
	w.arrive(zone)
	w.life.Flights = append(w.life.Flights, Flight{w.now, zone})
}

// civil is so many minutes after midnight by the clock of where the person is.
func (w *walk) civil(d tracker.Day, minute int) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, minute, 0, 0, w.zone).UTC()
}

// kind is what the day is: one workday in sixteen is spent in bed.
func (w *walk) kind(d tracker.Day) Kind {
	switch d.Weekday() {
	case time.Saturday, time.Sunday:
		return Weekend
	}
	if w.random.IntN(16) == 0 {
		return Sick
	}
	return Workday
}

// between is a number of seconds of so many minutes.
func (w *walk) between(least, most int) time.Duration {
	return time.Duration(least*60+w.random.IntN((most-least)*60+1)) * time.Second
}

// chance is true in so many of a hundred.
func (w *walk) chance(of int) bool { return w.random.IntN(100) < of }

// add lets a moment of whole seconds pass.
func (w *walk) add(length time.Duration, m Moment) {
	if length = length.Truncate(time.Second); length <= 0 {
		return
	}
	m.From, m.To = w.now, w.now.Add(length)
	_, offset := w.now.In(w.zone).Zone()
	m.Offset = offset / 60
	w.life.Moments = append(w.life.Moments, m)
	w.now = m.To
}
