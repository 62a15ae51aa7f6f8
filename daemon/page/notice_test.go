package page

import (
	"strings"
	"testing"
	"time"

	"focusd/daemon/api"
)

// TestNotices: each says what is so, with what can be answered.
func TestNotices(t *testing.T) {
	at := status().At
	from := at.Add(-30 * time.Minute)
	n := noticeView{visit: empty().visit(t, "")}
	for want, nudge := range map[string]api.Nudge{
		"What was 08:30–09:00, 30 min?":       {Kind: "gap", From: &from, To: &at, Seconds: 1800},
		"What was that?":                      {Kind: "return"},
		"First today: draft?":                 {Kind: "morning", About: []string{"draft"}},
		"Which task matters most today?":      {Kind: "morning"},
		"At work since 08:30 without a block": {Kind: "start", From: &from},
		"Somewhere else":                      {Kind: "drift"},
		"Time to rest for 5 min":              {Kind: "rest", Seconds: 300},
		"Something small: water the plants":   {Kind: "pieces", About: []string{"water the plants"}},
		"New kind: of a newer daemon":         {Kind: "new_kind", About: []string{"of a newer daemon"}},
		"Nothing was done lately: a":          {Kind: "goals", About: []string{"a"}},
	} {
		if got := n.Ask(nudge); got != want {
			t.Errorf("%s: %q, want %q", nudge.Kind, got, want)
		}
	}
	for want, nudge := range map[string]api.Nudge{
		"keep=It belongs to the block dismissed=Dismiss": {Answers: []string{"keep"}},
		"skip=Not today dismissed=Dismiss":               {Kind: "morning", Answers: []string{"choose", "skip"}},
		"choose=Yes dismissed=Dismiss":                   {Kind: "morning", About: []string{"a"}, Answers: []string{"choose"}},
		"new_word=New word dismissed=Dismiss":            {Answers: []string{"new_word"}},
	} {
		var got []string
		for _, a := range n.Answers(nudge) {
			got = append(got, a[0]+"="+a[1])
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%v: %v, want %s", nudge.Answers, got, want)
		}
	}
	if data, err := loadNotice(empty().visit(t, "")); data != nil || err != nil {
		t.Errorf("of nothing there is %+v, %v", data, err)
	}
}
