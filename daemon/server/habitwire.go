package server

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"focusd/daemon/api"
	"focusd/timer/agenda"
	"focusd/timer/agenda/streak"
	"focusd/tracker"
)

// wireTimeBlock is what a time block is on a day.
func wireTimeBlock(a *agenda.Agenda, b agenda.TimeBlock, day tracker.Day) api.TimeBlock {
	return api.TimeBlock{
		ID: b.ID, Name: b.Name, Minutes: b.Minutes(day), Days: b.Days.String(), Area: b.Area, Goal: a.Goals[b.Goal].Name,
		Deep: b.Deep, Batch: b.Batch, Window: windowWord(b.Window), Match: matchWords(b.Match), Preset: b.Preset,
		Made: dayWord(b.Made), Ended: dayWord(b.Ended),
	}
}

// wireBlockOn is a time block of a day that is looked at.
func wireBlockOn(a *agenda.Agenda, b agenda.BlockOn, t agenda.Today) api.TimeBlock {
	w := wireTimeBlock(a, b.TimeBlock, t.Day)
	w.State, w.Spent, w.Planned, w.Fits, w.Next = string(b.State), b.Spent, b.Planned, b.Fits, b.ID == t.Next
	w.Ticks, w.Week = wireTicks(b.Ticks), &api.Done{Done: b.Week.Done, Planned: b.Week.Planned}
	return w
}

// wireHabit is what a habit is on a day.
func wireHabit(a *agenda.Agenda, h agenda.Habit, day tracker.Day) api.Habit {
	w := api.Habit{
		ID: h.ID, Name: h.Name, Days: h.Days.String(), PerWeek: h.PerWeek, Measure: h.Measure.String(), AtMost: h.AtMost,
		Target: h.Target(day), Coming: comingTarget(h, day), Match: matchWords(h.Match), Anchor: string(h.Anchor), Burst: h.Burst, Area: h.Area,
		Goal: a.Goals[h.Goal].Name, Quiet: h.Quiet, Made: dayWord(h.Made), Ended: dayWord(h.Ended),
	}
	if r := h.Ramp; r != nil {
		w.Ramp = &api.Ramp{Start: r.Start, Step: r.Step, Percent: r.Percent, Ceiling: r.Ceiling, Floor: r.Floor}
	}
	return w
}

// wireHabitOn is a habit of a day that is looked at.
func wireHabitOn(a *agenda.Agenda, h agenda.HabitOn, day tracker.Day) api.Habit {
	w := wireHabit(a, h.Habit, day)
	w.State, w.Did, w.Eligible, w.Due, w.Ticks = string(h.State), h.Did, h.Eligible, h.Due, wireTicks(h.Ticks)
	w.Strength, w.Streak, w.Best, w.AtRisk, w.Freezes = h.Strength, h.Streak, h.Best, h.AtRisk, h.Freezes.Held
	w.Lately, w.Kick = wireLately(h.Lately), wireKick(h.Kick)
	if r := h.Ramp; r != nil {
		w.Change = &api.RampChange{Verdict: r.Verdict.String(), Done: r.Done, From: r.From, To: r.To}
	}
	return w
}

// wireStanding is a habit that no day is asked about, and what it has come to.
func wireStanding(a *agenda.Agenda, s agenda.Story, day tracker.Day) api.Habit {
	w := wireHabit(a, s.Habit, day)
	w.Strength, w.Lately, w.Kick = s.Firm(), wireLately(s.Lately), wireKick(s.Kick)
	if st := s.Standing; !s.Habit.Quiet {
		w.Streak, w.Best, w.AtRisk, w.Freezes = st.Current, st.Best, st.AtRisk, st.Freezes.Held
	}
	return w
}

func wireLately(c streak.Consistency) *api.Consistent {
	if c.Eligible == 0 {
		return nil
	}
	return &api.Consistent{Kept: c.Kept, Eligible: c.Eligible}
}

