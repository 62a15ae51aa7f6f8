package server

import (
	"net/http"
	"time"

	"focusd/daemon/api"
	"focusd/daemon/rules"
	"focusd/tracker/category"
)

// ruleList lists the person's rules and, if asked to, the defaults: all of them, or
// those that decide something, with how much.
func (d *door) ruleList(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	if err := onlyParams(q, "all", "time"); err != nil {
		return err
	}
	all, err := isSet(q.Get("all"), "all")
	if err != nil {
		return err
	}
	timed, err := isSet(q.Get("time"), "time")
	if err != nil {
		return err
	}
	e, err := d.edition()
	if err != nil {
		return err
	}
	list, shares := api.Rules{Rules: []api.Rule{}}, map[string]time.Duration{}
	if timed {
		if shares, err = d.timeRules(r, &list); err != nil {
			return err
		}
	}
	for _, rule := range e.Set.Rules() {
		if took := shares[rule.ID]; all || took > 0 || e.IsOwn(rule.ID) {
			shown := wireRule(e, rule)
			shown.Time = took.Milliseconds()
			list.Rules = append(list.Rules, shown)
		}
	}
	for _, rule := range e.Switched() {
		off := wireRule(e, rule)
		off.Off = true
		list.Rules = append(list.Rules, off)
	}
	for _, p := range e.Problems {
		list.Problems = append(list.Problems, api.RuleProblem{Rule: p.Rule, Text: p.What, Hint: p.Do})
	}
	last, err := d.Rules.Last()
	if err != nil {
		return err
	}
	list.Undo, list.Change = last.What, last.ID
	return answer(w, list)
}

// timeRules says how much of the time until now each rule decides.
func (d *door) timeRules(r *http.Request, list *api.Rules) (map[string]time.Duration, error) {
	to := whole(time.Now())
	from := to.Add(-someTime)
	if err := d.engine.SettleTo(r.Context(), to); err != nil {
		return nil, err
	}
	shares, err := d.Rules.Shares(from, to)
	list.From, list.To, list.Other = &from, &to, shares[""].Milliseconds()
	return shares, err
}

// isSet reads a parameter that is 1 or absent.
func isSet(value, name string) (set bool, _ error) {
	if value != "" && value != "1" {
		return false, badRequest("\""+name+"\" cannot be "+clip(value), "write "+name+"=1 or leave it out")
	}
	return value == "1", nil
}

func wireRule(e *rules.Edition, r category.Rule) api.Rule {
	c := e.Set.Category(r.Category)
	source := "default"
	if e.IsOwn(r.ID) {
		source = "own"
	}
	return api.Rule{ID: r.ID, Text: r.String(), Category: r.Category, Class: c.Class.String(), Hue: c.Hue, Source: source}
}
