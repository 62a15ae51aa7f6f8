package server

import (
	"net/http"
	"time"

	"focusd/daemon/api"
	"focusd/daemon/rules"
	"focusd/tracker/category"
)

// ruleTest tells which rules match a window.
func (d *door) ruleTest(w http.ResponseWriter, r *http.Request) error {
	test, err := readJSON[api.RuleTest](w, r)
	if err != nil {
		return err
	}
	e, err := d.edition()
	if err != nil {
		return err
	}
	at := time.Now()
	if test.At != nil {
		at = *test.At
	}
	if zone := d.config.Load().Calendar.Location; zone != nil {
		at = at.In(zone)
	}
	found := api.RuleMatches{Matches: []api.Rule{}, Category: api.Category{Class: category.Unclassified.String()}}
	for _, rule := range e.Set.Matches(test.App, test.Title, at, e.Host) {
		found.Matches = append(found.Matches, wireRule(e, rule))
	}
	if len(found.Matches) > 0 {
		found.Category = wireCategory(e, found.Matches[0].Category)
	}
	return answer(w, found)
}

// rulePreview tells what a change would make of the log.
func (d *door) rulePreview(w http.ResponseWriter, r *http.Request) error {
	trial, err := readJSON[api.RuleTrial](w, r)
	if err != nil {
		return err
	}
	if d.Rules == nil {
		return noRules()
	}
	change, err := changeOf(trial.Change)
	if err != nil {
		return err
	}
	sp, err := trialSpan(trial)
	if err != nil {
		return err
	}
	if err := d.engine.SettleTo(r.Context(), sp.to); err != nil {
		return err
	}
	p, err := d.Rules.Preview(change, sp.from, sp.to)
	if err != nil {
		return refusedRule(err)
	}
	return answer(w, wirePreview(p, sp))
}

// trialSpan is the range of a trial.
func trialSpan(t api.RuleTrial) (span, error) {
	now := time.Now()
	sp := span{from: now.Add(-someTime), to: now}
	if t.From != nil {
		sp.from = *t.From
	}
	if t.To != nil {
		sp.to = *t.To
	}
	sp = span{whole(sp.from), whole(sp.to)}
	if !sane(sp.from) || !sane(sp.to) || !sp.from.Before(sp.to) {
		return span{}, badRequest("\"from\" is not before \"to\", or one of them is out of range", "write 2026-11-22T09:00:00Z")
	}
	return sp, nil
}

func wirePreview(p rules.Preview, sp span) api.RulePreview {
	w := api.RulePreview{
		From: sp.from, To: sp.to, Total: p.Total.Milliseconds(), Moved: p.Moved.Milliseconds(),
		Categories: []api.CategoryShift{}, Subjects: []api.MovedSubject{},
	}
	for _, s := range p.Totals {
		w.Categories = append(w.Categories, api.CategoryShift{
			Name: s.Category, Class: p.After.Category(s.Category).Class.String(),
			Before: s.Before.Milliseconds(), After: s.After.Milliseconds(),
		})
	}
	for _, s := range p.Subjects {
		w.Subjects = append(w.Subjects, api.MovedSubject{App: s.App, Title: s.Title, From: s.From, To: s.To, Time: s.Time.Milliseconds()})
	}
	return w
}
