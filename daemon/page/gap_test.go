package page

import (
	"testing"

	"focusd/daemon/api"
)

// TestGapBeginsWhereSomethingFits: the length that is chosen first is the
// shortest that has anything.
func TestGapBeginsWhereSomethingFits(t *testing.T) {
	one := []api.Offer{{ID: "T", Title: "call"}}
	for _, tt := range []struct {
		gaps []gap
		want int
	}{
		{[]gap{{5, one}, {10, one}}, 5},
		{[]gap{{5, nil}, {10, one}, {15, one}}, 10},
		{[]gap{{5, nil}, {10, nil}}, 5},
	} {
		if got := (gapView{Gaps: tt.gaps}).First(); got != tt.want {
			t.Errorf("%+v: %d min, want %d", tt.gaps, got, tt.want)
		}
	}
}
