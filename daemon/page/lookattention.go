package page

import (
	"slices"

	"focusd/daemon/api"
)

// lookAttention is how long attention holds, and what breaks it.
type lookAttention struct {
	look
	Span, Breaks api.Finding
	Most         int64 // that an app cost
}

// hasPart says whether a finding is shown in a part of its own.
func hasPart(f api.Finding) bool {
	return f.Kind == "length" || f.Kind == "interruptions" || f.Kind == "best_hours"
}

// loadLookAttention is of more than a day: a few blocks say nothing.
func loadLookAttention(v *visit) (any, error) {
	l := v.look()
	if l.Period == "day" {
		return nil, nil
	}
	r, err := l.review()
	if absent(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	a := lookAttention{look: l, Span: finding(r, "length"), Breaks: finding(r, "interruptions")}
	for _, app := range a.Breaks.Apps {
		a.Most = max(a.Most, app.Cost)
	}
	return a, nil
}

func finding(r api.Review, kind string) (f api.Finding) {
	if i := slices.IndexFunc(r.Findings, func(f api.Finding) bool { return f.Kind == kind }); i >= 0 {
		return r.Findings[i]
	}
	return f
}
