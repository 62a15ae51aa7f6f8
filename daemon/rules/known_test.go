package rules

import (
	"errors"
	"strings"
	"testing"

	"focusd/daemon/engine/enginetest"
)

// TestTwoWhoRuleTheSame: what one of them has not seen is not written over.
func TestTwoWhoRuleTheSame(t *testing.T) {
	b := newBook(enginetest.NewMemory())
	first := do(t, b, Change{Do: Add, Rule: "app=forum -> chat", Known: None})
	for name, tt := range map[string]struct {
		change Change
		words  string
	}{
		"added, none seen":     {Change{Do: Add, Rule: "app=forum -> rest", Known: None}, `it is app=forum -> chat now`},
		"filed, none seen":     {Change{Do: File, App: "forum", Category: Category{Name: "rest"}, Known: None}, `it is app=forum -> chat now`},
		"replaced, other seen": {Change{Do: Replace, ID: first.Rule.ID, Rule: "app=forum -> rest", Known: "app=forum -> web"}, `it is app=forum -> chat now`},
		"removed, other seen":  {Change{Do: Remove, ID: first.Rule.ID, Known: "app=forum -> web"}, `it is app=forum -> chat now`},
		"added, it is gone":    {Change{Do: Add, Rule: "app=shop -> rest", Known: "app=shop -> web"}, "the rule was removed since you looked"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := b.Do(t.Context(), tt.change)
			if !errors.Is(err, ErrChanged) || !strings.Contains(err.Error(), tt.words) {
				t.Errorf("%+v: %v, want it refused with %q", tt.change, err, tt.words)
			}
		})
	}
	do(t, b, Change{Do: Add, Rule: "app=forum -> rest", Known: "app=forum -> chat"})
	do(t, b, Change{Do: Replace, ID: first.Rule.ID, Rule: "app=forum -> web"}) // who does not say
	do(t, b, Change{Do: Remove, ID: first.Rule.ID, Known: "app=forum -> web"})
}
