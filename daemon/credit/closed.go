package credit

import (
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

// grounds are what every sum rests on, beside what is known of its day.
type grounds struct {
	Program string // that summed up: another one may count otherwise
	Rules   rules.Digest
	Zone    string // of the calendar
	Start   time.Duration
}

func (t *Teller) grounds(e *rules.Edition, w agenda.When) grounds {
	return grounds{t.Program, e.Digest(), w.Calendar.Location.String(), w.Calendar.Start}
}

// closed remembers what days came to that can change no more, but by what is
// said of them later. It has no title.
type closed struct {
	mu      sync.Mutex // guards what follows
	grounds grounds
	age     int // how often all was forgotten
	days    map[tracker.Day]remembered
	months  map[month]known
	filled  int           // the age at which the last two years were summed up
	recent  tracker.Day   // the first of those that are always remembered
	old     *time.Timer   // forgets the others; nil: there were none
	stirred chan struct{} // has something when there may be news; nil: nobody asked yet
}

// remembered is the sum of a day, good for as long as the same is said of it.
type remembered struct {
	Said uint64
	Sum  report.Day
}

// known is what is known of a month beside the sums of its days.
type known struct {
	read bool // what is kept of it is remembered
	news bool // more is remembered than is kept
}

// begin forgets what rests on other grounds, and what is too much if the days
// from first to last come to it. It returns what the sums are remembered by.
func (c *closed) begin(g grounds, today, first, last tracker.Day) (age int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.days == nil || c.grounds != g {
		c.anew()
		c.grounds = g
	}
	c.recent = today.Add(-closedBack)
	if first.Before(c.recent) {
		c.forgetLater()
	}
	if len(c.days) > closedMost {
		c.forgetOld(func(day tracker.Day) bool { return day.Before(first) || last.Before(day) })
	}
	return c.age
}

// anew forgets all. The caller holds mu.
func (c *closed) anew() {
	c.age++
	c.grounds, c.days, c.months = grounds{}, make(map[tracker.Day]remembered), make(map[month]known)
}

// forgetLater forgets what is long ago, when nobody has asked for it in a while.
// The caller holds mu.
func (c *closed) forgetLater() {
	if c.old != nil {
		c.old.Reset(closedFor)
		return
	}
	c.old = time.AfterFunc(closedFor, c.shrink)
}

// shrink forgets what is long ago.
func (c *closed) shrink() {
	c.mu.Lock()
	c.forgetOld(func(tracker.Day) bool { return true })
	c.mu.Unlock()
	debug.FreeOSMemory() // years of the log were read, of which nothing is remembered
}

// forgetOld forgets days of long ago. The caller holds mu.
func (c *closed) forgetOld(which func(tracker.Day) bool) {
	maps.DeleteFunc(c.days, func(day tracker.Day, _ remembered) bool {
		gone := day.Before(c.recent) && which(day)
		if gone {
			delete(c.months, monthOf(day))
		}
		return gone
	})
}

// recall is the sum of a day of which the same is said as before.
func (c *closed) recall(age int, day tracker.Day, said uint64) (report.Day, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	r, ok := c.days[day]
	return r.Sum, ok && c.age == age && r.Said == said
}

// remember remembers a sum. One that was begun before all was forgotten comes
// too late.
func (c *closed) remember(age int, sum report.Day, said uint64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.age != age {
		return
	}
	c.days[sum.Date] = remembered{said, sum}
	m := monthOf(sum.Date)
	c.months[m] = known{read: c.months[m].read, news: true}
	c.stir()
}

// clear forgets all, and what is being summed up.
func (c *closed) clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.anew()
	c.stir()
}

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
