package api

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"focusd/timer"
)

const (
	// maxSeconds is the longest length a command may name: nobody means more
	// than a year, and a sum of two of them is still a time.Duration.
	maxSeconds = 366 * 24 * 60 * 60
	// maxLabel is the longest label, in characters. It has to fit in a menu.
	maxLabel = 200
)

// verb is a value of Command.Do and the fields that go with it.
type verb struct {
	do     string
	verb   timer.Verb
	fields []string
}

func verbs() []verb {
	return []verb{
		{"start", timer.Start, []string{"preset", "label", "task", "seconds", "replace", "sure"}},
		{"pause", timer.Pause, []string{"external"}},
		{"resume", timer.Resume, nil},
		{"finish", timer.Finish, nil},
		{"stop", timer.Stop, []string{"sure"}},
		{"skip", timer.Skip, []string{"sure"}},
		{"extend", timer.Extend, []string{"seconds"}},
		{"rewind", timer.Rewind, []string{"seconds"}},
		{"switch", timer.Switch, []string{"label", "task"}},
		{"postpone", timer.Postpone, []string{"seconds"}},
		{"keep", timer.Keep, []string{"at"}},
		{"record", timer.Note, []string{"at", "seconds", "label"}},
		{"undo", timer.UndoLast, []string{"at"}},
	}
}

// Event is what c does to the timer. What it says of c is an *Error: the verb
// or a field is wrong.
func (c Command) Event() (timer.Event, error) {
	verbs := verbs()
	i := slices.IndexFunc(verbs, func(v verb) bool { return v.do == c.Do })
	if i < 0 {
		return timer.Event{}, unknownVerb(c.Do, verbs)
	}
	if err := c.check(verbs[i]); err != nil {
		return timer.Event{}, err
	}
	ev := timer.Event{Verb: verbs[i].verb, Label: c.Label, At: c.At, Replace: c.Replace, Sure: c.Sure}
	var err error
	if ev.For, err = length(c.Seconds); err != nil {
		return timer.Event{}, err
	}
	if c.Preset != "" {
		if ev.Preset, err = timer.ParsePreset(c.Preset); err != nil {
			return timer.Event{}, err
		}
	}
	if c.External {
		ev.Cause = timer.External
	}
	return ev, nil
}

// check refuses a field that the verb would ignore: whoever sent it meant
// something by it.
func (c Command) check(v verb) error {
	given := map[string]bool{
		"preset":   c.Preset != "",
		"label":    c.Label != "",
		"task":     c.Task != "",
		"seconds":  c.Seconds != 0,
		"external": c.External,
		"replace":  c.Replace,
		"at":       !c.At.IsZero(),
		"sure":     c.Sure,
	}
	for _, field := range []string{"preset", "label", "task", "seconds", "external", "replace", "at", "sure"} {
		if given[field] && !slices.Contains(v.fields, field) {
			return badRequest(fmt.Sprintf("%q does not go with %q", field, v.do), "leave it out")
		}
	}
	return checkLabel(c.Label)
}

// checkLabel refuses what cannot be shown on one line of a menu.
func checkLabel(label string) error {
	switch {
	case !utf8.ValidString(label):
		return badRequest("the label is not UTF-8", "")
	case strings.ContainsFunc(label, unicode.IsControl):
		return badRequest("the label has a line break or another control character", "use one line of plain text")
	case utf8.RuneCountInString(label) > maxLabel:
		return badRequest(fmt.Sprintf("the label is longer than %d characters", maxLabel), "shorten it")
	}
	return nil
}

// Length is Seconds as a length; zero means what the field's comment says.
func (c TrackingCommand) Length() (time.Duration, error) { return length(c.Seconds) }

func length(seconds int64) (time.Duration, error) {
	if seconds < 0 || seconds > maxSeconds {
		return 0, fmt.Errorf("%w: %d seconds; use 0 to %d", timer.ErrRange, seconds, maxSeconds)
	}
	return time.Duration(seconds) * time.Second, nil
}

func unknownVerb(do string, verbs []verb) error {
	known := make([]string, len(verbs))
	for i, v := range verbs {
		known[i] = v.do
	}
	return badRequest(fmt.Sprintf("there is no command %.40q", do), "use one of "+strings.Join(known, ", "))
}

func badRequest(message, hint string) *Error {
	return &Error{Code: Code(ErrRequest), Message: message, Hint: hint}
}
