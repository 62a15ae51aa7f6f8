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

// tally adds up what pieces were about.
type tally struct {
	all   []Activity
	index map[Activity]int
}

func (t *tally) add(p Piece) {
	a := Activity{Class: p.Class, Category: p.Category, App: p.Window.App, Time: p.Duration()}
	if p.Category == "" {
		a.Text = p.Text
	}
	t.merge(a)
}

// merge adds the time of a to what is the same otherwise.
func (t *tally) merge(a Activity) {
	key := a
	key.Time = 0
	i, known := t.index[key]
	if !known {
		if t.index == nil {
			t.index = make(map[Activity]int)
		}
		i = len(t.all)
		t.index[key] = i
		t.all = append(t.all, key)
	}
	t.all[i].Time += a.Time
}

// activities adds up what the time went to.
func (d *Day) activities(today []Piece) {
	var sum tally
	for _, p := range today {
		if !p.Counts() {
			continue
		}
		if d.First.IsZero() {
			d.First, d.Offset = p.Start, p.Offset
		}
		d.Last = p.End
		d.Classes[p.Class] += p.Duration()
		sum.add(p)
	}
	d.Activities = sum.all
	sortActivities(d.Activities)
}

func sortActivities(all []Activity) {
	slices.SortFunc(all, func(a, b Activity) int {
		return cmp.Or(cmp.Compare(b.Time, a.Time), cmp.Compare(a.Category, b.Category), cmp.Compare(a.App, b.App), cmp.Compare(a.Text, b.Text))
	})
}
