package store

import (
	"errors"
	"fmt"
	"time"

	"focusd/tracker"
)

// reopenMost is how many sealed days one commit may open again. More than a
// few is not a clock set back but a mistake, and would take the past with it.
const reopenMost = 31

// ErrHistory is what Commit says to spans that would replace more of the past
// than a clock can have been wrong.
var ErrHistory = errors.New("too much of the past would be replaced")

// log is the spans of one stream in a transaction; it alone knows the tail
// from the chunks.
type log struct {
	tx     *tx
	codec  *codec
	stream stream
}

// replace makes spans what the log is from the instant at on. They are as
// normal returns them and none is before at.
func (l log) replace(at time.Time, spans []tracker.Span) error {
	ms := at.UnixMilli()
	if err := l.reopen(ms); err != nil {
		return err
	}
	if err := l.cut(ms, spans); err != nil {
		return err
	}
	for _, s := range spans {
		if err := l.putRow(s); err != nil {
			return err
		}
	}
	return l.sealBefore(dayOf(ms))
}

func (l log) putRow(s tracker.Span) error {
	return l.tx.put(bTail, tailKey(s.Start.UnixMilli(), l.stream), appendRow(nil, s))
}

// reopen makes rows again of the sealed day that ms is in, and drops the days
// after it.
func (l log) reopen(ms int64) error {
	day := dayOf(ms)
	days, err := l.sealedFrom(day)
	if err != nil || len(days) == 0 {
		return err
	}
	if len(days) > reopenMost {
		return fmt.Errorf("%w: %d days from %v on; check the system clock", ErrHistory, len(days), day)
	}
	if days[0] == day {
		spans, err := l.chunk(day)
		if err != nil {
			return err
		}
		for _, s := range spans {
			if err := l.putRow(s); err != nil {
				return err
			}
		}
	}
	for _, d := range days {
		if err := l.tx.delete(bChunk, chunkKey(d, l.stream)); err != nil {
			return err
		}
	}
	return nil
}

// sealedFrom lists the sealed days of the stream, the given one and later.
func (l log) sealedFrom(day utcDay) (days []utcDay, err error) {
	c, err := l.tx.cursor(bChunk)
	if err != nil {
		return nil, err
	}
	for key, _ := c.seek(chunkKey(day, l.stream)); key != nil; key, _ = c.next() {
		d, s, err := parseChunkKey(key)
		if err != nil {
			return nil, err
		}
		if s == l.stream {
			days = append(days, d)
		}
	}
	return days, nil
}

// cut ends the tail at ms, but for the rows that come again.
func (l log) cut(ms int64, again []tracker.Span) error {
	keep := map[int64]bool{}
	for _, s := range again {
		keep[s.Start.UnixMilli()] = true
	}
	c, err := l.tx.cursor(bTail)
	if err != nil {
		return err
	}
	var gone [][]byte
	for key, _ := c.seek(tailKey(ms, 0)); key != nil; key, _ = c.next() {
		start, s, err := parseTailKey(key)
		if err != nil {
			return err
		}
		if s == l.stream && !keep[start] {
			gone = append(gone, key)
		}
	}
	if err := l.clipLast(ms); err != nil {
		return err
	}
	for _, key := range gone {
		if err := l.tx.delete(bTail, key); err != nil {
			return err
		}
	}
	return nil
}

// clipLast ends the row before ms at ms, if it goes on beyond.
func (l log) clipLast(ms int64) error {
	c, err := l.tx.cursor(bTail)
	if err != nil {
		return err
	}
	var key, value []byte
	if next, _ := c.seek(tailKey(ms, 0)); next == nil {
		key, value = c.last()
	} else {
		key, value = c.prev()
	}
	for ; key != nil; key, value = c.prev() {
		s, own, err := l.row(key, value)
		if err != nil {
			return err
		}
		if !own {
			continue
		}
		if s.End.UnixMilli() > ms {
			s.End = fromMillis(ms)
			return l.putRow(s)
		}
		return nil
	}
	return nil
}

// row reads an entry of the tail; own is false when it is of another stream.
func (l log) row(key, value []byte) (s tracker.Span, own bool, err error) {
	ms, of, err := parseTailKey(key)
	if err != nil || of != l.stream {
		return tracker.Span{}, false, err
	}
	rest, err := unsealed(key, value)
	if err != nil {
		return tracker.Span{}, false, fmt.Errorf("bucket %s: %w", bTail, err)
	}
	s, err = parseRow(ms, rest)
	return s, true, err
}

