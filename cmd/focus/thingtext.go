package main

import (
	"fmt"
	"strconv"
	"strings"

	"focusd/daemon/api"
)

func number(n float64) string { return strconv.FormatFloat(float64(int(n*10+0.5))/10, 'f', -1, 64) }

// progress is minutes of those that are asked for.
func progress(did, asked float64) string {
	if did == 0 {
		return inMinutes(asked)
	}
	return inMinutes(did) + " of " + inMinutes(asked)
}

func week(w *api.Done) string {
	if w == nil {
		return ""
	}
	return fmt.Sprintf("%d of %d this week", w.Done, w.Planned)
}

// mark shows a state at a glance.
func (p page) mark(state string) string {
	switch state {
	case "done":
		return p.paint(green, "✓")
	case "partly":
		return "◐"
	case "excused":
		return p.paint(faint, "–")
	case "":
		return p.paint(faint, " ")
	}
	return "○"
}

func (p page) stateWords(state string) string {
	if state == "not_done" {
		return "not done"
	}
	return clean(state)
}

// score is how far a day is, in a line; "" where nothing was planned.
func (p page) score(s api.Score) string {
	planned := s.TimeBlocks.Planned + s.Habits.Planned + s.Six.Planned
	if planned == 0 {
		return ""
	}
	did := s.TimeBlocks.Done + s.Habits.Done + s.Six.Done
	text := fmt.Sprintf("%d of %d of the plan", did, planned)
	if s.Perfect {
		text = "a perfect day: " + text
	}
	if s.PerfectDays > 0 {
		text += " · " + plural(s.PerfectDays, "perfect day") + " of the last 30"
	}
	return "\n" + p.paint(faint, fit(text, p.cells)) + "\n"
}

// thingDone is what a command for a time block, a habit or a goal has come to.
func (p page) thingDone(done api.AgendaDone) string {
	switch {
	case done.TimeBlock != nil:
		b := *done.TimeBlock
		parts := append([]string{progress(b.Spent, b.Minutes)}, p.aboutTimeBlock(b)...)
		if b.State == "" {
			parts = append(parts, clean(b.Days))
		}
		return say(b.Name) + "  " + p.paint(faint, strings.Join(parts, " · "))
	case done.Habit != nil:
		h := *done.Habit
		var parts []string
		if amount := habitAmount(h); amount != "" {
			parts = append(parts, amount)
		}
		return strings.TrimRight(say(h.Name)+"  "+p.paint(faint, strings.Join(append(parts, p.aboutHabit(h)...), " · ")), " ")
	case done.Goal != nil:
		return say(done.Goal.Name) + "  " + p.paint(faint, strings.Join(p.aboutGoal(*done.Goal), " · "))
	}
	return say(done.What)
}
