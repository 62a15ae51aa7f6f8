package store

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/oklog/ulid/v2"

	"focusd/daemon/engine"
	"focusd/tracker"
)

// keepDamaged is how long a damaged store is kept, from which titles cannot be
// taken: so long it can be salvaged by hand.
const keepDamaged = 7 * 24 * time.Hour

// Fade takes titles out of the store, as Forget takes out what it is told: the
// file is written anew. Only days are read that have titles which were not
// faded yet; if there are none, nothing is done.
func (s *Store) Fade(f engine.Fading) (gone Gone, err error) {
	if due, err := s.TitlesFrom(); err != nil || due.IsZero() || due.After(f.Before) {
		return Gone{}, err
	}
	if gone, err = s.renew(fading(f)); err != nil {
		return Gone{}, fmt.Errorf("fade titles: %w", err)
	}
	return gone, nil
}

// FadeCopies takes the same titles out of the copies of the store. Damaged ones
// go when they are a week old.
func (s *Store) FadeCopies(f engine.Fading) (Copies, error) {
	c, err := s.renewCopies(copyWork{
		do: fading(f),
		needs: func(path string) (bool, error) {
			from, err := titlesFrom(path)
			return !from.IsZero() && !from.After(f.Before), err
		},
		remove: func(path string) bool {
			info, err := os.Stat(path)
			return err == nil && time.Since(info.ModTime()) > keepDamaged
		},
	})
	if err != nil {
		return c, fmt.Errorf("fade titles in copies: %w", err)
	}
	return c, nil
}

func fading(f engine.Fading) job {
	return func(path string, c *codec) (gone Gone, err error) {
		db, err := openFile(path)
		if err != nil {
			return Gone{}, err
		}
		w := &fade{file: db, codec: c, what: f}
		err = w.run()
		return w.gone, errors.Join(err, db.close())
	}
}

// fade is a store from which titles are being taken.
type fade struct {
	file  *file
	codec *codec
	what  engine.Fading
	gone  Gone
}

func (f *fade) run() error {
	var keys [][]byte
	var names []string
	err := f.file.view(func(t *tx) (err error) {
		if names, err = t.names(); err != nil {
			return err
		}
		if err := readable(t); err != nil {
			return err
		}
		return eachTitled(t, func(day utcDay, key []byte) {
			if f.over(day) {
				keys = append(keys, bytes.Clone(key))
			}
		})
	})
	if err != nil {
		return err
	}
	for part := range slices.Chunk(keys, scrubAtOnce) {
		if err := f.file.update(func(t *tx) error { return f.chunks(t, part) }); err != nil {
			return err
		}
	}
	return f.file.update(func(t *tx) error {
		if err := f.tail(t); err != nil || !slices.Contains(names, bDocument) {
			return err
		}
		return f.notes(t)
	})
}

// over tells whether a day has ended for long enough.
func (f *fade) over(day utcDay) bool { return !fromMillis((day + 1).start()).After(f.what.Before) }

func (f *fade) chunks(t *tx, keys [][]byte) error {
	for _, key := range keys {
		day, stream, err := parseChunkKey(key)
		if err != nil {
			return err
		}
		spans, err := log{t, f.codec, stream}.chunk(day)
		if err != nil {
			return err
		}
		f.spans(spans)
		chunk, err := f.codec.encode(day, spans)
		if err != nil {
			return err
		}
		chunk[1] |= chunkPurged
		if err := t.put(bChunk, key, chunk); err != nil {
			return err
		}
	}
	return nil
}

// spans leaves of the windows of spans what may be left.
func (f *fade) spans(spans []tracker.Span) (changed bool) {
	for i := range spans {
		w := f.what.Window(spans[i])
		if w == spans[i].Window {
			continue
		}
		spans[i].Window, changed = w, true
		f.gone.Spans++
		f.gone.Time += spans[i].Duration()
	}
	return changed
}

// tail fades the rows of days that are over and were not sealed yet.
func (f *fade) tail(t *tx) error {
	streams, err := tailStreams(t)
	if err != nil {
		return err
	}
	for _, of := range streams {
		l := log{t, f.codec, of}
		for day, ok, err := l.firstRowDay(0); ok || err != nil; day, ok, err = l.firstRowDay(day + 1) {
			if err != nil {
				return err
			}
			if !f.over(day) {
				break
			}
			spans, _, err := l.rows(day)
			if err != nil {
				return err
			}
			if f.spans(spans) {
				if err := l.putRows(spans); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (l log) putRows(spans []tracker.Span) error {
	for _, s := range spans {
		if err := l.putRow(s); err != nil {
			return err
		}
	}
	return nil
}

// notes removes what changes of rules could be undone by: it quotes rules that
// are no more, and these quote titles.
func (f *fade) notes(t *tx) error {
	before := ulid.Timestamp(f.what.Before)
	return changeEach(t, false, func(kind, id string, data []byte) []byte {
		if made, err := ulid.Parse(id); kind == kindNote && err == nil && made.Time() < before {
			f.gone.Notes++
			return nil
		}
		return data
	})
}
