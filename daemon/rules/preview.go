package rules

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"focusd/tracker"
	"focusd/tracker/category"
)

// Preview is what a change would make of a range of the log.
type Preview struct {
	category.Preview
	Outcome  Outcome
	After    *category.Set // as it would be
	Subjects []Subject     // that would move, the most time first
}

// Subject is an app and a title, with the time that would move.
type Subject struct {
	App, Title string
	From, To   string // categories
	Time       time.Duration
}

// mostSubjects is how many a Preview names.
const mostSubjects = 10

// Preview tells what a change would do to the log of a range, and does nothing.
// It is refused as the change would be.
func (b *Book) Preview(c Change, from, to time.Time) (Preview, error) {
	before, err := b.Now()
	if err != nil {
		return Preview{}, err
	}
	plan, err := before.plan(c, time.Now())
	if err != nil {
		return Preview{}, err
	}
	after, err := b.try(before, plan)
	if err != nil {
		return Preview{}, err
	}
	p := Preview{Outcome: plan.outcome, After: after.Set}
	m := movers{
		old: category.NewClassifier(before.Set, b.host), young: category.NewClassifier(after.Set, b.host),
		time: make(map[Subject]time.Duration),
	}
	p.Preview, err = category.Compare(before.Set, after.Set, m.watch(b.uses(from, to)))
	if err != nil {
		return Preview{}, err
	}
	p.Subjects = m.most()
	return p, nil
}

// movers adds up the subjects that change their category.
type movers struct {
	old, young *category.Classifier
	time       map[Subject]time.Duration
}

// watch hands uses on and looks at them.
func (m movers) watch(uses iter.Seq2[category.Use, error]) iter.Seq2[category.Use, error] {
	return func(yield func(category.Use, error) bool) {
		for u, err := range uses {
			was := m.old.Classify(u.App, u.Title, u.Start).Category
			is := m.young.Classify(u.App, u.Title, u.Start).Category
			if was != is {
				m.time[Subject{App: u.App, Title: u.Title, From: was, To: is}] += u.Time
			}
			if !yield(u, err) {
				return
			}
		}
	}
}

func (m movers) most() []Subject {
	all := make([]Subject, 0, len(m.time))
	for s, time := range m.time {
		s.Time = time
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b Subject) int {
		return cmp.Or(cmp.Compare(b.Time, a.Time), strings.Compare(a.App, b.App), strings.Compare(a.Title, b.Title))
	})
	return all[:min(len(all), mostSubjects)]
}

// Gaps is what nobody has said anything about in a range, the most time first.
func (b *Book) Gaps(from, to time.Time) ([]category.Gap, error) {
	e, err := b.Now()
	if err != nil {
		return nil, err
	}
	return category.Gaps(e.Set, b.uses(from, to))
}

// uses are the stretches of the log in a range, cut to it.
func (b *Book) uses(from, to time.Time) iter.Seq2[category.Use, error] {
	return category.Uses(b.host, func(yield func(tracker.Span, error) bool) {
		for s, err := range b.store.Spans(from, to) {
			if err != nil {
				err = fmt.Errorf("read the log: %w", err)
			} else {
				s, _ = s.Clip(from, to)
			}
			if !yield(s, err) {
				return
			}
		}
	})
}
