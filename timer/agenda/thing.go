package agenda

import (
	"errors"
	"fmt"
	"strings"

	"focusd/tracker"
)

// What time blocks, habits and goals have in common.

// ErrValue is something that a time block, habit or goal cannot have; the error
// says what it can.
var ErrValue = errors.New("that does not go together")

// Target is an amount, and from which day it holds. A day is measured by the
// target in force on it: raising one changes no score of a past day.
type Target struct {
	From  tracker.Day
	Value float64 // minutes, or a count
}

// on is the target in force on a day.
func on(targets []Target, day tracker.Day) float64 {
	for i := len(targets) - 1; i > 0; i-- {
		if !day.Before(targets[i].From) {
			return targets[i].Value
		}
	}
	if len(targets) == 0 {
		return 0
	}
	return targets[0].Value
}

// with has a target hold from its day on, and none after it. The list stays as
// it is.
func with(targets []Target, t Target) []Target {
	var list []Target
	for _, old := range targets {
		if old.From.Before(t.From) {
			list = append(list, old)
		}
	}
	if n := len(list); n > 0 && list[n-1].Value == t.Value {
		return list
	}
	return append(list, t)
}

// thing checks what each of them may be called and belong to.
func (t *turn) thing(called, area, goal string, match []Match) (string, error) {
	called, err := name(called)
	if err != nil {
		return "", err
	}
	if area != "" {
		if _, err := (word{text: area}).tag(area); err != nil {
			return "", err
		}
	}
	if _, ok := t.a.Goals[goal]; goal != "" && !ok {
		return "", unknownID("goal", goal)
	}
	for _, m := range match {
		if err := m.validate(); err != nil {
			return "", err
		}
	}
	return called, nil
}

// amountOf checks an amount that is asked for.
func amountOf(amount, most float64, unit string) error {
	if !(amount > 0 && amount <= most) {
		return fmt.Errorf("%w: %v %s: ask for more than 0 and at most %v", ErrValue, amount, unit, most)
	}
	return nil
}

func unknownID(noun, id string) error {
	return fmt.Errorf("%w: no %s has the ID %s: look at the list again", ErrUnknown, noun, short(id))
}

// alive tells whether something that was made on one day and ended on another is
// there on a third.
func alive(made, ended, day tracker.Day) bool {
	return !day.Before(made) && (ended == tracker.Day{} || day.Before(ended))
}

func lastRank[V any](all map[string]V, rank func(V) int) (last int) {
	for _, v := range all {
		last = max(last, rank(v))
	}
	return last
}

// wordOf is the one of words that n stands for.
func wordOf[N ~uint8](words []string, n N) string { return words[min(int(n), len(words)-1)] }

// readWord is the reverse of wordOf.
func readWord[N ~uint8](words []string, text []byte) (N, error) {
	for i, w := range words {
		if w == string(text) {
			return N(i), nil
		}
	}
	return 0, fmt.Errorf("%w: %q: use one of %s", ErrValue, short(string(text)), strings.Join(words, ", "))
}
