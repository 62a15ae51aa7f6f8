package credit

import (
	"fmt"
	"slices"
	"sort"
	"time"

	"focusd/daemon/report"
	"focusd/timer"
	"focusd/tracker/entry"
)

// heard is what there is of a stretch of time beside the log of it, in order of
// its beginning.
type heard struct {
	entries []entry.Entry
	blocks  []timer.Block // that have ended
	breaks  []timer.Break
	running *report.Work
}

// longestBlock is how far back a block may have begun that reaches into a day.
const longestBlock = 7 * 24 * time.Hour

// hear reads what there is of [from, to).
func (t *Teller) hear(from, to, now time.Time) (h heard, err error) {
	if h.entries, err = t.Entries.Between(from, to); err != nil {
		return h, fmt.Errorf("read entries: %w", err)
	}
	for b, err := range t.Store.Blocks(from.Add(-longestBlock), to) {
		if err != nil {
			return h, fmt.Errorf("read blocks: %w", err)
		}
		h.blocks = append(h.blocks, b)
	}
	for b, err := range t.Store.Breaks(from, to) {
		if err != nil {
			return h, fmt.Errorf("read breaks: %w", err)
		}
		h.breaks = append(h.breaks, b)
	}
	if s := t.Engine.Snapshot().Timer; running(s) {
		work := open(s, now)
		h.running = &work
	}
	return h, nil
}

// tell has f know what lies between its bounds.
func (h heard) tell(f *report.Facts) {
	h = h.between(f.From, f.To)
	f.Entries, f.Breaks = h.entries, h.breaks
	for _, b := range h.blocks {
		f.Blocks = append(f.Blocks, report.Work{Block: b})
	}
	if h.running != nil {
		f.Blocks = append(f.Blocks, *h.running)
	}
}

// between is the part of h with something in [from, to).
func (h heard) between(from, to time.Time) (part heard) {
	for _, e := range begun(h.entries, from.Add(-entry.Longest), to, func(e entry.Entry) time.Time { return e.Start }) {
		if e.Overlaps(from, to) {
			part.entries = append(part.entries, e)
		}
	}
	for _, b := range begun(h.blocks, from.Add(-longestBlock), to, func(b timer.Block) time.Time { return b.Started }) {
		if b.Ended.After(from) {
			part.blocks = append(part.blocks, b)
		}
	}
	part.breaks = slices.Clone(begun(h.breaks, from, to, func(b timer.Break) time.Time { return b.Started }))
	if h.running != nil && h.running.Started.Before(to) {
		part.running = h.running
	}
	return part
}

// begun are those of all, which are in order, that began in [from, to).
func begun[T any](all []T, from, to time.Time, start func(T) time.Time) []T {
	first := sort.Search(len(all), func(i int) bool { return !start(all[i]).Before(from) })
	n := sort.Search(len(all)-first, func(i int) bool { return !start(all[first+i]).Before(to) })
	return all[first : first+n]
}
