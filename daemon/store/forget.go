package store

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"focusd/daemon/engine"
)

// unfinished ends the name of a file that is being made.
const unfinished = ".new"

// job takes something out of the store at path, which nobody else has open. The
// free pages of it may have that still.
type job func(path string, c *codec) (Gone, error)

// Forget makes the store what it would be if it had never been told what f says.
// It belongs to the goroutine that commits, and readers go on meanwhile. Since
// pages that are free still hold what was in them, the file is written anew
// without them, verified, and takes the place of the old one: after an error,
// or a crash, the old one is there as it was. Copies are for ForgetCopies.
func (s *Store) Forget(f engine.Forgetting) (gone Gone, err error) {
	if gone, err = s.renew(forgetting(f)); err != nil {
		return Gone{}, fmt.Errorf("forget: %w", err)
	}
	return gone, nil
}

func forgetting(f engine.Forgetting) job {
	return func(path string, c *codec) (Gone, error) { return scrubFile(path, c, f) }
}

// renew puts what do leaves of the store in its place.
func (s *Store) renew(do job) (gone Gone, err error) {
	path := s.path()
	temp := path + unfinished
	if gone, err = s.rewrite(temp, do, s.file.writeTo); err != nil {
		return Gone{}, fmt.Errorf("nothing was changed: %w", explain(err))
	}
	if err := s.heart.forget(); err != nil {
		return Gone{}, fmt.Errorf("nothing was changed: %w", errors.Join(explain(err), remove(temp)))
	}
	s.ledger, s.heart.tx = nil, 0 // counters and transactions may have other numbers now
	if err := s.file.exchange(path, func() error { return moveInto(temp, path) }); err != nil {
		return Gone{}, fmt.Errorf("put the new store in place: %w", errors.Join(explain(err), remove(temp)))
	}
	return gone, nil
}

// rewrite makes a store at path of the one that write writes, without what do
// takes out of it. What it leaves behind when it fails is nothing.
func (s *Store) rewrite(path string, do job, write func(io.Writer) error) (gone Gone, err error) {
	raw := path + unfinished
	err = writeFile(raw, write)
	if err == nil {
		gone, err = do(raw, s.codec)
	}
	if err == nil {
		err = compactTo(raw, path)
	}
	if err == nil {
		err = s.opts.verify(path)
	}
	if err = errors.Join(err, remove(raw)); err != nil {
		return Gone{}, errors.Join(err, remove(path))
	}
	return gone, nil
}

// removeUnfinished removes files of the store in dir that were being made when
// whoever made them was killed.
func removeUnfinished(dir string) error {
	var errs []error
	for _, pattern := range []string{
		filepath.Join(dir, FileName+".*"+unfinished), filepath.Join(dir, FileName+unfinished),
		filepath.Join(dir, backupsDir, backupPrefix+"*"+unfinished),
	} {
		found, err := filepath.Glob(pattern)
		errs = append(errs, err)
		for _, path := range found {
			errs = append(errs, remove(path))
		}
	}
	return errors.Join(errs...)
}
