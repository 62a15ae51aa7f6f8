package main

import (
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
)

// offlineWork is the daemon's word for what a person calls work.
const offlineWork = "offline_work"

func (a *app) answerCommand() *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use:   "answer [ANSWER]",
		Short: "say what an absence was that you are asked about",
		Long: `When you come back, focusd may ask what the time was: if it cost the running
block five minutes or more, or if nobody was there for a quarter of an hour, at
most three times a day. The notification has buttons for it, this says the same:

  keep    it was work: give the time back to the block
  work    it was work away from this machine: an entry says so
  break   it was a break: an entry says so
  drop    it was nothing worth a word

Without ANSWER it shows what is asked. A question that is not answered within
ten minutes goes away, and nothing happens.`,
		Example:           "focus answer\nfocus answer keep\nfocus answer break --json",
		Args:              atMost(1),
		ValidArgsFunction: lengths("keep", "work", "break", "drop"),
		RunE:              a.runAnswer,
	})
}

func (a *app) runAnswer(c *cobra.Command, args []string) error {
	ctx := c.Context()
	if len(args) == 0 {
		s, err := a.client.Status(ctx)
		if err != nil {
			return err
		}
		return a.showQuestions(s)
	}
	word := args[0]
	switch word {
	case "work":
		word = offlineWork
	case "keep", "break", "drop":
	default:
		return misuse("answer keep, work, break or drop", "%q is not an answer", word)
	}
	s, err := a.client.Answer(ctx, 0, word)
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(s)
	}
	a.printf("%s", answered(args[0]))
	return nil
}

// answered says what an answer has done.
func answered(word string) string {
	switch word {
	case "keep":
		return "the time counts for the block · focus undo\n"
	case "work", "break":
		return "it is in the log · focus log undo\n"
	}
	return "never mind\n"
}

func (a *app) showQuestions(s api.Status) error {
	if a.json {
		return a.printJSON(s)
	}
	if len(s.Nudges) == 0 {
		a.printf("nothing is asked\n")
		return nil
	}
	for _, n := range s.Nudges {
		a.printf("%s\n", a.page().question(n, s.At))
		if n.Kind == "return" {
			a.printf("It does not count for the block.\n")
		}
		a.printf("  focus answer %s\n", strings.Join(answerWords(n), ", "))
	}
	return nil
}

// question is what is asked, in a line.
func (p page) question(n api.Nudge, now time.Time) string {
	text := "what was that?"
	if n.From != nil && n.To != nil {
		text = "what was " + p.until(*n.From, now) + "–" + p.until(*n.To, now) + ", " + spent(seconds(n.Seconds)) + "?"
	}
	return text
}

// answerWords are those that a person types, also of a newer daemon.
func answerWords(n api.Nudge) []string {
	words := slices.Clone(n.Answers)
	for i, w := range words {
		words[i] = clean(w)
		if w == offlineWork {
			words[i] = "work"
		}
	}
	return words
}
