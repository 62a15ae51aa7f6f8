package main

import (
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
)

// answers are the words that a person types, and what the daemon calls them.
func answers() [][2]string {
	return [][2]string{
		{"keep", "keep"},
		{"work", "offline_work"},
		{"break", "break"},
		{"drop", "drop"},
		{"take", "take"},
		{"later", "postpone"},
		{"skip", "skip"},
		{"back", "back"},
		{"belongs", "belongs"},
		{"pause", "pause"},
		{"choose", "choose"},
		{"accept", "accept"},
		{"dismiss", "dismissed"},
	}
}

// wordsOfAnswers are those that a person types.
func wordsOfAnswers() (words []string) {
	for _, a := range answers() {
		words = append(words, a[0])
	}
	return words
}

func (a *app) answerCommand() *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use:   "answer [ANSWER]",
		Short: "answer what focusd asks, or say what it offers",
		Long: `focusd asks little: when you come back, what the time was, if it cost the
running block five minutes or more, or if nobody was there for a quarter of an
hour; in the morning, what matters most. That is three questions a day at most.
It also says when a rest is due, when you work without a block, and when you are
somewhere else in one. The notifications have buttons, this says the same:

  keep     it was work: give the time back to the block, be it that you seemed
           to be away, or that focusd did not run
  work     it was work away from this machine: an entry says so
  break    it was a break: an entry says so
  drop     it was nothing worth a word

  take     rest now
  later    rest later
  skip     not this time; or not to choose today
  back     back to the block
  belongs  what is in front belongs to the block
  pause    pause the block
  choose   this task matters most today
  accept   start the block, from when you began; take the reward; do the first
           of the small things; write down what looked like a block
  dismiss  go away: three times at one hour, and it is silent at that hour for
           a week

Without ANSWER it shows what is asked. What is not answered in time goes away,
and nothing happens.`,
		Example:           "focus answer\nfocus answer keep\nfocus answer break --json",
		Args:              atMost(1),
		ValidArgsFunction: lengths(wordsOfAnswers()...),
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
	i := slices.IndexFunc(answers(), func(a [2]string) bool { return a[0] == args[0] })
	if i < 0 {
		return misuse("answer one of "+strings.Join(wordsOfAnswers(), ", "), "%q is not an answer", args[0])
	}
	s, err := a.client.Answer(ctx, 0, answers()[i][1])
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
	case "take":
		return "rest well\n"
	case "later":
		return "it will be said again\n"
	case "belongs":
		return "it belongs to this block\n"
	case "pause":
		return "the block stands still · focus resume\n"
	case "choose":
		return "that comes first today\n"
	case "accept":
		return "so be it\n"
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

// question is what is asked or said, in a line.
func (p page) question(n api.Nudge, now time.Time) string {
	about := make([]string, len(n.About))
	for i, name := range n.About {
		about[i] = say(name)
	}
	switch n.Kind {
	case "return", "gap":
		if n.From == nil || n.To == nil {
			return "what was that?"
		}
		return "what was " + p.until(*n.From, now) + "–" + p.until(*n.To, now) + ", " + spent(seconds(n.Seconds)) + "?"
	case "morning":
		if len(about) > 0 {
			return "first today: " + about[0] + "?"
		}
		return "which task matters most today?"
	case "start":
		return "at work" + p.since(n.From, now) + " without a block" + colon(about)
	case "drift":
		return "somewhere else" + p.since(n.From, now)
	case "recovered":
		return "the block was closed" + p.at(n.From, now) + ", as focusd did not run; keep " + spent(seconds(n.Seconds)) + " more" + colon(about) + "?"
	case "record":
		return "this looked like a block" + p.at(n.From, now) + ", of " + spent(seconds(n.Seconds)) + colon(about) + ": write it down?"
	}
	return remark(n, about)
}

// remark is what is said and need not be answered.
func remark(n api.Nudge, about []string) string {
	text := clean(n.Saying(spent(seconds(n.Seconds))))
	switch n.Kind {
	case "goals":
		return text + forThem(about)
	case "wins":
		return text + ": focus wins"
	}
	return text + colon(about)
}

func (p page) at(from *time.Time, now time.Time) string {
	if from == nil {
		return ""
	}
	return " at " + p.until(*from, now)
}

func (p page) since(from *time.Time, now time.Time) string {
	if from == nil {
		return ""
	}
	return " since " + p.until(*from, now)
}

func colon(about []string) string {
	if len(about) == 0 {
		return ""
	}
	return ": " + strings.Join(about, " · ")
}

func forThem(about []string) string {
	if len(about) == 0 {
		return ""
	}
	return " for " + strings.Join(about, ", ")
}

// answerWords are those that a person types, also of a newer daemon. What asks
// nothing can be put away.
func answerWords(n api.Nudge) []string {
	if len(n.Answers) == 0 {
		return []string{"dismiss"}
	}
	words := slices.Clone(n.Answers)
	for i, w := range words {
		words[i] = clean(w)
		for _, a := range answers() {
			if a[1] == w {
				words[i] = a[0]
			}
		}
	}
	return words
}