// sealBefore makes chunks of all days of the tail before day.
func (l log) sealBefore(day utcDay) error {
	for {
		first, ok, err := l.firstRowDay(0)
		if err != nil || !ok || first >= day {
			return err
		}
		if err := l.seal(first); err != nil {
			return err
		}
	}
}

// seal turns the rows of a day into a chunk.
func (l log) seal(day utcDay) error {
	spans, keys, err := l.rows(day)
	if err != nil {
		return err
	}
	chunk, err := l.codec.encode(day, spans)
	if err != nil {
		return err
	}
	if err := l.tx.put(bChunk, chunkKey(day, l.stream), chunk); err != nil {
		return err
	}
	for _, key := range keys {
		if err := l.tx.delete(bTail, key); err != nil {
			return err
		}
	}
	return nil
}

// rows are the spans of a day that are in the tail, and their keys.
func (l log) rows(day utcDay) (spans []tracker.Span, keys [][]byte, err error) {
	c, err := l.tx.cursor(bTail)
	if err != nil {
		return nil, nil, err
	}
	for key, value := c.seek(tailKey(day.start(), 0)); key != nil; key, value = c.next() {
		ms, _, err := parseTailKey(key)
		if err != nil {
			return nil, nil, err
		}
		if dayOf(ms) != day {
			break
		}
		s, own, err := l.row(key, value)
		if err != nil {
			return nil, nil, err
		}
		if own {
			spans, keys = append(spans, s), append(keys, key)
		}
	}
	return spans, keys, nil
}

// chunk are the spans of a sealed day; none if it is not sealed.
func (l log) chunk(day utcDay) ([]tracker.Span, error) {
	data, err := l.tx.get(bChunk, chunkKey(day, l.stream))
	if err != nil || data == nil {
		return nil, err
	}
	return l.codec.decode(day, data, &scratch{})
}

// firstRowDay is the first day at or after from that has rows in the tail.
func (l log) firstRowDay(from utcDay) (day utcDay, ok bool, err error) {
	c, err := l.tx.cursor(bTail)
	if err != nil {
		return 0, false, err
	}
	for key, _ := c.seek(tailKey(from.start(), 0)); key != nil; key, _ = c.next() {
		ms, s, err := parseTailKey(key)
		if err != nil {
			return 0, false, err
		}
		if s == l.stream {
			return dayOf(ms), true, nil
		}
	}
	return 0, false, nil
}

// firstChunkDay is the first sealed day at or after from.
func (l log) firstChunkDay(from utcDay) (day utcDay, ok bool, err error) {
	c, err := l.tx.cursor(bChunk)
	if err != nil {
		return 0, false, err
	}
	for key, _ := c.seek(chunkKey(from, 0)); key != nil; key, _ = c.next() {
		d, s, err := parseChunkKey(key)
		if err != nil {
			return 0, false, err
		}
		if s == l.stream {
			return d, true, nil
		}
	}
	return 0, false, nil
}

// firstDay is the first day at or after from that has spans.
func (l log) firstDay(from utcDay) (day utcDay, ok bool, err error) {
	row, inTail, err := l.firstRowDay(from)
	if err != nil {
		return 0, false, err
	}
	chunk, isSealed, err := l.firstChunkDay(from)
	switch {
	case err != nil:
		return 0, false, err
	case inTail && isSealed:
		return min(row, chunk), true, nil
	case inTail:
		return row, true, nil
	}
	return chunk, isSealed, nil
}

// end is where the last span ends; the zero time if there is none.
func (l log) end() (time.Time, error) {
	c, err := l.tx.cursor(bTail)
	if err != nil {
		return time.Time{}, err
	}
	for key, value := c.last(); key != nil; key, value = c.prev() {
		s, own, err := l.row(key, value)
		if err != nil || own {
			return s.End, err
		}
	}
	if c, err = l.tx.cursor(bChunk); err != nil {
		return time.Time{}, err
	}
	for key, _ := c.last(); key != nil; key, _ = c.prev() {
		day, s, err := parseChunkKey(key)
		if err != nil {
			return time.Time{}, err
		}
		if s != l.stream {
			continue
		}
		spans, err := l.chunk(day)
		if err != nil || len(spans) == 0 {
			return time.Time{}, err
		}
		return spans[len(spans)-1].End, nil
	}
	return time.Time{}, nil
}
