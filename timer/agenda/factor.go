package agenda

import (
	"iter"
	"math"
	"slices"
	"time"
)

const (
	unknownTask = 5 * time.Minute  // taken by a task of unknown length, before there is anything to learn from
	micro       = 10 * time.Minute // a task that takes longer is offered for splitting
	factorOf    = 20               // the latest done tasks of a tag
	factorNeeds = 5                // of them at least
	leastFactor = 0.5
	mostFactor  = 3
)

// Factors is how long things really take the person.
type Factors struct {
	ByTag   map[string]float64 // of a context or an area, "" for tasks that have neither; none: 1
	Unknown time.Duration      // a micro-task of which nothing is known; 0: 5 min
}

// Factors learns from the ended tasks: of each tag the median of the time taken
// over the time estimated, of the last 20 that were done and of which both are
// known. Under five there is no factor.
func (a *Agenda) Factors() Factors {
	ratios := make(map[string][]float64)
	var lengths []time.Duration
	for _, t := range slices.Backward(a.Ended) {
		if t.Outcome != Done || t.Spent <= 0 {
			continue
		}
		if t.Spent <= micro {
			lengths = append(lengths, t.Spent)
		}
		if t.Estimate <= 0 {
			continue
		}
		for tag := range t.tags() {
			if len(ratios[tag]) < factorOf {
				ratios[tag] = append(ratios[tag], float64(t.Spent)/float64(t.Estimate))
			}
		}
	}
	f := Factors{ByTag: make(map[string]float64), Unknown: median(lengths)}
	for tag, list := range ratios {
		if len(list) >= factorNeeds {
			f.ByTag[tag] = min(max(median(list), leastFactor), mostFactor)
		}
	}
	return f
}

// tags are what a task is judged with others by: where it is done, and its
// area; "" if it has neither.
func (t Task) tags() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, c := range t.Contexts {
			if !yield(c) {
				return
			}
		}
		if t.Area != "" || len(t.Contexts) == 0 {
			yield(t.Area)
		}
	}
}

// Cost is how long a task without steps will take the person. Of several tags
// with a factor the one farthest from the estimate is believed.
func (f Factors) Cost(t Task) time.Duration {
	if t.Estimate <= 0 {
		if f.Unknown <= 0 {
			return unknownTask
		}
		return f.Unknown
	}
	factor := 1.0
	for tag := range t.tags() {
		if known, ok := f.ByTag[tag]; ok && math.Abs(math.Log(known)) > math.Abs(math.Log(factor)) {
			factor = known
		}
	}
	return time.Duration(float64(t.Estimate) * factor).Round(time.Second)
}

// median is the middle of list, or the mean of the two in the middle; zero of
// nothing.
func median[T ~int | ~int64 | ~float64](list []T) T {
	if len(list) == 0 {
		return 0
	}
	list = slices.Sorted(slices.Values(list))
	half := len(list) / 2
	if len(list)%2 == 1 {
		return list[half]
	}
	return (list[half-1] + list[half]) / 2
}
