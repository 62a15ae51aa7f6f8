package source

import (
	"context"
	"errors"
	"time"
)

// Back-off between two tries of a candidate: doubled each time, begun anew once
// a try has served for a while, and when Choice.Hurry says that something has
// come. What a NotHere misses announces itself when it comes: after the first
// half minute, in which it may not be ready yet, it is only looked for in case
// that nobody has noticed.
const (
	retryFirst   = time.Second
	retryMost    = 5 * time.Minute
	absentFew    = 15 * time.Second // an absent one that has waited for longer waits for absentMost
	absentMost   = 15 * time.Minute
	servedLong   = time.Minute
	answerWithin = 2 * time.Second // a candidate that says nothing for so long no longer holds up the next
)

// errSilent is why a candidate ended that gave no reason.
var errSilent = errors.New("it ended without a reason")

// candidate is one source and how it is doing. Only the goroutine of
// Choice.Watch touches it.
type candidate struct {
	source Source
	rank   int

	stop     context.CancelFunc // nil: not running
	stopping bool               // nobody needs it: it was told to end
	since    time.Time          // when it was started, or ended
	report   Report             // the last one of this run
	heard    bool               // of this run there is a report
	ask      chan struct{}

	reason    string        // why it cannot serve; "" when it can, or was not tried
	elsewhere bool          // the reason is a NotHere
	tried     time.Time     // when it last failed
	delay     time.Duration // from then to the next try
}

// happening is what comes from a candidate's goroutine: a report, or its end.
type happening struct {
	from   *candidate
	report Report
	ended  bool
	err    error
}

func (c *candidate) running() bool { return c.stop != nil }

// starting tells whether it may still turn out to serve.
func (c *candidate) starting(now time.Time) bool {
	return c.running() && !c.heard && now.Sub(c.since) < answerWithin
}

// serves tells whether its last report has the fact.
func (c *candidate) serves(f Facts) bool { return c.running() && c.heard && c.report.Facts.Has(f) }

// why is why it tells nothing, or of windows nothing though others of its kind
// do; "" when it does, or was not tried.
func (c *candidate) why() string {
	if c.running() && c.heard && c.source.Facts().Has(Windows) && !c.report.Facts.Has(Windows) {
		return "it is there, but does not tell what is in front"
	}
	return c.reason
}

// start returns what is to be run: it watches until stop is called. What
// happens goes to tell, the end as well, unless ctx is done before.
func (c *candidate) start(ctx context.Context, now time.Time, idleAfter time.Duration, tell chan<- happening) func() {
	running, stop := context.WithCancel(ctx)
	ask := make(chan struct{}, 1)
	c.stop, c.stopping, c.since, c.heard, c.report, c.ask = stop, false, now, false, Report{}, ask
	send := func(h happening) {
		select {
		case tell <- h:
		case <-ctx.Done():
		}
	}
	return func() {
		err := c.source.Watch(running, idleAfter, ask, func(r Report) {
			if running.Err() == nil {
				send(happening{from: c, report: r})
			}
		})
		send(happening{from: c, ended: true, err: err})
	}
}

// ended plans the next try. One that was stopped because nobody needs it has
// not failed.
func (c *candidate) ended(now time.Time, err error) {
	served := c.heard && now.Sub(c.since) >= servedLong
	c.stop()
	c.stop, c.since, c.heard, c.report = nil, now, false, Report{}
	if c.stopping {
		c.reason, c.delay, c.tried = "", 0, time.Time{}
		return
	}
	if err == nil {
		err = errSilent
	}
	c.reason, c.elsewhere = err.Error(), errors.As(err, new(NotHere))
	if served {
		c.delay = 0
	}
	c.tried, c.delay = now, c.longer()
}

// longer is how long to wait now that it has failed once more.
func (c *candidate) longer() time.Duration {
	if c.elsewhere && c.delay > absentFew {
		return absentMost
	}
	return min(max(2*c.delay, retryFirst), retryMost)
}

// retryAt is when to try again.
func (c *candidate) retryAt() time.Time { return c.tried.Add(c.delay) }

// hurry has it tried again soon, and if anew then as often as the first time:
// what has come may not be ready yet. One that will be tried soon anyway is not
// put off by that.
func (c *candidate) hurry(now time.Time, anew bool) {
	soon := now.Add(retryFirst)
	if c.running() || !c.retryAt().After(soon) {
		return
	}
	if anew {
		c.delay = retryFirst
	}
	c.tried = soon.Add(-c.delay)
}
