package store

import (
	"errors"
	"fmt"

	"focusd/daemon/engine"
	"focusd/timer"
)

// lookBack is how many of the latest events are searched for a Seq. What is
// put again or taken back is minutes old.
const lookBack = 512

// Commit writes all of c, or nothing when it returns an error; then the store
// can be used as before.
func (s *Store) Commit(c engine.Change) error {
	spans, err := normal(c.Spans)
	if err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	var id uint64
	err = s.file.update(func(t *tx) error {
		id = t.id()
		if len(c.Spans) > 0 {
			from := millis(c.Spans[0].Start)
			if err := (log{t, s.codec, local}).replace(from, spans); err != nil {
				return err
			}
		}
		return errors.Join(put(t, c), s.putLedger(t, c))
	})
	if err != nil {
		s.ledger, s.heart.tx = nil, 0 // they may have what the file has not
		return fmt.Errorf("commit: %w", explain(err))
	}
	s.heart.committed(id)
	return nil
}

// put writes everything of c but the spans. What is revoked goes first, so
// that a block can be taken back and put again.
func put(t *tx, c engine.Change) error {
	for _, write := range []func(*tx, engine.Change) error{revoke, putBlocks, putBreaks, putRecords, putTimer, putValues, putDocuments} {
		if err := write(t, c); err != nil {
			return err
		}
	}
	clean := byte(0)
	if c.Clean {
		clean = 1
	}
	return t.put(bMeta, []byte("clean"), []byte{clean})
}

func revoke(t *tx, c engine.Change) error {
	for _, seq := range c.Revoked {
		for _, bucket := range []string{bBlock, bBreak} {
			if err := dropEvent(t, bucket, seq, nil); err != nil {
				return err
			}
		}
	}
	return nil
}

func putBlocks(t *tx, c engine.Change) error {
	for _, b := range c.Blocks {
		data, err := encodeBlock(b)
		if err != nil {
			return fmt.Errorf("block %d: %w", b.Seq, err)
		}
		key, err := eventKey(b.Started, b.Seq)
		if err != nil {
			return err
		}
		if err := putEvent(t, bBlock, b.Seq, key, data); err != nil {
			return err
		}
	}
	return nil
}

func putBreaks(t *tx, c engine.Change) error {
	for _, b := range c.Breaks {
		data, err := encodeBreak(b)
		if err != nil {
			return fmt.Errorf("break %d: %w", b.Seq, err)
		}
		key, err := eventKey(b.Started, b.Seq)
		if err != nil {
			return err
		}
		if err := putEvent(t, bBreak, b.Seq, key, data); err != nil {
			return err
		}
	}
	return nil
}

func putRecords(t *tx, c engine.Change) error {
	for _, r := range c.Records {
		data, err := encodeRecord(r)
		if err != nil {
			return fmt.Errorf("record %d: %w", r.Seq, err)
		}
		key, err := eventKey(r.At, r.Seq)
		if err != nil {
			return err
		}
		if err := putEvent(t, bRecord, r.Seq, key, data); err != nil {
			return err
		}
	}
	return nil
}

// putEvent puts an event under its Seq: one that had it before at another time
// goes.
func putEvent(t *tx, bucket string, seq timer.Seq, key, data []byte) error {
	if err := dropEvent(t, bucket, seq, key); err != nil {
		return err
	}
	return t.put(bucket, key, data)
}

// dropEvent removes the event of a Seq, if it is among the latest ones and not
// under the key that stays.
func dropEvent(t *tx, bucket string, seq timer.Seq, stays []byte) error {
	c, err := t.cursor(bucket)
	if err != nil {
		return err
	}
	key, _ := c.last()
	for range lookBack {
		if key == nil {
			return nil
		}
		of, err := keySeq(key)
		if err != nil {
			return err
		}
		if of == seq {
			if string(key) == string(stays) {
				return nil
			}
			return t.delete(bucket, key)
		}
		key, _ = c.prev()
	}
	return nil
}

func putTimer(t *tx, c engine.Change) error {
	if c.Timer == nil {
		return nil
	}
	data, err := encodeState(*c.Timer)
	if err != nil {
		return fmt.Errorf("timer: %w", err)
	}
	return t.put(bTimer, timerKey(), data)
}

// putLedger writes the counters. They are read once: nobody else writes them,
// and reading them costs more than all else of a heartbeat.
func (s *Store) putLedger(t *tx, c engine.Change) error {
	if len(c.Ledger) == 0 {
		return nil
	}
	if s.ledger == nil {
		l, err := readLedger(t)
		if err != nil {
			return err
		}
		s.ledger = &l
	}
	return s.ledger.write(t, c.Ledger)
}

func putValues(t *tx, c engine.Change) error {
	for key, value := range c.Values {
		write := t.delete
		if value != "" {
			write = func(bucket string, key []byte) error { return t.put(bucket, key, []byte(value)) }
		}
		if err := write(bValue, []byte(key)); err != nil {
			return fmt.Errorf("setting %q: %w", key, err)
		}
	}
	return nil
}
