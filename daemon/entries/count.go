package entries

import (
	"time"

	"focusd/daemon/engine"
	"focusd/tracker/entry"
)

// counted is what an edit is in the ledger: does is what it does to the entries
// that are, record what the person did, or takes back.
func counted(does, record entry.Edit) []engine.Increment {
	return engine.Corrected(correction(record), added(does.After)-added(does.Before))
}

// added is how much time some entries add to the log; below zero, take from it.
func added(all []entry.Entry) (sum time.Duration) {
	for _, e := range all {
		switch e.Kind {
		case entry.Added:
			sum += e.End.Sub(e.Start)
		case entry.Hidden:
			sum -= e.End.Sub(e.Start)
		}
	}
	return sum
}

// correction is the kind of an edit, one of engine.Corrections.
func correction(ed entry.Edit) string {
	switch ed.Verb {
	case entry.Delete:
		return "delete"
	case entry.Bring:
		return "import"
	}
	if onlyCategory(ed.Before, ed.After) {
		return "recategorize"
	}
	return "edit"
}

// onlyCategory says that an entry was changed in its category and nothing else.
func onlyCategory(before, after []entry.Entry) bool {
	if len(before) != 1 || len(after) != 1 {
		return false
	}
	b, a := before[0], after[0]
	return b.Start.Equal(a.Start) && b.End.Equal(a.End) && b.Text == a.Text && b.Category != a.Category
}
