package timer

import (
	"fmt"
	"slices"
	"strings"
)

// The words are part of the store, the protocol and the metrics: they may be
// added to, never changed.
var (
	kindWords    = []string{"pomodoro", "flow", "burst"}
	phaseWords   = []string{"idle", "work", "paused", "overtime", "short_break", "long_break", "break_over"}
	causeWords   = []string{"none", "internal", "external", "away", "lock", "sleep", "restart", "distraction"}
	endingWords  = []string{"running", "finish", "stop", "skip", "auto", "idle", "lock", "sleep", "away", "pause", "cap", "recovered", "kept", "record"}
	outcomeWords = []string{"discarded", "completed", "partial", "abandoned"}
	breakWords   = []string{"open", "taken", "natural", "cut_short", "skipped"}
	verbWords    = []string{
		"tick",
		"start", "pause", "resume", "finish", "stop", "skip", "extend", "rewind", "switch", "postpone", "keep", "record", "undo",
		"locked", "unlocked", "slept", "restarted", "clock_set", "new_day",
	}
)

func (k Kind) String() string         { return word(kindWords, "kind", k) }
func (p Phase) String() string        { return word(phaseWords, "phase", p) }
func (c Cause) String() string        { return word(causeWords, "cause", c) }
func (e Ending) String() string       { return word(endingWords, "ending", e) }
func (o Outcome) String() string      { return word(outcomeWords, "outcome", o) }
func (o BreakOutcome) String() string { return word(breakWords, "break outcome", o) }
func (v Verb) String() string         { return word(verbWords, "verb", v) }

// The way back from String. Case matters, and there is no default.

func ParseKind(s string) (Kind, error)       { return parse[Kind](kindWords, "kind", s) }
func ParsePhase(s string) (Phase, error)     { return parse[Phase](phaseWords, "phase", s) }
func ParseCause(s string) (Cause, error)     { return parse[Cause](causeWords, "cause", s) }
func ParseEnding(s string) (Ending, error)   { return parse[Ending](endingWords, "ending", s) }
func ParseOutcome(s string) (Outcome, error) { return parse[Outcome](outcomeWords, "outcome", s) }
func ParseBreakOutcome(s string) (BreakOutcome, error) {
	return parse[BreakOutcome](breakWords, "break outcome", s)
}
func ParseVerb(s string) (Verb, error) { return parse[Verb](verbWords, "verb", s) }

func word[T ~uint8](words []string, noun string, v T) string {
	if int(v) < len(words) {
		return words[v]
	}
	return fmt.Sprintf("%s(%d)", noun, uint8(v))
}

func parse[T ~uint8](words []string, noun, s string) (T, error) {
	i := slices.Index(words, s)
	if i < 0 {
		return 0, fmt.Errorf("%q is not a %s: use one of %s", s, noun, strings.Join(words, ", "))
	}
	return T(i), nil
}
