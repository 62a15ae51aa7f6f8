package agenda

import (
	"focusd/tracker"
)

// past is all days up to one, today as a rule, as far back as anything is known:
// what the months have in short, what the diaries say, and what today would say
// if it ended now.
type past struct {
	a           *Agenda
	first, last int                  // numbers of days
	moods       []mood               // by number, less first
	recent      map[int]map[key]deed // of the days that are not folded, by number
}

// past is that up to a day, with now instead of the diary of now's day.
func (a *Agenda) past(last tracker.Day, now Diary) *past {
	p := &past{a: a, first: number(last), last: number(last), recent: make(map[int]map[key]deed)}
	for _, m := range a.Months {
		p.first = min(p.first, number(m.First))
	}
	for day := range a.Diaries {
		p.first = min(p.first, number(day))
	}
	for _, h := range a.Habits {
		p.first = min(p.first, number(h.Made))
	}
	p.moods = make([]mood, p.last-p.first+1)
	for _, m := range a.Months {
		at := number(m.First) - p.first
		for i := range len(m.Days) {
			if at+i < len(p.moods) {
				p.moods[at+i] = moodOf(m.Days[i])
			}
		}
	}
	for day, d := range a.Diaries {
		p.know(day, d)
	}
	p.know(now.Day, now)
	return p
}

func moodOf(digit byte) mood {
	for i := range len(moods) {
		if moods[i] == digit {
			return mood(i)
		}
	}
	return 0
}

// know has p have what d says of a day.
func (p *past) know(day tracker.Day, d Diary) {
	n := number(day)
	if n < p.first || n > p.last {
		return
	}
	p.moods[n-p.first] = d.mood()
	if p.a.score(d).Perfect() {
		p.moods[n-p.first] |= wasPerfect
	}
	p.recent[n] = p.a.deeds(d)
}

// deeds are what became of a thing on each day from p.first to p.last.
func (p *past) deeds(k key) []deed {
	all := make([]deed, p.last-p.first+1)
	for _, m := range p.a.Months {
		at := number(m.First) - p.first
		for _, marks := range m.Marks {
			if marks.key() != k {
				continue
			}
			marks.each(func(i int, e deed) {
				if at+i < len(all) {
					all[at+i] = e
				}
			})
		}
	}
	for n, found := range p.recent {
		all[n-p.first] = found[k]
	}
	p.excuse(k.of, all)
	return all
}

// excuse takes the days out of all that are of a vacation, or excused as a
// whole.
func (p *past) excuse(of Ref, all []deed) {
	for i, m := range p.moods {
		if m&wasExcused != 0 {
			all[i].excused = true
		}
	}
	for _, v := range p.a.Vacations {
		if !v.of(of) {
			continue
		}
		for n := max(number(v.From), p.first); n <= min(number(v.To), p.last); n++ {
			all[n-p.first].excused = true
		}
	}
}
