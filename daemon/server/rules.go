package server

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
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
	if err := d.settle(r.Context(), to); err != nil {
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

// ruleCommand changes the rules.
func (d *door) ruleCommand(w http.ResponseWriter, r *http.Request) error {
	cmd, err := readJSON[api.RuleCommand](w, r)
	if err != nil {
		return err
	}
	if d.Rules == nil {
		return noRules()
	}
	if cmd.Do == "undo" {
		if cmd != (api.RuleCommand{Do: "undo", Known: cmd.Known}) {
			return badRequest("undo takes nothing else but known", "send {\"do\": \"undo\"}")
		}
		o, err := d.Rules.Undo(r.Context(), cmd.Known)
		if err != nil {
			return refusedRule(err)
		}
		return answer(w, api.RuleChange{Did: o.Did, Undone: o.Undone})
	}
	change, err := changeOf(cmd)
	if err != nil {
		return err
	}
	return d.makeChange(w, r, change)
}

func (d *door) makeChange(w http.ResponseWriter, r *http.Request, c rules.Change) error {
	if d.Rules == nil {
		return noRules()
	}
	before, err := d.Rules.Now()
	if err != nil {
		return err
	}
	o, err := d.Rules.Do(r.Context(), c)
	if err != nil {
		return refusedRule(err)
	}
	after, err := d.Rules.Now()
	if err != nil {
		return err
	}
	if o.Did == "removed" {
		after = before // what is gone is shown as it was
	}
	done := api.RuleChange{Did: o.Did, Change: o.Change}
	if o.Rule.ID != "" {
		rule := wireRule(after, o.Rule)
		rule.Off = o.Did == "off"
		done.Rule = &rule
	}
	if o.Category != "" {
		made := wireCategory(after, o.Category)
		done.Category = &made
	}
	return answer(w, done)
}

// changeOf is the change that a command asks for. A command that says more than
// its verb knows is refused: the rest was meant to do something.
func changeOf(c api.RuleCommand) (rules.Change, error) {
	class, err := wantedClass(c.Class)
	if err != nil {
		return rules.Change{}, err
	}
	change := rules.Change{Do: rules.Verb(c.Do), ID: c.ID, Rule: c.Text, App: c.App, Place: c.Place, Known: c.Known}
	change.Category = rules.Category{Name: c.Category, Class: class}
	used := api.RuleCommand{Do: c.Do}
	if slices.Contains([]rules.Verb{rules.Add, rules.File, rules.Replace, rules.Remove}, change.Do) {
		used.Known = c.Known
	}
	switch change.Do {
	case rules.Add:
		used.Text, used.Class = c.Text, c.Class
	case rules.File:
		used.App, used.Category, used.Class = c.App, c.Category, c.Class
	case rules.Replace:
		used.ID, used.Text = c.ID, c.Text
	case rules.Remove, rules.Off, rules.On:
		used.ID = c.ID
	case rules.Move:
		used.ID, used.Place = c.ID, c.Place
	default:
		return rules.Change{}, badRequest("there is no command \""+clip(c.Do)+"\" for rules", "add, file, replace, remove, off, on, move or undo")
	}
	if used != c {
		return rules.Change{}, badRequest("there is a field that \""+c.Do+"\" does not take", "see the specification of POST /v1/rules")
	}
	return change, nil
}

// refusedRule is why a change was refused, on the wire. Rules quote titles: what
// is wrong with one is for who sent it, and becomes no entry of the log.
func refusedRule(err error) error {
	var problems category.Problems
	var refusal *rules.Refusal
	switch {
	case errors.As(err, &problems):
		return wireProblem(problems)
	case !errors.As(err, &refusal):
		return err
	}
	e := &api.Error{Message: refusal.What, Hint: refusal.Do}
	switch refusal.Reason {
	case rules.ErrUnknown, rules.ErrAmbiguous:
		e.Code = api.CodeNoRule
	case rules.ErrNoUndo:
		e.Code = "no_undo"
	case rules.ErrChanged:
		e.Code = api.CodeChanged
	case rules.ErrIncomplete:
		e.Code = api.Code(api.ErrRequest)
	default:
		e.Code = api.CodeRuleKept
	}
	return e
}

// wireProblem is the first problem; there is hardly ever another.
func wireProblem(problems category.Problems) *api.Error {
	p := problems[0]
	where := ""
	if p.Column > 0 {
		where = "column " + strconv.Itoa(p.Column) + ": "
	}
	if p.Part != "" {
		where += p.Part + ": "
	}
	e := &api.Error{Code: api.CodeRule, Message: where + p.What, Hint: p.Do}
	if n := len(problems) - 1; n > 0 {
		e.Message += " (and " + strconv.Itoa(n) + " more)"
	}
	return e
}

func wireRule(e *rules.Edition, r category.Rule) api.Rule {
	c := e.Set.Category(r.Category)
	source := "default"
	if e.IsOwn(r.ID) {
		source = "own"
	}
	return api.Rule{ID: r.ID, Text: r.String(), Category: r.Category, Class: c.Class.String(), Hue: c.Hue, Source: source}
}

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
	if err := d.settle(r.Context(), sp.to); err != nil {
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

// unclassified lists what nobody has said anything about.
func (d *door) unclassified(w http.ResponseWriter, r *http.Request) error {
	if d.Rules == nil {
		return noRules()
	}
	sp, err := d.rangeOf(r, time.Now().Add(-someTime), "limit")
	if err != nil {
		return err
	}
	limit, err := limitOf(r.URL.Query().Get("limit"))
	if err != nil {
		return err
	}
	if err := d.settle(r.Context(), sp.to); err != nil {
		return err
	}
	gaps, err := d.Rules.Gaps(sp.from, sp.to)
	if err != nil {
		return err
	}
	list := api.Unclassified{From: sp.from, To: sp.to, Apps: []api.UnclassifiedApp{}}
	for i, g := range gaps {
		list.Total += g.Time.Milliseconds()
		if i < limit {
			list.Apps = append(list.Apps, wireGap(g))
		}
	}
	return answer(w, list)
}

// mostUnclassified is how many apps are listed where no limit is given.
const mostUnclassified = 1000

func limitOf(text string) (int, error) {
	if text == "" {
		return mostUnclassified, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > mostUnclassified {
		return 0, badRequest("\"limit\" cannot be "+clip(text), "write a number from 1 to "+strconv.Itoa(mostUnclassified))
	}
	return n, nil
}

func wireGap(g category.Gap) api.UnclassifiedApp {
	w := api.UnclassifiedApp{
		App: g.App, Category: g.Category, Time: g.Time.Milliseconds(), Spans: g.Uses,
		Suggest: suggestion(g.Suggest), Titles: []api.UnclassifiedTitle{},
	}
	for _, p := range g.Parts {
		w.Titles = append(w.Titles, api.UnclassifiedTitle{Text: p.Text, Time: p.Time.Milliseconds(), Spans: p.Uses, Suggest: suggestion(p.Suggest)})
	}
	return w
}

func suggestion(r category.Rule) api.Suggestion {
	return api.Suggestion{Condition: r.Condition(), Category: r.Category}
}
