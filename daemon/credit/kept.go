package credit

import (
	"context"
	"time"

	"focusd/daemon/engine"
	"focusd/timer/agenda"
	"focusd/tracker"
)

const (
	// keepAfter is how long nothing more has to have been summed up until it is
	// kept: rules are often changed one after another.
	keepAfter = 2 * time.Minute
	// keepWithin is when it is kept in any case. It is before it is forgotten.
	keepWithin = 6 * time.Minute
)

// KeepSums keeps what days came to until ctx is done: what somebody has looked
// at, and of this year and the last all there is, which it sums up itself when
// that was done on other grounds.
func (t *Teller) KeepSums(ctx context.Context) {
	for t.closed.awaitNews(ctx) {
		if err := t.keepSums(ctx); err != nil && ctx.Err() == nil {
			t.Log.Error("what days came to is not kept; it will have to be summed up again", "err", err)
		}
	}
}

func (t *Teller) keepSums(ctx context.Context) error {
	for _, m := range t.closed.news() {
		if err := t.keepMonth(ctx, m); err != nil {
			return err
		}
	}
	return t.catchUp(ctx)
}

// catchUp sums up this year and the last, one month after another, unless it has.
func (t *Teller) catchUp(ctx context.Context) error {
	var w agenda.When
	if err := t.Book.Look(func(_ *agenda.Agenda, now agenda.When) error { w = now; return nil }); err != nil {
		return err
	}
	age, caughtUp := t.closed.state()
	if caughtUp {
		return nil
	}
	today := monthOf(w.Today())
	for m := today; m.year >= today.year-1; m = m.before() {
		if _, err := t.Days(m.first(), m.last(), w); err != nil {
			return err
		}
		if err := t.keepMonth(ctx, m); err != nil {
			return err
		}
	}
	t.closed.caughtUp(age)
	t.closed.shrink() // nobody looks at it
	return nil
}

// keepMonth keeps what is remembered of a month, if that is more than is kept.
func (t *Teller) keepMonth(ctx context.Context, m month) error {
	t.keeping.Lock() // nothing is forgotten meanwhile
	defer t.keeping.Unlock()
	document, err := t.closed.write(m)
	if err != nil || document.Data == nil {
		return err
	}
	if err := t.Engine.Keep(ctx, document); err != nil {
		t.closed.unwritten(m)
		return err
	}
	return nil
}

// While has work take something out of the log, and with it all that is kept of
// the sums of days. It remembers none of them afterwards.
func (t *Teller) While(work func() error) error {
	t.keeping.Lock()
	defer t.keeping.Unlock()
	defer t.closed.clear()
	return work()
}

// recollect remembers what is kept of the months from first to last, and was not
// read yet.
func (t *Teller) recollect(age int, first, last tracker.Day) error {
	unread := t.closed.unread(monthOf(first), monthOf(last))
	if len(unread) == 0 {
		return nil
	}
	from, to := unread[0], unread[len(unread)-1].next()
	documents, err := t.Store.DocumentsBetween(KindSums, from.String(), to.String())
	if err != nil {
		return err
	}
	kept := make(map[string]engine.Document, len(documents))
	for _, d := range documents {
		kept[d.ID] = d
	}
	for _, m := range unread {
		t.closed.adopt(age, m, kept[m.String()].Data)
	}
	return nil
}
