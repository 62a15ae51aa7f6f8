package page

import (
	"slices"
	"time"

	"focusd/daemon/api"
)

// gapView is what fits into a few minutes.
type gapView struct {
	*visit
	Gaps []gap
	Five *api.Offer // to begin with just five minutes of; nil: nothing is put off
}

// gap is a length and what fits into it.
type gap struct {
	Minutes int
	Offers  []api.Offer
}

func loadGap(v *visit) (any, error) {
	g := gapView{visit: v}
	for _, minutes := range []int{5, 10, 15} {
		next, err := v.client.Next(v, api.GapQuery{Gap: time.Duration(minutes) * time.Minute, Peek: true})
		if absent(err) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		g.Gaps = append(g.Gaps, gap{minutes, next.Offers})
	}
	five, err := v.client.Next(v, api.GapQuery{Five: true, Peek: true})
	if len(five.Offers) > 0 {
		g.Five = &five.Offers[0]
	}
	return g, err
}

// First is the shortest gap that something fits into.
func (g gapView) First() int {
	for _, gap := range g.Gaps {
		if len(gap.Offers) > 0 {
			return gap.Minutes
		}
	}
	return g.Gaps[0].Minutes
}

// Empty says whether nothing fits into any of the gaps.
func (g gapView) Empty() bool {
	return g.Five == nil && !slices.ContainsFunc(g.Gaps, func(g gap) bool { return len(g.Offers) > 0 })
}
