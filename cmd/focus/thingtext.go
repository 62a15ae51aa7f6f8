package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"focusd/daemon/api"
)

// timeBlocks are those of a day, a line each.
func (p page) timeBlocks(day api.Agenda) string {
	switch {
	case len(day.TimeBlocks) == 0 && day.Off:
		return "nothing is expected that day\n"
	case len(day.TimeBlocks) == 0:
		return "no time blocks that day · focus block add 1h writing · focus block list --all\n"
	}
	var rows [][]string
	for i, b := range day.TimeBlocks {
		rows = append(rows, []string{p.nth(i), p.mark(b.State), say(b.Name), progress(b.Spent, b.Minutes), p.stateWords(b.State), week(b.Week), strings.Join(p.aboutTimeBlock(b), " · ")})
	}
	return p.grid(rows) + p.score(day.Score)
}

// plannedTimeBlocks are time blocks as they are planned.
func (p page) plannedTimeBlocks(all []api.TimeBlock) string {
	if len(all) == 0 {
		return "no time blocks yet · focus block add 1h writing\n"
	}
	var rows [][]string
	for i, b := range all {
		about := p.aboutTimeBlock(b)
		if len(b.Match) > 0 {
			about = append(about, say(strings.Join(b.Match, ", ")))
		}
		rows = append(rows, []string{p.nth(i), say(b.Name), inMinutes(b.Minutes), clean(b.Days), strings.Join(about, " · ")})
	}
	return p.grid(rows)
}

// aboutTimeBlock is what else there is to say of one.
func (p page) aboutTimeBlock(b api.TimeBlock) (about []string) {
	add := func(is bool, text string) {
		if is {
			about = append(about, text)
		}
	}
	add(b.Next, "a good time for it is now")
	add(b.State != "" && !b.Planned, "not planned that day")
	add(b.Window != "", clean(b.Window))
	add(b.Deep, "deep")
	add(b.Batch, "small tasks")
	add(b.Area != "", "+"+clean(b.Area))
	add(b.Goal != "", "for "+say(b.Goal))
	if proof := proofOf(b.Ticks); proof != "" {
		about = append(about, "seen: "+proof)
	}
	return about
}

// proofOf is what the time went to that ticked something by itself.
func proofOf(ticks []api.Tick) string {
	var parts []string
	for _, t := range ticks {
		if !t.Taken.IsZero() {
			continue
		}
		for _, e := range t.Evidence {
			what := e.Category
			for _, other := range []string{e.Label, e.Entry, e.App} {
				if what == "" {
					what = other
				}
			}
			parts = append(parts, trace(seconds(e.Seconds))+" "+say(what))
		}
	}
	return strings.Join(parts[:min(len(parts), 2)], ", ")
}

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

// grid is rows with their cells under each other; the last is cut to fit, and
// left out on a terminal that has no room for it.
func (p page) grid(rows [][]string) string {
	const least = 12
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], cells(uncolour(cell)))
		}
	}
	last, used := len(widths)-1, 2
	for i, w := range widths[:last] {
		if i == nameColumn(rows) {
			w = min(w, max(p.cells/3, least))
			widths[i] = w
		}
		if w > 0 {
			used += w + 2
		}
	}
	var b strings.Builder
	for _, row := range rows {
		line := " "
		for i, cell := range row[:last] {
			if widths[i] == 0 {
				continue
			}
			if plain := uncolour(cell); plain == cell {
				cell = fit(cell, widths[i])
			}
			line += " " + cell + strings.Repeat(" ", max(widths[i]-cells(uncolour(cell)), 0)) + " "
		}
		if room := p.cells - used; room >= least && row[last] != "" {
			line += " " + p.paint(faint, fit(row[last], room))
		}
		b.WriteString(fitLine(strings.TrimRight(line, " "), p.cells) + "\n")
	}
	return b.String()
}

// nameColumn is the first one that is neither a number nor a mark.
func nameColumn(rows [][]string) int {
	for i, cell := range rows[0] {
		if cells(uncolour(cell)) > 2 {
			return i
		}
	}
	return 0
}

// uncolour is a cell without what paints it.
func uncolour(s string) string {
	for {
		before, rest, ok := strings.Cut(s, "\x1b[")
		if !ok {
			return s
		}
		_, after, _ := strings.Cut(rest, "m")
		s = before + after
	}
}

// fitLine cuts a line that has no colour; what has colour was measured.
func fitLine(line string, n int) string {
	if strings.Contains(line, "\x1b") {
		return line
	}
	return fit(line, n)
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
