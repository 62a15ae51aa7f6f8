package category

import "cmp"

// compiled is a rule that is ready to match.
type compiled struct {
	Rule
	layer            int // 0 is the one that wins
	weekMinutes      int // of its hours
	app, title, host matcher
	grams            grams // of the title; see there
}

// compare orders rules: the one that wins comes first. The package comment says
// the same in words.
func (c *compiled) compare(d *compiled) int {
	return cmp.Or(
		cmp.Compare(c.layer, d.layer),
		cmp.Compare(d.Order, c.Order),
		cmp.Compare(d.parts(), c.parts()),
		cmp.Compare(d.title.kind, c.title.kind),
		cmp.Compare(d.app.kind, c.app.kind),
		cmp.Compare(d.conditions(), c.conditions()),
		cmp.Compare(c.weekMinutes, d.weekMinutes),
		cmp.Compare(d.host.kind, c.host.kind),
		cmp.Compare(d.title.shortest, c.title.shortest),
		cmp.Compare(d.app.shortest, c.app.shortest),
		cmp.Compare(d.host.shortest, c.host.shortest),
		cmp.Compare(d.ID, c.ID),
	)
}

// parts is how many of app and title the rule asks for.
func (c *compiled) parts() int {
	return count(c.app.kind != Absent, c.title.kind != Absent)
}

// conditions is how much else the rule asks for.
func (c *compiled) conditions() int {
	return count(c.host.kind != Absent, c.TimeDependent(), c.Case)
}

func count(facts ...bool) int {
	n := 0
	for _, fact := range facts {
		if fact {
			n++
		}
	}
	return n
}
