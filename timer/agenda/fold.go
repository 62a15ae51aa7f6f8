package agenda

import (
	"maps"
	"slices"
	"strings"

	"focusd/tracker"
)

// Unfolded is the first day whose diary is in memory, if there is one: those of
// months up to the last that was folded are not. Whoever fills an agenda puts
// the months first, then the diaries from this day on.
func (a *Agenda) Unfolded() tracker.Day {
	var last tracker.Day
	for _, m := range a.Months {
		if last.Before(m.First) {
			last = m.First
		}
	}
	if last == (tracker.Day{}) {
		return last
	}
	return lastOfMonth(last).Add(1)
}

func (a *Agenda) folded(day tracker.Day) bool { return day.Before(a.Unfolded()) }

// raw is how long after its end a month is folded: what looks back over so many
// days looks at diaries.
const raw = 35

// Fold is the change that has the diaries of months told in short that are over
// for long enough. It is for the beginning of a day. The diaries stay where they
// are kept.
func (a *Agenda) Fold(w When) Change {
	t := a.turn("fold", w)
	before := monthOf(w.Today().Add(-raw))
	months := make(map[tracker.Day]Month)
	for _, d := range a.diaries() {
		if first := monthOf(d.Day); first.Before(before) {
			m, ok := months[first]
			if !ok {
				m = Month{First: first}
			}
			months[first] = a.fold(m, d)
		}
	}
	for _, m := range months {
		t.put(m)
	}
	slices.SortFunc(t.c.Put, func(i, j Item) int { return strings.Compare(i.Ref().ID, j.Ref().ID) })
	return t.change(w.Today().String())
}

// diaries are those in memory, in order.
func (a *Agenda) diaries() []Diary {
	all := make([]Diary, 0, len(a.Diaries))
	for _, d := range a.Diaries {
		all = append(all, d)
	}
	slices.SortFunc(all, func(d, e Diary) int { return compareDays(d.Day, e.Day) })
	return all
}

func compareDays(d, e tracker.Day) int {
	switch {
	case d.Before(e):
		return -1
	case e.Before(d):
		return 1
	}
	return 0
}

// Complete is c with the months of those diaries in it that were folded. The
// changes that commands return are complete; one that was kept, to be made later,
// may not be any more.
func (a *Agenda) Complete(c Change) Change {
	months := make(map[tracker.Day]Month)
	refold := func(d Diary) {
		if !a.folded(d.Day) {
			return
		}
		first := monthOf(d.Day)
		m, ok := months[first]
		if !ok {
			m = a.Months[monthID(first)]
			m.First = first
		}
		months[first] = a.fold(m, d)
	}
	for _, ref := range c.Remove {
		if day, err := tracker.ParseDay(ref.ID); err == nil && ref.Kind == KindDiary {
			refold(Diary{Day: day})
		}
	}
	for _, item := range c.Put {
		if d, ok := item.(Diary); ok {
			refold(d)
		}
	}
	if len(months) == 0 {
		return c
	}
	c.Put = slices.DeleteFunc(slices.Clone(c.Put), func(item Item) bool {
		m, ok := item.(Month)
		_, anew := months[m.First]
		return ok && anew
	})
	for _, d := range slices.SortedFunc(maps.Keys(months), compareDays) {
		c.Put = append(c.Put, months[d])
	}
	return c
}

// putDiary keeps d in memory, unless its month says in short what became of it.
func (a *Agenda) putDiary(d Diary) {
	if !a.folded(d.Day) {
		put(&a.Diaries, d.Day, d)
	}
}

// putMonth keeps m instead of the diaries of its days, and of those before.
func (a *Agenda) putMonth(m Month) {
	put(&a.Months, m.Ref().ID, m)
	from := a.Unfolded()
	for day := range a.Diaries {
		if day.Before(from) {
			delete(a.Diaries, day)
		}
	}
}

// diaryOf is the diary of a day, from wherever it is.
func (a *Agenda) diaryOf(day tracker.Day) (Diary, bool) {
	if d, ok := a.Diaries[day]; ok {
		return d, true
	}
	if a.folded(day) && a.Recall != nil {
		return a.Recall(day)
	}
	return Diary{}, false
}
