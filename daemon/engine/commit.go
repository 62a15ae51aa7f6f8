package engine

import (
	"maps"
	"time"

	"focusd/timer"
	"focusd/tracker"
)

const (
	// settleEvery is the least time between two commits that readers ask for.
	settleEvery = 10 * time.Second
	// restEvery is how often the log is committed while nobody is there.
	restEvery = 15 * time.Minute
	// retryFirst and retryMost bound the back-off after a failed commit.
	commitRetryFirst = time.Second
	commitRetryMost  = time.Minute
	// mostUnsaved is how many rows of the log are kept in memory while the
	// store fails: about 6 MB, a month of work. The oldest go first.
	mostUnsaved = 50_000
)

// pending is what the next commit has to write, and how commits are going.
type pending struct {
	spans  []tracker.Span     // rows the store does not have in this form
	steps  []timer.Step       // staged; not yet believed
	ledger map[Counter]uint64 // increments
	values map[string]string
	urgent bool // commit at the end of the turn
	clean  bool

	last    time.Time // the last commit that succeeded
	retryAt time.Time // commits fail: when to try again
	delay   time.Duration
	state   StoreState
}

func (p *pending) set(name, value string) {
	if p.values == nil {
		p.values = make(map[string]string)
	}
	p.values[name] = value
	p.urgent = true
}

// counts are the increments, to be added to.
func (p *pending) counts() map[Counter]uint64 {
	if p.ledger == nil {
		p.ledger = make(map[Counter]uint64)
	}
	return p.ledger
}

// unstage takes back the step staged last: it has not happened.
func (p *pending) unstage(before pending) {
	p.steps = p.steps[:len(before.steps)]
}

// failing says that commits fail and it is not yet time for the next try.
func (p *pending) failing(now time.Time) bool { return now.Before(p.retryAt) }

// stage puts a step into the next commit.
func (l *loop) stage(step timer.Step) {
	l.pending.steps = append(l.pending.steps, step)
	l.pending.urgent = true
}

// commitAt is when the next commit is due if nothing else happens.
func (l *loop) commitAt() time.Time {
	every := l.cfg.CommitEvery
	switch l.rec.Now().Presence {
	case tracker.Active, tracker.Passive:
	default:
		every = max(restEvery, every)
	}
	return latest(l.pending.last.Add(every), l.pending.retryAt)
}

func (l *loop) commitDue() bool {
	if l.pending.failing(l.now) {
		return false
	}
	return l.pending.urgent || !l.now.Before(l.commitAt())
}

// settle commits for a reader, unless that was done a moment ago.
func (l *loop) settle() error {
	if l.now.Sub(l.pending.last) < settleEvery || l.pending.failing(l.now) {
		return nil
	}
	l.rec.Advance(l.now)
	return l.commit()
}

// commit writes everything that is pending in one transaction, and adopts it
// if that succeeded. If not, it is all kept for the next try.
func (l *loop) commit() error {
	l.gather()
	change := l.change()
	began := time.Now()
	err := l.e.store.Commit(change)
	l.pending.state.LastTook = time.Since(began)
	if err != nil {
		l.commitFailed(err)
		return err
	}
	l.committed(change)
	return nil
}

// gather takes from the recorder what has been added to the log, and counts
// what can no longer change.
func (l *loop) gather() {
	tail := l.rec.Tail()
	if len(tail) > 0 {
		keep := len(l.pending.spans)
		for keep > 0 && !l.pending.spans[keep-1].Start.Before(tail[0].Start) {
			keep--
		}
		l.pending.spans = append(l.pending.spans[:keep], tail...)
		if over := len(l.pending.spans) - mostUnsaved; over > 0 {
			l.e.log.Error("the store has failed for so long that the oldest of the log is lost", "rows", over)
			l.pending.spans = append([]tracker.Span(nil), l.pending.spans[over:]...)
		}
	}
	pieces := l.rec.Settle()
	for _, p := range pieces {
		l.day.settle(p)
	}
	l.books.count(l.pending.counts(), pieces, l.timer, l.now, l.cfg.Rules)
}

// change is the transaction that makes everything pending durable.
func (l *loop) change() Change {
	c := Change{Spans: l.pending.spans, Values: maps.Clone(l.pending.values), Clean: l.pending.clean}
	if c.Values == nil {
		c.Values = make(map[string]string)
	}
	c.Values[valueUntil] = formatTime(l.rec.Watermark())
	c.Values[valueBlocks] = formatTime(l.books.blocksUntil)
	added := maps.Clone(l.pending.ledger)
	before := l.timer
	for _, step := range l.pending.steps {
		c.Timer = &step.State
		c.Records = append(c.Records, step.Records...)
		c.Blocks = append(c.Blocks, step.Blocks...)
		c.Breaks = append(c.Breaks, step.Breaks...)
		c.Revoked = append(c.Revoked, step.Revoked...)
		countStep(added, before, step, l.now)
		before = step.State
	}
	c.Ledger = l.books.raised(added)
	return c
}

// committed adopts what is now on disk.
func (l *loop) committed(c Change) {
	p := &l.pending
	for _, step := range p.steps {
		l.timer = step.State
		l.day.adopt(step)
		l.books.adopt(step)
		l.changed = true
	}
	l.books.adoptLedger(c.Ledger, l.rec.Watermark())
	if p.state.Failing != "" {
		l.e.log.Info("the store can be written again")
	}
	*p = pending{last: l.now, state: p.state}
	p.state.LastCommit, p.state.Failing = l.now, ""
	p.state.Commits++
	l.changed = true
}

// commitFailed plans the next try.
func (l *loop) commitFailed(err error) {
	p := &l.pending
	if p.state.Failing == "" {
		l.e.log.Error("the store cannot be written; the log is kept in memory", "err", err)
	}
	p.state.Failing = err.Error()
	p.state.Errors++
	p.delay = min(max(2*p.delay, commitRetryFirst), commitRetryMost)
	p.retryAt = l.now.Add(p.delay)
	l.changed = true
}
