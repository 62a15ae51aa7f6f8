package credit

import (
	"hash/maphash"
	"maps"
	"runtime/debug"
	"sync"
	"time"

	"focusd/daemon/report"
	"focusd/daemon/rules"
	"focusd/timer/agenda"
	"focusd/tracker"
)

const (
	// closedBack is how many days back sums of days are always remembered.
	closedBack = 60
	// closedMost is how many are remembered besides, for whoever looks back further.
	closedMost = 800
	// closedFor is for how long after that.
	closedFor = 10 * time.Minute
)

// closed remembers what days came to that can change no more, but by what is
// said of them later. It is in memory only, and has no title.
type closed struct {
	seed maphash.Seed // made by the first begin

	mu       sync.Mutex // guards what follows
	edition  *rules.Edition
	calendar tracker.Calendar
	days     map[tracker.Day]remembered
	recent   tracker.Day // the first of those that are always remembered
	old      *time.Timer // forgets the others; nil: there were none
}

// remembered is the sum of a day, good for as long as the same is said of it.
type remembered struct {
	sum  report.Day
	said uint64
}

// begin forgets what was summed up by other rules or another calendar, and what
// is too much if the days from first to last come to it.
func (c *closed) begin(e *rules.Edition, w agenda.When, first, last tracker.Day) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.seed == (maphash.Seed{}) {
		c.seed = maphash.MakeSeed()
	}
	if c.days == nil || c.edition != e || c.calendar != w.Calendar {
		c.edition, c.calendar, c.days = e, w.Calendar, make(map[tracker.Day]remembered)
	}
	c.recent = w.Today().Add(-closedBack)
	if first.Before(c.recent) {
		c.forgetLater()
	}
	if len(c.days) > closedMost {
		c.forgetOld(func(day tracker.Day) bool { return day.Before(first) || last.Before(day) })
	}
}

// forgetLater forgets what is long ago, when nobody has asked for it in a while.
// The caller holds mu.
func (c *closed) forgetLater() {
	if c.old != nil {
		c.old.Reset(closedFor)
		return
	}
	c.old = time.AfterFunc(closedFor, func() {
		c.mu.Lock()
		c.forgetOld(func(tracker.Day) bool { return true })
		c.mu.Unlock()
		debug.FreeOSMemory() // years of the log were read, of which nothing is kept
	})
}

// forgetOld forgets days of long ago. The caller holds mu.
func (c *closed) forgetOld(which func(tracker.Day) bool) {
	maps.DeleteFunc(c.days, func(day tracker.Day, _ remembered) bool { return day.Before(c.recent) && which(day) })
}

// recall is the sum of a day of which the same is said as before.
func (c *closed) recall(e *rules.Edition, day tracker.Day, said uint64) (report.Day, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	r, ok := c.days[day]
	return r.sum, ok && c.edition == e && r.said == said
}

// remember keeps a sum. One that was begun by other rules than those in force
// comes too late.
func (c *closed) remember(e *rules.Edition, w agenda.When, sum report.Day, said uint64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.edition == e && c.calendar == w.Calendar {
		c.days[sum.Date] = remembered{sum, said}
	}
}

// clear forgets all, and what is being summed up.
func (c *closed) clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.edition, c.days = nil, nil
}

// Forget drops what is remembered of days: something was taken out of the log.
func (t *Teller) Forget() { t.closed.clear() }

// over tells whether the log of a day that ended at to stands, and that of the
// night after it, which is part of the sum.
func over(to time.Time, w agenda.When) bool {
	_, reach := report.Reach(to, to)
	return !w.Now.Before(reach.Add(settled))
}

// ended tells whether no block of a day goes on.
func ended(f report.Facts) bool {
	for _, b := range f.Blocks {
		if b.Ended.IsZero() {
			return false
		}
	}
	return true
}
