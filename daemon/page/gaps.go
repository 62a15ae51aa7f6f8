package page

import (
	"cmp"
	"slices"

	"focusd/daemon/api"
)

// gapsView is stretches of which nobody knows anything.
type gapsView struct {
	*visit
	Gaps []api.Gap
	More int // that are shorter, and not shown
}

// mostGaps is how many are asked about at once.
const mostGaps = 12

func loadGaps(v *visit) (any, error) {
	p := v.period()
	if p.err != nil || p.Days() > 7 || v.Status.At.Before(p.From) {
		return nil, nil
	}
	gaps, err := v.client.Gaps(v, p.From, earlier(p.To, v.Status.At))
	if absent(err) || err == nil && len(gaps.Gaps) == 0 {
		return nil, nil
	}
	longest := longestGaps(gaps.Gaps, mostGaps)
	return gapsView{v, longest, len(gaps.Gaps) - len(longest)}, err
}

// longestGaps are so many of them, in order of time.
func longestGaps(gaps []api.Gap, most int) []api.Gap {
	if len(gaps) <= most {
		return gaps
	}
	longest := slices.SortedFunc(slices.Values(gaps), func(a, b api.Gap) int { return cmp.Compare(b.End.Sub(b.Start), a.End.Sub(a.Start)) })[:most]
	slices.SortFunc(longest, func(a, b api.Gap) int { return a.Start.Compare(b.Start) })
	return longest
}
