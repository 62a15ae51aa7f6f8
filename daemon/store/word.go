package store

import (
	"fmt"
	"time"

	"focusd/timer"
)

// The types of this file are how enumerations and lengths of package timer
// stand in JSON: by their words, never by their numbers.

type (
	kindWord    timer.Kind
	phaseWord   timer.Phase
	causeWord   timer.Cause
	endingWord  timer.Ending
	outcomeWord timer.BreakOutcome
	verbWord    timer.Verb
	length      time.Duration // "25m0s"
)

func (w kindWord) MarshalText() ([]byte, error)   { return text(timer.Kind(w), timer.ParseKind) }
func (w phaseWord) MarshalText() ([]byte, error)  { return text(timer.Phase(w), timer.ParsePhase) }
func (w causeWord) MarshalText() ([]byte, error)  { return text(timer.Cause(w), timer.ParseCause) }
func (w endingWord) MarshalText() ([]byte, error) { return text(timer.Ending(w), timer.ParseEnding) }

func (w outcomeWord) MarshalText() ([]byte, error) {
	return text(timer.BreakOutcome(w), timer.ParseBreakOutcome)
}
func (w verbWord) MarshalText() ([]byte, error) { return text(timer.Verb(w), timer.ParseVerb) }
func (l length) MarshalText() ([]byte, error)   { return text(time.Duration(l), time.ParseDuration) }

func (w *kindWord) UnmarshalText(b []byte) error   { return parse(w, b, timer.ParseKind) }
func (w *phaseWord) UnmarshalText(b []byte) error  { return parse(w, b, timer.ParsePhase) }
func (w *causeWord) UnmarshalText(b []byte) error  { return parse(w, b, timer.ParseCause) }
func (w *endingWord) UnmarshalText(b []byte) error { return parse(w, b, timer.ParseEnding) }
func (w *outcomeWord) UnmarshalText(b []byte) error {
	return parse(w, b, timer.ParseBreakOutcome)
}
func (w *verbWord) UnmarshalText(b []byte) error { return parse(w, b, timer.ParseVerb) }
func (l *length) UnmarshalText(b []byte) error   { return parse(l, b, time.ParseDuration) }

// text is the word of v, which must be one that parseWord takes back.
func text[T fmt.Stringer](v T, parseWord func(string) (T, error)) ([]byte, error) {
	word := v.String()
	if _, err := parseWord(word); err != nil {
		return nil, err
	}
	return []byte(word), nil
}

func parse[W, T ~uint8 | ~int64](w *W, word []byte, parseWord func(string) (T, error)) error {
	v, err := parseWord(string(word))
	*w = W(v)
	return err
}
