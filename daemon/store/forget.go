package store

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"focusd/daemon/engine"
)

// unfinished ends the name of a file that is being made.
const unfinished = ".new"

// Forget makes the store what it would be if it had never been told what f says.
// It belongs to the goroutine that commits, and readers go on meanwhile. Since
// pages that are free still hold what was in them, the file is written anew
// without them, verified, and takes the place of the old one: after an error,
// or a crash, the old one is there as it was. Copies are for ForgetCopies.
func (s *Store) Forget(f engine.Forgetting) (gone Gone, err error) {
	path := s.path()
	temp := path + unfinished
	if gone, err = s.rewrite(temp, f, s.file.writeTo); err != nil {
		return Gone{}, fmt.Errorf("forget: nothing was changed: %w", explain(err))
	}
	s.ledger = nil // counters may have other numbers now
	if err := s.file.exchange(path, func() error { return moveInto(temp, path) }); err != nil {
		return Gone{}, fmt.Errorf("forget: put the new store in place: %w", errors.Join(explain(err), remove(temp)))
	}
	return gone, nil
}

// rewrite makes a store at path of the one that write writes, without what f
// forgets. What it leaves behind when it fails is nothing.
func (s *Store) rewrite(path string, f engine.Forgetting, write func(io.Writer) error) (gone Gone, err error) {
	raw := path + unfinished
	err = writeFile(raw, write)
	if err == nil {
		gone, err = scrubFile(raw, s.codec, f)
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

// Copies is what became of the copies of a store.
type Copies struct {
	Rewritten []string // without what was forgotten
	Removed   []string // they could not be rewritten: damaged stores, or what is none
	Made      string   // a new backup, where one was removed
	Left      []Left   // they have it still
}

// Left is a file that still has what should be forgotten, and why.
type Left struct {
	Path string
	Err  error
}

// ForgetCopies makes the copies of the store forget too: backups, the copies
// before migrations, and stores that were replaced. A damaged store cannot be
// read well enough to take something out of it: it is removed. Commits go on
// meanwhile.
func (s *Store) ForgetCopies(f engine.Forgetting) (Copies, error) {
	s.copies.Lock()
	defer s.copies.Unlock()
	var c Copies
	if err := removeUnfinished(s.dir); err != nil {
		return c, fmt.Errorf("forget in copies: %w", explain(err))
	}
	whole, damaged, err := CopiesOf(s.dir)
	if err != nil {
		return c, fmt.Errorf("forget in copies: %w", explain(err))
	}
	backupGone := false
	for _, path := range whole {
		if s.opts.verify(path) != nil {
			damaged = append(damaged, path)
			backupGone = backupGone || filepath.Dir(path) != filepath.Clean(s.dir)
			continue
		}
		if err := s.forgetCopy(path, f); err != nil {
			c.Left = append(c.Left, Left{path, explain(err)})
			continue
		}
		c.Rewritten = append(c.Rewritten, path)
	}
	for _, path := range damaged {
		if err := remove(path); err != nil {
			c.Left = append(c.Left, Left{path, explain(err)})
			continue
		}
		c.Removed = append(c.Removed, path)
	}
	if backupGone {
		c.Made, err = s.backup(time.Now())
	}
	return c, err
}

// forgetCopy rewrites one copy in its place.
func (s *Store) forgetCopy(path string, f engine.Forgetting) error {
	temp := path + unfinished
	src, err := os.Open(path)
	if err != nil {
		return err
	}
	_, err = s.rewrite(temp, f, func(w io.Writer) error {
		_, err := io.Copy(w, src)
		return err
	})
	if err = errors.Join(err, src.Close()); err != nil {
		return err
	}
	return moveInto(temp, path)
}

// CopiesOf lists the copies of the store in dir that ForgetCopies deals with:
// those that it rewrites, and the damaged ones, which it removes.
func CopiesOf(dir string) (whole, damaged []string, err error) {
	backups, err := Backups(dir)
	if err != nil {
		return nil, nil, err
	}
	for _, b := range backups {
		whole = append(whole, b.Path)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, nil, err
	}
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		switch why, _, _ := strings.Cut(strings.TrimPrefix(e.Name(), FileName+"."), "-"); why {
		case "damaged":
			damaged = append(damaged, path)
		case "schema", "replaced":
			whole = append(whole, path)
		}
	}
	return whole, damaged, nil
}
