package credit

import (
	"context"
	"maps"
	"slices"
	"time"

	"focusd/daemon/engine"
)

// stirs has something when what is remembered may be worth keeping. The caller
// holds mu.
func (c *closed) stirs() chan struct{} {
	if c.stirred == nil {
		c.stirred = make(chan struct{}, 1)
	}
	return c.stirred
}

// stir has KeepSums look. The caller holds mu.
func (c *closed) stir() {
	select {
	case c.stirs() <- struct{}{}:
	default:
	}
}

// awaitNews waits until something is worth keeping, and nothing more has come to
// it for a while. It is false when ctx is done.
func (c *closed) awaitNews(ctx context.Context) bool {
	c.mu.Lock()
	stirred := c.stirs()
	c.mu.Unlock()
	for {
		select {
		case <-ctx.Done():
			return false
		case <-stirred:
		}
		if !settle(ctx, stirred) {
			return false
		}
		if c.due() {
			return true
		}
	}
}

// settle waits until nothing has stirred for a while, but not for ever.
func settle(ctx context.Context, stirred <-chan struct{}) bool {
	latest := time.NewTimer(keepWithin)
	defer latest.Stop()
	calm := time.NewTimer(keepAfter)
	defer calm.Stop()
	for {
		select {
		case <-ctx.Done():
			return false
		case <-stirred:
			calm.Reset(keepAfter)
		case <-calm.C:
			return true
		case <-latest.C:
			return true
		}
	}
}

func (c *closed) due() bool {
	_, filled := c.state()
	return !filled || len(c.news()) > 0
}

// state is the age, and whether the last two years were summed up at it.
func (c *closed) state() (age int, filled bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.age, c.filled == c.age
}

func (c *closed) caughtUp(age int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.filled = age
}

// news are the months of which more is remembered than is kept, in order.
func (c *closed) news() []month {
	c.mu.Lock()
	defer c.mu.Unlock()
	fresh := maps.Clone(c.months)
	maps.DeleteFunc(fresh, func(_ month, k known) bool { return !k.news })
	return slices.SortedFunc(maps.Keys(fresh), month.compare)
}

// write is the document of a month; none, if what it has is kept.
func (c *closed) write(m month) (engine.Document, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.months[m].news {
		return engine.Document{}, nil
	}
	c.months[m] = known{read: true}
	kept := monthOnDisk{Grounds: c.grounds}
	for day := m.first(); monthOf(day) == m; day = day.Add(1) {
		if r, ok := c.days[day]; ok {
			kept.Days = append(kept.Days, r)
		}
	}
	return kept.document(m)
}

// unwritten says that the document of a month was not kept.
func (c *closed) unwritten(m month) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.months[m] = known{read: true, news: true}
}

// unread are the months from first to last of which is not known what is kept.
func (c *closed) unread(first, last month) (all []month) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for m := first; m.compare(last) <= 0; m = m.next() {
		if !c.months[m].read {
			all = append(all, m)
		}
	}
	return all
}

// adopt remembers what is kept of a month, and is not remembered better.
func (c *closed) adopt(age int, m month, data []byte) {
	kept, err := readMonth(data)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.age != age {
		return
	}
	c.months[m] = known{read: true, news: c.months[m].news}
	if err != nil || kept.Grounds != c.grounds {
		c.stir() // it is missing, damaged or out of date
		return
	}
	for _, r := range kept.Days {
		if _, ok := c.days[r.Sum.Date]; !ok {
			c.days[r.Sum.Date] = r
		}
	}
}
