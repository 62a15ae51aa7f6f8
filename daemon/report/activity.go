package report

import (
	"cmp"
	"slices"
	"time"

	"focusd/tracker/category"
)

// Activity is what time was spent on. Private: it has names of apps, and what
// the person wrote.
type Activity struct {
	Class    category.Class `json:"class"`
	Category string         `json:"category,omitzero"`
	App      string         `json:"app,omitzero"`  // in which it was recorded; "" too for the empty desktop
	Text     string         `json:"text,omitzero"` // of an entry without a category
	Time     time.Duration  `json:"time"`
}

// activities adds up what the time went to.
func (d *Day) activities(today []Piece) {
	index := make(map[Activity]int)
	for _, p := range today {
		if !p.Counts() {
			continue
		}
		if d.First.IsZero() {
			d.First, d.Offset = p.Start, p.Offset
		}
		d.Last = p.End
		d.Classes[p.Class] += p.Duration()
		key := Activity{Class: p.Class, Category: p.Category, App: p.Window.App}
		if p.Category == "" {
			key.Text = p.Text
		}
		i, known := index[key]
		if !known {
			i = len(d.Activities)
			index[key] = i
			d.Activities = append(d.Activities, key)
		}
		d.Activities[i].Time += p.Duration()
	}
	sortActivities(d.Activities)
}

func sortActivities(all []Activity) {
	slices.SortFunc(all, func(a, b Activity) int {
		return cmp.Or(cmp.Compare(b.Time, a.Time), cmp.Compare(a.Category, b.Category), cmp.Compare(a.App, b.App), cmp.Compare(a.Text, b.Text))
	})
}
