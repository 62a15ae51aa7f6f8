package rules

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"

	"focusd/daemon/engine"
	"focusd/tracker/category"
)

// Verb is what a Change does.
type Verb string

const (
	Add      Verb = "add"      // Rule; in place of the own one of the same condition, if there is one
	File     Verb = "file"     // as Add, of a rule for App
	Replace  Verb = "replace"  // ID by Rule
	Remove   Verb = "remove"   // ID
	Off      Verb = "off"      // ID, of a default
	On       Verb = "on"       // ID, of a default that is off
	Move     Verb = "move"     // ID, of an own one, to Place
	Define   Verb = "define"   // Category
	Undefine Verb = "undefine" // Category, by its name
)

// Change is one thing that the person wants to be otherwise.
type Change struct {
	Do       Verb
	ID       string // or the end of one, or the condition of the rule
	Rule     string // as category.ParseRule reads it
	App      string
	Place    int // among the own ones, 1 is the one that wins
	Category Category
	Known    string // the own rule in whose place this comes, as the person saw it, or None; "": they do not say
}

// None is the rule that a person saw where there was none.
const None = "none"

// Category is what to say of a category. What is nil stays as it is, or is taken
// from the category above. With Add and File the category of the rule is defined
// so, unless it is known.
type Category struct {
	Name    string
	Class   *category.Class
	Reading *bool
	Hue     *int
}

// Outcome is what has come of a change.
type Outcome struct {
	Did      string        // "added", "replaced", "removed", "off", "on", "moved", "defined", "undone"
	Rule     category.Rule // the one it was about, if it was about one
	Category string        // likewise
	Undone   string        // what was taken back, for people
	Change   string        // the ID to take it back by
}

// Do makes a change, which is in force and durable when it returns nil. The
// error is a Refusal or of type category.Problems if nothing has changed because
// of what was asked for; else it is that of the store.
func (b *Book) Do(ctx context.Context, c Change) (Outcome, error) {
	b.changing.Lock()
	defer b.changing.Unlock()
	before, err := b.read()
	if err != nil {
		return Outcome{}, err
	}
	plan, err := before.plan(c, time.Now())
	if err != nil {
		return Outcome{}, err
	}
	after, err := b.try(before, plan)
	if err != nil {
		return Outcome{}, err
	}
	documents, err := b.noting(before, plan)
	if err != nil {
		return Outcome{}, err
	}
	if err := b.keep(ctx, documents...); err != nil {
		return Outcome{}, err
	}
	b.enforce(after)
	plan.outcome.Change = b.notes().Noted(documents)
	return plan.outcome, nil
}

// plan is what a change comes to.
type plan struct {
	outcome   Outcome
	documents []engine.Document
}

// try is the edition after a plan. Problems that were there before are no
// reason to refuse it.
func (b *Book) try(before *Edition, p plan) (*Edition, error) {
	after := b.edition(before.kept.with(p.documents))
	var fresh category.Problems
	for _, problem := range after.Problems {
		if slices.Contains(before.Problems, problem) {
			continue
		}
		if id := p.outcome.Rule.ID; id != "" && strings.Contains(problem.Rule, id) {
			problem.Rule = "" // the person has just written it, and knows no id yet
		}
		fresh = append(fresh, problem)
	}
	if len(fresh) > 0 {
		return nil, fresh
	}
	return after, nil
}

func (e *Edition) plan(c Change, now time.Time) (plan, error) {
	switch c.Do {
	case Add:
		return e.planText(c, now)
	case File:
		if c.App == "" {
			return plan{}, &Refusal{ErrIncomplete, "there is no app", "say which one: focus unclassified lists them"}
		}
		name := category.CleanName(c.Category.Name)
		return e.planAdd(category.Rule{App: category.Pattern{Kind: category.Exact, Text: c.App}, Category: name}, c, now)
	case Replace:
		return e.planReplace(c)
	case Remove:
		return e.planRemove(c)
	case Off:
		return e.planOff(c.ID)
	case On:
		return e.planOn(c.ID)
	case Move:
		return e.planMove(c.ID, c.Place)
	case Define:
		return e.planDefine(c.Category)
	case Undefine:
		return e.planUndefine(c.Category.Name)
	}
	return plan{}, &Refusal{ErrIncomplete, fmt.Sprintf("there is no change %q", c.Do), "add, file, replace, remove, off, on, move, define or undefine"}
}

