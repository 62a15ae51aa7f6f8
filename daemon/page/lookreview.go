package page

import (
	"encoding/json"
	"slices"

	"focusd/daemon/api"
)

// lookReview is what the days say.
type lookReview struct {
	look
	api.Review
}

func loadLookReview(v *visit) (any, error) {
	l := v.look()
	r, err := l.review()
	if absent(err) {
		return nil, nil
	}
	over := l.Last.Before(l.today)
	r.Findings = slices.DeleteFunc(slices.Clone(r.Findings), func(f api.Finding) bool {
		return hasPart(f) || over && !f.Known // no day comes any more that would make it known
	})
	if over {
		r.Lines = nil // they are of the days up to today
	}
	return lookReview{l, r}, err
}

// Amount is a target in words.
func (lookReview) Amount(d api.Decision, n float64) string {
	if d.Unit == "minutes" {
		return spell(int64(n * 60))
	}
	return px(n)
}

// Verb is which way it went.
func (lookReview) Verb(d api.Decision) string {
	if d.To < d.From {
		return "lowered"
	}
	return "raised"
}

// Take is the edit that an advice comes to; "" where there is nothing to change.
func (r lookReview) Take(a api.Advice) (string, error) {
	if a.To == 0 {
		return "", nil
	}
	edit := map[string]any{"do": a.Kind + "_edit", "id": a.ID, a.Kind: map[string]any{"target": a.To}}
	if a.Kind != "habit" && a.Kind != "goal" {
		return "", nil
	}
	text, err := json.Marshal(edit)
	return string(text), err
}

// Question is what a finding answers.
func (lookReview) Question(kind string) string {
	known := map[string]string{
		"first_things": "First things first", "shift": "What shifted", "breaks_help": "Breaks",
		"hours_help": "Deep work in the best hours", "switching": "Switching",
	}
	if text := known[kind]; text != "" {
		return text
	}
	return capital(words(kind))
}
