package store

import (
	"errors"
	"fmt"
)

// Check is what Verify found.
type Check struct {
	Size    int64             // bytes of the file
	Entries map[string]uint64 // by bucket
	Days    int               // sealed days of this machine's log
	Spans   int               // in them and in the tail; only if they were decoded
	Sums    int               // sealed days of which the sum is current; only if they were decoded
}

// Verify reads all of the store at path and tells whether every value is as it
// was written (ErrDamaged). It never writes. A store that is being written to
// cannot be verified (ErrBusy). A damaged page can end the process: whoever
// wants to live runs it in a child.
func Verify(path string) (Check, error) { return verify(path, false) }

// VerifyDeep is Verify, and decodes every span and every event too.
func VerifyDeep(path string) (Check, error) { return verify(path, true) }

func verify(path string, deep bool) (Check, error) {
	check := Check{Entries: map[string]uint64{}}
	size, err := readAhead(path)
	if err != nil {
		return check, fmt.Errorf("verify: %w", err)
	}
	check.Size = size
	if size == 0 {
		return check, nil // bbolt makes a new store of it
	}
	f, err := openReadOnly(path)
	switch {
	case errors.Is(err, ErrBusy):
		return check, fmt.Errorf("verify: %w", err)
	case err != nil:
		return check, fmt.Errorf("verify: %w: %w", ErrDamaged, err)
	}
	err = f.check()
	if err == nil {
		err = f.view(func(t *tx) error { return check.scan(t, deep) })
	}
	if err = errors.Join(err, f.close()); err != nil {
		return check, fmt.Errorf("verify %s: %w: %w", path, ErrDamaged, err)
	}
	return check, nil
}

// scan looks at every value of every bucket, those of a newer schema included.
func (c *Check) scan(t *tx, deep bool) error {
	names, err := t.names()
	if err != nil || len(names) == 0 {
		return err
	}
	for _, name := range names {
		n, err := scanBucket(t, name)
		if err != nil {
			return err
		}
		c.Entries[name] = n
		want, err := t.count(name)
		if err != nil {
			return err
		}
		if name != bMeta && n != want {
			return fmt.Errorf("bucket %s has %d entries of %d", name, n, want)
		}
	}
	if _, err := readLedger(t); err != nil {
		return err
	}
	return c.scanLog(t, deep)
}

func scanBucket(t *tx, name string) (n uint64, err error) {
	cur, err := t.cursor(name)
	if err != nil {
		return 0, err
	}
	var before []byte
	for key, value := cur.first(); key != nil; key, value = cur.next() {
		if _, err := unsealed(key, value); err != nil {
			return n, fmt.Errorf("bucket %s: %w", name, err)
		}
		if n > 0 && string(key) <= string(before) {
			return n, fmt.Errorf("bucket %s: key %x is out of order", name, key)
		}
		before = key
		n++
	}
	return n, nil
}

// scanLog looks at the keys of the log, and at its spans if it is deep.
func (c *Check) scanLog(t *tx, deep bool) error {
	l := log{tx: t, stream: local}
	days, err := l.sealedFrom(0)
	if err != nil {
		return err
	}
	c.Days = len(days)
	if err := scanSumKeys(t); err != nil {
		return err
	}
	if !deep {
		return nil
	}
	if l.codec, err = newCodec(); err != nil {
		return err
	}
	defer l.codec.close()
	sums := sumCheck{log: l}
	for _, day := range days {
		spans, err := l.chunk(day)
		if err != nil {
			return err
		}
		c.Spans += len(spans)
		if err := sums.day(day, spans); err != nil {
			return err
		}
	}
	if err := sums.endMonth(); err != nil {
		return err
	}
	c.Sums = sums.current
	if err := c.scanTail(l); err != nil {
		return err
	}
	return scanEvents(t)
}

func scanSumKeys(t *tx) error {
	var bad error
	err := t.eachKey(bSum, func(key []byte) {
		if _, _, _, err := parseSumKey(key); err != nil {
			bad = err
		}
	})
	return errors.Join(err, bad)
}

// scanTail decodes the rows, which must not overlap or lie in a sealed day.
func (c *Check) scanTail(l log) error {
	for day, ok, err := l.firstRowDay(0); ok || err != nil; day, ok, err = l.firstRowDay(day + 1) {
		if err != nil {
			return err
		}
		spans, _, err := l.rows(day)
		if err != nil {
			return err
		}
		if err := inDay(day, spans); err != nil {
			return err
		}
		if sealed, err := l.tx.get(bChunk, chunkKey(day, l.stream)); err != nil || sealed != nil {
			return errors.Join(err, fmt.Errorf("%v is both open and sealed", day))
		}
		c.Spans += len(spans)
	}
	return nil
}

func scanEvents(t *tx) error {
	return errors.Join(
		scanWith(t, bBlock, decodeBlock), scanWith(t, bBreak, decodeBreak),
		scanWith(t, bRecord, decodeRecord), scanWith(t, bTimer, decodeState),
	)
}

func scanWith[T any](t *tx, bucket string, decode func([]byte) (T, error)) error {
	c, err := t.cursor(bucket)
	if err != nil {
		return err
	}
	for key, value := c.first(); key != nil; key, value = c.next() {
		data, err := unsealed(key, value)
		if err == nil {
			_, err = decode(data)
		}
		if err != nil {
			return fmt.Errorf("bucket %s, key %x: %w", bucket, key, err)
		}
	}
	return nil
}
