package server

import (
	"cmp"
	"net/http"

	"focusd/daemon/api"
	"focusd/daemon/report"
	"focusd/timer/agenda"
	"focusd/tracker/category"
)

// review is a day or a week beside the one before.
func (d *door) review(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	if err := onlyParams(q, "period", "day"); err != nil {
		return err
	}
	day, err := d.dayParam(q.Get("day"))
	if err != nil {
		return err
	}
	period := cmp.Or(q.Get("period"), "day")
	first, length, behind := day, 1, 1
	switch period {
	case "day":
	case "week":
		first, length, behind = day.Add(-(int(day.Weekday())+6)%7), 7, findBack
	default:
		return badRequest("\"period\" cannot be "+clip(period), "use day or week")
	}
	days, err := d.days(first.Add(-behind), first.Add(length-1))
	if err != nil {
		return err
	}
	before, now := between(days, first.Add(-length), first.Add(-1)), between(days, first, first.Add(length-1))
	shown := api.Review{
		Period: period, Now: figures(report.ReviewOf(now)), Before: figures(report.ReviewOf(before)),
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
	if period == "day" {
		shown.Wins, err = d.winsOn(day)
	} else {
		over := between(days, first.Add(-behind), d.now().Today().Add(-1))
		shown.Findings = findings(report.Findings(over, before, now))
	}
	if err != nil {
		return err
	}
	return answer(w, shown)
}

// reviewAgenda adds what became of the plans of days, and of a week what to
// change.
func (d *door) reviewAgenda(shown *api.Review, days []report.Day) error {
	var done []report.Done
	for _, day := range days {
		if err := d.lookOn(day.Date, func(a *agenda.Agenda, t agenda.Today, when agenda.When) {
			done = append(done, doneOn(a, t, when))
			shown.Perfect = t.Perfect
		}); err != nil {
			return err
		}
	}
	for _, p := range report.SheetOf(days, done).Promises {
		shown.Kept = append(shown.Kept, api.Kept{Kind: p.Kind, Done: p.Done, Planned: p.Planned})
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
