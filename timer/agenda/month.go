package agenda

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"focusd/tracker"
)

// Month is the diaries of a month that is long over, in short: what became of
// each thing on each of its days, and nothing of how. Ten years of it are some
// hundred kilobytes, where the diaries are megabytes.
//
// It is kept beside the diaries and changed together with them: a change that
// puts one of a month that was folded has the month in it too.
type Month struct {
	First tracker.Day // its first day
	Days  string      // a hexadecimal digit for each: see mood
	Marks []Marks
}

func (m Month) Ref() Ref { return Ref{KindMonth, monthID(m.First)} }

// monthID is that of the month of a day; "" of none.
func monthID(d tracker.Day) string {
	s := d.String()
	return s[:min(len("2006-01"), len(s))]
}

// Marks are what became of one thing on the days of a month.
type Marks struct {
	Of      Ref     // a habit, a time block or a goal
	Part    string  // of a goal; "": all of it
	Unit    Measure // of a goal, Minutes or Count
	Days    string  // a letter for each: see deed
	Amounts string  // of the days that have one, in order, with spaces between them
}

// mood is what is known of a day as a whole.
type mood uint8

const (
	wasShort mood = 1 << iota
	wasSeen
	wasExcused
	wasPerfect
)

const moods = "0123456789abcdef"

func moodOf(digit byte) mood { return mood(max(strings.IndexByte(moods, digit), 0)) }

func (d Diary) mood() (m mood) {
	if d.Short {
		m |= wasShort
	}
	if d.Seen {
		m |= wasSeen
	}
	if d.excuses(Ref{}) {
		m |= wasExcused
	}
	return m
}

// deed is what became of one thing on one day.
type deed struct {
	done    bool    // as much as is asked for
	excused bool    // by itself, or with the whole day
	amount  float64 // minutes or a count, besides
}

// deeds has a letter for each deed: the bits are done, with an amount, excused.
const deeds = ".dabeDAB"

func (e deed) letter() byte {
	i := 0
	if e.done {
		i |= 1
	}
	if e.amount != 0 {
		i |= 2
	}
	if e.excused {
		i |= 4
	}
	return deeds[i]
}

// deed is what d says of a habit or a time block.
func (d Diary) deed(ref Ref) (e deed) {
	for _, t := range d.Ticks {
		if t.Of != ref || !t.Taken.IsZero() {
			continue
		}
		e.amount += t.Amount
		e.done = e.done || t.Amount == 0
	}
	e.excused = d.excuses(ref)
	return e
}

// each is the days of m, from 0, on which there is something.
func (m Marks) each(yield func(int, deed) bool) {
	amounts := m.Amounts
	for i := range len(m.Days) {
		bits := strings.IndexByte(deeds, m.Days[i])
		if bits <= 0 {
			continue
		}
		e := deed{done: bits&1 != 0, excused: bits&4 != 0}
		if bits&2 != 0 {
			var amount string
			amount, amounts, _ = strings.Cut(amounts, " ")
			e.amount, _ = strconv.ParseFloat(amount, 64) // was written by with
		}
		if !yield(i, e) {
			return
		}
	}
}

// with is m with another deed on a day, from 0, of a month of so many.
func (m Marks) with(day, days int, e deed) Marks {
	all := make([]deed, days)
	for i, e := range m.each {
		all[min(i, days-1)] = e
	}
	all[day] = e
	letters := make([]byte, days)
	var amounts []string
	for i, e := range all {
		letters[i] = e.letter()
		if e.amount != 0 {
			amounts = append(amounts, strconv.FormatFloat(e.amount, 'g', -1, 64))
		}
	}
	m.Days, m.Amounts = string(letters), strings.Join(amounts, " ")
	return m
}

// blank tells whether nothing became of it.
func (m Marks) blank() bool { return strings.Trim(m.Days, deeds[:1]) == "" }

// key is what marks are of.
type key struct {
	of   Ref
	part string
	unit Measure
}

func (m Marks) key() key { return key{m.Of, m.Part, m.Unit} }

// fact is what became of one thing.
type fact struct {
	key
	deed
}

// facts is all that became of anything on the day of d, in order.
func (a *Agenda) facts(d Diary) (all []fact) {
	add := func(k key, e deed) {
		if e != (deed{}) && !slices.ContainsFunc(all, func(f fact) bool { return f.key == k }) {
			all = append(all, fact{k, e})
		}
	}
	for _, t := range d.Ticks {
		add(key{of: t.Of}, d.deed(t.Of))
	}
	for _, e := range d.Excuses {
		if e.Of != (Ref{}) {
			add(key{of: e.Of}, d.deed(e.Of))
		}
	}
	for _, s := range a.sums(d) {
		goal := Ref{KindGoal, s.Goal}
		add(key{goal, s.Part, Minutes}, deed{amount: s.Minutes})
		add(key{goal, s.Part, Count}, deed{amount: float64(s.Count)})
	}
	slices.SortFunc(all, func(f, g fact) int { return f.key.compare(g.key) })
	return all
}

// of is what became of one thing among all.
func of(all []fact, k key) deed {
	for _, f := range all {
		if f.key == k {
			return f.deed
		}
	}
	return deed{}
}

// fold has m say of a day what its diary says.
func (a *Agenda) fold(m Month, d Diary) Month {
	day, days := d.Day.Day-1, lastOfMonth(m.First).Day
	letters := []byte(m.Days)
	for len(letters) < days {
		letters = append(letters, moods[0])
	}
	now := d.mood()
	if a.score(d).Perfect() {
		now |= wasPerfect
	}
	letters[day] = moods[now]
	m.Days = string(letters)

	found := a.facts(d)
	var marks []Marks
	for _, old := range m.Marks {
		if old = old.with(day, days, of(found, old.key())); !old.blank() {
			marks = append(marks, old)
		}
	}
	for _, f := range found {
		known := func(m Marks) bool { return m.key() == f.key }
		if !slices.ContainsFunc(marks, known) {
			marks = append(marks, Marks{Of: f.of, Part: f.part, Unit: f.unit}.with(day, days, f.deed))
		}
	}
	slices.SortFunc(marks, func(m, n Marks) int { return m.key().compare(n.key()) })
	m.Marks = marks
	return m
}

func (k key) compare(l key) int {
	return cmp.Or(cmp.Compare(k.of.Kind, l.of.Kind), cmp.Compare(k.of.ID, l.of.ID), cmp.Compare(k.part, l.part), cmp.Compare(k.unit, l.unit))
}

func monthOf(d tracker.Day) tracker.Day { return tracker.Day{Year: d.Year, Month: d.Month, Day: 1} }

// number counts days from the first of January 1970.
func number(d tracker.Day) int {
	return int(time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}

// numbered is the reverse of number.
func numbered(n int) tracker.Day { return tracker.Day{Year: 1970, Month: time.January, Day: 1}.Add(n) }
