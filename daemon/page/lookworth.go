package page

import "strings"

// classes of value in the order in which they are drawn.
func lookClasses() []string {
	return []string{"earns", "supports", "personal", "rest", "wastes", "unclassified"}
}

func loadLookWorth(v *visit) (any, error) {
	l := v.look()
	days, err := l.days()
	if absent(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	most, sum := int64(0), make(map[string]int64)
	for _, s := range days.Slots {
		all := int64(0)
		for class, n := range s.Classes {
			all += n
			sum[class] += n
		}
		most = max(most, all)
	}
	c := l.bars(days.Slots, l.unit(), most)
	var told []string
	for _, class := range lookClasses() {
		if sum[class] > 0 {
			c.Kinds = append(c.Kinds, class)
			told = append(told, spell(sum[class])+" "+class)
		}
	}
	for i, s := range days.Slots {
		for _, class := range c.Kinds {
			c.pile(i, class, s.Classes[class], c.scale())
		}
	}
	c.Says = strings.Join(told, ", ")
	return c, nil
}
