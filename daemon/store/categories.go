package store

import (
	"bytes"
	"fmt"
	"runtime"
	"sync"
	"time"

	"focusd/daemon/engine"
	"focusd/tracker"
	"focusd/tracker/category"
)

const (
	judgeMost  = 64 // sealed days that are copied in one transaction
	mostJudges = 4  // goroutines that judge days
)

// Categories adds up the time between two instants by what the set says of it.
// Titles are most of the work, so what it makes of sealed days is
// remembered until the rules change: see verdicts.
func (s *Store) Categories(from, to time.Time, set *category.Set, host string) ([]engine.CategoryTotal, error) {
	if !set.HostDependent() {
		host = ""
	}
	r := reading{
		store: s, from: from, to: to, next: dayOf(max(from.UnixMilli(), 0)),
		known: s.judged.by(judge{set.Hash(), host}), set: set,
	}
	for done := !from.Before(to); !done; {
		var err error
		if done, err = r.some(); err != nil {
			return nil, fmt.Errorf("add up categories: %w", err)
		}
	}
	return r.sums.totals(), nil
}

// reading adds up the categories of a range, from its oldest day on.
type reading struct {
	store    *Store
	from, to time.Time
	known    *verdicts
	set      *category.Set
	next     utcDay // to look at
	sums     categorySums

	courts []*court    // as many as judge at once; they remember titles from day to day
	sealed []sealedDay // copied, and to be judged
	rows   []rowsDay   // likewise
}

// sealedDay is the chunk of a day as it is stored.
type sealedDay struct {
	day        utcDay
	key, value []byte
}

type rowsDay struct {
	day   utcDay
	spans []tracker.Span
}

// some goes over as many days as one transaction should, and judges them when
// it has ended. The rows are those of the transaction in which the last sealed
// day was seen: no day is there twice, or not at all.
func (r *reading) some() (done bool, err error) {
	r.sealed, r.rows = r.sealed[:0], nil
	err = r.store.file.view(func(t *tx) error {
		l := log{t, r.store.codec, local}
		if done, err = r.copyChunks(l); err != nil || !done {
			return err
		}
		return r.copyRows(l)
	})
	if err != nil {
		return false, err
	}
	return done, r.judge()
}

// copyChunks copies the sealed days that are not known; done is false when some
// are left.
func (r *reading) copyChunks(l log) (done bool, err error) {
	c, err := l.tx.cursor(bChunk)
	if err != nil {
		return false, err
	}
	for key, value := c.seek(chunkKey(r.next, 0)); key != nil; key, value = c.next() {
		day, stream, err := parseChunkKey(key)
		if err != nil {
			return false, err
		}
		if !fromMillis(day.start()).Before(r.to) {
			return true, nil
		}
		if stream != l.stream {
			continue
		}
		if len(r.sealed) == judgeMost {
			return false, nil
		}
		r.next = day + 1
		if part, ok := partOf(day, r.from, r.to); ok {
			if of, err := chunkSum(value); err == nil && r.known.add(part, of, &r.sums) {
				continue
			}
		}
		r.sealed = append(r.sealed, sealedDay{day, bytes.Clone(key), bytes.Clone(value)})
	}
	return true, nil
}

// copyRows reads the days that are not sealed.
func (r *reading) copyRows(l log) error {
	for {
		day, ok, err := l.firstRowDay(r.next)
		if err != nil || !ok || !fromMillis(day.start()).Before(r.to) {
			return err
		}
		spans, _, err := l.rows(day)
		if err != nil {
			return err
		}
		r.rows, r.next = append(r.rows, rowsDay{day, spans}), day+1
	}
}

// judge adds up what was copied, many days on several processors.
func (r *reading) judge() error {
	n := max(1, min(len(r.sealed)/4, mostJudges, runtime.GOMAXPROCS(0)))
	for len(r.courts) < n {
		r.courts = append(r.courts, &court{reading: r, classifier: category.NewClassifier(r.set, r.known.by.host)})
	}
	errs := make([]error, n)
	var running sync.WaitGroup
	for i, c := range r.courts[:n] {
		running.Go(func() { errs[i] = c.all(r.sealed[i*len(r.sealed)/n : (i+1)*len(r.sealed)/n]) })
	}
	running.Wait()
	for i, c := range r.courts[:n] {
		if errs[i] != nil {
			return errs[i]
		}
		r.sums.addAll(&c.sums)
		c.sums = categorySums{}
	}
	for _, day := range r.rows {
		r.courts[0].judgeRows(day)
		r.sums.addAll(&r.courts[0].sums)
		r.courts[0].sums = categorySums{}
	}
	return nil
}

