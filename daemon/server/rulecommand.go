package server

import (
	"errors"
	"net/http"
	"slices"
	"strconv"

	"focusd/daemon/api"
	"focusd/daemon/rules"
	"focusd/tracker/category"
)

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
