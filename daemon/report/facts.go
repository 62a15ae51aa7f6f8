package report

import (
	"time"

	"focusd/timer"
	"focusd/tracker"
	"focusd/tracker/entry"
)

// Facts is what there is of a logical day. Slices are in order.
type Facts struct {
	Date     tracker.Day
	From, To time.Time // its bounds, as a tracker.Calendar has them
	Now      time.Time // nothing has been after it
	Began    time.Time // the log: nobody accounts for what was before it; zero: at all times

	// Spans and Entries are those of Reach: around the day are the nights.
	Spans   []tracker.Span
	Entries []entry.Entry
	Blocks  []Work        // all that overlap the day
	Breaks  []timer.Break // those that began in it

	Questions int           // that were put to the person
	Overhead  time.Duration // that answering took
	Off       bool          // a day on which nothing was expected: vacation, sick
}

// Reach is from when to when the spans and entries of a day are wanted.
func Reach(from, to time.Time) (time.Time, time.Time) {
	return from.Add(-NightReach), to.Add(NightReach)
}

// Work is a block, and what the agenda knows of it. A block that stands still has
// its open gap among its Gaps, up to now.
type Work struct {
	timer.Block
	Depth Depth
	Own   Own  // nil: the block has no rule of its own
	First bool // it was on the one task of the day
}

// Depth is how deep the thought is that a block needs.
type Depth uint8

const (
	AnyDepth Depth = iota // nobody said
	Deep
	Shallow
)

func (d Depth) String() string {
	switch d {
	case Deep:
		return "deep"
	case Shallow:
		return "shallow"
	}
	return "any"
}

// MarshalText is String.
func (d Depth) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText takes what it does not know for AnyDepth.
func (d *Depth) UnmarshalText(text []byte) error {
	*d = AnyDepth
	for _, known := range []Depth{Deep, Shallow} {
		if known.String() == string(text) {
			*d = known
		}
	}
	return nil
}
