package page

import (
	"net/url"
	"strconv"
	"strings"
)

// builtInView is rules that focusd brings: those that decide something, those with
// a word in them, or all of them.
type builtInView struct {
	*visit
	Rows  []ruleRow
	Word  string
	Wide  bool // those that decide nothing too
	first int  // of Rows, among all that are wanted
	more  bool
}

// allRules tells whether the rules are wanted that decide nothing: some two thousand.
func (v *visit) allRules() bool { return v.query.Get("rules") == "all" || v.query.Get("has") != "" }

// mostBuiltIn is how many are shown at once.
const mostBuiltIn = 40

func loadBuiltIn(v *visit) (any, error) {
	all, err := v.rules()
	if err != nil {
		return nil, nil // as above
	}
	view := builtInView{visit: v, Word: v.query.Get("has"), Wide: v.allRules()}
	first, _ := strconv.Atoi(v.query.Get("after"))
	view.first = max(first, 0)
	wanted := 0
	for _, r := range all.Rules {
		if r.Source == "own" || !view.Wide && r.Time == 0 && !r.Off || !strings.Contains(strings.ToLower(r.Text), strings.ToLower(view.Word)) {
			continue
		}
		if wanted++; wanted > view.first && len(view.Rows) < mostBuiltIn {
			view.Rows = append(view.Rows, ruleRow{Rule: r})
		}
	}
	view.more = wanted > view.first+len(view.Rows)
	return view, nil
}

// Before and After lead to the rules before and behind those that are shown; "":
// there are none.
func (b builtInView) Before() string {
	if b.first == 0 {
		return ""
	}
	return b.from(max(0, b.first-mostBuiltIn))
}

func (b builtInView) After() string {
	if !b.more {
		return ""
	}
	return b.from(b.first + len(b.Rows))
}

func (b builtInView) from(first int) string {
	q := url.Values{"after": {strconv.Itoa(first)}}
	if b.Word != "" {
		q.Set("has", b.Word)
	} else if b.Wide {
		q.Set("rules", "all")
	}
	return "/settings?" + q.Encode() + "#built-in"
}
