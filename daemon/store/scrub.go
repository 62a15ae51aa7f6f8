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

// Gone is what was taken out of a store, or would be.
type Gone struct {
	privacy.Amount
	Labels    int // of blocks, and of transitions
	Documents int // that lost a text or evidence: entries, the edits that quote them, diaries
	Rules     int // of the person
	Notes     int // by which a change of rules could be undone, or of what a source said

	Quoting []Quote // documents that have it still, because they are the person's to remove
}

// Quote is a document that quotes what is to be forgotten.
type Quote struct{ Kind, ID string }

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
	dry   bool // it is only counted; nothing is written
	gone  Gone
}

// Would is what Forget would take out of the documents of the store. Of the log
// and of labels any reader can say it.
func (s *Store) Would(f engine.Forgetting) (Gone, error) {
	w := scrub{file: s.file, codec: s.codec, what: f, dry: true}
	if err := s.file.view(w.documents); err != nil {
		return Gone{}, fmt.Errorf("look what there is to forget: %w", err)
	}
	return w.gone, nil
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
		steps := []func(*tx) error{s.tail, s.ledger, s.labels}
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
		was, err := t.get(bChunk, key)
		if err != nil {
			return err
		}
		chunk[1] |= was[1] & chunkPurged
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
	streams, err := tailStreams(t)
	if err != nil {
		return err
	}
	for _, of := range streams {
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

// tailStreams are the streams that have rows in the tail.
func tailStreams(t *tx) ([]stream, error) {
	streams := map[stream]bool{}
	var bad error
	err := t.eachKey(bTail, func(key []byte) {
		_, of, err := parseTailKey(key)
		streams[of], bad = true, errors.Join(bad, err)
	})
	return slices.Sorted(maps.Keys(streams)), errors.Join(err, bad)
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
	s.count(gone)
	return l.putRows(left)
}

// labels takes the labels of blocks and transitions, and of what an undo would
// bring back, as far as they are to be forgotten.
func (s *scrub) labels(t *tx) error {
	if s.what.App != "" {
		return nil
	}
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
		err := changeAll(t, b.bucket, false, func(_, data []byte) ([]byte, error) {
			next, err := b.change(data)
			if !bytes.Equal(next, data) {
				s.gone.Labels++
			}
			return next, err
		})
		if err != nil {
			return fmt.Errorf("bucket %s: %w", b.bucket, err)
		}
	}
	return nil
}

// changeAll puts what change makes of each value of a bucket; nil: the value
// goes. Dry: it only asks.
func changeAll(t *tx, bucket string, dry bool, change func(key, data []byte) ([]byte, error)) error {
	type entry struct{ key, value []byte }
	var others []entry
	c, err := t.cursor(bucket)
	if err != nil {
		return err
	}
	for key, value := c.first(); key != nil; key, value = c.next() {
		data, err := unsealed(key, value)
		if err != nil {
			return err
		}
		next, err := change(key, data)
		if err != nil {
			return err
		}
		if !dry && (next == nil || !bytes.Equal(next, data)) {
			others = append(others, entry{bytes.Clone(key), next})
		}
	}
	for _, e := range others {
		if e.value == nil {
			err = t.delete(bucket, e.key)
		} else {
			err = t.put(bucket, e.key, e.value)
		}
		if err != nil {
			return err
		}
	}
	return nil
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
