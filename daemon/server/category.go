package server

import (
	"cmp"
	"net/http"
	"slices"
	"time"

	"focusd/daemon/api"
	"focusd/daemon/engine"
	"focusd/daemon/rules"
	"focusd/tracker/category"
	"focusd/tracker/entry"
)

// byCategory adds the time by category to a summary of sp. Where an entry says
// what time was spent on, its category counts, and what is hidden does not.
func (s *Server) byCategory(w *api.Summary, sp span) error {
	if s.Rules == nil {
		return noRules()
	}
	e, err := s.Rules.Now()
	if err != nil {
		return err
	}
	totals, err := s.Rules.Totals(sp.from, sp.to)
	if err != nil {
		return err
	}
	byName := make(map[string]engine.CategoryTotal, len(totals))
	for _, t := range totals {
		byName[t.Name] = t
	}
	if err := s.recategorize(byName, sp); err != nil {
		return err
	}
	w.Categories = make([]api.CategoryTotal, 0, len(byName))
	for _, t := range byName {
		if t.Active+t.Passive > 0 {
			w.Categories = append(w.Categories, categoryTotal(e.Set, t))
		}
	}
	slices.SortFunc(w.Categories, func(a, b api.CategoryTotal) int {
		return cmp.Or(cmp.Compare(b.Active+b.Passive, a.Active+a.Passive), cmp.Compare(a.Name, b.Name))
	})
	return nil
}

// recategorize puts the time under entries where the entries say.
func (s *Server) recategorize(byName map[string]engine.CategoryTotal, sp span) error {
	all, err := s.entries.Between(sp.from, sp.to)
	if err != nil {
		return err
	}
	for _, e := range all {
		part, ok := e.Clip(sp.from, sp.to)
		if !ok || e.Kind == entry.Added { // that lies on no activity
			continue
		}
		under, err := s.Rules.Totals(part.Start, part.End)
		if err != nil {
			return err
		}
		for _, t := range under {
			add(byName, t.Name, -t.Active, -t.Passive)
			if e.Kind != entry.Hidden {
				add(byName, e.Category, t.Active, t.Passive)
			}
		}
	}
	return nil
}

func add(byName map[string]engine.CategoryTotal, name string, active, passive time.Duration) {
	t := byName[name]
	byName[name] = engine.CategoryTotal{Name: name, Active: t.Active + active, Passive: t.Passive + passive}
}

func categoryTotal(set *category.Set, t engine.CategoryTotal) api.CategoryTotal {
	c := set.Category(t.Name)
	return api.CategoryTotal{
		Name: t.Name, Class: c.Class.String(), Hue: c.Hue,
		Active: t.Active.Milliseconds(), Passive: t.Passive.Milliseconds(),
	}
}

// categories lists them all.
func (d *door) categories(w http.ResponseWriter, r *http.Request) error {
	e, err := d.edition()
	if err != nil {
		return err
	}
	if err := onlyParams(r.URL.Query()); err != nil {
		return err
	}
	all := api.Categories{Categories: []api.Category{}}
	for _, c := range e.Set.Categories() {
		all.Categories = append(all.Categories, wireCategory(e, c.Name))
	}
	return answer(w, all)
}

// setCategory defines one or removes one.
func (d *door) setCategory(w http.ResponseWriter, r *http.Request) error {
	cmd, err := readJSON[api.CategoryCommand](w, r)
	if err != nil {
		return err
	}
	change := rules.Change{Do: rules.Undefine, Category: rules.Category{Name: cmd.Name, Reading: cmd.Reading}}
	switch cmd.Do {
	case "set":
		change.Do = rules.Define
	case "remove":
		if cmd.Class != "" || cmd.Reading != nil || cmd.Hue != 0 {
			return badRequest("remove takes the name alone", "leave out class, reading and hue")
		}
	default:
		return badRequest("there is no command \""+clip(cmd.Do)+"\" for categories", "set or remove")
	}
	if change.Category.Class, err = wantedClass(cmd.Class); err != nil {
		return err
	}
	if cmd.Hue != 0 {
		change.Category.Hue = &cmd.Hue
	}
	return d.makeChange(w, r, change)
}

// wantedClass is the class of a request; nil if it has none.
func wantedClass(name string) (*category.Class, error) {
	if name == "" {
		return nil, nil
	}
	class, err := category.ParseClass(name)
	if err != nil {
		return nil, &api.Error{
			Code:    api.CodeRule,
			Message: "there is no class \"" + clip(name) + "\"",
			Hint:    "write earns, supports, personal, rest, wastes or unclassified",
		}
	}
	return &class, nil
}

func wireCategory(e *rules.Edition, name string) api.Category {
	c := e.Set.Category(name)
	source := "default"
	if slices.ContainsFunc(e.Own.Categories, func(own category.Category) bool { return own.Name == name }) {
		source = "own"
	}
	return api.Category{Name: name, Class: c.Class.String(), Reading: c.Reading, Hue: c.Hue, Source: source}
}

// someTime is the range that rules are tried on where none is given: so long
// ago until now.
const someTime = 30 * 24 * time.Hour

// edition is the rules in force.
func (d *door) edition() (*rules.Edition, error) {
	if d.Rules == nil {
		return nil, noRules()
	}
	return d.Rules.Now()
}

func noRules() error {
	return &api.Error{Code: api.CodeAbsent, Message: "this daemon has no rules"}
}
