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
	w.first, w.end = wholeDays(from, to)
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
	first   utcDay // of those that are wholly inside
	end     utcDay // of these: the day after the last
	next    utcDay // to look at
	decoded int    // days in this transaction

	chunks, sums *cursor // of this transaction

	made    [31 * 8]byte  // room for daysOf
	outside [31]storedSum //
}

// wholly tells whether a day is one of wholeDays.
func (w *walk) wholly(day utcDay) bool { return w.first <= day && day < w.end }

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
		last, err := w.add(day, s, key, value)
		if err != nil {
			return false, err
		}
		w.next = last + 1
	}
	return false, nil
}

// add adds a sealed day, or more days at once; last is the last of them.
func (w *walk) add(day utcDay, s stream, key, value []byte) (last utcDay, err error) {
	// No sum has hours, and a day that is cut has none.
	if w.hours == nil && w.wholly(day) {
		if last, ok := w.addMonth(monthOf(day), s); ok {
			return last, nil
		}
		if w.addDay(key, value) {
			return day, nil
		}
	}
	return day, w.decode(day, key, value)
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

// addMonth adds the days of a month that are wholly inside by way of the sum of
// the month, if that is made of the days that it has: without the days that are
// not, if these are the fewer. last is the last day that was added.
func (w *walk) addMonth(m month, s stream) (last utcDay, ok bool) {
	days, ok := w.daysOf(m, s)
	if !ok || len(days.outside) >= days.inside || !w.addSum(days.month, days.made.checksum(), 1) {
		return 0, false
	}
	for i, day := range days.outside {
		if of, _ := madeOf(day.value); w.addSum(day, of, -1) {
			continue
		}
		for _, day := range days.outside[:i] {
			of, _ := madeOf(day.value)
			w.addSum(day, of, 1)
		}
		w.addSum(days.month, days.made.checksum(), -1)
		return 0, false
	}
	return days.last, true
}

// monthDays are the sums of a month and its days.
type monthDays struct {
	month   storedSum
	made    fingerprint // of the days that there are
	inside  int         // days that are wholly inside and not yet added
	outside []storedSum // the others
	last    utcDay      // of those inside
}

func (w *walk) daysOf(m month, s stream) (days monthDays, ok bool) {
	days.made, days.outside = w.made[:0], w.outside[:0]
	for key, value := w.sums.seek(chunkKey(m.first, s)); key != nil; key, value = w.sums.next() {
		day, of, isMonth, err := parseSumKey(key)
		switch {
		case err != nil:
			return days, false
		case day >= m.next:
			return days, true
		case of != s:
		case isMonth:
			days.month = storedSum{key, value}
		default:
			chunk, _ := madeOf(value)
			days.made = days.made.add(day, chunk)
			if day >= w.next && w.wholly(day) {
				days.inside, days.last = days.inside+1, day
			} else {
				days.outside = append(days.outside, storedSum{key, value})
			}
		}
	}
	return days, true
}

// addDay adds the sum of a day, if it is that of its chunk.
func (w *walk) addDay(key, chunk []byte) bool {
	of, err := chunkSum(chunk)
	if err != nil {
		return false
	}
	at, value := w.sums.seek(key)
	return string(at) == string(key) && w.addSum(storedSum{at, value}, of, 1)
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
