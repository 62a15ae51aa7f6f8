package engine

import (
	"maps"
	"slices"
	"time"

	"focusd/timer"
	"focusd/tracker"
)

const (
	// settleEvery is the least time between two commits that readers ask for.
	settleEvery = time.Second
	// restEvery is how often the log is committed while nobody is there.
	restEvery = 15 * time.Minute
	// countEvery is how often time is counted while nobody is there and nobody
	// asks. A crash loses none of it: the next daemon counts it from the log.
	countEvery = 5 * time.Minute
	// countAttended is how often it is while somebody is there, or as often as the
	// log is committed. Who follows the snapshots lags by no more than that.
	countAttended = time.Minute
	// commitRetryFirst and commitRetryMost bound the back-off after a failed
	// commit.
	commitRetryFirst = time.Second
	commitRetryMost  = time.Minute
)

// commitAt is when the next commit or heartbeat is due if nothing else happens.
// The end of the log is also the heartbeat of a block that counts.
func (l *loop) commitAt() time.Time {
	if l.pending.urgent {
		return l.pending.retryAt // or it would be done
	}
	every := l.cfg.CommitEvery
	phase := l.ahead().Phase
	counting := phase == timer.Work || phase == timer.Overtime
	if !l.attended() && !counting {
		every = max(restEvery, every)
	}
	return latest(l.pending.last.Add(every), l.pending.retryAt)
}

// attended says that somebody is there.
func (l *loop) attended() bool {
	p := l.rec.Now().Presence
	return p == tracker.Active || p == tracker.Passive
}

func (l *loop) commitDue() bool {
	if l.pending.failing(l.now) {
		return false
	}
	return l.pending.urgent || !l.now.Before(l.commitAt())
}

// settle asks for a commit for a reader, unless that was done a moment ago.
func (l *loop) settle() (save bool) {
	return l.now.Sub(l.pending.counted) >= settleEvery && !l.pending.failing(l.now)
}

// commit writes everything there is to write.
func (l *loop) commit() error {
	l.gather()
	l.count()
	return l.write()
}

// commitByClock is the commit that the clock asks for. Where nothing is to be
// counted, and nothing but the log has gone on, a heartbeat does.
func (l *loop) commitByClock() error {
	switch {
	case l.pending.urgent || l.countDue():
		return l.commit()
	case l.isLog() && l.heartbeat() == nil:
		return nil // or the commit says what is wrong with the disk
	case l.attended():
		return l.commit()
	}
	l.gather()
	return l.write()
}

// countDue tells whether it is time to count. Alarms ring a little late: what is
// due together with a heartbeat is not for the next one.
func (l *loop) countDue() bool {
	every := countEvery
	if l.attended() {
		every = max(countAttended, l.cfg.CommitEvery) - l.cfg.CommitEvery/2
	}
	return l.now.Sub(l.pending.counted) >= every
}

// write writes what is pending in one transaction, and adopts it if that
// succeeded. If not, it is all kept for the next try.
func (l *loop) write() error {
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

// gather takes from the recorder what has been added to the log.
func (l *loop) gather() {
	if lost := l.pending.replace(l.rec.Tail()); lost > 0 {
		l.e.log.Error("the store has failed for so long that the oldest of the log is lost", "rows", lost)
	}
}

// count counts what has been gathered and can no longer change.
func (l *loop) count() {
	pieces := l.rec.Settle()
	l.unsettled.known, l.pending.counted = false, l.now
	for _, p := range pieces {
		l.day.settle(p)
	}
	l.books.count(l.pending.counts(), pieces, l.now.Add(-l.cfg.countLag()))
}

// change is the transaction that makes everything pending durable.
func (l *loop) change() Change {
	c := Change{Spans: l.pending.spans, Documents: slices.Clip(l.pending.documents), Values: maps.Clone(l.pending.values), Clean: l.pending.clean}
	if c.Values == nil {
		c.Values = make(map[string]string)
	}
	c.Values[valueUntil] = formatTime(l.rec.Watermark())
	c.Values[valueBlocks] = formatTime(l.books.blocksUntil)
	c.Values[valueRuns] = l.books.runs.String()
	added := maps.Clone(l.pending.counts())
	for _, n := range l.pending.earned {
		added[n.Counter] += n.By
	}
	before, overrun := l.timer, l.books.overrunUntil
	for _, step := range l.pending.steps {
		c.add(step)
		countStep(added, before, step)
		countKept(added, l.books.blocksUntil, step)
		overrun = countOverrun(added, overrun, before, step)
		before = step.State
	}
	if !overrun.IsZero() {
		c.Values[valueOverrun] = formatTime(overrun)
	}
	c.Ledger = l.books.raised(added)
	l.witnesses(&c)
	return c
}

// add puts a step on top of what the change has already: what an earlier step
// kept and this one takes back is not put.
func (c *Change) add(step timer.Step) {
	c.Timer = &step.State
	c.Records = append(c.Records, step.Records...)
	for _, seq := range step.Revoked {
		c.Blocks = slices.DeleteFunc(c.Blocks, func(b timer.Block) bool { return b.Seq == seq })
		c.Breaks = slices.DeleteFunc(c.Breaks, func(b timer.Break) bool { return b.Seq == seq })
	}
	c.Revoked = append(c.Revoked, step.Revoked...)
	for _, b := range step.Blocks {
		c.Blocks = putBlock(c.Blocks, b)
	}
	c.Breaks = append(c.Breaks, step.Breaks...)
}

// putBlock puts b in the place of the one with its Seq, or adds it.
func putBlock(blocks []timer.Block, b timer.Block) []timer.Block {
	if i := slices.IndexFunc(blocks, func(old timer.Block) bool { return old.Seq == b.Seq }); i >= 0 {
		blocks[i] = b
		return blocks
	}
	return append(blocks, b)
}

// committed adopts what is now on disk.
func (l *loop) committed(c Change) {
	p := &l.pending
	for _, step := range p.steps {
		l.timer = step.State
		l.day.adopt(step)
	}
	l.books.adoptLedger(c.Ledger, l.rec.Watermark())
	l.books.overrunUntil = parseTime(c.Values[valueOverrun])
	l.journal.Saved()
	if p.state.Failing != "" {
		l.e.log.Info("the store can be written again")
	}
	*p = pending{last: l.now, counted: p.counted, state: p.state}
	p.state.LastCommit, p.state.Failing = l.now, ""
	p.state.Commits++
	p.state.Kept = keptMore(p.state.Kept, c.Documents)
	l.changed = true
}

// keptMore is kept, and one more of the kinds of these documents.
func keptMore(kept map[string]uint64, documents []Document) map[string]uint64 {
	if len(documents) == 0 {
		return kept
	}
	more := maps.Clone(kept)
	if more == nil {
		more = make(map[string]uint64)
	}
	for _, d := range documents {
		if more[d.Kind] == kept[d.Kind] {
			more[d.Kind]++
		}
	}
	return more
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
