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
	for i := range rs.Rules {
		rs.Rules[i].ID = defaultID + rs.Rules[i].Condition()
	}
	return rs
}
