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

// Copies is what became of the copies of a store.
type Copies struct {
	Rewritten []string // without what was taken out
	Removed   []string // they could not be rewritten: damaged stores, or what is none
	Made      string   // a new backup, where one was removed
	Left      []Left   // they have it still
}

// Left is a file that still has what should be gone, and why.
type Left struct {
	Path string
	Err  error
}

// ForgetCopies makes the copies of the store forget too: backups, the copies
// before migrations, and stores that were replaced. A damaged store cannot be
// read well enough to take something out of it: it is removed. Commits go on
// meanwhile.
func (s *Store) ForgetCopies(f engine.Forgetting) (Copies, error) {
	c, err := s.renewCopies(copyWork{do: forgetting(f), needs: func(string) (bool, error) { return true, nil }, remove: func(string) bool { return true }})
	if err != nil {
		return c, fmt.Errorf("forget in copies: %w", err)
	}
	return c, nil
}

// copyWork is what is to be done with each copy.
type copyWork struct {
	do     job
	needs  func(path string) (bool, error) // whether there is something to do in a whole one
	remove func(path string) bool          // whether a damaged one goes
}

// renewCopies puts what is left of each copy in its place.
func (s *Store) renewCopies(w copyWork) (Copies, error) {
	s.copies.Lock()
	defer s.copies.Unlock()
	var c Copies
	if err := removeUnfinished(s.dir); err != nil {
		return c, explain(err)
	}
	whole, damaged, err := CopiesOf(s.dir)
	if err != nil {
		return c, explain(err)
	}
	backupGone := false
	for _, path := range whole {
		if s.opts.verify(path) != nil {
			damaged = append(damaged, path)
			continue
		}
		switch rewritten, err := s.renewCopy(path, w); {
		case err != nil:
			c.Left = append(c.Left, Left{path, explain(err)})
		case rewritten:
			c.Rewritten = append(c.Rewritten, path)
		}
	}
	for _, path := range damaged {
		if !w.remove(path) {
			continue
		}
		if err := remove(path); err != nil {
			c.Left = append(c.Left, Left{path, explain(err)})
			continue
		}
		c.Removed = append(c.Removed, path)
		backupGone = backupGone || filepath.Dir(path) != filepath.Clean(s.dir)
	}
	if backupGone {
		c.Made, err = s.backup(time.Now())
	}
	return c, err
}

// renewCopy rewrites one copy in its place, if there is something to do in it.
func (s *Store) renewCopy(path string, w copyWork) (rewritten bool, err error) {
	if needs, err := w.needs(path); err != nil || !needs {
		return false, err
	}
	temp := path + unfinished
	src, err := os.Open(path)
	if err != nil {
		return false, err
	}
	_, err = s.rewrite(temp, w.do, func(w io.Writer) error {
		_, err := io.Copy(w, src)
		return err
	})
	if err = errors.Join(err, src.Close()); err != nil {
		return false, err
	}
	return true, moveInto(temp, path)
}

// CopiesOf lists the copies of the store in dir: those that can be rewritten, and
// the damaged ones, which cannot.
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
