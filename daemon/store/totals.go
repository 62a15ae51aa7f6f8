package store

import (
	"fmt"
	"time"

	"focusd/tracker"
)

// decodeMost is how many days without a sum are added up in one transaction.
const decodeMost = 100

// Totals adds up the spans between two instants as tracker.Summarize does. It
// reads no titles; of whole days that are sealed it reads their sums, of whole
// months those of the months. A sum that is missing, damaged or of another
// chunk costs time and nothing else.
//
// The civil hours, in which hours are counted, are found in no sum: each span
// is looked at for them. They are left out if hours is nil.
func (s *Store) Totals(from, to time.Time, hours *time.Location) (tracker.Summary, error) {
	sc := s.borrow()
	defer s.giveBack(sc)
	w := walk{adder: adder{from: from, to: to}, columns: &sc.columns, next: dayOf(max(from.UnixMilli(), 0))}
	if hours != nil {
		w.hours = &tracker.Summary{From: from, To: to, Location: hours}
	}
	for done := !from.Before(to); !done; {
		err := s.file.view(func(t *tx) (err error) {
			done, err = w.some(log{t, s.codec, local})
			return err
		})
		if err != nil {
			return tracker.Summary{}, fmt.Errorf("add up log: %w", err)
		}
	}
	sum := w.tally.Summary(from, to)
	if hours != nil {
		sum.Location, sum.Hours = hours, w.hours.Hours
	}
	return sum, nil
}

// walk goes over a log from the oldest day on, and adds up what it meets.
type walk struct {
	adder
	columns *columns
	next    utcDay // to look at
	decoded int    // days in this transaction

	chunks, sums *cursor // of this transaction
}

// some adds up all there is, or as much as one transaction should: a commit
// between two of them can change days to come.
func (w *walk) some(l log) (done bool, err error) {
	w.decoded = 0
	if w.chunks, err = l.tx.cursor(bChunk); err != nil {
		return false, err
	}
	if w.sums, err = l.tx.cursor(bSum); err != nil {
		return false, err
	}
	if done, err = w.addChunks(l.stream); err != nil || !done {
		return false, err
	}
	return true, w.addTail(l)
}

// addChunks adds the sealed days; done is false when some are left.
func (w *walk) addChunks(s stream) (done bool, err error) {
	for w.decoded < decodeMost {
		day, key, value, err := w.chunk(s)
		if err != nil {
			return false, err
		}
		if key == nil || !fromMillis(day.start()).Before(w.to) {
			return true, nil
		}
		if last, ok := w.addMonth(monthOf(day), s); ok {
			w.next = last + 1
			continue
		}
		if !w.addDay(day, key, value) {
			if err := w.decode(day, key, value); err != nil {
				return false, err
			}
		}
		w.next = day + 1
	}
	return false, nil
}

// chunk is the next sealed day; a nil key means that there is none.
func (w *walk) chunk(s stream) (day utcDay, key, value []byte, err error) {
	for key, value = w.chunks.seek(chunkKey(w.next, s)); key != nil; key, value = w.chunks.next() {
		day, of, err := parseChunkKey(key)
		if err != nil || of == s {
			return day, key, value, err
		}
	}
	return 0, nil, nil, nil
}

// addMonth adds the sum of a month, if all of the month is inside and its sum
// is made of the days that it has; last is the last of these.
func (w *walk) addMonth(m month, s stream) (last utcDay, ok bool) {
	if w.hours != nil || w.next > m.first || !w.wholly(m.first, m.next) {
		return 0, false
	}
	var key, value []byte
	var days [31 * 8]byte
	made := fingerprint(days[:0])
	for k, v := w.sums.seek(chunkKey(m.first, s)); k != nil; k, v = w.sums.next() {
		day, of, isMonth, err := parseSumKey(k)
		switch {
		case err != nil:
			return 0, false
		case day >= m.next:
			return last, w.addMade(key, value, made.checksum())
		case of != s:
		case isMonth:
			key, value = k, v
		default:
			chunk, _ := madeOf(v)
			made, last = made.add(day, chunk), day
		}
	}
	return last, w.addMade(key, value, made.checksum())
}

// addDay adds the sum of a day, if all of the day is inside and the sum is that
// of its chunk.
func (w *walk) addDay(day utcDay, key, chunk []byte) bool {
	if w.hours != nil || !w.wholly(day, day+1) {
		return false
	}
	of, err := chunkSum(chunk)
	if err != nil {
		return false
	}
	at, value := w.sums.seek(key)
	return string(at) == string(key) && w.addMade(key, value, of)
}

// addMade adds a sum if it is sound and was made of the given.
func (w *walk) addMade(key, value []byte, of uint32) bool {
	if was, ok := madeOf(value); !ok || was != of {
		return false
	}
	rest, err := unsealed(key, value)
	return err == nil && w.addSum(rest) == nil
}

// decode adds the spans of a chunk themselves.
func (w *walk) decode(day utcDay, key, value []byte) error {
	w.decoded++
	if err := w.columns.decode(day, key, value); err != nil {
		return err
	}
	w.addColumns(day, w.columns)
	return nil
}

// addTail adds the rows of the days that are not sealed.
func (w *walk) addTail(l log) error {
	defer w.leave()
	c, err := l.tx.cursor(bTail)
	if err != nil {
		return err
	}
	for key, value := c.seek(tailKey(w.next.start(), 0)); key != nil; key, value = c.next() {
		ms, of, err := parseTailKey(key)
		if err != nil {
			return err
		}
		if !fromMillis(ms).Before(w.to) {
			return nil
		}
		if of != l.stream {
			continue
		}
		rest, err := unsealed(key, value)
		if err != nil {
			return fmt.Errorf("bucket %s: %w", bTail, err)
		}
		row, err := readRow(ms, rest)
		if err != nil {
			return err
		}
		w.addRow(&row)
	}
	return nil
}
