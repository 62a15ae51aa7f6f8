package store

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"

	"focusd/daemon/engine"
	"focusd/tracker/privacy"
)

// Gone is what was taken out of a store.
type Gone struct {
	privacy.Amount
	Labels    int // of blocks, and of transitions
	Documents int // that were changed: entries, and the edits that quote them
	Rules     int // that match what was forgotten, and stay as they are
}

// scrubAtOnce is how many days are scrubbed in one transaction.
const scrubAtOnce = 64

// scrubFile takes what f says out of the store at path. Free pages have it
// still.
func scrubFile(path string, c *codec, f engine.Forgetting) (gone Gone, err error) {
	db, err := openFile(path)
	if err != nil {
		return Gone{}, err
	}
	s := &scrub{file: db, codec: c, what: f}
	err = s.run()
	return s.gone, errors.Join(err, db.close())
}

// scrub is a store from which something is being taken.
type scrub struct {
	file  *file
	codec *codec
	what  engine.Forgetting
	gone  Gone
}

func (s *scrub) run() error {
	var names []string
	var keys [][]byte
	err := s.file.view(func(t *tx) (err error) {
		if names, err = t.names(); err != nil || len(names) == 0 {
			return err
		}
		if err := readable(t); err != nil {
			return err
		}
		return t.eachKey(bChunk, func(key []byte) { keys = append(keys, bytes.Clone(key)) })
	})
	if err != nil || len(names) == 0 {
		return err
	}
	for part := range slices.Chunk(keys, scrubAtOnce) {
		if err := s.file.update(func(t *tx) error { return s.chunks(t, part) }); err != nil {
			return err
		}
	}
	return s.file.update(func(t *tx) error {
		steps := []func(*tx) error{s.tail, s.ledger}
		if s.what.Whole() {
			steps = append(steps, s.labels)
		}
		if slices.Contains(names, bDocument) { // an old store has none
			steps = append(steps, s.documents)
		}
		for _, step := range steps {
			if err := step(t); err != nil {
				return err
			}
		}
		return nil
	})
}

// touches tells whether a day reaches into the range.
func (s *scrub) touches(day utcDay) bool {
	from, to := fromMillis(day.start()), fromMillis(day.start()+dayMillis)
	return to.After(s.what.From) && (s.what.To.IsZero() || from.Before(s.what.To))
}

// chunks scrubs some sealed days.
func (s *scrub) chunks(t *tx, keys [][]byte) error {
	for _, key := range keys {
		day, stream, err := parseChunkKey(key)
		if err != nil {
			return err
		}
		if !s.touches(day) {
			continue
		}
		spans, err := log{t, s.codec, stream}.chunk(day)
		if err != nil {
			return err
		}
		left, gone := s.what.Spans(spans)
		if gone.Spans == 0 {
			continue
		}
		chunk, err := s.codec.encode(day, left)
		if err != nil {
			return err
		}
		if err := t.put(bChunk, key, chunk); err != nil {
			return err
		}
		s.count(gone)
	}
	return nil
}

func (s *scrub) count(gone privacy.Amount) {
	s.gone.Spans, s.gone.Time = s.gone.Spans+gone.Spans, s.gone.Time+gone.Time
}

// tail scrubs the days that are still open.
func (s *scrub) tail(t *tx) error {
	streams := map[stream]bool{}
	var bad error
	err := t.eachKey(bTail, func(key []byte) {
		_, of, err := parseTailKey(key)
		streams[of], bad = true, errors.Join(bad, err)
	})
	if err = errors.Join(err, bad); err != nil {
		return err
	}
	for _, of := range slices.Sorted(maps.Keys(streams)) {
		l := log{t, s.codec, of}
		for day, ok, err := l.firstRowDay(0); ok || err != nil; day, ok, err = l.firstRowDay(day + 1) {
			if err != nil {
				return err
			}
			if err := s.rows(l, day); err != nil {
				return err
			}
		}
	}
	return nil
}

// rows scrubs an open day.
func (s *scrub) rows(l log, day utcDay) error {
	spans, keys, err := l.rows(day)
	if err != nil {
		return err
	}
	left, gone := s.what.Spans(spans)
	if gone.Spans == 0 {
		return nil
	}
	for _, key := range keys {
		if err := l.tx.delete(bTail, key); err != nil {
			return err
		}
	}
	for _, span := range left {
		if err := l.putRow(span); err != nil {
			return err
		}
	}
	s.count(gone)
	return nil
}

// labels takes the labels of blocks and transitions in the range, and of what
// an undo would bring back.
func (s *scrub) labels(t *tx) error {
	blocks := func(data []byte) ([]byte, error) {
		b, err := decodeBlock(data)
		if err != nil {
			return nil, err
		}
		return encodeBlock(s.what.Block(b))
	}
	records := func(data []byte) ([]byte, error) {
		r, err := decodeRecord(data)
		if err != nil {
			return nil, err
		}
		return encodeRecord(s.what.Record(r))
	}
	state := func(data []byte) ([]byte, error) {
		st, err := decodeState(data)
		if err != nil {
			return nil, err
		}
		return encodeState(s.what.State(st))
	}
	for _, b := range []struct {
		bucket string
		change func([]byte) ([]byte, error)
	}{{bBlock, blocks}, {bRecord, records}, {bTimer, state}} {
		n, err := changeAll(t, b.bucket, b.change)
		if err != nil {
			return fmt.Errorf("bucket %s: %w", b.bucket, err)
		}
		s.gone.Labels += n
	}
	return nil
}

// changeAll puts what change makes of each value of a bucket, and counts those
// that have become others.
func changeAll(t *tx, bucket string, change func([]byte) ([]byte, error)) (changed int, err error) {
	type entry struct{ key, value []byte }
	var others []entry
	c, err := t.cursor(bucket)
	if err != nil {
		return 0, err
	}
	for key, value := c.first(); key != nil; key, value = c.next() {
		data, err := unsealed(key, value)
		if err != nil {
			return 0, err
		}
		next, err := change(data)
		if err != nil {
			return 0, err
		}
		if !bytes.Equal(next, data) {
			others = append(others, entry{bytes.Clone(key), next})
		}
	}
	for _, e := range others {
		if err := t.put(bucket, e.key, e.value); err != nil {
			return 0, err
		}
	}
	return len(others), nil
}

// ledger gives the amounts of the counters that go to those that take them. The
// copy of an old store may have them under an old name.
func (s *scrub) ledger(t *tx) error {
	return recount(t, func(c engine.Counter) engine.Counter {
		if to, goes := s.what.Merged[unclassified(c)]; goes {
			return to
		}
		return c
	})
}
