package main

import (
	"fmt"
	"strings"
	"time"

	"focusd/daemon/api"
)

// habitList are habits, a line each.
func (p page) habitList(all []api.Habit) string {
	if len(all) == 0 {
		return "no habits for today · focus habit add stretch · focus habit list --all\n"
	}
	var rows [][]string
	for i, h := range all {
		rows = append(rows, []string{p.nth(i), p.mark(h.State), say(h.Name), habitAmount(h), p.habitState(h), strength(h), strings.Join(p.aboutHabit(h), " · ")})
	}
	return p.grid(rows)
}

func (p page) habitState(h api.Habit) string {
	switch {
	case h.State == "":
		return "not today"
	case h.Due:
		return "due"
	case h.AtMost && h.State == "open":
		return "within the limit"
	case h.AtMost && h.State == "not_done":
		return "over the limit"
	}
	return p.stateWords(h.State)
}

// aboutHabit is what a habit has come to.
func (p page) aboutHabit(h api.Habit) (about []string) {
	add := func(is bool, text string) {
		if is {
			about = append(about, text)
		}
	}
	unit := "day"
	if h.PerWeek > 0 {
		unit = "week"
	}
	add(h.Streak > 1, plural(h.Streak, unit)+" in a row")
	add(h.AtRisk && h.Streak > 1, "ends today if not done")
	add(h.Freezes > 0, plural(h.Freezes, "freeze"))
	if k := h.Kick; k != nil && k.Eligible > 0 {
		add(!k.Over, fmt.Sprintf("beginning: %d of %d", k.Done, k.Eligible))
	}
	if c := h.Change; c != nil {
		about = append(about, fmt.Sprintf("%s from %s to %s? focus habit ramp", clean(c.Verdict), number(c.From), number(c.To)))
	}
	if c := h.Coming; c != nil {
		to := number(c.Target)
		if h.Measure == "minutes" {
			to = inMinutes(c.Target)
		}
		about = append(about, to+" from "+clean(c.From)+" on")
	}
	add(h.PerWeek > 0, plural(h.PerWeek, "time")+" a week")
	add(h.PerWeek == 0 && h.Days != "daily", clean(h.Days))
	add(h.Anchor != "", anchorWords(h.Anchor))
	add(h.Area != "", "+"+clean(h.Area))
	add(h.Goal != "", "for "+say(h.Goal))
	if proof := proofOf(h.Ticks); proof != "" {
		about = append(about, "seen: "+proof)
	}
	return about
}

func anchorWords(anchor string) string {
	switch anchor {
	case "first_activity":
		return "at the first activity"
	case "first_break":
		return "after the first break"
	case "lunch":
		return "after lunch"
	case "first_block":
		return "after the first block"
	case "day_end":
		return "at the end of the day"
	}
	return clean(anchor)
}

// habitAmount is how much of it was done of what is asked for.
func habitAmount(h api.Habit) string {
	switch h.Measure {
	case "minutes":
		return progress(h.Did, h.Target)
	case "count":
		return number(h.Did) + " of " + number(h.Target)
	}
	return ""
}

// strength is a number of percent, for a habit that has one.
func strength(h api.Habit) string {
	if h.Strength == 0 {
		return ""
	}
	return itoa(int(100*h.Strength+0.5)) + " %"
}

// story is what has become of a habit, week by week.
func (p page) story(s api.HabitStory) string {
	h := s.Habit
	var b strings.Builder
	b.WriteString(p.paint(bold, say(h.Name)) + "\n")
	if about := p.aboutHabit(h); len(about) > 0 {
		b.WriteString(strings.Join(about, " · ") + "\n")
	}
	facts := []string{}
	if h.Strength > 0 {
		facts = append(facts, "strength "+strength(h))
	}
	if c := h.Lately; c != nil {
		facts = append(facts, fmt.Sprintf("%d of the last %d", c.Kept, c.Eligible))
	}
	if s.Begun > 0 {
		facts = append(facts, "a good beginning by day "+itoa(s.Begun))
	}
	if h.Best > 1 {
		facts = append(facts, "best "+itoa(h.Best)+" in a row")
	}
	if len(facts) > 0 {
		b.WriteString(strings.Join(facts, " · ") + "\n")
	}
	b.WriteString("\n" + p.calendar(s) + "\n" + p.paint(faint, "● done  ○ not  □ not yet  ◌ excused  ❄ freeze  · not asked for") + "\n")
	return b.String()
}

// mostWeeks is how many weeks of a habit are shown.
const mostWeeks = 12

// calendar has a line for each of the last weeks, from Monday on.
func (p page) calendar(s api.HabitStory) string {
	first, err := time.Parse(time.DateOnly, s.First)
	if err != nil {
		return ""
	}
	codes := s.Codes
	last := first.AddDate(0, 0, len(codes)-1)
	monday := last.AddDate(0, 0, -(int(last.Weekday())+6)%7-7*(mostWeeks-1))
	var b strings.Builder
	for ; !monday.After(last); monday = monday.AddDate(0, 0, 7) {
		if monday.AddDate(0, 0, 6).Before(first) {
			continue
		}
		b.WriteString("  " + p.paint(faint, monday.Format("02 Jan")) + " ")
		for day := range 7 {
			at := int(monday.AddDate(0, 0, day).Sub(first) / (24 * time.Hour))
			b.WriteString(" " + codeMark(codes, at))
		}
		b.WriteString("\n")
	}
	return b.String()
}

func codeMark(codes string, at int) string {
	if at < 0 || at >= len(codes) {
		return " "
	}
	marks := map[byte]string{'D': "●", 'M': "○", 'S': "◌", 'F': "❄", 'R': "·", 'P': "□"}
	return marks[codes[at]]
}

// vacations are those that are not over.
func (p page) vacations(all []api.Vacation) (text string) {
	for _, v := range all {
		line := "  vacation from " + clean(v.From) + " to " + clean(v.To)
		if len(v.Of) > 0 {
			line += " of " + say(strings.Join(v.Of, ", "))
		}
		if v.Reason != "" {
			line += ": " + say(v.Reason)
		}
		text += fit(line, p.cells) + "\n"
	}
	if text != "" {
		text = "\n" + text
	}
	return text
}
