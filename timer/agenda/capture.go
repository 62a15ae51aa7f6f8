package agenda

import (
	"slices"
	"strings"

	"focusd/timer/agenda/recur"
	"focusd/tracker"
)

// Capture reads a line: a task, and after it its steps in order. Nothing but
// the text of each is required. They have no IDs yet; an error is a TextError.
//
// Words are parted by spaces; what is no mark is the title, wherever it stands.
//
//	call dentist ~4m @phone !1 +health due:fri
//
//	~4m ~1h30m ~90s ~5      how long it takes; a bare number is minutes; ~0: not known
//	@phone                  where it can be done, any number of them; @none
//	+health                 the area of life; +none
//	!1 !2 !3 !4             urgent and important, important, urgent, neither
//	due:fri due:fri-14:00   until when; due:none. See When.ParseDay.
//	due:14:00
//	later:mon               not offered before; later:none
//	every:mon-fri           when it comes again; every:none. See recur.Parse; "every "
//	every:"2 weeks"         before a number may be left out, every:3d is every 3 days, and
//	every!:3d               every_2_weeks has spaces. With ! it is counted from completion.
//	goal:Spanish            what it is for, by name or ID; goal:none
//	wait:Anna               for what or whom it waits; wait:none
//	match:app:editor        what counts as working on it, any number of them; match:none
//	%low %high              can be done with half a mind, or not
//	write > outline > draft steps, in order
//	\@home \due:x \>        a word that is no mark
//
// The value of a word that has a colon may be in double quotes, with a
// backslash before a quote or a backslash in it.
func (a *Agenda) Capture(line string, w When) ([]Task, error) {
	parts, err := a.parse(line, w)
	if err != nil {
		return nil, err
	}
	tasks := make([]Task, len(parts))
	for i, p := range parts {
		if p.said&saidTitle == 0 {
			return nil, untitled(i)
		}
		if err := p.anchor(w); err != nil {
			return nil, err
		}
		tasks[i] = p.task
		tasks[i].Rank = i
	}
	return tasks, nil
}

func untitled(i int) error {
	if i == 0 {
		return &TextError{Problem: "there is no text beside the marks", Advice: "say what is to be done"}
	}
	return &TextError{Problem: "there is a step without text", Advice: "say what is to be done after each >"}
}

// said is which marks a part has: Edit leaves alone what was not said.
type said uint16

const (
	saidTitle said = 1 << iota
	saidEstimate
	saidContexts
	saidArea
	saidQuadrant
	saidDue
	saidLater
	saidRepeat
	saidGoal
	saidWaiting
	saidLowBrain
	saidMatch

	ofTaskOnly = saidArea | saidRepeat | saidGoal // a step has them from its task
)

// part is a task or a step as a line says it.
type part struct {
	task  Task
	said  said
	title []string
	rule  *recur.Rule // of task.Repeat, until it is known where it starts
}

func (a *Agenda) parse(line string, w When) ([]part, error) {
	words, err := split(line)
	if err != nil {
		return nil, err
	}
	parts := make([]part, 1)
	for _, word := range words {
		if word.text == stepMark {
			parts = append(parts, part{})
			continue
		}
		p := &parts[len(parts)-1]
		if err := a.read(p, word, w); err != nil {
			return nil, err
		}
		if len(parts) > 1 && p.said&ofTaskOnly != 0 {
			return nil, word.wrong("belongs to the whole task", "write it before the first >")
		}
	}
	for i := range parts {
		if err := parts[i].close(); err != nil {
			return nil, err
		}
	}
	return parts, nil
}

// close makes of the words of p what they are together.
func (p *part) close() error {
	slices.Sort(p.task.Contexts)
	p.task.Contexts = slices.Compact(p.task.Contexts)
	title, err := clean(strings.Join(p.title, " "), maxName)
	if err != nil {
		return err
	}
	if p.task.Title = title; title != "" {
		p.said |= saidTitle
	}
	return nil
}

// anchor has the repetition start when the task is due, or else on its first
// date from today on.
func (p *part) anchor(w When) error {
	if p.rule == nil {
		return nil
	}
	if p.task.Due == (tracker.Day{}) {
		// Every second Tuesday begins with the next one, in whichever week.
		any := *p.rule
		any.Interval = 1
		first, ok := recur.Series{Rule: any, Start: w.Today()}.Next(w.Today().Add(-1))
		if !ok {
			return &TextError{Problem: "there is no date from today on at which it comes again", Advice: "write a later end, or none"}
		}
		p.task.Due = first
	}
	p.task.Repeat = &Repeat{Series: recur.Series{Rule: *p.rule, Start: p.task.Due}}
	return nil
}
