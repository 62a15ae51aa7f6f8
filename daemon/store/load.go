package store

import (
	"encoding/binary"
	"errors"
	"fmt"

	"focusd/daemon/engine"
)

// Load returns what the last commit left.
func (s *Store) Load() (engine.Stored, error) {
	var stored engine.Stored
	err := s.file.view(func(t *tx) error {
		return errors.Join(
			loadMeta(t, &stored),
			loadTimer(t, &stored),
			loadLedger(t, &stored),
			loadValues(t, &stored),
			s.loadEnd(t, &stored),
		)
	})
	if err != nil {
		return engine.Stored{}, fmt.Errorf("load store: %w", err)
	}
	return stored, nil
}

func loadMeta(t *tx, stored *engine.Stored) error {
	created, err := t.get(bMeta, []byte("created"))
	if err != nil {
		return err
	}
	if len(created) != 8 {
		return fmt.Errorf("%w: meta created has %d bytes", ErrDamaged, len(created))
	}
	clean, err := t.get(bMeta, []byte("clean"))
	if err != nil {
		return err
	}
	stored.Created = fromMillis(int64(binary.LittleEndian.Uint64(created)))
	stored.New = clean == nil // the first commit sets it
	stored.Clean = stored.New || len(clean) == 1 && clean[0] == 1
	return nil
}

func loadTimer(t *tx, stored *engine.Stored) error {
	data, err := t.get(bTimer, timerKey())
	if err != nil || data == nil {
		return err
	}
	if stored.Timer, err = decodeState(data); err != nil {
		return fmt.Errorf("timer: %w", err)
	}
	return nil
}

func loadLedger(t *tx, stored *engine.Stored) error {
	l, err := readLedger(t)
	if err != nil {
		return err
	}
	stored.Ledger = make(map[engine.Counter]uint64, len(l.ids))
	for counter, id := range l.ids {
		stored.Ledger[counter] = l.values[id]
	}
	return nil
}

func loadValues(t *tx, stored *engine.Stored) error {
	stored.Values = map[string]string{}
	c, err := t.cursor(bValue)
	if err != nil {
		return err
	}
	for key, value := c.first(); key != nil; key, value = c.next() {
		rest, err := unsealed(key, value)
		if err != nil {
			return err
		}
		stored.Values[string(key)] = string(rest)
	}
	return nil
}

func (s *Store) loadEnd(t *tx, stored *engine.Stored) (err error) {
	stored.LogEnd, err = log{t, s.codec, local}.end()
	return err
}
