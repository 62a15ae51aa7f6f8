package category

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Set is rulesets, compiled. It does not change any more; many goroutines may
// use it. The zero Set puts nothing anywhere.
type Set struct {
	rules      []*compiled         // best first
	byApp      []int32             // rules that are for one app, by app, best first
	wide       []int32             // those that are not, best first
	categories map[string]Category // with what they take from those above
	hash       uint64
	timed      bool
	hosted     bool
}

// Compile makes a set of layers; a rule or category of an earlier one goes
// before those of the later ones, and replaces the one of the same id or name.
// The set is always good: what is wrong is left out of it and named in the
// error, which is of type Problems.
func Compile(layers ...Ruleset) (*Set, error) {
	s := &Set{categories: make(map[string]Category)}
	problems := s.define(layers)
	problems = append(problems, s.collect(layers)...)
	slices.SortFunc(s.rules, (*compiled).compare)
	s.index()
	s.hash = s.sum()
	return s, problems.err()
}

// define takes up the categories, and lets them take from those above.
func (s *Set) define(layers []Ruleset) Problems {
	given, problems := merge(layers)
	for name, c := range given {
		for _, above := range Above(name) {
			c = c.inherit(given[above])
		}
		if c.Hue == 0 {
			c.Hue = deriveHue(name)
		}
		s.categories[name] = c
	}
	return problems
}

// merge is the categories of all layers by name, as they were written down.
func merge(layers []Ruleset) (map[string]Category, Problems) {
	var all Problems
	given := make(map[string]Category)
	for _, layer := range layers {
		seen := make(map[string]bool)
		for _, c := range layer.Categories {
			problems := c.problems()
			if seen[c.Name] {
				problems = append(problems, Problem{Rule: c.Name, Part: "category", What: "it is defined twice", Do: "delete one of the two"})
			}
			seen[c.Name] = true
			if all = append(all, problems...); len(problems) > 0 {
				continue
			}
			if earlier, ok := given[c.Name]; ok {
				// Who gives a category another class has not chosen a colour.
				earlier.Hue = cmp.Or(earlier.Hue, c.Hue)
				c = earlier
			}
			given[c.Name] = c
		}
	}
	return given, all
}

// collect takes up the rules.
func (s *Set) collect(layers []Ruleset) Problems {
	var all Problems
	total := 0
	for _, layer := range layers {
		total += len(layer.Rules)
	}
	slab := make([]compiled, 0, total) // one piece of memory for all, which never moves
	s.rules = make([]*compiled, 0, total)
	settled := make(map[string]int, total) // id to the layer that has a rule of it, or has put it off
	for depth, layer := range layers {
		for _, rule := range layer.Rules {
			if rule.ID == "" {
				rule.ID = rule.Condition()
			}
			earlier, taken := settled[rule.ID]
			if taken && earlier < depth {
				continue
			}
			c, problems := rule.compile()
			problems = append(problems, s.undefined(rule)...)
			if taken {
				problems = append(problems, Problem{Rule: rule.name(), What: "there is another rule of this id", Do: "delete one of the two"})
			}
			if all = append(all, problems...); len(problems) > 0 {
				continue
			}
			settled[rule.ID] = depth
			c.layer = depth
			slab = append(slab, c)
			s.rules = append(s.rules, &slab[len(slab)-1])
		}
		for _, id := range layer.Off {
			if _, taken := settled[id]; !taken {
				settled[id] = depth
			}
		}
	}
	return all
}

// undefined finds categories that the rule names and nobody has defined.
func (s *Set) undefined(rule Rule) Problems {
	var all Problems
	check := func(part, name string) {
		p, missing := s.Missing(name)
		if !missing {
			return
		}
		p.Rule, p.Part = rule.name(), part
		if p.Do == "" {
			p.Do = fmt.Sprintf(`define it first: "category %s supports"`, quote(name))
		}
		all = append(all, p)
	}
	check("category", rule.Category)
	if rule.App.Kind == Of && rule.App.Text != "" {
		check("app", rule.App.Text)
	}
	return all
}

// Missing is the problem of a category that nobody has defined: a name that
// cannot be one, or one that may be a slip for another. missing is false if
// there is one of that name.
func (s *Set) Missing(name string) (p Problem, missing bool) {
	if _, ok := s.categories[name]; ok {
		return Problem{}, false
	}
	what, do := nameFault(name)
	if what == "" {
		what, do = fmt.Sprintf("there is no category %q", name), s.nearest(name)
	}
	return Problem{Part: "category", What: what, Do: do}, true
}

