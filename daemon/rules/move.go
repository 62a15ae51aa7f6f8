package rules

import (
	"fmt"
	"slices"

	"focusd/tracker/category"
)

// planMove puts one of the person's rules at another place among theirs, of which
// the first wins. Its order is what that takes, and so is that of those before it.
func (e *Edition) planMove(name string, place int) (plan, error) {
	r, err := e.Find(name)
	if err != nil {
		return plan{}, err
	}
	own := e.ranked()
	at := slices.IndexFunc(own, func(o category.Rule) bool { return o.ID == r.ID })
	switch {
	case !e.IsOwn(r.ID):
		return plan{}, &Refusal{ErrDefault, fmt.Sprintf("%q is a default, which has its place behind your own", r.ID), "add a rule of your own: it goes before"}
	case at < 0:
		return plan{}, &Refusal{ErrUnknown, fmt.Sprintf("%q is not in force, and has no place", name), "see what is wrong with it: focus rule list"}
	case place < 1 || place > len(own):
		return plan{}, &Refusal{ErrIncomplete, fmt.Sprintf("there is no place %d", place), fmt.Sprintf("your rules have the places 1 to %d", len(own))}
	case place == at+1:
		return plan{}, &Refusal{ErrIncomplete, fmt.Sprintf("it is at place %d already", place), "see the places: focus rule list"}
	}
	r.Order = 0
	own = slices.Insert(slices.Delete(own, at, at+1), place-1, r)
	rank := e.naturalRank(own)
	p := plan{outcome: Outcome{Did: "moved"}}
	for i := len(own) - 1; i >= 0; i-- {
		o := &own[i]
		if i+1 < len(own) {
			o.Order = max(o.Order, own[i+1].Order)
			if o.Order == own[i+1].Order && rank[o.ID] > rank[own[i+1].ID] {
				o.Order++
			}
		}
		if was, _ := e.Set.Rule(o.ID); was.Order != o.Order {
			p.documents = append(p.documents, writeRule(o.ID, *o))
		}
	}
	p.outcome.Rule = own[place-1]
	return p, nil
}

// ranked are the person's rules that are in force, the one that wins first.
func (e *Edition) ranked() (own []category.Rule) {
	for _, r := range e.Set.Rules() {
		if e.IsOwn(r.ID) {
			own = append(own, r)
		}
	}
	return own
}

// naturalRank is the place that each of the rules would have if none had an order.
func (e *Edition) naturalRank(all []category.Rule) map[string]int {
	plain := slices.Clone(all)
	for i := range plain {
		plain[i].Order = 0
	}
	// They are in force, so nothing is wrong with them.
	set, _ := category.Compile(category.Ruleset{Categories: e.Set.Categories(), Rules: plain})
	rank := make(map[string]int, len(all))
	for i, r := range set.Rules() {
		rank[r.ID] = i
	}
	return rank
}
