package category

import "cmp"

// compiled is a rule that is ready to match. It is small: there are two thousand
// defaults, and nearly all ask for an app and nothing else.
type compiled struct {
	Rule
	layer  int    // 0 is the one that wins
	weight uint64 // how specific it is; see weigh
	app    matcher
	*beside
}

// beside is what a rule asks for beside an app.
type beside struct {
	title, host matcher
	grams       grams // of the title; see there
}

// nothing is what most rules ask for beside an app.
var nothing beside

// compare orders rules: the one that wins comes first. The package comment says
// the same in words.
func (c *compiled) compare(d *compiled) int {
	return cmp.Or(
		cmp.Compare(c.layer, d.layer),
		cmp.Compare(d.Order, c.Order),
		cmp.Compare(d.weight, c.weight),
		cmp.Compare(d.ID, c.ID),
	)
}

// weigh says how specific the rule is, as a number: what decides first has the
// highest digits. Some thousand rules are sorted when the daemon starts.
func (c *compiled) weigh() uint64 {
	var weight uint64
	for _, digit := range [...]struct {
		value, bits int
	}{
		{count(c.app.kind != Absent, c.title.kind != Absent), 2},
		{int(c.title.kind), 3},
		{int(c.app.kind), 3},
		{count(c.host.kind != Absent, c.TimeDependent(), c.Case), 2},
		{7*dayMinutes - c.Hours.weekMinutes(), 14},
		{int(c.host.kind), 3},
		{int(c.title.shortest), 10},
		{int(c.app.shortest), 10},
		{int(c.host.shortest), 10},
	} {
		most := 1<<digit.bits - 1 // only of the length of an expression there can be more
		weight = weight<<digit.bits | uint64(min(digit.value, most))
	}
	return weight
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