// nearest asks whether a name that is like the missing one was meant; "" if none
// is.
func (s *Set) nearest(name string) string {
	best, least := "", 3
	for _, known := range slices.Sorted(maps.Keys(s.categories)) {
		if d := distance(name, known, least); d < least {
			best, least = known, d
		}
	}
	if best != "" {
		return fmt.Sprintf("did you mean %q?", best)
	}
	return ""
}

func (s *Set) index() {
	for i, c := range s.rules {
		s.timed = s.timed || c.TimeDependent()
		s.hosted = s.hosted || c.host.kind != Absent
		if c.app.kind == Exact {
			s.byApp = append(s.byApp, int32(i))
		} else {
			s.wide = append(s.wide, int32(i))
		}
	}
	slices.SortFunc(s.byApp, func(i, j int32) int {
		return cmp.Or(strings.Compare(s.rules[i].app.text, s.rules[j].app.text), cmp.Compare(i, j))
	})
}

// forApp are the rules for this very app, best first. A map of lists would be
// faster, and larger than all the rules of the person.
func (s *Set) forApp(folded string) []int32 {
	byText := func(i int32, text string) int { return strings.Compare(s.rules[i].app.text, text) }
	from, _ := slices.BinarySearchFunc(s.byApp, folded, byText)
	to := from
	for to < len(s.byApp) && s.rules[s.byApp[to]].app.text == folded {
		to++
	}
	return s.byApp[from:to]
}

// semantics changes whenever the same rules come to mean something else.
const semantics = "category 1\n"

// sum goes over the rules as they win: neither ids nor numbers of order nor the
// order of definition matter to it, as long as the same rules win.
func (s *Set) sum() uint64 {
	text := []byte(semantics)
	for _, c := range s.rules {
		rule := c.Rule
		rule.Order = 0
		text = append(rule.appendCondition(text), " -> "...)
		text = append(append(text, rule.Category...), '\n')
	}
	sum := sha256.Sum256(text)
	return binary.BigEndian.Uint64(sum[:])
}

// Hash is the same for sets that put everything into the same categories
// because they have the same rules; what the categories are worth does not
// change it. A summary that was made by a set of the same hash is still right.
func (s *Set) Hash() uint64 { return s.hash }

// TimeDependent tells whether there is a rule with hours.
func (s *Set) TimeDependent() bool { return s.timed }

// HostDependent tells whether there is a rule with a host.
func (s *Set) HostDependent() bool { return s.hosted }

// Rules are the rules of the set, the one that wins over all others first.
func (s *Set) Rules() []Rule {
	rules := make([]Rule, len(s.rules))
	for i, c := range s.rules {
		rules[i] = c.Rule
	}
	return rules
}

// Rule is the one with the id.
func (s *Set) Rule(id string) (rule Rule, ok bool) {
	for _, c := range s.rules {
		if c.ID == id {
			return c.Rule, true
		}
	}
	return Rule{}, false
}

// Category is the one of that name, with what it takes from those above it and
// a hue. The category of no name, and one that is not defined, is unclassified.
func (s *Set) Category(name string) Category {
	if c, ok := s.categories[name]; ok {
		return c
	}
	return Category{Name: name}
}

// Categories are all of them by name, as Category gives them.
func (s *Set) Categories() []Category {
	names := slices.Sorted(maps.Keys(s.categories))
	all := make([]Category, len(names))
	for i, name := range names {
		all[i] = s.categories[name]
	}
	return all
}

// distance is how many characters one has to change, add, leave out or swap
// with their neighbour to make b of a, or limit if it is not less.
func distance(a, b string, limit int) int {
	x, y := []rune(a), []rune(b)
	if len(x)-len(y) >= limit || len(y)-len(x) >= limit {
		return limit
	}
	older, old, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(x); i++ {
		older, old, row = old, row, older
		row[0] = i
		for j := 1; j <= len(y); j++ {
			row[j] = min(old[j]+1, row[j-1]+1, old[j-1]+count(x[i-1] != y[j-1]))
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], older[j-2]+1)
			}
		}
	}
	return min(row[len(y)], limit)
}
