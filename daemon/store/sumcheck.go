package store

import (
	"fmt"
	"maps"

	"focusd/tracker"
)

// sumCheck holds sums to the spans of their days, which it is given in order.
// It adds up in another way than who made them. A sum that is missing, or was
// made of something else, is nobody's harm; one that says it was made of these
// spans has to be right.
type sumCheck struct {
	log     log
	current int // days whose sum is right

	month month
	made  fingerprint
	total tracker.Summary // of the month
}

func (c *sumCheck) day(day utcDay, spans []tracker.Span) error {
	if day >= c.month.next {
		if err := c.endMonth(); err != nil {
			return err
		}
		c.month, c.made, c.total = monthOf(day), c.made[:0], widest()
	}
	key := chunkKey(day, c.log.stream)
	chunk, err := c.log.tx.raw(bChunk, key)
	if err != nil {
		return err
	}
	of, err := chunkSum(chunk)
	if err != nil {
		return err
	}
	c.made = c.made.add(day, of)
	want := widest()
	for _, s := range spans {
		want.Add(s)
		c.total.Add(s)
	}
	right, err := c.compare(key, of, want)
	if err != nil {
		return fmt.Errorf("sum of %v: %w", day, err)
	}
	if right {
		c.current++
	}
	return nil
}

// endMonth looks at the sum of the month whose days have been given.
func (c *sumCheck) endMonth() error {
	if len(c.made) == 0 {
		return nil
	}
	if _, err := c.compare(monthKey(c.month, c.log.stream), c.made.checksum(), c.total); err != nil {
		return fmt.Errorf("sum of %v: %w", c.month, err)
	}
	return nil
}

// compare returns an error if a sum of the given is there and not what is
// wanted; right is false if there is none.
func (c *sumCheck) compare(key []byte, of uint32, want tracker.Summary) (right bool, err error) {
	value, err := c.log.tx.raw(bSum, key)
	if err != nil {
		return false, err
	}
	if was, ok := madeOf(value); !ok || was != of {
		return false, nil
	}
	var a adder
	if !a.addSum(storedSum{key, value}, of, 1) {
		return false, fmt.Errorf("%w: it cannot be read", ErrDamaged)
	}
	got := a.tally.Summary(want.From, want.To)
	if got.Presences != want.Presences || !maps.Equal(got.Apps, want.Apps) {
		return false, fmt.Errorf("%w: it is not what its spans add up to", ErrDamaged)
	}
	return true, nil
}

// widest is a summary of all the time there is.
func widest() tracker.Summary {
	return tracker.Summary{From: fromMillis(-1), To: fromMillis((lastDay + 1).start())}
}
