package report

import (
	"fmt"
	"math"
	"slices"
	"strconv"
)

// Help is how days with something compare to days without it: an association,
// from few days of one person, and never a cause.
type Help struct {
	With    Group `json:"with"`
	Without Group `json:"without"`

	// Higher is how often a day with it has the higher figure, of all pairs with
	// a day without it, from 0 to 1; half of those that are equal count.
	Higher float64 `json:"higher"`
	// Clear is false for a difference that chance makes in more than one of
	// twenty such comparisons (Mann and Whitney, 1947).
	Clear bool `json:"clear"`
}

// Group is the days on one side.
type Group struct {
	Days   int     `json:"days"`
	Median float64 `json:"median"` // figure
}

// Helps compares a figure of days between those with something and those
// without. A day of which split does not know, or that has no such figure, is
// left out. ok is false where a side has fewer than HelpDays.
func Helps(days []Day, split func(Day) (with, known bool), figure func(Day) (float64, bool)) (h Help, ok bool) {
	var with, without []float64
	for _, d := range days {
		side, known := split(d)
		value, has := figure(d)
		switch {
		case !known || !has:
		case side:
			with = append(with, value)
		default:
			without = append(without, value)
		}
	}
	h.With, h.Without = groupOf(with), groupOf(without)
	if len(with) < HelpDays || len(without) < HelpDays {
		return h, false
	}
	h.Higher, h.Clear = rankSum(with, without)
	return h, true
}

func groupOf(values []float64) Group {
	middle, _ := medianNumber(values)
	return Group{len(values), middle}
}

// rankSum is the test of Mann and Whitney, by the normal distribution and with
// regard to values that are equal.
func rankSum(with, without []float64) (higher float64, clear bool) {
	var wins float64
	for _, a := range with {
		for _, b := range without {
			switch {
			case a > b:
				wins++
			case a == b:
				wins += 0.5
			}
		}
	}
	m, n := float64(len(with)), float64(len(without))
	total := m + n
	spread := m * n / 12 * (total + 1 - ties(slices.Concat(with, without))/(total*(total-1)))
	if spread <= 0 {
		return wins / (m * n), false
	}
	return wins / (m * n), math.Abs(wins-m*n/2)/math.Sqrt(spread) >= 1.96
}

// ties is what values that are equal take from the spread: t³ − t for each t of
// them.
func ties(values []float64) (sum float64) {
	slices.Sort(values)
	for from := 0; from < len(values); {
		to := from
		for to < len(values) && values[to] == values[from] {
			to++
		}
		t := float64(to - from)
		sum += t*t*t - t
		from = to
	}
	return sum
}

// Sentence says it of days with what, "the morning block done" or so, and a
// figure of so many units: "min of focus".
func (h Help) Sentence(what, unit string) string {
	number := func(x float64) string { return strconv.FormatFloat(math.Round(x), 'f', -1, 64) }
	s := fmt.Sprintf("days with %s had a median of %s %s (%s), the others %s (%s)",
		what, number(h.With.Median), unit, count(h.With.Days, "day"), number(h.Without.Median), count(h.Without.Days, "day"))
	if !h.Clear {
		return s + ": no more than chance would do"
	}
	return s + ": they go together, which one leads to the other it does not say"
}

// BreaksKept tells days on which half of the breaks or more were taken from the
// others.
func BreaksKept(d Day) (kept, known bool) {
	ratio, known := d.Breaks.Kept()
	return ratio >= 0.5, known
}

// InBest tells days on which a deep block began in one of the best hours from
// those on which deep blocks began elsewhere: whether it
// helps to plan by the profile.
func (b Best) InBest(d Day) (in, known bool) {
	for _, block := range d.Blocks {
		if block.Depth == Deep {
			known = true
			in = in || slices.Contains(b.Hours, block.Hour)
		}
	}
	return in, known
}

// PurityFigure is the purity of the blocks of a day, in percent.
func PurityFigure(d Day) (float64, bool) {
	var p Purity
	for _, b := range d.Blocks {
		p.add(b.Purity)
	}
	share, ok := p.Share()
	return 100 * share, ok
}

// FocusFigure is the focus of a day in minutes; a day off has none.
func FocusFigure(d Day) (float64, bool) { return d.Focus.Minutes(), !d.Off && !d.First.IsZero() }