func (e *Edition) planText(c Change, now time.Time) (plan, error) {
	r, err := category.ParseRule(c.Rule)
	if err != nil {
		return plan{}, err
	}
	return e.planAdd(r, c, now)
}

// planAdd adds a rule, and defines its category if that is not known and it is
// said what it is.
func (e *Edition) planAdd(r category.Rule, of Change, now time.Time) (plan, error) {
	p, c := plan{outcome: Outcome{Did: "added"}}, of.Category
	other, ok := e.alike(r)
	if err := of.unknown(other, ok); err != nil {
		return plan{}, err
	}
	r.ID = e.nextID(now)
	if ok {
		r.ID, r.Order, p.outcome.Did = other.ID, cmp.Or(r.Order, other.Order), "replaced"
	}
	p.outcome.Rule = r
	p.documents = append(p.documents, writeRule(r.ID, r))
	_, known := e.category(r.Category)
	if !known && (c.Class != nil || c.Reading != nil || c.Hue != nil) {
		p.documents = append(p.documents, writeCategory(c.over(category.Category{Name: r.Category})))
		p.outcome.Category = r.Category
	}
	return p, nil
}

// unknown is the refusal of a change in the place of a rule that the person has
// not seen as it is; is says whether there is one.
func (c Change) unknown(r category.Rule, is bool) error {
	const do = "look again, and say what is still to be different"
	switch {
	case c.Known == "", is && c.Known == r.String(), !is && c.Known == None:
		return nil
	case !is:
		return &Refusal{ErrChanged, "the rule was removed since you looked", do}
	}
	return &Refusal{ErrChanged, fmt.Sprintf("the rule was changed since you looked: it is %s now", r), do}
}

// alike is the rule of the person that asks for the same as r. What goes before
// what is not asked for: a rule that was moved is still the one.
func (e *Edition) alike(r category.Rule) (other category.Rule, ok bool) {
	for _, o := range e.Own.Rules {
		if asks(o) == asks(r) && (!ok || o.Order == r.Order) {
			other, ok = o, true
		}
	}
	return other, ok
}

// asks is what a rule asks for, wherever its place is.
func asks(r category.Rule) string {
	r.Order = 0
	return r.Condition()
}

func (e *Edition) planReplace(c Change) (plan, error) {
	old, err := e.Find(c.ID)
	if err != nil {
		return plan{}, err
	}
	if !e.IsOwn(old.ID) {
		return plan{}, &Refusal{ErrDefault, fmt.Sprintf("%q is a default, which stays as it is", old.ID), "add a rule of your own: it goes before"}
	}
	if err := c.unknown(old, true); err != nil {
		return plan{}, err
	}
	r, err := category.ParseRule(c.Rule)
	if err != nil {
		return plan{}, err
	}
	r.ID = old.ID
	for _, o := range e.Own.Rules {
		if o.ID != r.ID && asks(o) == asks(r) {
			return plan{}, &Refusal{ErrThere, fmt.Sprintf("another of your rules asks for the same: %s", o), "change that one, or remove one of the two"}
		}
	}
	return plan{outcome: Outcome{Did: "replaced", Rule: r}, documents: []engine.Document{writeRule(r.ID, r)}}, nil
}

func (e *Edition) planRemove(c Change) (plan, error) {
	r, err := e.Find(c.ID)
	if err != nil {
		return plan{}, err
	}
	if !e.IsOwn(r.ID) {
		return plan{}, &Refusal{ErrDefault, fmt.Sprintf("%q is a default, which cannot be removed", r.ID), "switch it off: focus rule off"}
	}
	if err := c.unknown(r, true); err != nil {
		return plan{}, err
	}
	return plan{outcome: Outcome{Did: "removed", Rule: r}, documents: []engine.Document{remove(kindRule, r.ID)}}, nil
}

