package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"time"
)

// Salvaged is what Salvage could read, by bucket. It leaves it in the new file,
// under meta "salvage", for the process that asked.
type Salvaged struct {
	V     int               `json:"v"`
	Saved map[string]uint64 `json:"saved"`
	Had   map[string]uint64 `json:"had"` // by the counts of the damaged file, as far as they could be read
}

// The days whose keys are tried.
const (
	salvageFrom utcDay = 10957 // 2000-01-01
	salvageTo   utcDay = 47482 // 2100-01-01
)

// Salvage copies all that can be read of the damaged store at from into a new
// file at to. It asks for each key that can be known without reading, and
// otherwise walks from many places, so that a bad page stops nothing but
// itself. Only a page that leads bbolt in a circle can still end the process.
func Salvage(from, to string) error {
	src, err := openReadOnly(from)
	if err != nil {
		return fmt.Errorf("salvage: %w", err)
	}
	dst, err := openFile(to)
	if err != nil {
		return errors.Join(fmt.Errorf("salvage: %w", err), src.close())
	}
	err = src.view(func(t *tx) error {
		w := &wreck{t, Salvaged{V: recordVersion, Saved: map[string]uint64{}, Had: map[string]uint64{}}}
		return dst.update(w.moveTo)
	})
	return errors.Join(err, src.close(), dst.close())
}

// wreck is a damaged store. Its methods take what they can get.
type wreck struct {
	tx  *tx
	got Salvaged
}

func (w *wreck) moveTo(dst *tx) error {
	if err := create(dst, time.Now()); err != nil {
		return err
	}
	for name, keys := range w.keys() {
		if err := w.move(dst, name, keys); err != nil {
			return err
		}
	}
	if err := w.moveLedger(dst); err != nil {
		return err
	}
	if err := dropSums(dst); err != nil {
		return err
	}
	for _, name := range buckets()[1:] {
		if n, ok := try(func() (uint64, error) { return w.tx.count(name) }); ok {
			w.got.Had[name] = n
		}
	}
	data, err := json.Marshal(w.got)
	if err != nil {
		return err
	}
	return dst.put(bMeta, []byte("salvage"), data)
}

// try calls read and lives through what it meets.
func try[T any](read func() (T, error)) (v T, ok bool) {
	// A bad page number points outside the map. As a panic it can be caught.
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	v, err := read()
	return v, err == nil
}

// keys are the keys that may be there, by bucket. Those of counter and ledger
// are worth something only together.
func (w *wreck) keys() map[string][][]byte {
	keys := map[string][][]byte{
		bMeta:   {[]byte("uuid"), []byte("created"), []byte("clean")},
		bTimer:  {timerKey()},
		bChunk:  w.walk(bChunk, nil),
		bSum:    nil, // made anew when it is wanted
		bStream: nil,
		bEdit:   w.walk(bEdit, nil),
		bImport: w.walk(bImport, nil),
		bValue:  w.walk(bValue, nil),

		bDocument: w.walk(bDocument, nil),
		bTail:     w.tail(),
	}
	for s := range 256 {
		keys[bStream] = append(keys[bStream], []byte{byte(s)})
	}
	for day := salvageFrom; day < salvageTo; day++ {
		keys[bChunk] = append(keys[bChunk], chunkKey(day, local))
	}
	eventOf := func(d utcDay) []byte { return eventFrom(fromMillis(d.start())) }
	for _, name := range []string{bBlock, bBreak, bRecord} {
		keys[name] = w.walk(name, dayProbes(eventOf))
	}
	return keys
}

// tail are the keys of the tail. Its ends say which days it has; a day is
// many pages, so these days are tried hour by hour.
func (w *wreck) tail() [][]byte {
	const hour = dayMillis / 24
	keys := w.walk(bTail, dayProbes(func(d utcDay) []byte { return tailKey(d.start(), 0) }))
	days := map[utcDay]bool{}
	for _, key := range keys {
		if ms, _, err := parseTailKey(key); err == nil {
			days[dayOf(ms)] = true
		}
	}
	var probes [][]byte
	for day := range days {
		for ms := day.start(); ms < (day + 1).start(); ms += hour {
			probes = append(probes, tailKey(ms, 0))
		}
	}
	return append(keys, w.walk(bTail, probes)...)
}

// dayProbes are the keys from which to look for each day.
func dayProbes(key func(utcDay) []byte) (probes [][]byte) {
	for day := salvageFrom; day < salvageTo; day++ {
		probes = append(probes, key(day))
	}
	return probes
}

// walk collects the keys of a bucket: from its begin, from its end, and from
// each probe that leads to keys not met yet.
func (w *wreck) walk(bucket string, probes [][]byte) (keys [][]byte) {
	met := map[string]bool{}
	collect := func(start func(*cursor) []byte, step func(*cursor) []byte) {
		var key []byte
		c, ok := try(func() (*cursor, error) { return w.tx.cursor(bucket) })
		if ok {
			key, ok = try(func() ([]byte, error) { return bytes.Clone(start(c)), nil })
		}
		for ok && key != nil && !met[string(key)] {
			met[string(key)] = true
			keys = append(keys, key)
			key, ok = try(func() ([]byte, error) { return bytes.Clone(step(c)), nil })
		}
	}
	next := func(c *cursor) []byte { key, _ := c.next(); return key }
	collect(func(c *cursor) []byte { key, _ := c.first(); return key }, next)
	for _, probe := range probes {
		collect(func(c *cursor) []byte { key, _ := c.seek(probe); return key }, next)
	}
	collect(func(c *cursor) []byte { key, _ := c.last(); return key }, func(c *cursor) []byte { key, _ := c.prev(); return key })
	return keys
}

// move copies what is under the keys and has the right checksum.
func (w *wreck) move(dst *tx, bucket string, keys [][]byte) error {
	slices.SortFunc(keys, bytes.Compare)
	for _, key := range slices.CompactFunc(keys, bytes.Equal) {
		value, ok := try(func() ([]byte, error) {
			value, err := w.tx.get(bucket, key)
			return bytes.Clone(value), err
		})
		if !ok || value == nil {
			continue
		}
		if err := dst.put(bucket, key, value); err != nil {
			return err
		}
		w.got.Saved[bucket]++
	}
	return nil
}

// moveLedger copies the ledger if it is whole.
func (w *wreck) moveLedger(dst *tx) error {
	l, ok := try(func() (ledger, error) { return readLedger(w.tx) })
	if !ok {
		return nil
	}
	w.got.Saved[bCounter] = uint64(len(l.ids))
	for counter, id := range l.ids {
		if err := addCounter(dst, id, counter); err != nil {
			return err
		}
	}
	if len(l.ids) > 0 {
		w.got.Saved[bLedger] = 1
	}
	return l.write(dst, nil)
}

// salvaged reads what Salvage left in the file.
func salvaged(t *tx) (Salvaged, error) {
	var got Salvaged
	data, err := t.get(bMeta, []byte("salvage"))
	if err != nil {
		return got, err
	}
	return got, decode(data, &got, &got.V)
}
