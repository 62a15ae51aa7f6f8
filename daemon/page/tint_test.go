package page

import (
	"testing"

	"focusd/daemon/api"
)

// TestTints: no two categories of a page look alike while there are colours.
func TestTints(t *testing.T) {
	all := []api.CategoryTotal{{Name: "a", Hue: 40}, {Name: "b", Hue: 25}, {Name: "c", Hue: 45}, {Name: ""}, {Name: "none", Hue: 0}}
	got := tints(all)
	for name, want := range map[string]string{"a": "hue-2", "b": "hue-3", "c": "hue-1", "none": ""} {
		if got[name] != want {
			t.Errorf("%s is %q, want %q", name, got[name], want)
		}
	}
	var many []api.CategoryTotal
	for i := range 2 * hues {
		many = append(many, api.CategoryTotal{Name: string(rune('a' + i)), Hue: 200})
	}
	uses := make(map[string]int)
	for _, class := range tints(many) {
		uses[class]++
	}
	if len(uses) != hues {
		t.Errorf("%d categories have %d colours, want all %d", len(many), len(uses), hues)
	}
}