func (e *Edition) planOff(id string) (plan, error) {
	r, err := e.Find(id)
	switch {
	case err != nil:
		return plan{}, err
	case e.IsOwn(r.ID):
		return plan{}, &Refusal{ErrOwn, "this rule is your own", "remove it: focus rule rm"}
	}
	return plan{outcome: Outcome{Did: "off", Rule: r}, documents: []engine.Document{write(kindOff, r.ID, "")}}, nil
}

func (e *Edition) planOn(id string) (plan, error) {
	for _, r := range e.Switched() {
		if r.ID == id || r.Condition() == id {
			return plan{outcome: Outcome{Did: "on", Rule: r}, documents: []engine.Document{remove(kindOff, r.ID)}}, nil
		}
	}
	return plan{}, &Refusal{ErrUnknown, fmt.Sprintf("no default %q is off", id), "see which ones are: focus rule list"}
}

func (e *Edition) planDefine(c Category) (plan, error) {
	c.Name = category.CleanName(c.Name)
	if err := category.CheckName(c.Name); err != nil {
		return plan{}, problemsOf(err)
	}
	base, known := e.category(c.Name)
	if !known {
		base = category.Category{Name: c.Name}
	}
	return plan{
		outcome:   Outcome{Did: "defined", Category: c.Name},
		documents: []engine.Document{writeCategory(c.over(base))},
	}, nil
}

func (e *Edition) planUndefine(name string) (plan, error) {
	name = category.CleanName(name)
	if _, ok := e.kept[place{kindCategory, name}]; !ok {
		return plan{}, &Refusal{ErrUnknown, fmt.Sprintf("you have not defined a category %q", name), "see which ones there are: focus category list"}
	}
	if r, ok := e.user(name); ok {
		return plan{}, &Refusal{ErrUsed, fmt.Sprintf("a rule needs the category %q: %s", name, r), "remove the rule first, or give it another category"}
	}
	return plan{
		outcome:   Outcome{Did: "removed", Category: name},
		documents: []engine.Document{remove(kindCategory, name)},
	}, nil
}

// user is a rule of the person that needs their category of that name.
func (e *Edition) user(name string) (r category.Rule, ok bool) {
	if slices.ContainsFunc(category.Defaults().Categories, func(c category.Category) bool { return c.Name == name }) {
		return r, false // it stays as it is by default
	}
	for _, r := range e.Own.Rules {
		if r.Category == name || r.App == (category.Pattern{Kind: category.Of, Text: name}) {
			return r, true
		}
	}
	return r, false
}

func problemsOf(err error) error {
	if problem, ok := err.(category.Problem); ok {
		return category.Problems{problem}
	}
	return err
}

// over is base with what c says.
func (c Category) over(base category.Category) category.Category {
	if c.Class != nil {
		base.Class = *c.Class
	}
	if c.Reading != nil {
		base.Reading = *c.Reading
	}
	if c.Hue != nil {
		base.Hue = *c.Hue
	}
	return base
}

// category is how a category was defined, by the person or by default, without
// what it takes from those above.
func (e *Edition) category(name string) (c category.Category, ok bool) {
	for _, layer := range []category.Ruleset{e.Own, category.Defaults()} {
		for _, c := range layer.Categories {
			if c.Name == name {
				return c, true
			}
		}
	}
	return category.Category{}, false
}

// nextID is greater than those of all rules there are, whatever the clock says:
// the newer rule wins.
func (e *Edition) nextID(now time.Time) string {
	id := ulid.Make()
	_ = id.SetTime(ulid.Timestamp(now)) // a time after the year 10889 stays that of Make
	if n := len(e.Own.Rules); n > 0 {
		if last, err := ulid.Parse(e.Own.Rules[n-1].ID); err == nil && id.Compare(last) <= 0 {
			_ = id.SetTime(last.Time() + 1)
		}
	}
	return id.String()
}
