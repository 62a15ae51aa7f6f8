package store

import (
	"bytes"
	"fmt"
	"iter"
	"time"

	"focusd/timer"
	"focusd/tracker"
)

// batch is how many events are copied in one transaction.
const batch = 256

// Spans yields the spans that overlap [from, to), oldest first, uncut but for
// UTC midnights. Each day is read in a transaction of its own, which has ended
// when its spans are yielded: a commit in between can change days to come.
func (s *Store) Spans(from, to time.Time) iter.Seq2[tracker.Span, error] {
	return func(yield func(tracker.Span, error) bool) {
		if !from.Before(to) {
			return
		}
		sc := s.borrow()
		defer s.giveBack(sc)
		day := dayOf(max(from.UnixMilli(), 0))
		for {
			spans, found, ok, err := s.day(day, sc)
			if err != nil {
				yield(tracker.Span{}, fmt.Errorf("read log: %w", err))
				return
			}
			begin, end := fromMillis(found.start()), fromMillis((found + 1).start())
			if !ok || !begin.Before(to) {
				return
			}
			whole := !begin.Before(from) && !end.After(to)
			for _, span := range spans {
				if (whole || span.Overlaps(from, to)) && !yield(span, nil) {
					return
				}
			}
			day = found + 1
		}
	}
}

// borrow returns room to decode in, which one reader at a time has.
func (s *Store) borrow() *scratch {
	if sc, ok := s.scratch.Get().(*scratch); ok {
		return sc
	}
	return &scratch{}
}

// giveBack takes the room back, without the titles in it.
func (s *Store) giveBack(sc *scratch) {
	clear(sc.spans[:cap(sc.spans)])
	clear(sc.columns.windows[:cap(sc.columns.windows)])
	clear(sc.columns.apps[:cap(sc.columns.apps)]) // they can be in the map of the file
	s.scratch.Put(sc)
}

// day returns the spans of the first day at or after from that has any. They
// may be in sc.
func (s *Store) day(from utcDay, sc *scratch) (spans []tracker.Span, day utcDay, ok bool, err error) {
	sealed := false
	err = s.file.view(func(t *tx) error {
		l := log{t, s.codec, local}
		if day, ok, err = l.firstDay(from); err != nil || !ok {
			return err
		}
		data, err := t.get(bChunk, chunkKey(day, local))
		if err != nil {
			return err
		}
		if sealed = data != nil; sealed {
			sc.chunk = append(sc.chunk[:0], data...)
			return nil
		}
		spans, _, err = l.rows(day)
		return err
	})
	if err != nil || !sealed {
		return spans, day, ok, err
	}
	spans, err = s.codec.decode(day, sc.chunk, sc)
	return spans, day, ok, err
}

// Blocks yields the blocks that started in [from, to), oldest first.
func (s *Store) Blocks(from, to time.Time) iter.Seq2[timer.Block, error] {
	return events(s, bBlock, from, to, decodeBlock, func(b timer.Block) time.Time { return b.Started })
}

// Breaks yields the breaks that started in [from, to), oldest first.
func (s *Store) Breaks(from, to time.Time) iter.Seq2[timer.Break, error] {
	return events(s, bBreak, from, to, decodeBreak, func(b timer.Break) time.Time { return b.Started })
}

// Records yields the transitions decided in [from, to), oldest first.
func (s *Store) Records(from, to time.Time) iter.Seq2[timer.Record, error] {
	return events(s, bRecord, from, to, decodeRecord, func(r timer.Record) time.Time { return r.At })
}

// events yields what is in a bucket between two instants. No transaction is
// open while it yields.
func events[T any](s *Store, bucket string, from, to time.Time, decode func([]byte) (T, error), at func(T) time.Time) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		next, end := eventFrom(from), eventFrom(to.Add(time.Millisecond)) // keys have whole milliseconds
		for next != nil {
			items, after, err := readBatch(s, bucket, next, end, decode)
			if err != nil {
				yield(none, fmt.Errorf("read %ss: %w", bucket, err))
				return
			}
			for _, item := range items {
				switch t := at(item); {
				case t.Before(from):
				case !t.Before(to): // others of this millisecond may be before it
				case !yield(item, nil):
					return
				}
			}
			next = after
		}
	}
}

// readBatch reads some events, from a key on and before another; after is the
// key to go on with, nil at the end.
func readBatch[T any](s *Store, bucket string, from, end []byte, decode func([]byte) (T, error)) (items []T, after []byte, err error) {
	err = s.file.view(func(t *tx) error {
		c, err := t.cursor(bucket)
		if err != nil {
			return err
		}
		for key, value := c.seek(from); key != nil && bytes.Compare(key, end) < 0; key, value = c.next() {
			if len(items) == batch {
				after = bytes.Clone(key)
				return nil
			}
			data, err := unsealed(key, value)
			if err != nil {
				return err
			}
			item, err := decode(data)
			if err != nil {
				return err
			}
			items = append(items, item)
		}
		return nil
	})
	return items, after, err
}
