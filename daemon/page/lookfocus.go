package page

import (
	"slices"
	"strings"
)

func loadLookFocus(v *visit) (any, error) {
	l := v.look()
	if l.Period == "day" {
		return nil, nil
	}
	days, err := l.days()
	if absent(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	most, sum := int64(0), int64(0)
	for _, s := range days.Slots {
		most, sum = max(most, s.Focus), sum+s.Focus
	}
	c := l.bars(days.Slots, most)
	if sum == 0 {
		return c, nil
	}
	c.Says = spell(sum) + " of focus in " + l.Title()
	var points []string
	all := slices.Concat(days.Lead, days.Slots)
	for i, s := range days.Slots {
		c.pile(i, "earns", s.Focus, c.scale())
		if l.Period == "year" {
			continue
		}
		seven := all[max(0, i+len(days.Lead)-6) : i+len(days.Lead)+1]
		for _, d := range seven {
			c.Bars[i].Mean += d.Focus
		}
		c.Bars[i].Mean /= int64(len(seven))
		points = append(points, px(c.Bars[i].Middle)+","+px(100-100*float64(c.Bars[i].Mean)/c.scale()))
	}
	if len(points) > 1 {
		c.Mean = strings.Join(points, " ")
	}
	return c, nil
}
