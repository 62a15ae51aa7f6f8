package store

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
)

// sumsKey has, in meta, which sums there should be: u8 version of the sums, u64
// LE number of days that have one. Sums of another number are made anew when
// the store is opened: an older release has written to it, or salvage.
func sumsKey() []byte { return []byte("sums") }

// sumUp brings the sums of the days whose chunks this transaction has changed
// up to date, and those of their months. It belongs to the end of every such
// transaction: so a sum cannot be of another chunk than the one beside it.
func (t *tx) sumUp() error {
	m := summer{tx: t}
	type part struct {
		month  month
		stream stream
	}
	months := map[part]bool{}
	for _, key := range slices.Sorted(maps.Keys(t.chunks)) {
		day, s, err := parseChunkKey([]byte(key))
		if err != nil {
			return err
		}
		if _, err := m.day(day, []byte(key)); err != nil {
			return err
		}
		months[part{monthOf(day), s}] = true
	}
	for p := range months {
		if err := m.month(p.month, p.stream); err != nil {
			return err
		}
	}
	return t.addSums(m.grown)
}

// summer makes sums.
type summer struct {
	tx      *tx
	columns columns
	adder   adder
	value   []byte
	grown   int // days with a sum more than before
}

// day makes the sum of a day, unless the one that is there is of its chunk. It
// returns the stored value; nil if the day has no chunk or one that cannot be
// read, and so no sum.
func (m *summer) day(day utcDay, key []byte) ([]byte, error) {
	chunk, err := m.tx.raw(bChunk, key)
	if err != nil {
		return nil, err
	}
	old, err := m.tx.raw(bSum, key)
	if err != nil {
		return nil, err
	}
	if of, err := chunkSum(chunk); err == nil && m.sound(storedSum{key, old}, of) {
		return old, nil
	}
	if chunk == nil || m.columns.decode(day, key, chunk) != nil {
		if old != nil {
			m.grown--
		}
		return nil, m.tx.delete(bSum, key)
	}
	if old == nil {
		m.grown++
	}
	of, err := chunkSum(chunk)
	if err != nil {
		return nil, err
	}
	m.begin()
	m.adder.from, m.adder.to = fromMillis(day.start()-1), fromMillis((day + 1).start())
	m.adder.addColumns(day, &m.columns)
	return m.put(key, of)
}

// month makes the sum of a month. A month of which a day has no sum has none.
func (m *summer) month(of month, s stream) error {
	days, whole, err := m.days(of, s)
	if err != nil {
		return err
	}
	if !whole || len(days) == 0 {
		return m.tx.delete(bSum, monthKey(of, s))
	}
	m.begin()
	made := fingerprint(nil)
	for _, d := range days {
		chunk, _ := madeOf(d.sum.value)
		made = made.add(d.day, chunk)
		if !m.adder.addSum(d.sum, chunk, 1) {
			return fmt.Errorf("%w: the sum of %v", ErrDamaged, d.day)
		}
	}
	_, err = m.put(monthKey(of, s), made.checksum())
	return err
}

// summed is a day with its sum.
type summed struct {
	day utcDay
	sum storedSum
}

// days are the sealed days of a month; whole is false if one has no sum.
func (m *summer) days(of month, s stream) (days []summed, whole bool, err error) {
	keys, err := m.tx.chunkKeys(of, s)
	if err != nil {
		return nil, false, err
	}
	for _, key := range keys {
		day, _, err := parseChunkKey(key)
		if err != nil {
			return nil, false, err
		}
		sum, err := m.day(day, key)
		if err != nil || sum == nil {
			return nil, false, err
		}
		days = append(days, summed{day, storedSum{key, bytes.Clone(sum)}})
	}
	return days, true, nil
}

// chunkKeys are those of the sealed days of a month.
func (t *tx) chunkKeys(of month, s stream) (keys [][]byte, err error) {
	c, err := t.cursor(bChunk)
	if err != nil {
		return nil, err
	}
	for key, _ := c.seek(chunkKey(of.first, 0)); key != nil; key, _ = c.next() {
		day, from, err := parseChunkKey(key)
		if err != nil || day >= of.next {
			return keys, err
		}
		if from == s {
			keys = append(keys, bytes.Clone(key))
		}
	}
	return keys, nil
}

// begin makes the adder ready for another sum.
func (m *summer) begin() { m.adder.tally.Reset() }

// put writes what was added up, and returns the stored value.
func (m *summer) put(key []byte, of uint32) ([]byte, error) {
	m.value = appendSum(m.value[:0], of, &m.adder.tally)
	if err := m.tx.put(bSum, key, m.value); err != nil {
		return nil, err
	}
	return m.tx.raw(bSum, key)
}

// sound tells whether a sum can be read and was made of the given.
func (m *summer) sound(s storedSum, of uint32) bool {
	m.begin()
	return m.adder.addSum(s, of, 1)
}

// addSums keeps the number of days that have a sum.
func (t *tx) addSums(grown int) error {
	n, _, err := t.sums()
	if err != nil {
		return err
	}
	value := binary.LittleEndian.AppendUint64([]byte{sumVersion}, n+uint64(grown))
	return t.put(bMeta, sumsKey(), value)
}

// sums is the number of days that have a sum; ok is false if the sums are not
// those of this release.
func (t *tx) sums() (n uint64, ok bool, err error) {
	value, err := t.get(bMeta, sumsKey())
	if err != nil || len(value) != 9 || value[0] != sumVersion {
		return 0, false, err
	}
	return binary.LittleEndian.Uint64(value[1:]), true, nil
}

// sumsAtOnce is how many days are added up in one transaction when all sums
// are made anew.
const sumsAtOnce = 366

// makeSums makes all sums anew, unless they are there. Ten years take a fifth
// of a second. A store without sums is as good as one with them, only slower.
func makeSums(f *file) error {
	var keys []string
	err := f.view(func(t *tx) error {
		if current, err := t.sumsCurrent(); err != nil || current {
			return err
		}
		return t.eachKey(bChunk, func(key []byte) { keys = append(keys, string(key)) })
	})
	if err != nil || len(keys) == 0 {
		return err
	}
	if err := f.update((*tx).dropSums); err != nil {
		return err
	}
	for part := range slices.Chunk(keys, sumsAtOnce) {
		err := f.update(func(t *tx) error {
			for _, key := range part {
				t.chunks[key] = true
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// sumsCurrent tells whether there is a sum for each sealed day, as far as that
// can be told without reading the log: an older release adds days without, or
// changes some of the last ones.
func (t *tx) sumsCurrent() (bool, error) {
	has, ok, err := t.sums()
	if err != nil || !ok {
		return false, err
	}
	want, err := t.count(bChunk)
	if err != nil || has != want {
		return false, err
	}
	c, err := t.cursor(bChunk)
	if err != nil {
		return false, err
	}
	key, value := c.last()
	for range 2 * reopenMost {
		if key == nil {
			break
		}
		sum, err := t.raw(bSum, key)
		if err != nil {
			return false, err
		}
		if of, ok := madeOf(sum); !ok || len(value) < sumSize || of != binary.LittleEndian.Uint32(value) {
			return false, nil
		}
		key, value = c.prev()
	}
	return true, nil
}

// dropSums forgets all sums.
func (t *tx) dropSums() error {
	var keys [][]byte
	if err := t.eachKey(bSum, func(key []byte) { keys = append(keys, bytes.Clone(key)) }); err != nil {
		return err
	}
	for _, key := range keys {
		if err := t.delete(bSum, key); err != nil {
			return err
		}
	}
	return t.delete(bMeta, sumsKey())
}
