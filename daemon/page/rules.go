package page

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"focusd/daemon/api"
)

// ruleRow is a rule as it is shown.
type ruleRow struct {
	api.Rule
	Place       int // among the person's; 0: a default
	First, Last bool
}

// Condition is what the rule asks for, as it is written.
func (r ruleRow) Condition() string {
	if at := strings.LastIndex(r.Text, " -> "); at >= 0 {
		return r.Text[:at]
	}
	return r.Text
}

// Tint is the colour of the category.
func (r ruleRow) Tint() string { return hueClass(r.Hue) }

// Up and Down are the places before and behind.
func (r ruleRow) Up() int   { return r.Place - 1 }
func (r ruleRow) Down() int { return r.Place + 1 }

// ownRulesView is the rules of the person, the one that wins first.
type ownRulesView struct {
	*visit
	Rows       []ruleRow
	Problems   []api.RuleProblem
	Undo       string
	Change     string
	Classes    []string
	Categories []api.Category
}

func loadOwnRules(v *visit) (any, error) {
	all, err := v.rules()
	if absent(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	known, err := v.categories()
	view := ownRulesView{visit: v, Problems: all.Problems, Undo: all.Undo, Change: all.Change, Classes: classes(), Categories: known.Categories}
	for _, r := range all.Rules {
		if r.Source == "own" {
			view.Rows = append(view.Rows, ruleRow{Rule: r, Place: len(view.Rows) + 1})
		}
	}
	if n := len(view.Rows); n > 0 {
		view.Rows[0].First, view.Rows[n-1].Last = true, true
	}
	return view, err
}

// whichRuleView is what the question for a rule needs.
type whichRuleView struct{ Apps []api.AppTotal }

func loadWhichRule(v *visit) (any, error) {
	if _, err := v.rules(); err != nil {
		return nil, nil // the rules themselves say why
	}
	sum, err := v.client.Summary(v, v.Status.Today.From, v.Status.Today.To)
	if absent(err) {
		err = nil
	}
	return whichRuleView{sum.Apps}, err
}

// withoutRuleView is time that no rule knows, by app.
type withoutRuleView struct {
	*visit
	api.Unclassified
}

const mostWithoutRule = 8

func loadWithoutRule(v *visit) (any, error) {
	all, err := v.client.Unclassified(v, time.Time{}, time.Time{}, mostWithoutRule)
	if absent(err) {
		return nil, nil
	}
	all.Apps = slices.DeleteFunc(all.Apps, func(a api.UnclassifiedApp) bool { return a.App == "" })
	return withoutRuleView{v, all}, err
}

// Href leads to where it is filed.
func (w withoutRuleView) Href() string {
	q := url.Values{"first": {w.From.In(w.zone).Format(time.DateOnly)}, "last": {w.To.In(w.zone).Format(time.DateOnly)}}
	return "/log?" + q.Encode() + "#unfiled"
}
