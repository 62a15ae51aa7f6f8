package page

import (
	"encoding/json"
	"time"

	"focusd/daemon/api"
)

// lookReview is what the days say.
type lookReview struct {
	look
	api.Review
}

func loadLookReview(v *visit) (any, error) {
	l := v.look()
	if l.Period != "day" && l.Period != "week" {
		return nil, nil
	}
	r, err := v.client.Review(v, l.Period, l.end().Format(time.DateOnly))
	if absent(err) {
		return nil, nil
	}
	return lookReview{l, r}, err
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
		"best_hours": "Best hours", "length": "Attention span", "first_things": "First things first", "shift": "What shifted", "breaks_help": "Breaks",
		"hours_help": "Deep work in the best hours", "switching": "Switching", "interruptions": "Interruptions by app",
	}
	if text := known[kind]; text != "" {
		return text
	}
	return capital(words(kind))
}
