package report

import (
	"cmp"
	"slices"
	"time"
)

// Fit is how long a block is good for, by when distraction sets in.
//
// A block in which nothing distracted did not last long enough to show it: it
// counts as good up to its end, and no further (the estimate of Kaplan and
// Meier, 1958).
type Fit struct {
	Blocks  int           `json:"blocks"`   // it rests on
	Drifted int           `json:"drifted"`  // of them
	Median  time.Duration `json:"median"`   // focus at which half would have drifted
	AtLeast bool          `json:"at_least"` // fewer did: the median is Median or longer
	Length  time.Duration `json:"length"`   // of block that is proposed
}

// farBlocks is how many blocks have to get so far, for that to be said of the
// length of blocks: a single long one proves little.
const farBlocks = 3

// lengths are the lengths of block that are proposed.
func lengths() []time.Duration {
	return []time.Duration{15 * time.Minute, 25 * time.Minute, 50 * time.Minute, 60 * time.Minute, 90 * time.Minute}
}

// FitOf is the length that fits the blocks of days that are of a depth and
// began in an hour of the civil clock. AnyDepth, and an hour under 0, are all.
// ok is false where fewer than FitBlocks would speak for it.
func FitOf(days []Day, depth Depth, hour int) (f Fit, ok bool) {
	var tries []try
	for _, d := range days {
		for _, b := range d.Blocks {
			if (depth == AnyDepth || b.Depth == depth) && (hour < 0 || b.Hour == hour) && !b.End.IsZero() {
				tries = append(tries, tryOf(b))
			}
		}
	}
	if len(tries) < FitBlocks {
		return Fit{Blocks: len(tries)}, false
	}
	return fit(tries), true
}

// try is how far a block went without distraction.
type try struct {
	good    time.Duration
	drifted bool // false: it ended
}

func tryOf(b Block) try {
	if b.Drifted {
		return try{b.FirstDrift, true}
	}
	return try{b.Focus, false}
}

func fit(tries []try) Fit {
	slices.SortFunc(tries, func(a, b try) int {
		if c := cmp.Compare(a.good, b.good); c != 0 || a.drifted == b.drifted {
			return c
		}
		if a.drifted {
			return -1
		}
		return 1
	})
	f := Fit{Blocks: len(tries), AtLeast: true}
	left := 1.0 // the part that has not drifted yet
	for i, t := range tries {
		if !t.drifted {
			continue
		}
		f.Drifted++
		left *= 1 - 1/float64(len(tries)-i)
		if f.AtLeast && left < 0.5+1e-9 {
			f.Median, f.AtLeast = t.good, false
		}
	}
	if f.AtLeast {
		f.Median = tries[len(tries)-farBlocks].good
	}
	f.Length = lengthFor(f.Median)
	return f
}

// lengthFor is the longest length of block that drift leaves alone, with a tenth
// of grace.
func lengthFor(median time.Duration) time.Duration {
	all := lengths()
	length := all[0]
	for _, l := range all {
		if l <= median+median/10 {
			length = l
		}
	}
	return length
}
