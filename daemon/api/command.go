package api

import (
	"context"
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

// Command is the body of POST /v1/timer. The answer is the Status after it.
//
// # POST /v1/timer
//
// Makes a command happen and answers the status after it. When the answer is
// 200 the command is on disk. What goes with which command:
//
//	start     preset, label, task (its ID), seconds (how long ago it began), replace, sure
//	pause     external (somebody else is the reason)
//	resume
//	finish
//	stop      sure
//	skip      sure
//	extend    seconds
//	rewind    seconds (how long the person was away)
//	switch    label, task
//	postpone  seconds (none: 5 min)
//	keep      at (when a gap of the running block began, or a block was closed because
//	          no daemon ran; none: the last): it was work after all
//	record    at (when it began), seconds (how long it lasted), label
//	undo      at (undo_at of the command that is meant: refused with "changed" where
//	          it is not the last; none: whichever is)
//
// A task is begun with the block, and its title is the label unless there is
// another. A start with neither is on the task that is being done, or on the first
// of the six that is open. The end of a block is not the end of the task.
//
// Where breaks are strict, who leaves one early, or skips one, has to be sure: the
// first to ask is refused with "strict", and to ask again after three seconds and
// within a minute is to be sure. A block that is recorded after the fact counts up,
// has ten minutes to eight hours, and lies over no other: that is "overlap".
//
//	POST /v1/timer
//	{"do": "start", "preset": "50/10", "label": "draft", "seconds": 120}
//
//	POST /v1/timer
//	{"do": "extend", "seconds": 300}
type Command struct {
	Do       string `json:"do"`                 // start, pause, resume, finish, stop, skip, extend, rewind, switch, postpone, keep, record, undo
	Preset   string `json:"preset,omitempty"`   // start
	Label    string `json:"label,omitempty"`    // start, switch, record
	Task     string `json:"task,omitempty"`     // start, switch: the ID of an open task, which is begun; its title is the label
	Seconds  int64  `json:"seconds,omitempty"`  // start: how long ago; extend, rewind, postpone; record: how long it lasted
	External bool   `json:"external,omitempty"` // pause: somebody else is the reason
	Replace  bool   `json:"replace,omitempty"`  // start
	Sure     bool   `json:"sure,omitempty"`     // start, stop, skip: leave a break early, where breaks are strict

	At time.Time `json:"at,omitzero"` // record: when it began; keep: when the gap did, or the block was closed; undo: undo_at of what is meant
}

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

// Timer makes a command happen and returns the status after it. When it
// returns nil, the command is on disk.
func (c *Client) Timer(ctx context.Context, cmd Command) (Status, error) {
	return post[Status](ctx, c, "/v1/timer", cmd)
}