// wireKick is a kick-start that goes on or could not be reached.
func wireKick(k streak.KickStart) *api.KickStart {
	if k.Day > 0 {
		return nil
	}
	return &api.KickStart{Done: k.Done, Eligible: k.Eligible, Over: k.Over}
}

func wireTicks(ticks []agenda.Tick) (all []api.Tick) {
	for _, t := range ticks {
		w := api.Tick{At: t.At, Amount: t.Amount, By: t.By.String(), Taken: t.Taken}
		for _, x := range t.Evidence {
			w.Evidence = append(w.Evidence, api.Evidence{App: x.App, Category: x.Category, Label: x.Label, Entry: x.Entry, Seconds: wholeSeconds(x.Time)})
		}
		all = append(all, w)
	}
	return all
}

func wireGoal(a *agenda.Agenda, g agenda.GoalOn) api.Goal {
	const usualIdle = 5 // days
	w := api.Goal{
		ID: g.ID, Name: g.Name, Dream: a.Goals[g.Parent].Name, Area: g.Area, Target: g.Target, AtMost: g.AtMost,
		Until: dayWord(g.Until), Match: matchWords(g.Match), IdleDays: usualIdle, Made: dayWord(g.Made), Ended: dayWord(g.Ended),
		Minutes: g.Minutes, Count: g.Count, Did: g.Did, Expected: g.Expected, Reached: g.Reached,
		Last: dayWord(g.Last), Untouched: g.Untouched, Mention: g.Mention,
	}
	if g.Idle > 0 {
		w.IdleDays = int(g.Idle / (24 * time.Hour))
	}
	if g.Target > 0 {
		w.Unit, w.Period = g.Unit.String(), g.Period.String()
	}
	for i, p := range g.Parts {
		w.Parts = append(w.Parts, api.GoalPart{Name: p.Name, Match: matchWords(p.Match), Minutes: g.ByPart[i].Minutes})
	}
	return w
}

func wireScore(t agenda.Today) api.Score {
	done := func(s agenda.Share) api.Done { return api.Done{Done: s.Done, Planned: s.Planned} }
	return api.Score{
		TimeBlocks: done(t.Score.TimeBlocks), Habits: done(t.Score.Habits), Six: done(t.Score.Ranked),
		Perfect: t.Score.Perfect(), PerfectDays: t.Perfect,
	}
}

func matchWords(all []agenda.Match) (words []string) {
	for _, m := range all {
		words = append(words, m.String())
	}
	return words
}

// timeBlocksThere are those that there are on a day, by rank.
func timeBlocksThere(a *agenda.Agenda, day tracker.Day) (all []agenda.TimeBlock) {
	for _, b := range a.TimeBlocks {
		if there(b.Ended, day) {
			all = append(all, b)
		}
	}
	slices.SortFunc(all, func(b, c agenda.TimeBlock) int {
		return cmp.Or(cmp.Compare(b.Rank, c.Rank), strings.Compare(b.ID, c.ID))
	})
	return all
}

// habitsThere are those that there are on a day, by rank.
func habitsThere(a *agenda.Agenda, day tracker.Day) (all []agenda.Habit) {
	for _, h := range a.Habits {
		if there(h.Ended, day) {
			all = append(all, h)
		}
	}
	slices.SortFunc(all, func(h, k agenda.Habit) int {
		return cmp.Or(cmp.Compare(h.Rank, k.Rank), strings.Compare(h.ID, k.ID))
	})
	return all
}

func there(ended, day tracker.Day) bool { return ended == tracker.Day{} || day.Before(ended) }

// comingTarget is the next one that does not hold yet on a day.
func comingTarget(h agenda.Habit, day tracker.Day) *api.Coming {
	for _, t := range h.Targets {
		if day.Before(t.From) {
			return &api.Coming{From: t.From.String(), Target: t.Value}
		}
	}
	return nil
}
