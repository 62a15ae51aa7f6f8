package main

import (
	"strings"

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
