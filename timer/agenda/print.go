package agenda

import (
	"strconv"
	"strings"
	"time"

	"focusd/timer/agenda/recur"
	"focusd/tracker"
)

// Print is the line that Capture reads as task and steps. Dates are written
// out, so that it says the same on any day.
func (a *Agenda) Print(w When, task Task, steps ...Task) string {
	parts := []string{a.print(w, task)}
	for _, s := range steps {
		parts = append(parts, a.print(w, s))
	}
	return strings.Join(parts, " "+stepMark+" ")
}

func (a *Agenda) print(w When, t Task) string {
	var words []string
	for text := range strings.FieldsSeq(t.Title) {
		words = append(words, escaped(text))
	}
	if t.Estimate > 0 {
		words = append(words, "~"+length(t.Estimate))
	}
	for _, c := range t.Contexts {
		words = append(words, "@"+c)
	}
	if q := t.Quadrant(); q != Neither {
		words = append(words, "!"+strconv.Itoa(int(q)))
	}
	if t.Area != "" {
		words = append(words, "+"+t.Area)
	}
	return strings.Join(append(words, a.printKeys(w, t)...), " ")
}

// printKeys are the marks that are words, and low, which needs no value.
func (a *Agenda) printKeys(w When, t Task) (words []string) {
	if (t.Due != tracker.Day{}) {
		words = append(words, "due:"+w.dueText(t))
	}
	if (t.Later != tracker.Day{}) {
		words = append(words, "later:"+t.Later.String())
	}
	if t.Repeat != nil {
		words = append(words, every(t.Repeat.Series.Rule))
	}
	if goal, ok := a.Goals[t.Goal]; ok {
		words = append(words, "goal:"+quoted(a.handle(goal)))
	}
	if t.Waiting != "" {
		words = append(words, "wait:"+quoted(t.Waiting))
	}
	for _, m := range t.Match {
		words = append(words, "match:"+quoted(m.String()))
	}
	if t.LowBrain {
		words = append(words, "%low")
	}
	return words
}

// length is d as time.ParseDuration reads it, without parts that are zero.
func length(d time.Duration) string {
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

// every is the mark of r, with a spelling that a shell leaves alone where there
// is one.
func every(r recur.Rule) string {
	key := "every:"
	if r.FromCompletion {
		key, r.FromCompletion = "every!:", false
	}
	return key + strings.ReplaceAll(strings.TrimPrefix(r.Words(), "every "), " ", "_")
}

// handle is a word that finds g: its name, or its ID where others have the name
// too.
func (a *Agenda) handle(g Goal) string {
	if found, err := a.FindGoal(g.Name); err == nil && found.ID == g.ID {
		return g.Name
	}
	return g.ID
}

// quoted is s as the value of a mark.
func quoted(s string) string {
	if s != none && !strings.ContainsAny(s, ` "`) {
		return s
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}
