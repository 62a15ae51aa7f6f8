package main

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
)

var errNothingToDo = errors.New("there is nothing to do")

func (a *app) nextCommand() *cobra.Command {
	var gap string
	var contexts []string
	q := api.GapQuery{}
	c := &cobra.Command{
		Use:   "next [--gap LENGTH] [--context NAME] [--background] [-n NUMBER]",
		Short: "what to do with a few minutes",
		Long: `One to three things that fit and are worth most together: the six of the day
first, then by urgency, importance, when they are due, and how long they have
waited. The gap is the rest of a running break, or else 10 minutes. What is
passed over for another one three times is for "just five minutes": focus five.`,
		Example: `focus next
focus next --gap 25m
focus next --gap 10m --context phone
focus next --background`,
		Args: atMost(0),
		RunE: func(c *cobra.Command, _ []string) error {
			if gap != "" {
				d, err := parseLength(gap)
				if err != nil {
					return err
				}
				q.Gap = d
			}
			q.Contexts = contexts
			return a.offerNext(c.Context(), q)
		},
	}
	valueFlag(c, &gap, "gap", "LENGTH", "how much time there is, or until when")
	c.Flags().StringSliceVar(&contexts, "context", nil, "only what can be done there; several with commas")
	c.Flag("context").Annotations = map[string][]string{valueName: {"NAME"}}
	c.Flags().BoolVar(&q.Background, "background", false, "only what can be done with half a mind")
	c.Flags().IntVarP(&q.Most, "number", "n", 0, "as many as fit of this number, for a longer stretch")
	c.Flag("number").Annotations = map[string][]string{valueName: {"NUMBER"}}
	a.completeFlag(c, "context", a.contexts)
	a.completeFlag(c, "gap", func(context.Context) []string { return []string{"5m", "10m", "15m", "25m"} })
	return a.jsonFlag(c)
}

func (a *app) offerNext(ctx context.Context, q api.GapQuery) error {
	next, err := a.client.Next(ctx, q)
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(next)
	}
	text, ids := a.page().offers(next)
	a.saw(ids)
	a.printf("%s", text)
	return nil
}

// offers are what fits a gap, with their numbers, and the IDs of those.
func (p page) offers(next api.Next) (text string, ids []string) {
	if len(next.Offers) == 0 {
		return "nothing fits " + left(seconds(next.Gap)) + " · focus tasks lists what is open\n", nil
	}
	var b strings.Builder
	for _, o := range next.Offers {
		ids = append(ids, o.ID)
		b.WriteString(p.paint(faint, padLeft(itoa(len(ids)), 4)) + "  " + p.offer(o) + "\n")
	}
	b.WriteString(p.paint(faint, "focus do 1 begins it, focus done 1 says that it is done") + "\n")
	return b.String(), ids
}

// offer is one of them in a line.
func (p page) offer(o api.Offer) string {
	text := say(o.Title)
	if o.Number > 0 {
		text = p.paint(yellow, "#"+itoa(o.Number)) + " " + text
	}
	if o.Task != "" {
		text += p.paint(faint, " · of "+say(o.Task))
	}
	about := []string{left(seconds(o.Cost))}
	if len(o.Contexts) > 0 {
		about = append(about, "@"+clean(strings.Join(o.Contexts, " @")))
	}
	if o.Kind == "habit" {
		about = append(about, "habit")
	}
	if o.Avoided {
		about = append(about, "passed over: just five minutes?")
	}
	if o.Next != "" {
		about = append(about, "go on: "+say(o.Next))
	}
	return text + "  " + p.paint(faint, strings.Join(about, " · "))
}

func (a *app) fiveCommand() *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use:   "five [TASK...]",
		Short: "just five minutes of what you avoid most",
		Long: `Starts a block of 5 minutes on the task that was passed over most often, or on
TASK. Whoever is in it by then goes on with focus extend 20m: the five count.
` + taskNames,
		Example: `focus five
focus five tax form`,
		ValidArgsFunction: a.completeTask,
		RunE: func(c *cobra.Command, args []string) error {
			return a.startFive(c.Context(), args)
		},
	})
}

// startFive begins a task and a short block on it.
func (a *app) startFive(ctx context.Context, words []string) error {
	start := api.Command{Do: "start", Preset: formatLength(5 * time.Minute)}
	if len(words) > 0 {
		begun, err := a.client.ChangeAgenda(ctx, a.named("do", words))
		if err != nil {
			return err
		}
		start.Task = begun.ID
	} else {
		next, err := a.client.Next(ctx, api.GapQuery{Five: true})
		switch {
		case err != nil:
			return err
		case len(next.Offers) == 0:
			return &fault{refused, errNothingToDo, []string{"focus add tax form ~40m"}}
		}
		start.Task = next.Offers[0].ID
	}
	if err := a.do(ctx, start); err != nil || a.json {
		return err
	}
	a.printf("%s\n", a.page().paint(faint, "  focus extend 20m goes on with it, and the five count"))
	return nil
}

// offerMeanwhile says what there is to do with the minutes between two blocks.
// Where there is nothing, or nobody to say it, that is no error of what the
// person asked for.
func (a *app) offerMeanwhile(ctx context.Context) {
	next, err := a.client.Next(ctx, api.GapQuery{})
	if err != nil || len(next.Offers) == 0 {
		return
	}
	p := a.page()
	var ids []string
	a.printf("\n%s\n", p.paint(faint, "  meanwhile, if you like: focus do 1, focus done 1"))
	for _, o := range next.Offers {
		ids = append(ids, o.ID)
		a.printf("%s  %s\n", p.paint(faint, padLeft(itoa(len(ids)), 4)), p.offer(o))
	}
	a.saw(ids)
}
