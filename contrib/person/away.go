package person

import (
	"math/rand/v2"
	"time"

	"focusd/tracker"
)

// Away is a stretch away from the machine, of which the person alone knows what
// it was. The nights are none: nobody is asked about them.
type Away struct {
	From, To time.Time // UTC, whole seconds
	Text     string
	Category string // one of Rules
}

// thing is what somebody does away from the machine.
type thing struct {
	text, category string
	least, most    int // minutes
}

const (
	// leastAway is how long an absence is longer than, to be worth a word.
	leastAway = 15 * time.Minute
	// night is how long an absence is at least, to have a night in it.
	night = 6 * time.Hour
)

// remember has the person know what they did when nobody saw them. It draws from
// numbers of its own: what happens at the machine does not depend on it.
func (l *Life) remember(seed uint64) {
	random := rand.New(rand.NewPCG(seed, 0x61776179))
	for _, m := range l.Absences() {
		if m.To.Sub(m.From) <= leastAway {
			continue
		}
		d := memory{random: random, moment: m}
		d.recall()
		l.Away = append(l.Away, d.all...)
	}
}

// Absences are the stretches in which nobody was at the machine, as one moment
// each.
func (l Life) Absences() (all []Moment) {
	for _, m := range l.Moments {
		if m.App != "" {
			continue
		}
		if n := len(all); n > 0 && all[n-1].To.Equal(m.From) {
			all[n-1].To = m.To
			continue
		}
		all = append(all, m)
	}
	return all
}

// memory is an absence while the person thinks of what it was.
type memory struct {
	random *rand.Rand
	moment Moment
	all    []Away
}

// recall divides the absence.
func (d *memory) recall() {
	local := d.moment.From.Add(time.Duration(d.moment.Offset) * time.Minute)
	switch whole := d.moment.To.Sub(d.moment.From); {
	case whole >= night:
		bed := d.clock(local, 22*60+30+d.random.IntN(70))
		d.evening(bed)
		d.morning(bed)
	case local.Hour() >= 11 && local.Hour() < 14:
		d.say(d.moment.From, d.moment.To, thing{text: "lunch", category: "rest"})
	case local.Hour() >= 17:
		d.evening(d.moment.To)
	default:
		d.say(d.moment.From, d.moment.To, thing{text: "stretched my legs", category: "rest"})
	}
}

// clock is a time of day on the evening that an absence began in, which may have
// been after midnight.
func (d *memory) clock(local time.Time, minute int) time.Time {
	evening := local.Add(-4 * time.Hour)
	at := time.Date(evening.Year(), evening.Month(), evening.Day(), 0, minute, 0, 0, time.UTC)
	return at.Add(-time.Duration(d.moment.Offset) * time.Minute)
}

// evening is from the beginning of the absence until an instant.
func (d *memory) evening(until time.Time) {
	at := d.moment.From
	for _, t := range d.plans() {
		if length := until.Sub(at); length <= leastAway {
			return
		}
		to := at.Add(d.minutes(t.least, t.most))
		if to.After(until) || until.Sub(to) <= leastAway {
			to = until
		}
		d.say(at, to, t)
		at = to
	}
	if at.Before(until) {
		d.say(at, until, thing{text: "a book", category: "rest"})
	}
}

// plans are what an evening holds, in order, as long as it lasts.
func (d *memory) plans() []thing {
	middle := []thing{
		{"a walk with friends", "rest", 60, 110},
		{"groceries, and the kitchen", "home", 40, 80},
		{"on the phone with the family", "home", 30, 60},
		{"at the gym", "home", 60, 90},
	}
	d.random.Shuffle(len(middle), func(i, j int) { middle[i], middle[j] = middle[j], middle[i] })
	return append([]thing{{"the way home", "home", 20, 35}, {"dinner", "rest", 40, 70}}, middle[:2]...)
}

// morning is what lies between getting up and the first look at the machine, if
// the person went to bed at the given time.
func (d *memory) morning(bed time.Time) {
	up := d.moment.To.Add(-d.minutes(50, 80))
	if up.Sub(bed) >= night {
		d.say(up, d.moment.To, thing{text: "breakfast, and on my way", category: "home"})
	}
}

func (d *memory) minutes(least, most int) time.Duration {
	return time.Duration(least+d.random.IntN(most-least+1)) * time.Minute
}

func (d *memory) say(from, to time.Time, t thing) {
	d.all = append(d.all, Away{From: from, To: to, Text: t.text, Category: t.category})
}

// On are those that began on a logical day, which begins at four.
func (l Life) On(day tracker.Day) (all []Away) {
	for _, a := range l.Away {
		local := a.From.Add(time.Duration(l.offset(a.From))*time.Minute - 4*time.Hour)
		if (tracker.Day{Year: local.Year(), Month: local.Month(), Day: local.Day()}) == day {
			all = append(all, a)
		}
	}
	return all
}

// offset is that of the clocks around the person, in minutes.
func (l Life) offset(at time.Time) (minutes int) {
	for _, m := range l.Moments {
		if m.From.After(at) {
			break
		}
		minutes = m.Offset
	}
	return minutes
}
