package streak

import "slices"

const (
	// freezeEvery is how many done units without a miss between them earn a
	// freeze.
	freezeEvery = 7
	// maxFreezes is how many can be held, and so the longest gap that can be
	// bridged. What is earned beyond is lost.
	maxFreezes = 2
)

// Freezes is the account of streak freezes.
type Freezes struct {
	Earned, Used, Held int

	// Provisional is how many of Used bridge a gap that has not ended yet: one
	// miss too many and they come back, and the gap is a gap.
	Provisional int
}

// Freeze spends freezes on missed units and returns the codes with those F.
// The argument stays as it is.
//
// Misses are looked at in maximal runs, and rest and excuses inside a run do
// not split it. A run is bridged whole or not at all: a longer one than there
// are freezes costs none, so that nobody pays for a streak that breaks anyway.
func Freeze(codes []Code) ([]Code, Freezes) {
	f := freezer{codes: slices.Clone(codes)}
	for i, c := range codes {
		switch c {
		case Done:
			f.settle(i)
			f.earn()
		case Missed:
			if f.misses == 0 {
				f.gap = i
			}
			f.misses++
		}
	}
	f.Provisional = f.settle(len(codes))
	return f.codes, f.Freezes
}

// freezer walks over codes, and looks back where a run of misses has ended.
type freezer struct {
	Freezes
	codes  []Code
	row    int // done units without a miss between them
	misses int // of the run that is open
	gap    int // where it began
}

func (f *freezer) earn() {
	f.row++
	if f.row%freezeEvery == 0 && f.Held < maxFreezes {
		f.Earned++
		f.Held++
	}
}

// settle ends the open run of misses, if there is one, and returns how many of
// them it bridged.
func (f *freezer) settle(end int) int {
	n := f.misses
	f.misses = 0
	switch {
	case n == 0:
		return 0
	case n > f.Held:
		f.row = 0
		return 0
	}
	freeze(f.codes[f.gap:end])
	f.Used += n
	f.Held -= n
	return n
}

// freeze turns what was missed in a run into frozen.
func freeze(run []Code) {
	for i, c := range run {
		if c == Missed {
			run[i] = Frozen
		}
	}
}
