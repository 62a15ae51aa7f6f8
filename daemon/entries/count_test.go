package entries

import (
	"testing"
	"time"

	"focusd/daemon/engine"
	"focusd/tracker/entry"
)

func TestWhatCorrectionsCount(t *testing.T) {
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	nap := func(kind entry.Kind, minutes int, category string) []entry.Entry {
		return []entry.Entry{{Start: at, End: at.Add(time.Duration(minutes) * time.Minute), Kind: kind, Text: "nap", Category: category}}
	}
	for _, tt := range []struct {
		name   string
		edit   entry.Edit
		undone bool
		kind   string
		by     time.Duration
	}{
		{"said of unseen time", entry.Edit{Verb: entry.Add, After: nap(entry.Added, 30, "")}, false, "edit", 30 * time.Minute},
		{"said of recorded time", entry.Edit{Verb: entry.Add, After: nap(entry.Edited, 30, "")}, false, "edit", 0},
		{"made shorter", entry.Edit{Verb: entry.Change, Before: nap(entry.Added, 30, ""), After: nap(entry.Added, 20, "")}, false, "edit", -10 * time.Minute},
		{"another category", entry.Edit{Verb: entry.Change, Before: nap(entry.Added, 30, "rest"), After: nap(entry.Added, 30, "health")}, false, "recategorize", 0},
		{"hidden", entry.Edit{Verb: entry.Delete, After: nap(entry.Hidden, 30, "")}, false, "delete", -30 * time.Minute},
		{"hidden no longer", entry.Edit{Verb: entry.Delete, After: nap(entry.Hidden, 30, "")}, true, "delete", 30 * time.Minute},
		{"imported", entry.Edit{Verb: entry.Bring, After: append(nap(entry.Added, 30, ""), nap(entry.Added, 20, "")...)}, false, "import", 50 * time.Minute},
	} {
		t.Run(tt.name, func(t *testing.T) {
			does := tt.edit
			if tt.undone {
				does = does.Reversed()
			}
			got, want := counted(does, tt.edit), engine.Corrected(tt.kind, tt.by)
			if len(got) != len(want) || got[0] != want[0] || got[1] != want[1] {
				t.Errorf("counted(%s) = %v, want %v", tt.name, got, want)
			}
		})
	}
}
