package agenda

import (
	"iter"

	"focusd/timer/agenda/streak"
	"focusd/tracker"
)

// past is all days up to one, today as a rule, as far back as anything is known:
// what the months have in short, what the diaries say, and what that one would
// say if it ended now.
type past struct {
	a           *Agenda
	first, last int            // numbers of days
	moods       []mood         // by number, less first
	recent      map[int][]fact // of the days that are not folded, by number
	scratch     []deed         // of deeds
}

// past is that up to a day, with now instead of the diary of now's day.
func (a *Agenda) past(last tracker.Day, now Diary) *past {
	p := &past{a: a, last: number(last), recent: make(map[int][]fact, len(a.Diaries)+1)}
	p.first = a.begin(p.last)
	p.moods = make([]mood, p.last-p.first+1)
	for _, m := range a.Months {
		at := number(m.First) - p.first
		for i := range min(len(m.Days), max(len(p.moods)-at, 0)) {
			p.moods[at+i] = moodOf(m.Days[i])
		}
	}
	for day, d := range a.Diaries {
		if day != now.Day {
			p.know(day, a.known(d))
		}
	}
	p.know(now.Day, a.learn(now))
	return p
}

// begin is the first day of which anything is known, by its number.
func (a *Agenda) begin(last int) (first int) {
	first = last
	for _, m := range a.Months {
		first = min(first, number(m.First))
	}
	for day := range a.Diaries {
		first = min(first, number(day))
	}
	for _, h := range a.Habits {
		first = min(first, number(h.Made))
	}
	return first
}

// know has p have what is known of a day, unless it is out of its reach.
func (p *past) know(day tracker.Day, k known) {
	if n := number(day); n >= p.first && n <= p.last {
		p.moods[n-p.first] = k.mood
		p.recent[n] = k.facts
	}
}

// each is the days on which there is something of a thing, by their numbers, in
// no order.
func (p *past) each(k key) iter.Seq2[int, deed] {
	return func(yield func(int, deed) bool) {
		for _, m := range p.a.Months {
			at := number(m.First)
			for _, marks := range m.Marks {
				if marks.key() != k {
					continue
				}
				for i, e := range marks.each {
					// The last day is in recent, even if it is folded.
					if at+i < p.last && !yield(at+i, e) {
						return
					}
				}
			}
		}
		for n, facts := range p.recent {
			if e := of(facts, k); e != (deed{}) && !yield(n, e) {
				return
			}
		}
	}
}

// deeds are what became of a thing on each day from p.first to p.last, until it
// is asked for the next thing.
func (p *past) deeds(k key) []deed {
	if p.scratch == nil {
		p.scratch = make([]deed, p.last-p.first+1)
	}
	all := p.scratch
	clear(all)
	for n, e := range p.each(k) {
		all[n-p.first] = e
	}
	for i, m := range p.moods {
		if m&wasExcused != 0 {
			all[i].excused = true
		}
	}
	for _, v := range p.a.Vacations {
		if !v.of(k.of) {
			continue
		}
		for n := max(number(v.From), p.first); n <= min(number(v.To), p.last); n++ {
			all[n-p.first].excused = true
		}
	}
	return all
}

// memory is what was computed from what is kept, until it changes. It is small:
// some figures for each habit, some lines for each day that is not folded.
type memory struct {
	days     map[tracker.Day]known
	habits   map[string]told
	accounts map[tracker.Day]Account // of days that are folded and have ended
}

// known is what a diary comes to.
type known struct {
	mood  mood
	facts []fact
}

// told is what a habit came to on a day.
type told struct {
	last, today int // days by number
	deed        deed
	mood        mood // of the last day
	brief       brief
}

// brief is a Story without its days.
type brief struct {
	code     streak.Code // of the last day
	strength float64
	standing streak.Standing // without Days and Units
	kick     streak.KickStart
	lately   streak.Consistency
	ramp     *RampOn
	enough   bool // was done in this week already of a habit of so many times a week
}

// forget lets go of what was computed from the item of ref.
func (m *memory) forget(ref Ref) {
	switch ref.Kind {
	case KindTimeBlock, KindGoal:
		m.days, m.accounts = nil, nil
	case KindHabit:
		m.days, m.accounts = nil, nil
		delete(m.habits, ref.ID)
	case KindVacation, KindMonth:
		*m = memory{}
	case KindDiary:
		day, err := tracker.ParseDay(ref.ID)
		if err != nil {
			return
		}
		delete(m.days, day)
		delete(m.accounts, day)
		for id, t := range m.habits {
			if number(day) < t.last { // of its last day it knows what it rests on
				delete(m.habits, id)
			}
		}
	}
}

// known is what d, which is in memory, comes to.
func (a *Agenda) known(d Diary) known {
	k, ok := a.memory.days[d.Day]
	if !ok {
		k = a.learn(d)
		put(&a.memory.days, d.Day, k)
	}
	return k
}

// learn is what any diary comes to.
func (a *Agenda) learn(d Diary) known {
	k := known{d.mood(), a.facts(d)}
	if a.score(d).Perfect() {
		k.mood |= wasPerfect
	}
	return k
}

// brief is what h has come to by the last day of p.
func (p *past) brief(h Habit, today int) brief {
	last := of(p.recent[p.last], key{of: h.Ref()})
	mood := p.moods[p.last-p.first] &^ wasPerfect
	if t, ok := p.a.memory.habits[h.ID]; ok && t.last == p.last && t.today == today && t.deed == last && t.mood == mood {
		return t.brief
	}
	t := told{p.last, today, last, mood, p.story(h, today).brief()}
	put(&p.a.memory.habits, h.ID, t)
	return t.brief
}

func (s Story) brief() brief {
	b := brief{strength: s.Firm(), standing: s.Standing, kick: s.Kick, lately: s.Lately}
	b.standing.Days, b.standing.Units = nil, nil
	if n := len(s.Days); n > 0 {
		b.code = s.Days[n-1].Code
	}
	if units := s.Standing.Units; s.Habit.PerWeek > 0 && len(units) > 0 {
		b.enough = units[len(units)-1] == streak.Done
	}
	if r, ok := s.ramp(); ok {
		b.ramp = &r
	}
	return b
}
