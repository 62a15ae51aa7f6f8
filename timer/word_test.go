package timer

import (
	"fmt"
	"strings"
	"testing"
)

func TestWords(t *testing.T) {
	t.Run("kind", func(t *testing.T) { words(t, ParseKind, "pomodoro flow burst") })
	t.Run("phase", func(t *testing.T) {
		words(t, ParsePhase, "idle work paused overtime short_break long_break break_over")
	})
	t.Run("cause", func(t *testing.T) {
		words(t, ParseCause, "none internal external away lock sleep restart distraction")
	})
	t.Run("ending", func(t *testing.T) {
		words(t, ParseEnding, "running finish stop skip auto idle lock sleep away pause cap recovered kept record")
	})
	t.Run("outcome", func(t *testing.T) { words(t, ParseOutcome, "discarded completed partial abandoned") })
	t.Run("break outcome", func(t *testing.T) {
		words(t, ParseBreakOutcome, "open taken natural cut_short skipped")
	})
	t.Run("verb", func(t *testing.T) {
		words(t, ParseVerb, "tick start pause resume finish stop skip extend rewind switch postpone keep record undo "+
			"locked unlocked slept restarted clock_set new_day")
	})
}

// words checks that the values from zero on are called want, there and back.
func words[T interface {
	~uint8
	fmt.Stringer
}](t *testing.T, parse func(string) (T, error), want string) {
	for i, w := range strings.Fields(want) {
		if got := T(i).String(); got != w {
			t.Errorf("%d is %q, want %q", i, got, w)
		}
		if got, err := parse(w); err != nil || got != T(i) {
			t.Errorf("parse %q: %d, %v; want %d", w, got, err, i)
		}
	}
	n := T(len(strings.Fields(want)))
	if !strings.HasSuffix(n.String(), fmt.Sprintf("(%d)", uint8(n))) {
		t.Errorf("one too far is %q", n)
	}
	if _, err := parse(n.String()); err == nil || !strings.Contains(err.Error(), "use one of") {
		t.Errorf("parse %q: %v", n, err)
	}
}
