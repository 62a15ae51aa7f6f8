package store

import (
	"crypto/rand"
	"errors"
	"fmt"
	"strings"

	"focusd/daemon/engine"
)

// migration takes a store from the schema before it to the next one, in one
// transaction.
type migration func(*tx) error

// migrations are all there have been: the first makes schema 2 of schema 1.
func migrations() []migration {
	return []migration{
		(*tx).createBuckets, // documents
		unclassify,
		func(t *tx) error { return t.needReader(chunkReader) },
	}
}

// chunkReader is the reader that knows the chunks of this release. Those that
// are there already stay as they are until they are changed, or compacted.
const chunkReader = 3

// needReader says that the store cannot be read by a reader before the given.
func (t *tx) needReader(n uint32) error {
	if needs, err := t.number("min_reader"); err != nil || needs >= n {
		return err
	}
	return t.setNumber("min_reader", n)
}

// unclassify gives the counters of time without a category the word that the
// rest of the program has for it. A release that only knows the old word would
// begin these at zero again, and see apps in what stands for a category: it
// cannot read what is written from now on.
func unclassify(t *tx) error {
	return errors.Join(recount(t, unclassified), t.needReader(2))
}

// unclassified is a counter under its present name.
func unclassified(c engine.Counter) engine.Counter {
	if labels, ok := strings.CutSuffix(c.Labels, `category="uncategorized"`); ok {
		c.Labels = labels + `category="unclassified"`
	}
	return c
}

// migrate brings the store up to date. It is copied to path.schema-N before
// the first step. A store that is ahead is left as it is: prepare has seen
// that it can be read.
func migrate(f *file, path string, steps []migration) error {
	var at uint32
	err := f.view(func(t *tx) (err error) {
		at, err = t.number("schema")
		return err
	})
	if err != nil {
		return err
	}
	if at == 0 {
		return fmt.Errorf("%w: it has no schema", ErrDamaged)
	}
	if int(at)-1 >= len(steps) {
		return nil
	}
	if err := copyOut(f, fmt.Sprintf("%s.schema-%d", path, at)); err != nil {
		return fmt.Errorf("backup before migration: %w", err)
	}
	return f.update(func(t *tx) error {
		for i, step := range steps[at-1:] {
			if err := step(t); err != nil {
				return fmt.Errorf("migrate to schema %d: %w", int(at)+i+1, err)
			}
		}
		return t.setNumber("schema", uint32(len(steps)+1))
	})
}

func newUUID() []byte {
	id := make([]byte, 16)
	rand.Read(id) // never fails
	id[6] = id[6]&0x0f | 0x40
	id[8] = id[8]&0x3f | 0x80
	return id
}
