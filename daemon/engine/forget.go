package engine

import (
	"context"
	"slices"

	"focusd/timer"
	"focusd/tracker/privacy"
)

// Forgetting is what a store is to forget. Spans lose their window. When all of
// a range goes, the blocks that began in it lose their labels too, but for one
// that still runs; when a title goes, so do the labels in the range that match
// it, whatever runs. Blocks, breaks and transitions stay, as what was worked does.
type Forgetting struct {
	privacy.Erasure
	Rules   bool                // rules of the person that quote the title go too
	Running timer.Seq           // the block that runs; 0: none
	Merged  map[Counter]Counter // counters that go, and those that take their amounts
}

// Forget takes out of the log what e says, up to now at most. Everything there
// is to commit is committed; then scrub has to make the store forget, wholly
// or, with an error, not at all, while nothing is committed; and then it is
// forgotten in memory. What is in front goes on in the log under its own name.
func (e *Engine) Forget(ctx context.Context, what privacy.Erasure, scrub func(Forgetting) error) error {
	if err := what.Check(); err != nil {
		return err
	}
	_, err := e.call(ctx, func(l *loop) (bool, error) { return false, l.forget(what, scrub) })
	return err
}

func (l *loop) forget(what privacy.Erasure, scrub func(Forgetting) error) error {
	l.save() // what was asked for before
	l.rec.Advance(l.now)
	if err := l.commit(); err != nil {
		return saved(err)
	}
	// A log that was ahead of a clock that was set back ends after now.
	if end := latest(l.now, l.rec.Now().End); what.To.IsZero() || what.To.After(end) {
		what.To = end
	}
	f := Forgetting{Erasure: what, Merged: l.books.merging(what)}
	if running(l.timer) {
		f.Running = l.timer.Block.Seq
	}
	if err := scrub(f); err != nil {
		return saved(err)
	}
	l.rec.Redact(what.From, what.To, what.Window)
	l.journal.Redact(f.Text)
	l.timer = f.State(l.timer)
	l.books.state = l.timer
	l.books.merge(f)
	l.pending.state.Forgotten++
	l.changed = true
	return nil
}

// Block is b without the labels that are to be forgotten.
func (f Forgetting) Block(b timer.Block) timer.Block {
	if !f.Covers(b.Started) || f.Whole() && b.Seq == f.Running {
		return b
	}
	b.Segments = slices.Clone(b.Segments)
	for i := range b.Segments {
		b.Segments[i].Label = f.Label(b.Segments[i].Label)
	}
	return b
}

// Record is r without its label, if that is to be forgotten.
func (f Forgetting) Record(r timer.Record) timer.Record {
	if f.Covers(r.At) {
		r.Label = f.Label(r.Label)
	}
	return r
}

// Label is what is left of a label of something in the range. None says which
// app it is about.
func (f Forgetting) Label(label string) string {
	if f.App == "" && f.Title.Matches(label) {
		return ""
	}
	return label
}

// Text is what is left of a text that somebody else wrote, such as why a source
// tells nothing.
func (f Forgetting) Text(text string) string {
	if text != "" && f.App == "" && !f.Title.Any() && f.Title.Matches(text) {
		return privacy.Forgotten
	}
	return text
}

// State is s with the blocks that may still come back as Block has them.
func (f Forgetting) State(s timer.State) timer.State {
	s.Block = f.Block(s.Block)
	s.Unsettled = slices.Clone(s.Unsettled)
	for i, c := range s.Unsettled {
		if c.Block != nil {
			b := f.Block(*c.Block)
			s.Unsettled[i].Block = &b
		}
	}
	if s.Undo != nil {
		u := *s.Undo
		u.State = f.State(u.State)
		s.Undo = &u
	}
	return s
}

// merging is which counters an Erasure takes with it. Counters are a ledger and
// never fall, so a part of what an app has cannot go. All of it can: it becomes
// that of the other apps, and the name is gone.
func (b *books) merging(what privacy.Erasure) map[Counter]Counter {
	if what.App == "" || !what.Title.Any() || !what.From.IsZero() {
		return nil
	}
	// The app may have been counted in any category. Where the category alone was
	// kept, it is the category that goes.
	gone := placeFor(what.App, "")
	if !gone.own() {
		return nil
	}
	merged := make(map[Counter]Counter)
	for c := range b.ledger.Values {
		p := placeOf(c)
		if c.Metric != activeSeconds && c.Metric != waitingSeconds || p.app != gone.app || p.app == hiddenApp && p.category != gone.category {
			continue
		}
		to := place{otherApps, p.category}
		if p.app == hiddenApp {
			to.category = unclassified
		}
		merged[c] = Counter{c.Metric, active(to).Labels}
	}
	return merged
}

// merge takes the counters over that the store has merged.
func (b *books) merge(f Forgetting) {
	values := make(map[Counter]uint64, len(b.ledger.Values))
	for c, n := range b.ledger.Values {
		if to, ok := f.Merged[c]; ok {
			c = to
		}
		values[c] += n
	}
	b.ledger.Values = values
	for c := range f.Merged {
		b.apps.leave(placeOf(c))
	}
}
