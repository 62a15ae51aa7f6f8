package store

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"focusd/daemon/engine"
)

// ledger is the counters: bucket counter gives each a small number for ever,
// the one value of bucket ledger has their values in the order of the numbers.
type ledger struct {
	ids    map[engine.Counter]int
	values []uint64
}

func ledgerKey() []byte { return []byte("values") }

func readLedger(t *tx) (ledger, error) {
	l := ledger{ids: map[engine.Counter]int{}}
	c, err := t.cursor(bCounter)
	if err != nil {
		return l, err
	}
	for key, value := c.first(); key != nil; key, value = c.next() {
		name, err := unsealed(key, value)
		if err != nil {
			return l, fmt.Errorf("bucket %s: %w", bCounter, err)
		}
		metric, labels, ok := strings.Cut(string(name), "\x00")
		if !ok || string(key) != string(counterKey(len(l.ids))) {
			return l, fmt.Errorf("%w: counter %x", ErrDamaged, key)
		}
		l.ids[engine.Counter{Metric: metric, Labels: labels}] = len(l.ids)
	}
	data, err := t.get(bLedger, ledgerKey())
	if err != nil {
		return l, err
	}
	r := reader{data: data}
	for len(r.data) > 0 {
		l.values = append(l.values, r.uvarint())
	}
	if r.err == nil && len(l.values) != len(l.ids) {
		r.fail("%d counters have %d values", len(l.ids), len(l.values))
	}
	return l, r.err
}

// write takes over the values of changed and writes the whole ledger.
func (l *ledger) write(t *tx, changed map[engine.Counter]uint64) error {
	// In order, so that new counters get the same numbers every time.
	order := func(a, b engine.Counter) int {
		return cmp.Or(strings.Compare(a.Metric, b.Metric), strings.Compare(a.Labels, b.Labels))
	}
	for _, counter := range slices.SortedFunc(maps.Keys(changed), order) {
		id, known := l.ids[counter]
		if !known {
			id = len(l.ids)
			if err := addCounter(t, id, counter); err != nil {
				return err
			}
			l.ids[counter] = id
			l.values = append(l.values, 0)
		}
		l.values[id] = changed[counter]
	}
	var data []byte
	for _, v := range l.values {
		data = binary.AppendUvarint(data, v)
	}
	return t.put(bLedger, ledgerKey(), data)
}

func addCounter(t *tx, id int, counter engine.Counter) error {
	if id > math.MaxUint16 {
		return fmt.Errorf("counter %s: the ledger is full", counter.Metric)
	}
	return t.put(bCounter, counterKey(id), []byte(counter.Metric+"\x00"+counter.Labels))
}

// recount gives each counter the name that rename has for it. Those that get
// the same one become one, with their sum. Nothing is written if all keep
// theirs; else counters can have other numbers.
func recount(t *tx, rename func(engine.Counter) engine.Counter) error {
	old, err := readLedger(t)
	if err != nil {
		return err
	}
	values := make(map[engine.Counter]uint64, len(old.ids))
	changed := false
	for counter, id := range old.ids {
		name := rename(counter)
		changed = changed || name != counter
		values[name] += old.values[id]
	}
	if !changed {
		return nil
	}
	for _, id := range old.ids {
		if err := t.delete(bCounter, counterKey(id)); err != nil {
			return err
		}
	}
	anew := ledger{ids: map[engine.Counter]int{}}
	return anew.write(t, values)
}
