package main

import (
	"strings"
	"time"

	"focusd/daemon/api"
)

// agendaDone is what a command of the agenda has come to.
func (p page) agendaDone(done api.AgendaDone, now time.Time) string {
	switch {
	case done.Undone:
		return "taken back: " + verbWords(done.Verb) + " " + say(done.What) + "\n"
	case done.Verb == "":
		return "nothing had to be done\n"
	}
	text := p.paint(bold, verbWords(done.Verb)) + "  "
	if done.Task == nil {
		return text + p.thingDone(done) + "\n"
	}
	text += p.taskLine(*done.Task, now) + "\n"
	if done.Verb == "split" || done.Verb == "add" || done.Verb == "order" || done.Verb == "use template" {
		for _, s := range openSteps(*done.Task) {
			text += "  › " + p.taskLine(withoutTask(s), now) + "\n"
		}
	}
	if done.Task.Next != "" && done.Verb == "do" {
		text += "  go on: " + say(done.Task.Next) + "\n"
	}
	if t := done.Then; t != nil {
		text += p.paint(faint, "  then") + "  " + p.taskLine(*t, now) + "\n"
	}
	return text
}

// verbWords is what the daemon calls a command, for people.
func verbWords(verb string) string {
	switch verb {
	case "add", "use template":
		return "added"
	case "edit":
		return "edited"
	case "split":
		return "split"
	case "do":
		return "doing"
	case "leave":
		return "left"
	case "done":
		return "done"
	case "later":
		return "put off"
	case "drop":
		return "dropped"
	case "reopen":
		return "open again"
	case "template":
		return "kept as a template"
	case "remove template":
		return "removed the template"
	case "tick", "untick":
		return verb + "ed"
	case "excuse", "unexcuse":
		return verb + "d"
	}
	for end, word := range map[string]string{" add": "added", " edit": "edited", " end": "ended", " remove": "removed"} {
		if strings.HasSuffix(verb, end) {
			return word
		}
	}
	return clean(verb)
}

// taskLine is a task in one line: its title, and in faint what else there is to
// say of it.
func (p page) taskLine(t api.Task, now time.Time) string {
	text := say(t.Title)
	if t.Task != "" {
		text += p.paint(faint, " · of "+say(t.Task))
	}
	if about := strings.Join(p.aboutTask(t, now), " · "); about != "" {
		text += "  " + p.paint(faint, about)
	}
	return text
}

// aboutTask is what there is to say of a task.
func (p page) aboutTask(t api.Task, now time.Time) (about []string) {
	add := func(is bool, text string) {
		if is {
			about = append(about, text)
		}
	}
	add(t.Estimate > 0 && len(t.Steps) == 0, left(seconds(t.Estimate)))
	add(t.Left > 0, left(seconds(t.Left))+" left")
	add(len(t.Contexts) > 0, "@"+clean(strings.Join(t.Contexts, " @")))
	add(t.Area != "", "+"+clean(t.Area))
	add(t.Urgent && t.Important, "urgent, important")
	add(t.Urgent && !t.Important, "urgent")
	add(t.Important && !t.Urgent, "important")
	add(t.Due != "", "due "+p.due(t, now))
	add(t.Later != "", "from "+p.day(t.Later, now)+" on")
	add(t.Repeat != "", clean(t.Repeat))
	add(len(t.Match) > 0, "counts "+say(strings.Join(t.Match, ", ")))
	add(t.Waiting != "", "waiting for "+say(t.Waiting))
	add(t.Goal != "", "for "+say(t.Goal))
	add(t.LowBrain, "low-brain")
	add(t.Outcome != "open" && t.Spent > 0, "took "+trace(seconds(t.Spent)))
	return about
}

// due is when t is due, by the clock where it has a time.
func (p page) due(t api.Task, now time.Time) string {
	if !t.DueAt.IsZero() {
		return p.until(t.DueAt, now)
	}
	return p.day(t.Due, now)
}

// day is a day as people call it: today, Fri, 1 Dec. Logical days begin hours
// after midnight; who asks at night reads the date.
func (p page) day(date string, now time.Time) string {
	day, err := time.ParseInLocation(time.DateOnly, date, p.zone)
	if err != nil {
		return clean(date)
	}
	local := now.In(p.zone)
	today := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, p.zone)
	switch days := int(day.Sub(today).Round(24*time.Hour) / (24 * time.Hour)); {
	case days == 0:
		return "today"
	case days == 1:
		return "tomorrow"
	case days == -1:
		return "yesterday"
	case days > 0 && days < 7:
		return day.Format("Mon")
	case day.Year() == local.Year():
		return day.Format("2 Jan")
	}
	return day.Format("2 Jan 2006")
}

func openSteps(t api.Task) (open []api.Task) {
	for _, s := range t.Steps {
		if s.Outcome == "open" {
			open = append(open, s)
		}
	}
	return open
}
