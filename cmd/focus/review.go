package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
)

func (a *app) reviewCommand() *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use:   "review [day|week|month|year] [DAY]",
		Short: "a day, a week, a month or a year, beside the one before",
		Long: `What the time was worth, what became of blocks, breaks and plans, and what has
grown from what. Of more than a day also what the days up to it say: your best
hours, the length of block that fits, whether the one task comes first, where
new time came from, what goes together with better days, and what interrupts
most; what is not known yet says how much more it takes. Of a week also which
habits and goals to keep, lower or raise; nothing changes by itself. The week
begins on Monday; a year has nothing beside it.`,
		Example: `focus review
focus review day yesterday
focus review week
focus review week 2026-11-20
focus review month`,
		Args: atMost(2),
		ValidArgsFunction: func(c *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
			if len(args) == 0 {
				return offer(begun, periods())
			}
			return days(c, nil, begun)
		},
		RunE: a.runReview,
	})
}

func (a *app) runReview(c *cobra.Command, args []string) error {
	period, name := "day", ""
	if len(args) > 0 {
		period = args[0]
	}
	if len(args) > 1 {
		name = args[1]
	}
	if !slices.Contains(periods(), period) {
		return misuse("focus review week", "%q is no day, week, month or year", period)
	}
	day, err := a.dayWord(c, name)
	if err != nil {
		return err
	}
	review, err := a.client.Review(c.Context(), period, day)
	switch {
	case err != nil:
		return err
	case a.json:
		return a.printJSON(review)
	}
	a.printf("%s", a.page().review(review))
	return nil
}

func periods() []string { return []string{"day", "week", "month", "year"} }

func (p page) review(r api.Review) string {
	var b strings.Builder
	part := func(name, text string) {
		if text != "" {
			b.WriteString("\n" + p.paint(faint, name) + "\n" + text)
		}
	}
	title := p.dayTitle(r.Now.First)
	if r.Period != "day" {
		title += " to " + p.dayTitle(r.Now.Last)
	}
	b.WriteString(p.paint(bold, title) + "\n")
	if r.Now.Known == 0 {
		b.WriteString("\nnothing was tracked\n")
	} else {
		part("figures", p.figures(r))
	}
	part("what the time was worth", p.classTimes(r))
	part("what has grown from what, in time of a day", p.shifts(r.Shift))
	part("what the days say", p.findings(r.Findings))
	part("what was planned", p.kept(r))
	part("what to change", p.advice(r.Lines))
	if len(r.Wins) > 0 {
		part("wins", winsText(r.Wins))
	}
	return b.String()
}

// figures are those of now, with those of before beside them where they are
// known.
func (p page) figures(r api.Review) string {
	rows := [][]string{figure("focus", r, func(f api.Figures) string { return spent(seconds(f.Focus)) })}
	add := func(is bool, row []string) {
		if is {
			rows = append(rows, row)
		}
	}
	blocks := func(f api.Figures) string {
		return fmt.Sprintf("%d of %d completed", f.Blocks.Completed, f.Blocks.Completed+f.Blocks.Partial+f.Blocks.Abandoned)
	}
	add(r.Now.Blocks != api.BlockOutcomes{}, figure("blocks", r, blocks))
	add(r.Now.OnTask != nil, figure("on task", r, onTask))
	breaks := func(f api.Figures) string {
		taken := f.Breaks.Taken + f.Breaks.Natural
		return fmt.Sprintf("%d of %d taken", taken, taken+f.Breaks.CutShort+f.Breaks.Skipped)
	}
	add(r.Now.Breaks != api.BreakOutcomes{}, figure("breaks", r, breaks))
	add(r.Now.Switches > 0, figure("switches", r, func(f api.Figures) string { return number(f.Switches) + " an hour" }))
	add(true, figure("known", r, func(f api.Figures) string { return itoa(f.Covered) + " %" }))
	return p.grid(rows)
}

func figure(name string, r api.Review, show func(api.Figures) string) []string {
	row := []string{name, show(r.Now), ""}
	if r.Before.Known > 0 {
		row[2] = "before: " + show(r.Before)
	}
	return row
}

func onTask(f api.Figures) string {
	if f.OnTask == nil {
		return "not known"
	}
	return itoa(int(100**f.OnTask+0.5)) + " %"
}

// classTimes is a line for each class that had any time.
func (p page) classTimes(r api.Review) string {
	var rows [][]string
	for _, class := range classes() {
		if now := r.Now.Classes[class]; now > 0 {
			row := []string{p.class(class), spent(seconds(now)), ""}
			if r.Before.Known > 0 {
				row[2] = "before: " + spent(seconds(r.Before.Classes[class]))
			}
			rows = append(rows, row)
		}
	}
	if len(rows) == 0 {
		return ""
	}
	return p.grid(rows)
}

func (p page) shifts(all []api.Shift) string {
	var rows [][]string
	for _, s := range all {
		by, sign := s.After-s.Before, "+"
		if by < 0 {
			by, sign = -by, "−"
		}
		if by >= 60 {
			rows = append(rows, []string{p.class(s.Class), sign + spent(seconds(by)), "from " + spent(seconds(s.Before)) + " to " + spent(seconds(s.After))})
		}
	}
	if len(rows) == 0 {
		return ""
	}
	return p.grid(rows)
}

func (p page) kept(r api.Review) (text string) {
	for _, k := range r.Kept {
		done := fmt.Sprintf("%d of %d", k.Done, k.Planned)
		if k.Done > k.Planned {
			done = fmt.Sprintf("%d, %d planned", k.Done, k.Planned)
		}
		text += "  " + pad(clean(k.Kind), len("time blocks")) + "  " + done + "\n"
	}
	if r.Perfect > 0 {
		text += "  " + plural(r.Perfect, "perfect day") + " of the last 30\n"
	}
	return text
}

// advice is a line for each habit and goal, and how to take it.
func (p page) advice(lines []api.Advice) (text string) {
	for _, l := range lines {
		why := fmt.Sprintf("%d of %d days", l.Done, l.Of)
		if l.Asked > 0 {
			amount := number
			if l.Unit == "minutes" {
				amount = inMinutes
			}
			why = amount(l.Did) + " of " + amount(l.Asked) + " in the last week"
		}
		line := "  " + pad(clean(l.Advice), len("lower")) + "  " + say(l.Name) + "  " + why
		if l.To > 0 {
			line += ": from " + number(l.Target) + " to " + number(l.To)
		}
		if l.Excused > 0 {
			line += " · excused on " + plural(l.Excused, "day") + " of 30"
		}
		text += fit(line, p.cells) + "\n"
	}
	if text != "" {
		text += p.paint(faint, "  take it with focus habit edit or focus goal edit") + "\n"
	}
	return text
}
