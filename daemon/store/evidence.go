package store

import (
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// Documents that say what the time of something was spent on have it as a list
// of objects with an app, a label of a block or the text of an entry, called
// evidence, beside the instant up to which it was looked at: "at".

// evidenceReach is how long before that instant the time was spent, at most.
const evidenceReach = 25 * time.Hour

// withoutEvidence is a document without the evidence that is to be forgotten.
func (s *scrub) withoutEvidence(data []byte) []byte {
	if !strings.Contains(string(data), "evidence") {
		return data
	}
	v, ok := decoded(data)
	if !ok || !s.evidence(v) {
		return data
	}
	left, err := json.Marshal(v)
	if err != nil {
		return data // what was decoded can be encoded
	}
	return left
}

// evidence takes it out of a value of JSON, at whatever depth, and tells whether
// there was some. Of JSON in a text, which notes have, it only tells.
func (s *scrub) evidence(v any) (found bool) {
	switch v := v.(type) {
	case string:
		inner, _ := decoded([]byte(v))
		object, ok := inner.(map[string]any)
		return ok && s.evidence(object)
	case []any:
		for _, item := range v {
			found = s.evidence(item) || found
		}
	case map[string]any:
		if shown, ok := v["evidence"].([]any); ok && s.reaches(v["at"]) {
			left := slices.DeleteFunc(slices.Clone(shown), s.isEvidence)
			found = len(left) < len(shown)
			v["evidence"] = left
		}
		for _, item := range v {
			found = s.evidence(item) || found
		}
	}
	return found
}

// reaches tells whether evidence up to an instant is of the range. What has no
// instant may be.
func (s *scrub) reaches(at any) bool {
	text, _ := at.(string)
	end, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return true
	}
	begin := end.Add(-evidenceReach)
	return end.After(s.what.From) && (s.what.To.IsZero() || begin.Before(s.what.To))
}

// isEvidence tells whether one of the list is to be forgotten. It says nothing
// of titles of windows.
func (s *scrub) isEvidence(item any) bool {
	of, _ := item.(map[string]any)
	word := func(name string) string { text, _ := of[name].(string); return text }
	switch {
	case s.what.Whole():
		return true
	case s.what.App != "":
		return s.what.Title.Any() && word("app") == s.what.App
	}
	return s.what.Title.Matches(word("label")) || s.what.Title.Matches(word("entry"))
}
