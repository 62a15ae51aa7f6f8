package enginetest

import (
	"cmp"
	"iter"
	"slices"
	"time"

	"focusd/daemon/engine"
	"focusd/tracker"
	"focusd/tracker/category"
)

// Categories adds up the spans between two instants.
func (m *Memory) Categories(from, to time.Time, set *category.Set, host string) ([]engine.CategoryTotal, error) {
	return Categorize(from, to, set, host, m.Spans(from, to))
}

// Categorize is what Store.Categories makes of spans, one by one.
func Categorize(from, to time.Time, set *category.Set, host string, spans iter.Seq2[tracker.Span, error]) ([]engine.CategoryTotal, error) {
	byName := make(map[string]*engine.CategoryTotal)
	for s, err := range spans {
		if err != nil {
			return nil, err
		}
		part, ok := s.Clip(from, to)
		if !ok || s.Presence != tracker.Active && s.Presence != tracker.Passive {
			continue
		}
		local := s.Start.UTC().Add(time.Duration(s.Offset) * time.Minute)
		name := set.Classify(s.Window.App, s.Window.Title, local, host).Category
		total := byName[name]
		if total == nil {
			total = &engine.CategoryTotal{Name: name}
			byName[name] = total
		}
		if s.Presence == tracker.Active {
			total.Active += part.Duration()
		} else {
			total.Passive += part.Duration()
		}
	}
	all := make([]engine.CategoryTotal, 0, len(byName))
	for _, total := range byName {
		all = append(all, *total)
	}
	slices.SortFunc(all, func(a, b engine.CategoryTotal) int { return cmp.Compare(a.Name, b.Name) })
	return all, nil
}
