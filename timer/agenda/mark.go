package agenda

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"focusd/timer/agenda/recur"
	"focusd/tracker"
)

// none takes back what a mark says.
const none = "none"

// maxEstimate is how long a task may take. More is several tasks.
const maxEstimate = 24 * time.Hour

// read adds a word to p.
func (a *Agenda) read(p *part, w word, when When) error {
	if text, ok := w.literal(); ok {
		p.title = append(p.title, text)
		return nil
	}
	mark, value := w.mark()
	if mark == "" {
		p.title = append(p.title, w.text)
		return nil
	}
	if says := saidBy(mark); mark != "@" && mark != "match:" && p.said&says != 0 {
		return w.wrong("is said twice", "leave one of them out")
	} else {
		p.said |= says
	}
	if strings.HasSuffix(mark, ":") {
		return a.readKey(p, w, mark, value, when)
	}
	return p.readSign(w, mark, value)
}

func saidBy(mark string) said {
	switch mark {
	case "~":
		return saidEstimate
	case "@":
		return saidContexts
	case "+":
		return saidArea
	case "!":
		return saidQuadrant
	case "%":
		return saidLowBrain
	case "due:":
		return saidDue
	case "later:":
		return saidLater
	case "goal:":
		return saidGoal
	case "wait:":
		return saidWaiting
	case "match:":
		return saidMatch
	}
	return saidRepeat
}

// readSign reads the marks of one character.
func (p *part) readSign(w word, mark, value string) (err error) {
	switch mark {
	case "~":
		p.task.Estimate, err = w.estimate(value)
	case "!":
		if value < "1" || value > "4" || len(value) > 1 {
			return w.wrong("is no priority", `write !1 for urgent and important, !2 important, !3 urgent, !4 neither, or \`+w.text+" for the word")
		}
		p.task.Urgent = value == "1" || value == "3"
		p.task.Important = value == "1" || value == "2"
	case "%":
		p.task.LowBrain = value == "low"
	case "+":
		p.task.Area, err = w.tag(value)
	case "@":
		var context string
		if context, err = w.tag(value); context != "" {
			p.task.Contexts = append(p.task.Contexts, context)
		}
	}
	return err
}

// estimate reads 4m, 1h30m, 90s and 5, which is minutes.
func (w word) estimate(s string) (time.Duration, error) {
	if _, err := strconv.ParseUint(s, 10, 32); err == nil {
		s += "m"
	}
	d, err := time.ParseDuration(s)
	if err != nil || d < 0 || d != d.Truncate(time.Second) {
		return 0, w.wrong("is no length of time", `write ~4m, ~1h30m or ~90s, or \`+w.text+" for the word")
	}
	if d > maxEstimate {
		return 0, w.wrong("is over a day", "make it several tasks")
	}
	return d, nil
}

// tag reads the name of a context or an area, in small letters; "" for none.
func (w word) tag(s string) (string, error) {
	const most = 40
	wrong := func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '-' && r != '_'
	}
	if strings.ContainsFunc(s, wrong) || utf8.RuneCountInString(s) > most {
		return "", w.wrong("is no name", fmt.Sprintf(`use up to %d letters, digits, - and _, or write \%s for the word`, most, short(w.text)))
	}
	if s = strings.ToLower(s); s == none {
		return "", nil
	}
	return s, nil
}

// readKey reads the marks that are words.
func (a *Agenda) readKey(p *part, w word, key, value string, when When) (err error) {
	value, err = clean(value, maxName)
	if err != nil {
		return err
	}
	if value == "" {
		return w.wrong("says nothing", "write something after the colon, "+key+`none, or \`+w.text+" for the word")
	}
	if value == none && !w.quoted {
		return nil
	}
	switch key {
	case "due:":
		p.task.Due, p.task.DueAt, err = w.due(value, when)
	case "later:":
		p.task.Later, err = w.day(value, when)
	case "wait:":
		p.task.Waiting = value
	case "match:":
		var m Match
		if m, err = w.match(value); err == nil {
			p.task.Match = append(p.task.Match, m)
		}
	case "goal:":
		p.task.Goal, err = a.goalNamed(w, value)
	default:
		p.rule, err = w.rule(value, key == "every!:")
	}
	return err
}

// match reads what ParseMatch does.
func (w word) match(s string) (Match, error) {
	m, err := ParseMatch(s)
	if err != nil {
		return m, w.wrong("names nothing that is tracked", "write match:app:editor, match:category:work or match:label:report")
	}
	return m, nil
}

func (w word) due(s string, when When) (day tracker.Day, at time.Time, err error) {
	day, at, ok := when.parseDue(s)
	if !ok {
		err = w.wrong("is no day", dayAdvice+", with a time as in fri-14:00")
	}
	return day, at, err
}

func (w word) day(s string, when When) (tracker.Day, error) {
	day, ok := when.ParseDay(s)
	if !ok {
		return day, w.wrong("is no day", dayAdvice)
	}
	return day, nil
}

func (a *Agenda) goalNamed(w word, name string) (id string, err error) {
	g, err := a.FindGoal(name)
	if err != nil {
		return "", w.wrong("names no goal: "+err.Error(), "or leave it out")
	}
	return g.ID, nil
}

// rule reads what recur does, and a few shorter spellings.
func (w word) rule(s string, fromCompletion bool) (*recur.Rule, error) {
	if !w.quoted {
		s = strings.ReplaceAll(s, "_", " ")
	}
	rule, err := recur.Parse(s)
	if err != nil {
		if longer, err2 := recur.Parse("every " + spelledOut(s)); err2 == nil {
			rule, err = longer, nil
		}
	}
	if err == nil && fromCompletion {
		rule.FromCompletion = true
		err = rule.Validate()
	}
	if err != nil {
		problem, _, _ := strings.Cut(err.Error(), ";")
		return nil, w.wrong("is "+problem, "examples are every:daily, every:mon-fri, every:3d, every:monthly_on_1")
	}
	return &rule, nil
}

// spelledOut is s with 3 days for 3d in front.
func spelledOut(s string) string {
	s, rest, _ := strings.Cut(s, " ")
	for short, long := range map[string]string{"d": " days", "w": " weeks", "m": " months"} {
		if number, ok := strings.CutSuffix(s, short); ok {
			if _, err := strconv.ParseUint(number, 10, 16); err == nil {
				return number + long + " " + rest
			}
		}
	}
	return s + " " + rest
}