// court judges days, one after the other.
type court struct {
	*reading
	classifier *category.Classifier
	sums       categorySums // of all days
	today      categorySums // of one
	subjects   []finding    // of one
}

// finding is what was found of a subject; sum is nil until it is looked at.
type finding struct {
	decision category.Decision
	sum      *engine.CategoryTotal
	timed    bool
}

func (c *court) all(days []sealedDay) error {
	sc := c.store.borrow()
	defer c.store.giveBack(sc)
	for _, d := range days {
		chunk, err := unsealed(d.key, d.value)
		if err != nil {
			return fmt.Errorf("bucket %s: %w", bChunk, err)
		}
		windows, err := c.store.codec.windows(d.day, chunk, sc)
		if err != nil {
			return err
		}
		c.today = categorySums{}
		c.judgeColumns(d.day, &sc.columns, windows)
		if err := c.remember(d); err != nil {
			return err
		}
		c.sums.addAll(&c.today)
	}
	return nil
}

// remember keeps what was found of a day.
func (c *court) remember(d sealedDay) error {
	part, ok := partOf(d.day, c.from, c.to)
	if !ok {
		return nil
	}
	of, err := chunkSum(d.value)
	if err == nil {
		c.known.put(part, of, &c.today)
	}
	return err
}

// judgeColumns adds up a sealed day. It asks the rules once for each subject,
// and for each span only where the time of day matters.
func (c *court) judgeColumns(day utcDay, cols *columns, windows []tracker.Window) {
	c.subjects = room(c.subjects, len(windows))
	clear(c.subjects)
	begin := fromMillis(day.start())
	low, high := c.from.Sub(begin), c.to.Sub(begin)
	zone := zoneHand{runs: cols.offsets}
	i := 0
	for _, run := range cols.shapes {
		passive := run.value.presence == tracker.Passive
		last := i + run.spans
		if !passive && run.value.presence != tracker.Active {
			i = last
			continue
		}
		for ; i < last; i++ {
			start := time.Duration(cols.starts[i]) * time.Millisecond
			length := min(time.Duration(cols.ends[i])*time.Millisecond, high) - max(start, low)
			if length <= 0 {
				continue
			}
			f := c.find(cols.subject[i], windows)
			if f.timed {
				local := begin.Add(start + time.Duration(zone.at(i))*time.Minute)
				f.sum = c.today.of(f.decision.At(local).Category)
			}
			if passive {
				f.sum.Passive += length
			} else {
				f.sum.Active += length
			}
		}
	}
}

// find is what there is to know of a subject.
func (c *court) find(subject uint32, windows []tracker.Window) *finding {
	f := &c.subjects[subject]
	if f.sum == nil {
		w := windows[subject]
		f.decision = c.classifier.Decide(w.App, w.Title)
		if f.timed = f.decision.TimeDependent(); !f.timed {
			f.sum = c.today.of(f.decision.At(time.Time{}).Category)
		}
	}
	return f
}

// zoneHand walks over the runs of offsets as spans come in order.
type zoneHand struct {
	runs  []run[int]
	until int // the first span behind the runs that are gone
}

// at is the offset of span i, in minutes.
func (z *zoneHand) at(i int) int {
	for len(z.runs) > 1 && i >= z.until+z.runs[0].spans {
		z.until += z.runs[0].spans
		z.runs = z.runs[1:]
	}
	return z.runs[0].value
}

// judgeRows adds up a day that is not sealed.
func (c *court) judgeRows(d rowsDay) {
	for _, s := range d.spans {
		if s.Presence != tracker.Active && s.Presence != tracker.Passive {
			continue
		}
		part, ok := s.Clip(c.from, c.to)
		if !ok {
			continue
		}
		local := s.Start.Add(time.Duration(s.Offset) * time.Minute)
		sum := c.sums.of(c.classifier.Classify(s.Window.App, s.Window.Title, local).Category)
		if s.Presence == tracker.Passive {
			sum.Passive += part.Duration()
		} else {
			sum.Active += part.Duration()
		}
	}
}
