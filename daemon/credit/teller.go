package credit

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	book "focusd/daemon/agenda"
	"focusd/daemon/engine"
	"focusd/daemon/entries"
	"focusd/daemon/report"
	"focusd/daemon/rules"
	"focusd/timer"
	"focusd/timer/agenda"
	"focusd/tracker"
)

// Teller tells what a day's time went to, and credits it. Any goroutine may ask
// it; Run is for one.
type Teller struct {
	Engine  *engine.Engine
	Store   engine.Store
	Rules   *rules.Book
	Entries *entries.Entries
	Book    *book.Book
	Log     *slog.Logger
	Program string // that sums up days: what another one has summed up does not hold

	mu      sync.Mutex // guards what follows
	last    bounds     // that were asked for
	usual   agenda.Usual
	learned lesson // that usual is from

	closed  closed
	summing sync.Mutex // held while days are summed up that are not remembered
	keeping sync.Mutex // held while what days came to is kept, or forgotten
}

// Facts are those of a day, up to now.
func (t *Teller) Facts(day tracker.Day, w agenda.When) (agenda.Facts, error) {
	j, err := t.judge()
	if err != nil {
		return agenda.Facts{}, err
	}
	f, err := t.read(day, w)
	if err != nil {
		return agenda.Facts{}, err
	}
	usual := t.Usual()
	return agenda.Facts{Activities: j.Credits(f), Anchors: j.Anchors(f), Best: usual.Best, Usual: usual}, nil
}

// Closed are the facts of a day that is over.
func (t *Teller) Closed(day tracker.Day, w agenda.When) (agenda.Facts, error) {
	facts, err := t.Facts(day, w)
	if err != nil {
		return facts, err
	}
	from, to, err := t.lived(day, w.Calendar)
	if err != nil {
		return facts, err
	}
	facts.Short = to.Sub(from) < shortDay
	facts.Seen, err = t.seen(day, from, to, w.Calendar)
	return facts, err
}

// Purity is where the time of the running block went so far, in a sentence.
func (t *Teller) Purity(ctx context.Context, now time.Time) (string, error) {
	snap, err := t.Engine.Settle(ctx)
	if err != nil {
		return "", err
	}
	j, err := t.judge()
	if err != nil {
		return "", err
	}
	if !running(snap.Timer) {
		return "", timer.ErrIdle
	}
	f := report.Facts{From: snap.Timer.Block.Started, To: now.Add(time.Millisecond), Now: now}
	if err := t.fill(&f); err != nil {
		return "", err
	}
	f.Blocks, f.Breaks = []report.Work{open(snap.Timer, now)}, nil
	day := j.Sum(f)
	return day.Blocks[0].Sentence(), nil
}

func (t *Teller) judge() (*report.Judge, error) {
	e, err := t.Rules.Now()
	if err != nil {
		return nil, err
	}
	return report.NewJudge(e.Set, e.Host), nil
}

// read is what there is of a day.
func (t *Teller) read(day tracker.Day, w agenda.When) (f report.Facts, err error) {
	f.Date, f.Now = day, w.Now
	if f.From, f.To, err = t.lived(day, w.Calendar); err != nil {
		return f, err
	}
	return f, t.fill(&f)
}

// fill reads what lies between the bounds of f.
func (t *Teller) fill(f *report.Facts) (err error) {
	for s, err := range t.Store.Spans(f.From, f.To) {
		if err != nil {
			return fmt.Errorf("read the log: %w", err)
		}
		f.Spans = append(f.Spans, s)
	}
	h, err := t.hear(f.From, f.To, f.Now)
	if err == nil {
		h.tell(f)
	}
	return err
}

// open is the running block. One that stands still has its open gap.
func open(s timer.State, now time.Time) report.Work {
	b := s.Block
	if s.Phase == timer.Paused && s.Since.Before(now) {
		b.Gaps = append(b.Gaps[:len(b.Gaps):len(b.Gaps)], timer.Gap{Start: s.Since, End: now, Cause: s.Cause})
	}
	return report.Work{Block: b}
}

func running(s timer.State) bool {
	return s.Phase == timer.Work || s.Phase == timer.Paused || s.Phase == timer.Overtime
}
