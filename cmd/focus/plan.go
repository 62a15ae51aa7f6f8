package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
)

func (a *app) planCommand() *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use:   "plan",
		Short: "what today begins with",
		Long: `How full the day is and what would help, the hours that are your best, what is
for today, and goals that need a word. It changes nothing. Its numbers go on
from one list to the next: focus done 2, focus habit tick 9.`,
		Example: "focus plan",
		Args:    atMost(0),
		RunE: func(c *cobra.Command, _ []string) error {
			plan, err := a.client.Plan(c.Context())
			ids := slices.Concat(idsOf(plan.Six, func(t api.Task) string { return t.ID }),
				idsOf(plan.TimeBlocks, timeBlockID), idsOf(plan.Habits, habitID), idsOf(plan.Goals, goalID))
			return a.show(plan, err, ids, func(p page) string { return p.plan(plan, time.Now()) })
		},
	})
}

func (p page) plan(plan api.Plan, now time.Time) string {
	var b strings.Builder
	part := func(name, text string) {
		if text != "" {
			b.WriteString("\n" + p.paint(faint, name) + "\n" + text)
		}
	}
	b.WriteString(p.paint(bold, p.dayTitle(plan.Day)) + "\n" + loadLine(plan.Load) + "\n")
	if text := bestHours(plan); text != "" {
		b.WriteString(text + "\n")
	}
	if plan.Exercise != "" {
		b.WriteString("the exercise: " + clean(plan.Exercise) + "\n")
	}
	part("this would help", p.proposals(plan.Proposals))
	if plan.One != nil {
		part("what matters most", "  "+p.taskLine(*plan.One, now)+"\n")
	}
	part("the six", p.planned(plan.Six, now))
	p = p.below(len(plan.Six))
	if len(plan.TimeBlocks) > 0 {
		part("time blocks", p.timeBlocks(api.Agenda{TimeBlocks: plan.TimeBlocks}))
	}
	p = p.below(len(plan.TimeBlocks))
	if len(plan.Habits) > 0 {
		part("habits", p.habitList(plan.Habits))
	}
	p = p.below(len(plan.Habits))
	if len(plan.Goals) > 0 {
		part("goals", p.goals(plan.Goals))
	}
	if f := plan.Week; f != nil {
		part("the week", fmt.Sprintf("  %s of time blocks and habits, %s is usual: it %s\n", spent(seconds(f.Need)), spent(seconds(f.Usual)), feasibleWords(f.Verdict)))
	}
	return b.String()
}

// dayTitle is a date in words.
func (p page) dayTitle(date string) string {
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return clean(date)
	}
	return day.Format("Monday 2 January 2006")
}

func feasibleWords(verdict string) string {
	if verdict == "tight" {
		return "is tight"
	}
	return clean(verdict)
}

// loadLine is how full the day is.
func loadLine(l api.Load) string {
	asked := seconds(l.Tasks + l.TimeBlocks + l.Habits)
	text := fmt.Sprintf("%s are asked for, %s can be done", left(asked), spent(seconds(l.Capacity)))
	switch l.Level {
	case "full":
		return text + ": the day is full"
	case "over", "severe":
		return text + ": that is too much"
	}
	return text
}

// bestHours are those of the clock in which deep work goes best.
func bestHours(plan api.Plan) string {
	if len(plan.BestHours) == 0 {
		return ""
	}
	var parts []string
	for _, h := range plan.BestHours {
		parts = append(parts, fmt.Sprintf("%d to %d", h, (h+1)%24))
	}
	text := "your best hours: " + strings.Join(parts, ", ")
	if !plan.Measured {
		text += " (a guess: too few days are known)"
	}
	return text
}

func (p page) proposals(all []api.LoadProposal) (text string) {
	words := map[string]string{
		"tomorrow": "put off until tomorrow", "someday": "take off the list of today", "split": "split, and do a part", "drop": "drop",
	}
	for _, x := range all {
		text += fit("  "+words[x.Remedy]+"  "+say(x.Title)+" · saves "+spent(seconds(x.Saves)), p.cells) + "\n"
	}
	return text
}

func (p page) planned(all []api.Task, now time.Time) (text string) {
	for i, t := range all {
		text += "  " + p.nth(i) + "  " + p.taskLine(t, now) + "\n"
	}
	return text
}

func (a *app) winsCommand() *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use:   "wins [DAY]",
		Short: "what got done, the most telling first",
		Example: `focus wins
focus wins yesterday`,
		Args:              atMost(1),
		ValidArgsFunction: days,
		RunE: func(c *cobra.Command, args []string) error {
			day, err := a.dayWord(c, strings.Join(args, ""))
			if err != nil {
				return err
			}
			wins, err := a.client.Wins(c.Context(), day)
			return a.show(wins, err, nil, func(page) string { return winsText(wins.Wins) })
		},
	})
}

// dayWord is a day that has come as the daemon reads it; "" stays "".
func (a *app) dayWord(c *cobra.Command, name string) (string, error) {
	if name == "" {
		return "", nil
	}
	day, err := a.dayNamed(c.Context(), name)
	return day.String(), err
}

func winsText(wins []api.Win) (text string) {
	if len(wins) == 0 {
		return "nothing is known of that day\n"
	}
	for _, w := range wins {
		text += "  " + say(w.Text) + "\n"
	}
	return text
}
