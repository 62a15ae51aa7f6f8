package category

import _ "embed"

//go:embed defaults.txt
var defaults string

// defaultID comes before the condition of a rule of this package to make its
// id, so that a rule of the person may have the same condition.
const defaultID = "default:"

// Defaults is the layer for those who have not said anything themselves: some
// hundreds of programs and sites. It is made anew by every call. The person's
// own rulesets go before it.
func Defaults() Ruleset {
	// A test has checked them, so that the daemon need not when it starts.
	rs, problems := parse(defaults, func(Rule) Problems { return nil })
	if len(problems) > 0 {
		panic("defaults.txt, which a test has read: " + problems.Error())
	}
	nameDefaults(rs.Rules)
	return rs
}

// nameDefaults gives rules their ids, which lie in one piece of memory: two
// thousand small ones would lie between what the start throws away.
func nameDefaults(rules []Rule) {
	all := make([]byte, 0, len(defaults))
	ends := make([]int, len(rules))
	for i := range rules {
		all = rules[i].appendCondition(append(all, defaultID...))
		ends[i] = len(all)
	}
	text, from := string(all), 0
	for i, end := range ends {
		rules[i].ID, from = text[from:end], end
	}
}
