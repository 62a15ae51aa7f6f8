package past

import (
	"context"
	"fmt"
	"io"
	"iter"
	"sync"
	"time"

	"focusd/daemon/api"
)

// Daemon is what is asked of focusd. An *api.Client is one.
type Daemon interface {
	CountsEdition(ctx context.Context) (api.CountsEdition, error)
	Counts(ctx context.Context, from, to time.Time) iter.Seq2[api.CountRow, error]
	PlanDays(ctx context.Context, from, to time.Time) (api.PlanDays, error)
	Metrics(ctx context.Context) (io.ReadCloser, error)
}

const (
	// fresh is for how long what was read is good.
	fresh = time.Second
	// open is how long after its end a day may still change by itself: a block that
	// runs is undone, or the clock is set.
	open = 36 * time.Hour
	// daysAtOnce is how many days are asked for in one request.
	daysAtOnce = 92
	// noteEvery is how often the page of metrics is read while somebody asks.
	noteEvery = 10 * time.Second
)

// Reader reads the history from the daemon, and keeps what cannot change any
// more. Any goroutine may use it.
type Reader struct {
	Daemon Daemon
	Target map[string]string // labels of every series: job and instance
	Now    func() time.Time  // nil: time.Now

	mu      sync.Mutex // held while it reads: what one waits for serves all
	names   *names
	edition string
	days    map[int64]*keptDay
	offsets map[int64][]offset // by day
	live    live
	plans   plans
	noted   time.Time
	last    *Past
	at      time.Time // of last
}

// keptDay is a day as it was read.
type keptDay struct {
	day   *day
	said  string
	until int64 // what was later might still change
}

// Past is the history of now.
func (r *Reader) Past(ctx context.Context) (*Past, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := time.Now
	if r.Now != nil {
		now = r.Now
	}
	if at := now(); r.last != nil && at.Sub(r.at) < fresh && !at.Before(r.at) {
		return r.last.seenAt(at), nil
	}
	e, err := r.Daemon.CountsEdition(ctx)
	if err != nil {
		return nil, err
	}
	at := now()
	if r.names == nil || e.Edition != r.edition {
		r.names, r.days, r.offsets, r.edition = newNames(), make(map[int64]*keptDay), make(map[int64][]offset), e.Edition
		r.plans = plans{}
	}
	p := &Past{begin: milli(e.Begin), end: at.UnixMilli(), dayStart: int64(e.DayStart) * 60_000}
	if err := r.read(ctx, p, e); err != nil {
		return nil, err // what was read stays: who asks next goes on from there
	}
	if err := r.plans.read(ctx, r.Daemon, e, at); err != nil {
		return nil, err
	}
	if err := r.note(ctx, at, p); err != nil {
		return nil, err
	}
	p.names = append([]name(nil), r.names.list...)
	p.sum()
	r.live.show(p, r.Target)
	r.plans.show(p, r.Target)
	p.derive(r.Target)
	r.last, r.at = p, at
	return p.seenAt(at), nil
}

// seenAt is the past with values for some minutes after now: who asks has another
// clock, and a Prometheus holds the last value as long.
func (p *Past) seenAt(now time.Time) *Past {
	q := *p
	q.end = now.UnixMilli() + held
	return &q
}

func milli(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// read puts the days of p together, and asks for those that may be other ones.
func (r *Reader) read(ctx context.Context, p *Past, e api.CountsEdition) error {
	if p.begin == 0 {
		return nil
	}
	p.first = p.begin - p.begin%dayLength
	last := max(p.first, (p.end-1)-(p.end-1)%dayLength)
	stale := func(day int64) bool {
		k := r.days[day]
		said := e.Said[time.UnixMilli(day).UTC().Format(time.DateOnly)]
		return k == nil || k.said != said || k.until < day+dayLength+open.Milliseconds()
	}
	for day := p.first; day <= last; {
		if !stale(day) {
			day += dayLength
			continue
		}
		to := day + dayLength
		for to <= last && stale(to) && to-day < daysAtOnce*dayLength {
			to += dayLength
		}
		if err := r.ask(ctx, day, min(to, p.end), e); err != nil {
			return err
		}
		day = to
	}
	for day := p.first; day <= last; day += dayLength {
		p.days = append(p.days, r.days[day].day)
		p.offsets = append(p.offsets, r.offsets[day]...)
	}
	return nil
}

// ask reads the days from one instant to another, which is the end of one, or now.
func (r *Reader) ask(ctx context.Context, from, to int64, e api.CountsEdition) error {
	var builders builders
	offsets := make(map[int64][]offset)
	var ids []uint32
	for row, err := range r.Daemon.Counts(ctx, time.UnixMilli(from), time.UnixMilli(to)) {
		switch {
		case err != nil:
			return err
		case row.Series != nil:
			if row.Series.Series != len(ids) {
				return fmt.Errorf("read counts: series %d came after %d", row.Series.Series, len(ids)-1)
			}
			ids = append(ids, r.names.id(row.Series.Metric, row.Series.Labels))
		case row.Offset != nil:
			day := row.Offset.At - row.Offset.At%dayLength
			offsets[day] = append(offsets[day], offset{row.Offset.At, int64(row.Offset.Minutes) * 60_000})
		default:
			if err := r.take(&builders, ids, row.Growth, from, to); err != nil {
				return err
			}
		}
	}
	for day := from; day < to; day += dayLength {
		r.days[day] = &keptDay{
			day:  builders.of[day].build(func(id uint32) bool { return r.names.list[id].atOnce }),
			said: e.Said[time.UnixMilli(day).UTC().Format(time.DateOnly)], until: milli(e.Until),
		}
		r.offsets[day] = offsets[day]
	}
	return nil
}

// take puts a growth into the days that it lies in.
func (r *Reader) take(into *builders, ids []uint32, g api.Growth, from, to int64) error {
	if g.Start < from || g.Length < 0 || g.Start+g.Length > to {
		return fmt.Errorf("read counts: %d was not asked for", g.Start)
	}
	for i, local := range g.Of {
		if local < 0 || local >= len(ids) {
			return fmt.Errorf("read counts: series %d has no name", local)
		}
		id := ids[local]
		if g.Length == 0 {
			r.names.list[id].atOnce = true
			day := g.Start - g.Start%dayLength
			into.on(day).add(id, uint32(g.Start-day), uint32(g.By[i]), true)
			continue
		}
		for start, end := g.Start, g.Start+g.Length; start < end; {
			day := start - start%dayLength
			stop := min(end, day+dayLength)
			into.on(day).add(id, uint32(start-day), uint32(stop-start), false)
			start = stop
		}
	}
	return nil
}

// builders are those of some days.
type builders struct {
	of   map[int64]*builder
	day  int64
	last *builder // of day; most growths follow one of the same
}

// on is the builder of a day.
func (b *builders) on(day int64) *builder {
	if b.last != nil && b.day == day {
		return b.last
	}
	if b.of == nil {
		b.of = make(map[int64]*builder)
	}
	if b.of[day] == nil {
		b.of[day] = new(builder)
	}
	b.day, b.last = day, b.of[day]
	return b.last
}

// note reads the page of metrics, unless that was done a moment ago.
func (r *Reader) note(ctx context.Context, now time.Time, p *Past) error {
	if since := now.Sub(r.noted); since >= 0 && since < noteEvery {
		return nil
	}
	page, err := r.Daemon.Metrics(ctx)
	if err != nil {
		return err
	}
	defer page.Close()
	if err := r.live.note(page, now.UnixMilli(), told); err != nil {
		return err
	}
	r.noted = now
	return nil
}
