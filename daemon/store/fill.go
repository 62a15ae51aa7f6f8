package store

import (
	"bytes"
	"errors"
)

// fill copies into the store at path the days and events that only the backup
// has, and the ledger if it has none.
func fill(path, backup string) (days int, err error) {
	src, err := openReadOnly(backup)
	if err != nil {
		return 0, err
	}
	dst, err := openFile(path)
	if err != nil {
		return 0, errors.Join(err, src.close())
	}
	err = src.view(func(from *tx) error {
		return dst.update(func(to *tx) error {
			days, err = fillLog(to, from)
			if err != nil {
				return err
			}
			for _, bucket := range []string{bEdit, bImport, bStream, bBlock, bBreak, bRecord, bDocument} {
				if err := fillBucket(to, from, bucket, func([]byte) bool { return true }); err != nil {
					return err
				}
			}
			return fillLedger(to, from)
		})
	})
	return days, errors.Join(err, src.close(), dst.close())
}

// fillLog copies the days of which nothing is there.
func fillLog(to, from *tx) (days int, err error) {
	missing := map[utcDay]bool{}
	l, old := log{tx: to, stream: local}, log{tx: from, stream: local}
	for day, ok, err := old.firstDay(0); ok || err != nil; day, ok, err = old.firstDay(day + 1) {
		if err != nil {
			return 0, err
		}
		has, ok, err := l.firstDay(day)
		if err != nil {
			return 0, err
		}
		missing[day] = !ok || has != day
		if missing[day] {
			days++
		}
	}
	err = fillBucket(to, from, bChunk, func(key []byte) bool {
		day, s, err := parseChunkKey(key)
		return err == nil && (s != local || missing[day])
	})
	if err != nil {
		return 0, err
	}
	return days, fillBucket(to, from, bTail, func(key []byte) bool {
		ms, s, err := parseTailKey(key)
		return err == nil && s == local && missing[dayOf(ms)]
	})
}

// fillBucket copies the wanted entries whose keys are not there.
func fillBucket(to, from *tx, bucket string, wanted func(key []byte) bool) error {
	c, err := from.cursor(bucket)
	if err != nil {
		return err
	}
	for key, value := c.first(); key != nil; key, value = c.next() {
		has, err := to.get(bucket, key)
		if err != nil {
			return err
		}
		if has != nil || !wanted(key) {
			continue
		}
		rest, err := unsealed(key, value)
		if err != nil {
			return err
		}
		if err := to.put(bucket, bytes.Clone(key), rest); err != nil {
			return err
		}
	}
	return nil
}

// fillLedger copies the ledger if there is none: old counters are better than
// counters that begin at zero.
func fillLedger(to, from *tx) error {
	has, err := to.get(bLedger, ledgerKey())
	if err != nil || len(has) > 0 {
		return err
	}
	if err := to.delete(bLedger, ledgerKey()); err != nil {
		return err
	}
	for _, bucket := range []string{bCounter, bLedger} {
		if err := fillBucket(to, from, bucket, func([]byte) bool { return true }); err != nil {
			return err
		}
	}
	return nil
}
