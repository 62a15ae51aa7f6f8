package api_test

import (
	"testing"

	"focusd/daemon/api"
	"focusd/timer/nudge"
)

// TestSaying has words for all that is said, and no kind's name where there are
// better ones.
func TestSaying(t *testing.T) {
	for kind, want := range map[string]string{
		"rest": "time to rest for 5 min", "limit": "at the machine for 5 min today", "wins": "look what got done today", "new_kind": "new kind",
	} {
		if got := (api.Nudge{Kind: kind}).Saying("5 min"); got != want {
			t.Errorf("%s says %q, want %q", kind, got, want)
		}
	}
	asked := map[nudge.Kind]bool{nudge.Return: true, nudge.Gap: true, nudge.Morning: true, nudge.Start: true, nudge.Drift: true, nudge.Record: true, nudge.Recovered: true}
	for _, k := range nudge.Kinds() {
		n := api.Nudge{Kind: k.String()}
		if said := n.Saying("5 min"); !asked[k] && (said == n.Kind || said == "") {
			t.Errorf("there are no words for %s", k)
		}
	}
}
