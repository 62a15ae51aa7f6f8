package server

import (
	"cmp"
	"net/http"
	"slices"
	"time"

	"focusd/daemon/api"
	"focusd/daemon/report"
	"focusd/timer/agenda"
	"focusd/tracker"
	"focusd/tracker/category"
)

// review is a day, a week, a month or a year, beside the one before.
func (d *door) review(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	if err := onlyParams(q, "period", "day"); err != nil {
		return err
	}
	day, err := d.dayParam(q.Get("day"))
	if err != nil {
		return err
	}
	p, err := reviewed(cmp.Or(q.Get("period"), "day"), day)
	if err != nil {
		return err
	}
	days, err := d.days(p.behind, p.last)
	if err != nil {
		return err
	}
	before, now := between(days, p.before, p.first.Add(-1)), between(days, p.first, p.last)
	shown := api.Review{
		Period: p.name, Now: figures(report.ReviewOf(now)), Before: figures(report.ReviewOf(before)),
		Lines: []api.Advice{}, Wins: []api.Win{}, Kept: []api.Kept{},
	}
	if s, ok := report.Compare(before, now); ok {
		for _, c := range s.Classes {
			shown.Shift = append(shown.Shift, api.Shift{Class: c.Class.String(), Before: wholeSeconds(c.Before), After: wholeSeconds(c.After)})
		}
	}
	if err := d.reviewAgenda(&shown, now); err != nil {
		return err
	}
	if shown.Decided, err = d.decided(p.first, p.last); err != nil {
		return err
	}
	if p.name == "day" {
		shown.Wins, err = d.winsOn(day)
	} else {
		over := between(days, p.behind, d.now().Today().Add(-1))
		shown.Findings = findings(report.Findings(over, before, now))
		if p.before == p.first {
			shown.Findings = slices.DeleteFunc(shown.Findings, func(f api.Finding) bool { return f.Kind == "shift" })
		}
	}
	if err != nil {
		return err
	}
	return answer(w, shown)
}

// reviewedPeriod is the days that a review is of.
type reviewedPeriod struct {
	name        string
	first, last tracker.Day
	before      tracker.Day // the first of the days that it is beside
	behind      tracker.Day // the first of the days that findings rest on
}

// reviewed is the period of that name that a day is in. Beside a year there is
// nothing: two of them would have to be read.
func reviewed(name string, day tracker.Day) (p reviewedPeriod, err error) {
	p.name = name
	switch month := day.Add(1 - day.Day); name {
	case "day":
		p.first, p.last, p.before = day, day, day.Add(-1)
		p.behind = p.before
	case "week":
		p.first = mondayOf(day)
		p.last, p.before, p.behind = p.first.Add(6), p.first.Add(-7), p.first.Add(-findBack)
	case "month":
		p.first, p.last = month, monthAfter(month).Add(-1)
		p.before = month.Add(-1)
		p.before = p.before.Add(1 - p.before.Day)
		p.behind = p.before
	case "year":
		p.first = tracker.Day{Year: day.Year, Month: time.January, Day: 1}
		p.last = tracker.Day{Year: day.Year, Month: time.December, Day: 31}
		p.before, p.behind = p.first, p.first
	default:
		err = badRequest("\"period\" cannot be "+clip(name), "use day, week, month or year")
	}
	return p, err
}

// monthAfter is the first day of the month after that of a first day.
func monthAfter(first tracker.Day) tracker.Day {
	next := first.Add(31)
	return next.Add(1 - next.Day)
}

// reviewAgenda adds what became of the plans of days, and of a week what to
// change.
func (d *door) reviewAgenda(shown *api.Review, days []report.Day) error {
	done, err := d.done(days)
	if err != nil {
		return err
	}
	for _, p := range report.SheetOf(days, done).Promises {
		shown.Kept = append(shown.Kept, api.Kept{Kind: p.Kind, Done: p.Done, Planned: p.Planned})
	}
	if n := len(days); n > 0 {
		if err := d.lookOn(days[n-1].Date, func(t agenda.Today, _ agenda.Account) { shown.Perfect = t.Perfect }); err != nil {
			return err
		}
	}
	if shown.Period != "week" {
		return nil
	}
	return d.look(func(a *agenda.Agenda, when agenda.When) error {
		for _, l := range a.Review(when) {
			shown.Lines = append(shown.Lines, api.Advice{
				Kind: string(l.Of.Kind), ID: l.Of.ID, Name: l.Name, Advice: string(l.Advice), Unit: l.Unit.String(),
				Target: l.Target, To: l.To, Done: l.Done, Of: l.Of7, Did: l.Did, Asked: l.Asked, Excused: l.Excused,
			})
		}
		return nil
	})
}

// decided is what was lowered or raised from one day to another; to the last day
// of a period that goes on, also what is to come.
func (d *door) decided(first, last tracker.Day) (all []api.Decision, err error) {
	if !last.Before(d.now().Today()) {
		last = tracker.Day{Year: 9999}
	}
	err = d.look(func(a *agenda.Agenda, _ agenda.When) error {
		add := func(of agenda.Ref, name string, unit agenda.Measure, targets []agenda.Target) {
			for i := 1; i < len(targets); i++ {
				was, is := targets[i-1].Value, targets[i]
				if is.Value != was && !is.From.Before(first) && !last.Before(is.From) {
					all = append(all, api.Decision{Day: is.From.String(), Kind: string(of.Kind), ID: of.ID, Name: name, Unit: unit.String(), From: was, To: is.Value})
				}
			}
		}
		for _, h := range a.Habits {
			add(h.Ref(), h.Name, h.Measure, h.Targets)
		}
		for _, b := range a.TimeBlocks {
			add(b.Ref(), b.Name, agenda.Minutes, b.Amounts)
		}
		return nil
	})
	slices.SortFunc(all, func(i, j api.Decision) int { return cmp.Or(cmp.Compare(i.Day, j.Day), cmp.Compare(i.ID, j.ID)) })
	return all, err
}

func figures(r report.Review) api.Figures {
	f := api.Figures{
		First: r.First.String(), Last: r.Last.String(), Days: r.Days, Known: r.Known, Classes: classSeconds(r.Classes),
		Focus: wholeSeconds(r.Focus), Switches: r.Switches,
		Blocks: api.BlockOutcomes{Completed: r.Blocks.Completed, Partial: r.Blocks.Partial, Abandoned: r.Blocks.Abandoned},
		Breaks: api.BreakOutcomes{Taken: r.Breaks.Taken, Natural: r.Breaks.Natural, CutShort: r.Breaks.CutShort, Skipped: r.Breaks.Skipped},
	}
	f.Covered, _ = r.Coverage.Percent()
	if share, ok := r.Purity.Share(); ok {
		f.OnTask = &share
	}
	return f
}

func classSeconds(c report.Classes) map[string]int64 {
	named := make(map[string]int64)
	for class, t := range c {
		if s := wholeSeconds(t); s > 0 {
			named[category.Class(class).String()] = s
		}
	}
	return named
}
