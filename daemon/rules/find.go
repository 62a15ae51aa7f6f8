package rules

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"focusd/tracker/category"
)

// Why a change was refused, beside what is wrong with a rule.
var (
	ErrUnknown    = errors.New("there is no such rule or category")
	ErrAmbiguous  = errors.New("several rules are called so")
	ErrDefault    = errors.New("a default stays as it is")
	ErrOwn        = errors.New("only a default can be off")
	ErrIncomplete = errors.New("something is missing")
	ErrThere      = errors.New("there is such a rule")
	ErrUsed       = errors.New("rules need it")
	ErrNoUndo     = errors.New("there is no change to undo")
	ErrChanged    = errors.New("it was changed since")
)

// Refusal is why a change was not made: what is so, and what to do. It wraps
// one of the errors above.
type Refusal struct {
	Reason   error
	What, Do string
}

func (r *Refusal) Error() string { return r.What + "; " + r.Do }
func (r *Refusal) Unwrap() error { return r.Reason }

// IsOwn tells whether the person wrote the rule of that id.
func (e *Edition) IsOwn(id string) bool {
	_, ok := e.kept[place{kindRule, id}]
	return ok
}

// fewest is how much of an id has to be given.
const fewest = 4

// Find is the rule that a person means: by its id, the end of it, or its
// condition. It may be one that is kept though something is wrong with it, or a
// default that is in force.
func (e *Edition) Find(name string) (category.Rule, error) {
	name = strings.TrimSpace(name)
	var found []category.Rule
	for _, r := range e.all() {
		if r.ID == name || r.Condition() == name && e.IsOwn(r.ID) {
			return r, nil
		}
		if e.IsOwn(r.ID) && len(name) >= fewest && strings.HasSuffix(r.ID, strings.ToUpper(name)) || asks(r) == name || r.Condition() == name {
			found = append(found, r)
		}
	}
	switch len(found) {
	case 0:
		return category.Rule{}, &Refusal{ErrUnknown, fmt.Sprintf("there is no rule %q", name), "see which ones there are: focus rule list"}
	case 1:
		return found[0], nil
	}
	return category.Rule{}, &Refusal{ErrAmbiguous, fmt.Sprintf("%d rules are called %q", len(found), name), "write more of the id"}
}

// all are the rules in force and those that are kept beside them.
func (e *Edition) all() []category.Rule {
	rules := e.Set.Rules()
	for _, id := range e.kept.ids(kindRule) {
		if _, ok := e.Set.Rule(id); !ok {
			r, err := readRule(id, e.kept[place{kindRule, id}])
			if err != nil {
				r = category.Rule{ID: id}
			}
			rules = append(rules, r)
		}
	}
	return rules
}

// Switched are the defaults that the person has switched off.
func (e *Edition) Switched() (rules []category.Rule) {
	if len(e.Own.Off) == 0 {
		return nil
	}
	for _, r := range category.Defaults().Rules {
		if slices.Contains(e.Own.Off, r.ID) {
			rules = append(rules, r)
		}
	}
	return rules
}
