package page

import (
	"slices"
	"strings"
)

// totalsView is what a period adds up to.
type totalsView struct {
	spentView
	period
	Classes []share
	Labels  []share
}

func loadTotals(v *visit) (any, error) {
	p := v.period()
	if p.err != nil || p.Filtered() {
		return nil, nil
	}
	sum, err := v.spent()
	if err != nil {
		return nil, err
	}
	t := totalsView{spentView: spentView{v, sum}, period: p}
	byClass := make(map[string]int64)
	for _, c := range sum.Categories {
		byClass[c.Class] += c.Active + c.Passive
	}
	for _, class := range classes() {
		if byClass[class] > 0 {
			t.Classes = append(t.Classes, share{Name: class, Tint: "class-" + class, Href: p.Query("class", class), Millis: byClass[class]})
		}
	}
	t.Classes = sorted(t.Classes)
	labels := make(map[string]int64)
	for _, b := range sum.Blocks {
		if b.Outcome != "discarded" && b.Label != "" {
			labels[b.Label] += b.Focus * 1000
		}
	}
	for label, ms := range labels {
		t.Labels = append(t.Labels, share{Name: label, Href: p.Query("label", label), Millis: ms})
	}
	t.Labels = sorted(t.Labels)
	return t, nil
}

// Shares are the categories with the most time, each a way to its stretches.
func (t totalsView) Shares() []share {
	all := t.spentView.Shares()
	for i := range all {
		if name := all[i].Name; name != "" {
			all[i].Href = t.Query("category", name)
		}
	}
	return all
}

// Told are the apps with the most time, likewise.
func (t totalsView) Told() []share {
	all := t.spentView.Told()
	for i := range all {
		if name := all[i].Name; name != "" {
			all[i].Href = t.Query("app", name)
		}
	}
	return all
}

// sorted are the first so many by length.
func sorted(all []share) []share {
	slices.SortFunc(all, func(a, b share) int {
		if a.Millis != b.Millis {
			return int(min(max(b.Millis-a.Millis, -1), 1))
		}
		return strings.Compare(a.Name, b.Name)
	})
	return longest(all)
}
