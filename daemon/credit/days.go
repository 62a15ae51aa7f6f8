package credit

import (
	"fmt"
	"hash/maphash"
	"slices"
	"strings"

	"focusd/daemon/report"
	"focusd/daemon/rules"
	"focusd/timer"
	"focusd/timer/agenda"
	"focusd/tracker"
)

// Days are what the days from first to last came to, as far as they have been.
// One that is not remembered takes milliseconds to read. What the days refer to
// is not to be changed.
func (t *Teller) Days(first, last tracker.Day, w agenda.When) ([]report.Day, error) {
	e, err := t.Rules.Now()
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
	t.closed.begin(e, w)
	s := summer{Teller: t, edition: e, judge: report.NewJudge(e.Set, e.Host), meant: meant, when: w}
	var days []report.Day
	for day := first; !last.Before(day); day = day.Add(1) {
		sum, err := s.sum(day)
		if err != nil {
			return days, fmt.Errorf("sum up days: %w", err)
		}
		days = append(days, sum)
	}
	return days, nil
}

// summer sums up one day after another: no more than one is held as facts.
type summer struct {
	*Teller
	edition *rules.Edition
	judge   *report.Judge
	meant   meant
	when    agenda.When
}

func (s summer) sum(day tracker.Day) (report.Day, error) {
	_, to := s.when.Calendar.Bounds(day)
	if !over(to, s.when) {
		sum, _, err := s.look(day)
		return sum, err
	}
	// What is said meanwhile must not pass for known: it is looked at first.
	said, err := s.saidOf(day)
	if err != nil {
		return report.Day{}, err
	}
	if sum, ok := s.closed.recall(s.edition, day, said); ok {
		return sum, nil
	}
	sum, stands, err := s.look(day)
	if err == nil && stands {
		s.closed.remember(s.edition, s.when, sum, said)
	}
	return sum, err
}

// look sums up a day, and tells whether that stands.
func (s summer) look(day tracker.Day) (sum report.Day, stands bool, err error) {
	f, err := s.whole(day, s.when)
	if err != nil {
		return sum, false, err
	}
	s.meant.add(&f)
	return s.judge.Sum(f), over(f.To, s.when) && ended(f), nil
}

// saidOf is one number for all that the person said of a day and the nights
// around it, and of what is near enough to be part of it after a trip: another
// one, if any of that is another.
func (s summer) saidOf(day tracker.Day) (uint64, error) {
	from, to := s.when.Calendar.Bounds(day)
	from, to = report.Reach(from.Add(-around), to.Add(around))
	all, err := s.Entries.Between(from, to)
	if err != nil {
		return 0, fmt.Errorf("read entries: %w", err)
	}
	var h maphash.Hash
	h.SetSeed(s.closed.seed)
	for _, e := range all {
		maphash.WriteComparable(&h, e)
	}
	for _, label := range s.meant.deep {
		maphash.WriteComparable(&h, label)
	}
	maphash.WriteComparable(&h, s.meant.one[day])
	maphash.WriteComparable(&h, s.meant.off[day])
	return h.Sum64(), nil
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
		slices.Sort(m.deep)
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
