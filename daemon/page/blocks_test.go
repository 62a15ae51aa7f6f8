package page

import (
	"testing"

	"focusd/daemon/api"
)

func TestBecame(t *testing.T) {
	all, some := 1.0, .5
	for want, b := range map[string]api.TimelineBlock{
		"":                             {Block: api.Block{Outcome: "completed"}, OnTask: &all, Text: "25 min of 25 min on task"},
		"12 min of 25 min on task":     {Block: api.Block{Outcome: "completed"}, OnTask: &some, Text: "12 min of 25 min on task"},
		"abandoned":                    {Block: api.Block{Outcome: "abandoned"}},
		"running · 5 min in mail":      {Text: "5 min in mail"},
		"partial · 5 min of 9 on task": {Block: api.Block{Outcome: "partial"}, OnTask: &some, Text: "5 min of 9 on task"},
	} {
		if got := (blocksView{}).Became(b); got != want {
			t.Errorf("%+v: %q, want %q", b, got, want)
		}
	}
}
