package tray

import (
	"context"
	"slices"
	"strings"
	"time"

	"focusd/daemon/api"
)

// answerSlots are the lines for what else can be answered. No question has more.
const answerSlots = 4

// dismissed is what everything that is said takes for an answer.
const dismissed = "dismissed"

// askedRows are what the person was asked last, which a click answers as the
// first button of its notice does, and what they were told and need not answer.
func askedRows() []row {
	asks := func(s *scene) bool { return s.question() != nil }
	rows := []row{
		{id: "asked", in: here, only: asks, text: (*scene).asked, do: (*scene).firstAnswer},
		{id: "answer", in: here, only: asks, title: "Another answer"},
	}
	rows = append(rows, slots("answer", answerSlots, false, (*scene).otherAnswers)...)
	return append(
		rows,
		row{id: "answer.dismiss", parent: "answer", in: always, title: "Dismiss", do: (*scene).dismissal},
		row{
			id: "told", in: here, only: func(s *scene) bool { return s.remark() != nil }, disabled: true,
			text: func(s *scene) string { return capital(told(*s.remark())) },
		},
	)
}

// question is the latest thing asked that still waits for an answer; nil: there is
// none. An offer for who looks waits behind what a notice was shown of, and what
// fits into a gap has a submenu of its own where there is one.
func (s *scene) question() *api.Nudge {
	var offer *api.Nudge
	for _, n := range slices.Backward(s.Status.Nudges) {
		switch n.Answers = s.answers(n); {
		case len(n.Answers) == 0 || !s.open(n) || n.Kind == "pieces" && s.phase&gap != 0:
		case !n.Quiet:
			return &n
		case offer == nil:
			offer = &n
		}
	}
	return offer
}

// remark is the latest thing that was said and wants no answer; nil: there is none.
func (s *scene) remark() *api.Nudge {
	for _, n := range slices.Backward(s.Status.Nudges) {
		if len(n.Answers) == 0 && s.open(n) {
			return &n
		}
	}
	return nil
}

func (s *scene) open(n api.Nudge) bool { return n.Until == nil || s.before(n.Until) }

// answers are those of n that mean something now, as its notice has them: time
// can only be given back to a block while that runs, and only a task that is
// named can be agreed to.
func (s *scene) answers(n api.Nudge) []string {
	return slices.DeleteFunc(slices.Clone(n.Answers), func(answer string) bool {
		switch n.Kind + " " + answer {
		case "return keep":
			return s.phase&(work|overtime|paused) == 0
		case "morning choose":
			return len(n.About) == 0
		}
		return false
	})
}

// asked is the question with what a click answers.
func (s *scene) asked() string {
	n := s.question()
	return capital(asking(*n)) + " – " + answer(*n, n.Answers[0])
}

func (s *scene) firstAnswer() request {
	n := s.question()
	if n == nil {
		return nil // it has gone since
	}
	return answerRequest(n.ID, n.Answers[0])
}

func (s *scene) otherAnswers() []choice {
	n := s.question()
	if n == nil {
		return nil
	}
	var others []choice
	for _, a := range n.Answers[1:] {
		others = append(others, choice{title: capital(answer(*n, a)), do: answerRequest(n.ID, a)})
	}
	return others[:min(len(others), answerSlots)]
}

func (s *scene) dismissal() request {
	n := s.question()
	if n == nil {
		return nil
	}
	return answerRequest(n.ID, dismissed)
}

func answerRequest(id uint64, answer string) request {
	return func(ctx context.Context, c *api.Client) (string, error) {
		_, err := c.Answer(ctx, id, answer)
		return "", err
	}
}

// asking is what is asked. A newer daemon may ask something else.
func asking(n api.Nudge) string {
	switch n.Kind {
	case "return", "gap":
		return "away for " + lengthOf(n)
	case "morning":
		if len(n.About) > 0 {
			return "first today: " + oneLine(n.About[0])
		}
		return "which task matters most today?"
	case "record":
		return lengthOf(n) + " without interruption"
	case "recovered":
		return "a block lost " + lengthOf(n) + ", as focusd did not run"
	case "start":
		text := "at work without a block"
		if n.From != nil {
			text = "at work for " + length(int(n.At.Sub(*n.From)/time.Minute)) + " without a block"
		}
		return text
	case "drift":
		return "somewhere else"
	}
	return told(n)
}

// answer is what a button says, in the middle of a line.
func answer(n api.Nudge, said string) string {
	switch n.Kind + " " + said {
	case "morning skip":
		return "not today"
	case "record accept":
		return "write it down"
	case "recovered keep":
		return "keep the time"
	case "recovered drop":
		return "leave it"
	case "start accept":
		return "start one from then"
	case "reward accept":
		return "take it"
	case "pieces accept":
		return "begin"
	}
	return sayingOf(said)
}

// sayingOf is what an answer says wherever it has no words of its own.
func sayingOf(said string) string {
	switch said {
	case "keep":
		return "I was working"
	case "offline_work":
		return "offline work"
	case "break":
		return "a break"
	case "drop":
		return "neither"
	case "choose":
		return "this one"
	case "accept":
		return "yes"
	case "take":
		return "now"
	case "postpone":
		return "later"
	case "skip":
		return "not this time"
	case "back":
		return "back to it"
	case "belongs":
		return "it belongs to the block"
	case "pause":
		return "pause"
	}
	return plain(said)
}

// told is what is said and wants no answer, or says the same in whatever words it
// is answered.
func told(n api.Nudge) string {
	n.Kind = oneLine(n.Kind)
	text := n.Saying(lengthOf(n))
	if len(n.About) == 0 {
		return text
	}
	return text + ": " + oneLine(n.About[0])
}

func lengthOf(n api.Nudge) string { return length(int(n.Seconds / 60)) }

// plain is a word of the protocol that there is no better one for.
func plain(word string) string { return strings.ReplaceAll(oneLine(word), "_", " ") }
