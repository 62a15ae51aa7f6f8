package report

import (
	"cmp"
	"slices"
	"time"
)

// How much is enough to say something.
const (
	ProfileDays    = 3  // behind an hour of the profile
	FitBlocks      = 5  // behind a length of block
	FirstDays      = 3  // behind first things first
	HighDays       = 5  // on each side of the multitasking index
	HelpDays       = 10 // on each side of an association
	ShiftDays      = 3  // in each period that is compared
	FeasibleWeeks  = 4  // that are looked at; see Feasibility
	LeastFeasible  = 2  // of them that there have to be
	ExerciseDays   = 3  // logical days of the exercise
	EnoughCoverage = 80 // percent of waking time that make a day of it count
)

// median is the middle of values, or the mean of the two in the middle; ok is
// false of none. It sorts a copy.
func median[T cmp.Ordered](values []T, between func(a, b T) T) (middle T, ok bool) {
	if len(values) == 0 {
		return middle, false
	}
	sorted := slices.Sorted(slices.Values(values))
	n := len(sorted)
	if n%2 == 1 {
		return sorted[n/2], true
	}
	return between(sorted[n/2-1], sorted[n/2]), true
}

func medianTime(values []time.Duration) (time.Duration, bool) {
	return median(values, func(a, b time.Duration) time.Duration { return a + (b-a)/2 })
}

func medianNumber(values []float64) (float64, bool) {
	return median(values, func(a, b float64) float64 { return (a + b) / 2 })
}

// percent is part of whole, rounded to the nearest; 0 of nothing.
func percent(part, whole time.Duration) int {
	if whole <= 0 {
		return 0
	}
	return int((part*100 + whole/2) / whole)
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
