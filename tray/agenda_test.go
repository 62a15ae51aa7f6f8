package tray

import (
	"testing"
	"time"

	"focusd/daemon/api"
)

// The agenda is asked for again when its answer may be another one, and at no
// other time.
func TestOccasions(t *testing.T) {
	working, rest := with(working), with(inBreak)
	other := func(m Model, change func(*api.Status)) Model {
		change(&m.Status)
		return m
	}
	type moment struct {
		model   Model
		edition uint64
		after   time.Duration
	}
	for _, tt := range []struct {
		name       string
		from, then moment
		again      bool
	}{
		{"time goes by in a block", moment{working, 1, 0}, moment{working, 1, 5 * time.Minute}, false},
		{"another edition", moment{working, 1, 0}, moment{working, 2, 0}, true},
		{"a block ends", moment{working, 1, 0}, moment{rest, 1, 0}, true},
		{"seconds of a break", moment{rest, 1, 0}, moment{rest, 1, 59 * time.Second}, false},
		{"a minute of a break", moment{rest, 1, 0}, moment{rest, 1, time.Minute}, true},
		{"a little activity", moment{working, 1, 0}, moment{other(working, func(s *api.Status) { s.Today.Active = 299 }), 1, 0}, false},
		{"some activity", moment{working, 1, 0}, moment{other(working, func(s *api.Status) { s.Today.Active = 300 }), 1, 0}, true},
		{"another day", moment{working, 1, 0}, moment{other(working, func(s *api.Status) { s.Today.Day = "2026-11-23" }), 1, 0}, true},
		{"no daemon", moment{Model{}, 1, 0}, moment{Model{Status: rest.Status}, 2, time.Hour}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			at := func(m moment) occasion { return newScene(m.model, noon.Add(m.after)).occasion(m.edition) }
			if again := at(tt.from) != at(tt.then); again != tt.again {
				t.Errorf("from %+v to %+v it is asked for again: %v, want %v", at(tt.from), at(tt.then), again, tt.again)
			}
		})
	}
}
