package credit

import (
	"slices"
	"strings"

	"focusd/daemon/report"
	"focusd/timer"
	"focusd/timer/agenda"
	"focusd/tracker"
)

// Days are what the days from first to last came to, as far as they have been.
// It reads one after another, and takes milliseconds for each.
func (t *Teller) Days(first, last tracker.Day, w agenda.When) ([]report.Day, error) {
	j, err := t.judge()
	if err != nil {
		return nil, err
	}
	meant, err := t.meant(first, last)
	if err != nil {
		return nil, err
	}
	if w.Today().Before(last) {
		last = w.Today()
	}
	return j.Days(func(yield func(report.Facts, error) bool) {
		for day := first; !last.Before(day); day = day.Add(1) {
			f, err := t.whole(day, w)
			meant.add(&f)
			if !yield(f, err) || err != nil {
				return
			}
		}
	})
}

// whole is what there is of a day with the nights around it.
func (t *Teller) whole(day tracker.Day, w agenda.When) (f report.Facts, err error) {
	from, to, err := t.lived(day, w.Calendar)
	if err != nil {
		return f, err
	}
	f.Date, f.Now = day, w.Now
	f.From, f.To = report.Reach(from, to)
	err = t.fill(&f)
	f.From, f.To = from, to
	f.Blocks = slices.DeleteFunc(f.Blocks, func(b report.Work) bool {
		return !b.Started.Before(to) || !b.Ended.IsZero() && !b.Ended.After(from)
	})
	f.Breaks = slices.DeleteFunc(f.Breaks, func(b timer.Break) bool { return b.Started.Before(from) || !b.Started.Before(to) })
	return f, err
}

// meant is what the agenda says of the days of a range.
type meant struct {
	deep []string               // labels of blocks that need deep thought
	one  map[tracker.Day]string // the label of blocks on the task that mattered most
	off  map[tracker.Day]bool   // nothing was expected
}

func (t *Teller) meant(first, last tracker.Day) (m meant, err error) {
	m.one, m.off = make(map[tracker.Day]string), make(map[tracker.Day]bool)
	err = t.Book.Look(func(a *agenda.Agenda, w agenda.When) error {
		for _, b := range a.TimeBlocks {
			if b.Deep {
				m.deep = append(m.deep, strings.ToLower(b.Name))
			}
		}
		for day := first; !last.Before(day); day = day.Add(1) {
			if one := a.Diaries[day].One; one != "" {
				m.one[day] = titleOf(a, one)
			}
			m.off[day] = a.Off(day, w)
		}
		return nil
	})
	return m, err
}

// titleOf is that of a task, open or ended lately.
func titleOf(a *agenda.Agenda, id string) string {
	if t, ok := a.Tasks[id]; ok {
		return t.Title
	}
	i := slices.IndexFunc(a.Ended, func(t agenda.Task) bool { return t.ID == id })
	if i < 0 {
		return ""
	}
	return a.Ended[i].Title
}

// add has f know what was meant.
func (m meant) add(f *report.Facts) {
	f.Off = m.off[f.Date]
	one := m.one[f.Date]
	for i, b := range f.Blocks {
		label := strings.ToLower(b.Label())
		if slices.Contains(m.deep, label) {
			f.Blocks[i].Depth = report.Deep
		}
		f.Blocks[i].First = one != "" && label == strings.ToLower(one)
	}
}
