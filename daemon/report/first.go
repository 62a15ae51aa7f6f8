package report

import (
	"time"

	"focusd/timer"
)

// FirstThing is when the one task of a day got its first completed block: after
// that, the day was good, whatever became of it.
type FirstThing struct {
	After  time.Duration `json:"after"`  // from first activity to the beginning of that block
	Before bool          `json:"before"` // no other block was begun earlier
}

// FirstThing is that of the day; ok is false where no block on the one task was
// completed.
func (d Day) FirstThing() (f FirstThing, ok bool) {
	others := false
	for _, b := range d.Blocks {
		if !b.First {
			others = true
			continue
		}
		if b.Outcome == timer.Completed && !b.End.IsZero() {
			return FirstThing{max(b.Start.Sub(d.First), 0), !others}, true
		}
	}
	return f, false
}

// FirstThings is first things first over days.
type FirstThings struct {
	Days   int           `json:"days"`   // on which the one task got a block
	Before int           `json:"before"` // of them: it was the first block
	Median time.Duration `json:"median"` // of After

	// Sooner is by how much the median of the later half of these days is less
	// than that of the earlier half; negative: later than it was. It is known
	// where each half has FirstDays.
	Sooner time.Duration `json:"sooner"`
	Trend  bool          `json:"trend"` // Sooner is known
}

// FirstThingsOf is ok where FirstDays have a block on the one task. Days are in
// order.
func FirstThingsOf(days []Day) (f FirstThings, ok bool) {
	var after []time.Duration
	for _, d := range days {
		first, ok := d.FirstThing()
		if !ok {
			continue
		}
		after = append(after, first.After)
		if first.Before {
			f.Before++
		}
	}
	f.Days = len(after)
	f.Median, _ = medianTime(after)
	if half := len(after) / 2; half >= FirstDays {
		early, _ := medianTime(after[:half])
		late, _ := medianTime(after[len(after)-half:])
		f.Sooner, f.Trend = early-late, true
	}
	return f, f.Days >= FirstDays
}
