package credit

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"

	"focusd/daemon/report"
	"focusd/daemon/rules"
	"focusd/timer"
	"focusd/timer/agenda"
	"focusd/tracker"
)

// Days are what the days from first to last came to, as far as they have been.
// Of those that are not remembered the log is read, which takes about a
// millisecond for each. What the days refer to is not to be changed.
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
	if last.Before(first) {
		return nil, nil
	}
	age := t.closed.begin(t.grounds(e, w), w.Today(), first, last)
	if err := t.recollect(age, first, last); err != nil {
		return nil, fmt.Errorf("sum up days: %w", err)
	}
	// What is said meanwhile must not pass for known: it is heard first, and that
	// is what is summed up.
	from, _ := near(first, w.Calendar)
	_, to := near(last, w.Calendar)
	heard, err := t.hear(from, to, w.Now)
	if err != nil {
		return nil, fmt.Errorf("sum up days: %w", err)
	}
	days, err := summer{t, e, age, meant, heard, w}.sum(first, last)
	if err != nil {
		return nil, fmt.Errorf("sum up days: %w", err)
	}
	return days, nil
}

// summer sums up the days of a range.
type summer struct {
	*Teller
	edition *rules.Edition
	age     int // of what is remembered
	meant   meant
	heard   heard // of all of them
	when    agenda.When
}

// fewDays are summed up by one goroutine: another one would read as much again
// of what is around them.
const fewDays = 28

func (s summer) sum(first, last tracker.Day) ([]report.Day, error) {
	var days []report.Day
	var missing []int // of days
	for day := first; !last.Before(day); day = day.Add(1) {
		missing = append(missing, len(days))
		days = append(days, report.Day{Date: day})
	}
	known := func(i int) bool {
		sum, ok := s.recall(days[i].Date)
		if ok {
			days[i] = sum
		}
		return ok
	}
	if missing = slices.DeleteFunc(missing, known); len(missing) == 0 {
		return days, nil
	}
	// Who looks back asks for the same days several times at once.
	s.summing.Lock()
	defer s.summing.Unlock()
	missing = slices.DeleteFunc(missing, known)
	share := max((len(missing)+runtime.GOMAXPROCS(0)-1)/runtime.GOMAXPROCS(0), fewDays)
	parts := slices.Collect(slices.Chunk(missing, share))
	errs := make([]error, len(parts))
	var summing sync.WaitGroup
	for i, part := range parts {
		summing.Go(func() { errs[i] = s.read(days, part) })
	}
	summing.Wait()
	return days, errors.Join(errs...)
}

// recall is the sum of a day that is over, if it is remembered.
func (s summer) recall(day tracker.Day) (report.Day, bool) {
	if _, to := s.when.Calendar.Bounds(day); !over(to, s.when) {
		return report.Day{}, false
	}
	return s.closed.recall(s.age, day, s.said(day))
}

// read sums up those of days that are missing, which are in order.
func (s summer) read(days []report.Day, missing []int) error {
	judge := report.NewJudge(s.edition.Set, s.edition.Host)
	log := reel{store: s.Store}
	for _, i := range missing {
		day := days[i].Date
		f, err := s.facts(day, &log)
		if err != nil {
			return err
		}
		days[i] = judge.Sum(f)
		if over(f.To, s.when) && ended(f) {
			s.closed.remember(s.age, days[i], s.said(day))
		}
	}
	return nil
}

// facts are what there is of a day with the nights around it.
func (s summer) facts(day tracker.Day, log *reel) (f report.Facts, err error) {
	f.Date, f.Now, f.Began = day, s.when.Now, s.Engine.Snapshot().Ledger.Created
	spans, err := log.show(near(day, s.when.Calendar))
	if err != nil {
		return f, err
	}
	begin, end := s.when.Calendar.Bounds(day)
	from, to, err := s.when.Calendar.Lived(day, each(within(spans, begin.Add(-around), end.Add(around))))
	if err != nil {
		return f, err
	}
	f.From, f.To = report.Reach(from, to)
	f.Spans = within(spans, f.From, f.To)
	s.heard.tell(&f)
	f.From, f.To = from, to
	f.Blocks = slices.DeleteFunc(f.Blocks, func(b report.Work) bool {
		return !b.Started.Before(to) || !b.Ended.IsZero() && !b.Ended.After(from)
	})
	f.Breaks = slices.DeleteFunc(f.Breaks, func(b timer.Break) bool { return b.Started.Before(from) || !b.Started.Before(to) })
	s.meant.add(&f)
	return f, nil
}

// said is one number for all that is known of a day and the nights around it
// beside the log, and of what is near enough to be part of it after a trip: another
// one, if any of that is another.
func (s summer) said(day tracker.Day) uint64 {
	from, to := near(day, s.when.Calendar)
	f := report.Facts{Date: day, From: from, To: to}
	s.heard.tell(&f)
	s.meant.add(&f)
	return imprintOf(f).number()
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
