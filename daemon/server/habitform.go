package server

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"focusd/daemon/api"
	"focusd/timer/agenda"
	"focusd/timer/agenda/streak"
	"focusd/tracker"
)

// Forms are what the person says of a time block, a habit or a goal: what is
// absent in one stays as it is.

// put has *to be what a form says, if it says so.
func put[T any](to *T, says *T) {
	if says != nil {
		*to = *says
	}
}

func fillTimeBlock(a *agenda.Agenda, b *agenda.TimeBlock, f api.TimeBlockForm) (err error) {
	put(&b.Name, f.Name)
	put(&b.Area, f.Area)
	put(&b.Deep, f.Deep)
	put(&b.Batch, f.Batch)
	put(&b.Preset, f.Preset)
	if f.Rank > 0 {
		b.Rank = f.Rank
	}
	if f.Window != nil {
		if b.Window, err = parseWindow(*f.Window); err != nil {
			return err
		}
	}
	if err := fillDays(&b.Days, f.Days); err != nil {
		return err
	}
	if err := fillGoalOf(a, &b.Goal, f.Goal); err != nil {
		return err
	}
	return fillMatch(&b.Match, f.Match)
}

func fillHabit(a *agenda.Agenda, h *agenda.Habit, f api.HabitForm) error {
	put(&h.Name, f.Name)
	put(&h.PerWeek, f.PerWeek)
	put(&h.AtMost, f.AtMost)
	put(&h.Burst, f.Burst)
	put(&h.Area, f.Area)
	put(&h.Quiet, f.Quiet)
	put((*string)(&h.Anchor), f.Anchor)
	if f.Rank > 0 {
		h.Rank = f.Rank
	}
	if f.Measure != nil {
		if err := h.Measure.UnmarshalText([]byte(*f.Measure)); err != nil {
			return err
		}
	}
	if r := f.Ramp; r != nil {
		if h.Ramp = nil; r.Step != 0 {
			h.Ramp = &streak.Ramp{Start: r.Start, Step: r.Step, Percent: r.Percent, Ceiling: r.Ceiling, Floor: r.Floor}
		}
	}
	if err := fillDays(&h.Days, f.Days); err != nil {
		return err
	}
	if err := fillGoalOf(a, &h.Goal, f.Goal); err != nil {
		return err
	}
	return fillMatch(&h.Match, f.Match)
}

func fillGoal(a *agenda.Agenda, g *agenda.Goal, f api.GoalForm, w agenda.When) error {
	put(&g.Name, f.Name)
	put(&g.Area, f.Area)
	put(&g.Target, f.Target)
	put(&g.AtMost, f.AtMost)
	if f.Rank > 0 {
		g.Rank = f.Rank
	}
	if f.IdleDays != nil {
		g.Idle = time.Duration(*f.IdleDays) * 24 * time.Hour
	}
	if f.Unit != nil {
		if err := g.Unit.UnmarshalText([]byte(*f.Unit)); err != nil {
			return err
		}
	}
	if f.Period != nil {
		if err := g.Period.UnmarshalText([]byte(*f.Period)); err != nil {
			return err
		}
	}
	if f.Until != nil {
		if g.Until = (tracker.Day{}); *f.Until != "" {
			day, err := dayToCome(*f.Until, w)
			if err != nil {
				return err
			}
			g.Until = day
		}
	}
	if f.Parts != nil {
		g.Parts = nil
		for _, p := range *f.Parts {
			part := agenda.Part{Name: p.Name}
			if err := fillMatch(&part.Match, &p.Match); err != nil {
				return err
			}
			g.Parts = append(g.Parts, part)
		}
	}
	if err := fillGoalOf(a, &g.Parent, f.Dream); err != nil {
		return err
	}
	return fillMatch(&g.Match, f.Match)
}

func fillDays(days *agenda.Weekdays, says *string) (err error) {
	if says != nil {
		*days, err = agenda.ParseWeekdays(*says)
	}
	return err
}

// fillGoalOf reads the goal that something is for; "" is none.
func fillGoalOf(a *agenda.Agenda, id *string, says *string) error {
	if says == nil {
		return nil
	}
	if *id = ""; *says == "" {
		return nil
	}
	g, err := a.FindGoal(*says)
	*id = g.ID
	return err
}

func fillMatch(matches *[]agenda.Match, says *[]string) error {
	if says == nil {
		return nil
	}
	*matches = nil
	for _, text := range *says {
		m, err := agenda.ParseMatch(text)
		if err != nil {
			return err
		}
		*matches = append(*matches, m)
	}
	return nil
}

// dayToCome reads a day as people name one.
func dayToCome(name string, w agenda.When) (tracker.Day, error) {
	day, ok := dayNamed(w, name)
	if !ok {
		return day, &api.Error{
			Code: api.CodeValue, Message: "there is no day \"" + clip(name) + "\"",
			Hint: "write today, yesterday, tomorrow, fri, 2026-12-01, 12-01, +3d, +2w, +1m, eow, eom or eoy",
		}
	}
	return day, nil
}

// parseWindow reads 9:00-11:00 and first 3h; "" is any hour.
func parseWindow(text string) (*agenda.Window, error) {
	text = strings.ToLower(strings.TrimSpace(text))
	if text == "" {
		return nil, nil
	}
	wrong := &api.Error{Code: api.CodeValue, Message: "\"" + clip(text) + "\" is no part of a day", Hint: "write 9:00-11:00, or first 3h"}
	if rest, ok := strings.CutPrefix(text, "first"); ok {
		first, err := time.ParseDuration(strings.ReplaceAll(rest, " ", ""))
		if err != nil || first <= 0 {
			return nil, wrong
		}
		return &agenda.Window{First: first}, nil
	}
	begin, end, ok := strings.Cut(text, "-")
	from, okFrom := clockOf(begin)
	to, okTo := clockOf(end)
	if !ok || !okFrom || !okTo {
		return nil, wrong
	}
	return &agenda.Window{From: from, To: to}, nil
}

// clockOf reads 9:30 and 9, and 24:00.
func clockOf(text string) (time.Duration, bool) {
	hours, minutes, _ := strings.Cut(strings.TrimSpace(text), ":")
	h, err := strconv.ParseUint(hours, 10, 8)
	m := uint64(0)
	if err == nil && minutes != "" {
		m, err = strconv.ParseUint(minutes, 10, 8)
	}
	clock := time.Duration(h)*time.Hour + time.Duration(m)*time.Minute
	return clock, err == nil && m < 60 && clock <= 24*time.Hour
}

// windowWord is what parseWindow reads.
func windowWord(win *agenda.Window) string {
	switch {
	case win == nil:
		return ""
	case win.First > 0:
		return "first " + strings.TrimSuffix(strings.TrimSuffix(win.First.String(), "0s"), "0m")
	}
	clock := func(d time.Duration) string { return fmt.Sprintf("%02d:%02d", int(d/time.Hour), int(d/time.Minute)%60) }
	return clock(win.From) + "-" + clock(win.To)
}
