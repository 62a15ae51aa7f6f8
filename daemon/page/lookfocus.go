package page

import (
	"slices"
	"strings"
)

func loadLookFocus(v *visit) (any, error) {
	l := v.look()
	var c lookChart
	var err error
	switch l.Period {
	case "day":
		return nil, nil
	case "year":
		c, err = l.focusByWeek()
	default:
		c, err = l.focusByDay()
	}
	if absent(err) {
		return nil, nil
	}
	return c, err
}

// focusByDay is the focus of each day, and the mean of seven days up to it.
func (l look) focusByDay() (lookChart, error) {
	days, err := l.days()
	if err != nil {
		return lookChart{}, err
	}
	most, sum := int64(0), int64(0)
	for _, s := range days.Slots {
		most, sum = max(most, s.Focus), sum+s.Focus
	}
	c := l.bars(days.Slots, "day", most)
	if sum == 0 {
		return c, nil
	}
	c.Says = spell(sum) + " of focus in " + l.Title()
	var points []string
	all := slices.Concat(days.Lead, days.Slots)
	for i, s := range days.Slots {
		c.pile(i, "earns", s.Focus, c.scale())
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

// focusByWeek is the focus of a day in each week of a year, which is as much as
// there is room for.
func (l look) focusByWeek() (lookChart, error) {
	weeks, err := l.weeks()
	if err != nil {
		return lookChart{}, err
	}
	most, sum, days := int64(0), int64(0), int64(0)
	for _, s := range weeks {
		most, sum, days = max(most, s.Focus/s.days()), sum+s.Focus, days+s.days()
	}
	c := l.bars(weeks, "week", most)
	if sum == 0 {
		return c, nil
	}
	c.Says = spell(sum) + " of focus in " + l.Title() + ", " + spell(sum/days) + " a day"
	for i, s := range weeks {
		mean := s.Focus / s.days()
		c.pile(i, "earns", mean, c.scale())
		c.Bars[i].Mean, c.Bars[i].Total = mean, s.Focus
	}
	return c, nil
}
