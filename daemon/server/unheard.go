package server

import (
	"context"
	"slices"

	"focusd/daemon/api"
	"focusd/daemon/rules"
	"focusd/tracker/category"
)

// unheardOf are the categories among names that nobody has defined yet, each
// once. A name that cannot be one is an error. A daemon without rules knows of
// no category, and takes any.
func (d *door) unheardOf(names ...string) (unheard []string, err error) {
	if d.Rules == nil {
		return nil, nil
	}
	e, err := d.Rules.Now()
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		name = category.CleanName(name)
		if name == "" || slices.Contains(unheard, name) {
			continue
		}
		if err := category.CheckName(name); err != nil {
			return nil, refusedRule(category.Problems{err.(category.Problem)})
		}
		if _, missing := e.Set.Missing(name); missing {
			unheard = append(unheard, name)
		}
	}
	return unheard, nil
}

// makeCategories makes categories that there are not, unclassified, or refuses
// to: a slip of the finger is no category.
func (d *door) makeCategories(ctx context.Context, names []string, make bool) error {
	if len(names) > 0 && !make {
		return d.noCategory(names)
	}
	for _, name := range names {
		class := category.Unclassified
		if _, err := d.Rules.Do(ctx, rules.Change{Do: rules.Define, Category: rules.Category{Name: name, Class: &class}}); err != nil {
			return refusedRule(err)
		}
	}
	return nil
}

// noCategory names the first of those that there are not, and what it may be a
// slip for.
func (d *door) noCategory(names []string) error {
	e, err := d.Rules.Now()
	if err != nil {
		return err
	}
	p, _ := e.Set.Missing(names[0])
	refusal := &api.Error{Code: api.CodeRule, Message: p.What, Hint: p.Do}
	if others := names[1:]; len(others) > 0 {
		refusal.Message += ", nor " + clip(quoted(others))
	}
	if refusal.Hint == "" {
		refusal.Hint = "see which there are, or have it made with \"new\""
	}
	return refusal
}

// quoted is names in one line.
func quoted(names []string) string {
	text := ""
	for i, name := range names {
		if i > 0 {
			text += ", "
		}
		text += "\"" + name + "\""
	}
	return text
}
