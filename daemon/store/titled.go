package store

import (
	"errors"
	"fmt"
	"time"

	"focusd/tracker/category"
)

// TitlesFrom is the end of the first UTC day with titles that were not faded;
// the zero time: there is none. It reads a byte of each day, not the days.
func (s *Store) TitlesFrom() (from time.Time, err error) {
	err = s.file.view(func(t *tx) (err error) {
		from, err = unfaded(t)
		return err
	})
	if err != nil {
		return time.Time{}, fmt.Errorf("look for titles: %w", err)
	}
	return from, nil
}

// titlesFrom is TitlesFrom for a store that nobody has open.
func titlesFrom(path string) (from time.Time, err error) {
	f, err := openReadOnly(path)
	if err != nil {
		return time.Time{}, err
	}
	err = f.view(func(t *tx) error {
		names, err := t.names()
		if err != nil || len(names) == 0 {
			return err
		}
		from, err = unfaded(t)
		return err
	})
	return from, errors.Join(err, f.close())
}

// unfaded is TitlesFrom in a transaction.
func unfaded(t *tx) (time.Time, error) {
	first, found := utcDay(0), false
	see := func(day utcDay) {
		if !found || day < first {
			first, found = day, true
		}
	}
	if err := eachTitled(t, func(day utcDay, _ []byte) { see(day) }); err != nil {
		return time.Time{}, err
	}
	c, err := t.cursor(bTail)
	if err != nil {
		return time.Time{}, err
	}
	for key, value := c.first(); key != nil; key, value = c.next() {
		day, titled, err := titledRow(key, value)
		if err != nil {
			return time.Time{}, err
		}
		if titled {
			see(day)
		}
	}
	if !found {
		return time.Time{}, nil
	}
	return fromMillis((first + 1).start()), nil
}

// titledRow tells whether a row of the tail has a title that was not faded, and
// which day it is of.
func titledRow(key, value []byte) (day utcDay, titled bool, err error) {
	ms, _, err := parseTailKey(key)
	if err != nil {
		return 0, false, err
	}
	rest, err := unsealed(key, value)
	if err != nil {
		return 0, false, fmt.Errorf("bucket %s: %w", bTail, err)
	}
	row, err := readRow(ms, rest)
	if err != nil {
		return 0, false, err
	}
	_, faded := category.Decided("", string(row.title))
	return dayOf(ms), len(row.title) > 0 && !faded, nil
}

// eachTitled calls fn for each sealed day that has titles which were not faded,
// with its key.
func eachTitled(t *tx, fn func(day utcDay, key []byte)) error {
	c, err := t.cursor(bChunk)
	if err != nil {
		return err
	}
	for key, value := c.first(); key != nil; key, value = c.next() {
		day, _, err := parseChunkKey(key)
		if err != nil {
			return err
		}
		if flags, err := chunkFlags(value); err != nil {
			return fmt.Errorf("chunk of %v: %w", day, err)
		} else if flags&chunkTitles != 0 && flags&chunkPurged == 0 {
			fn(day, key)
		}
	}
	return nil
}

// chunkFlags are the flags of a chunk as it is stored.
func chunkFlags(value []byte) (byte, error) {
	if len(value) < sumSize+2 {
		return 0, fmt.Errorf("%w: it has %d bytes", ErrDamaged, len(value))
	}
	return value[sumSize+1], nil
}
