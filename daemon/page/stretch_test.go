package page

import (
	"testing"

	"focusd/daemon/api"
)

// TestBriefly: what a gap is called where there is room for a word.
func TestBriefly(t *testing.T) {
	for want, s := range map[string]api.Stretch{
		"":         {Presence: "unobserved", Cause: "before"},
		"not seen": {Presence: "unobserved", Cause: "killed"},
		"away":     {Presence: "idle", Cause: "no_input"},
		"asleep":   {Presence: "asleep", Cause: "suspend"},
		"paused":   {Presence: "unobserved", Cause: "person"},
	} {
		if got := briefly(s); got != want {
			t.Errorf("%+v is %q, want %q", s, got, want)
		}
	}
}
