package page

import (
	"testing"

	"focusd/daemon/api"
)

// TestHow tells what made a tick where it was not the person, and has not been
// taken back.
func TestHow(t *testing.T) {
	at := status().At
	tracked := api.Tick{At: at, By: "tracker", Evidence: []api.Evidence{{Category: "writing", App: "editor", Seconds: 3600}}}
	taken := tracked
	taken.Taken = at
	for want, ticks := range map[string][]api.Tick{
		"": {{At: at, By: "person"}}, "ticked by 1 h in writing": {{At: at, By: "person"}, tracked}, "ticked by the log": {{At: at, By: "entry"}},
	} {
		if got := (promisesView{}).How(ticks); got != want {
			t.Errorf("%+v: %q, want %q", ticks, got, want)
		}
	}
	if got := (promisesView{}).How([]api.Tick{taken}); got != "" {
		t.Errorf("one that was taken back: %q", got)
	}
}
