package store

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

const (
	keepDaily  = 3
	keepWeekly = 2

	backupPrefix = "focusd-"
	backupSuffix = ".db"
	stampLayout  = "20060102T150405Z"
	backupEvery  = 24 * time.Hour
)

func stamp(t time.Time) string { return t.UTC().Format(stampLayout) }

// BackupDue tells whether the newest backup is more than a day old.
func (s *Store) BackupDue(now time.Time) bool {
	all, err := Backups(s.dir)
	return err != nil || len(all) == 0 || now.Sub(all[0].At) >= backupEvery
}

// Backup copies the store as it is now, verifies the copy, and removes the
// backups that are too many: the last three days and two weeks before them
// stay. It returns the path of the copy. Commits go on meanwhile.
func (s *Store) Backup(now time.Time) (path string, err error) {
	s.copies.Lock()
	defer s.copies.Unlock()
	return s.backup(now)
}

func (s *Store) backup(now time.Time) (path string, err error) {
	dir := filepath.Join(s.dir, backupsDir)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("backup: %w", explain(err))
	}
	path = filepath.Join(dir, backupPrefix+stamp(now)+backupSuffix)
	temp := path + ".new"
	err = copyOut(s.file, temp)
	if err == nil {
		err = s.opts.verify(temp)
	}
	if err == nil {
		err = moveInto(temp, path)
	}
	if err != nil {
		return "", errors.Join(fmt.Errorf("backup: %w", explain(err)), remove(temp))
	}
	return path, prune(s.dir)
}

// copyOut writes a copy of an open file and has it on disk when it returns.
func copyOut(f *file, path string) error {
	return writeFile(path, f.writeTo)
}

// writeFile makes a file of what write writes, readable by its owner alone,
// and has it on disk when it returns.
func writeFile(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	w := &faultyWriter{w: f}
	if err = write(w); err == nil {
		err = f.Sync()
	}
	if w.err != nil {
		err = w.err
	}
	return errors.Join(err, f.Close())
}

// faultyWriter remembers what went wrong. bbolt reports only the text of it
// (tx.go, WriteTo).
type faultyWriter struct {
	w   io.Writer
	err error
}

func (w *faultyWriter) Write(p []byte) (int, error) {
	n, err := w.w.Write(p)
	if err != nil {
		w.err = err
	}
	return n, err
}

// moveInto renames a file and has that on disk when it returns.
func moveInto(from, to string) error {
	if err := os.Rename(from, to); err != nil {
		return err
	}
	return syncDir(filepath.Dir(to))
}

// remove removes a file that may be gone already.
func remove(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// BackupFile is one backup of a store.
type BackupFile struct {
	Path string
	At   time.Time
}

// Backups lists the backups of the store in dir, the newest first.
func Backups(dir string) ([]BackupFile, error) {
	entries, err := os.ReadDir(filepath.Join(dir, backupsDir))
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("list backups: %w", err)
	}
	var all []BackupFile
	for _, entry := range entries {
		name, ok := strings.CutPrefix(entry.Name(), backupPrefix)
		at, err := time.Parse(stampLayout+backupSuffix, name)
		if ok && err == nil {
			all = append(all, BackupFile{filepath.Join(dir, backupsDir, entry.Name()), at})
		}
	}
	slices.SortFunc(all, func(a, b BackupFile) int { return b.At.Compare(a.At) })
	return all, nil
}

// prune removes the backups that are too many.
func prune(dir string) error {
	all, err := Backups(dir)
	if err != nil {
		return err
	}
	var errs []error
	for _, b := range tooMany(all) {
		errs = append(errs, remove(b.Path))
	}
	return errors.Join(errs...)
}

// tooMany picks, from backups with the newest first, those that need not be
// kept: all but the newest of three days and of two weeks before those.
func tooMany(all []BackupFile) (gone []BackupFile) {
	days, weeks := map[string]bool{}, map[string]bool{}
	for _, b := range all {
		day := b.At.Format(time.DateOnly)
		year, n := b.At.ISOWeek()
		week := fmt.Sprintf("%d-%d", year, n)
		switch {
		case !days[day] && len(days) < keepDaily:
			days[day] = true
		case !days[day] && !weeks[week] && len(weeks) < keepWeekly:
			weeks[week] = true
		default:
			gone = append(gone, b)
		}
	}
	return gone
}

// offline holds the lock of the store in dir while work is done on its file.
func offline(dir, what string, work func(path string) error) error {
	l, err := takeLock(filepath.Join(dir, lockName))
	if err == nil {
		err = errors.Join(work(filepath.Join(dir, FileName)), l.release())
	}
	if err != nil {
		return fmt.Errorf("%s: %w", what, explain(err))
	}
	return nil
}

// Restore puts a backup in the place of the store in dir, which no daemon may
// have open (ErrLocked). What was there is kept; replaced is its new path, or
// "" if there was nothing.
func Restore(dir, backup string, opts Options) (replaced string, err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("restore: %w", explain(err))
	}
	err = offline(dir, "restore", func(path string) error {
		if err := opts.verify(backup); err != nil {
			return err
		}
		temp := path + ".new"
		if err := copyFile(backup, temp); err != nil {
			return errors.Join(err, remove(temp))
		}
		if replaced, err = putAside(path, "replaced", time.Now()); err != nil {
			return errors.Join(err, remove(temp))
		}
		beats := heart{path: filepath.Join(dir, heartbeatName)} // of the store that was replaced
		return errors.Join(moveInto(temp, path), beats.forget())
	})
	return replaced, err
}

func copyFile(from, to string) error {
	src, err := os.Open(from)
	if err != nil {
		return err
	}
	err = writeFile(to, func(w io.Writer) error {
		_, err := io.Copy(w, src)
		return err
	})
	return errors.Join(err, src.Close())
}

// putAside renames the file, if there is one, to path.why-TIME.
func putAside(path, why string, now time.Time) (aside string, err error) {
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return "", nil
	}
	for n := 0; ; n++ {
		aside = fmt.Sprintf("%s.%s-%s", path, why, stamp(now.Add(time.Duration(n)*time.Second)))
		if _, err := os.Stat(aside); errors.Is(err, os.ErrNotExist) {
			return aside, moveInto(path, aside)
		}
	}
}

// Compact writes the store in dir anew without its free pages, and its chunks as
// this release writes them. No daemon may have it open (ErrLocked).
func Compact(dir string, opts Options) (before, after int64, err error) {
	err = offline(dir, "compact", func(path string) error {
		if err := opts.verify(path); err != nil {
			return err
		}
		if err := hearOffline(path); err != nil {
			return err
		}
		temp := path + unfinished
		err := compactAnew(path, temp)
		if err == nil {
			err = opts.verify(temp)
		}
		if err == nil {
			before, after, err = sizes(path, temp)
		}
		if err != nil {
			return errors.Join(err, remove(temp))
		}
		return moveInto(temp, path)
	})
	return before, after, err
}

// compactAnew is compactTo with all chunks as this release writes them.
func compactAnew(path, temp string) error {
	old, err := outdated(path)
	if err != nil || len(old) == 0 {
		return errors.Join(err, compactTo(path, temp))
	}
	raw := temp + unfinished
	err = copyFile(path, raw)
	if err == nil {
		err = encodeAnew(raw, old)
	}
	if err == nil {
		err = compactTo(raw, temp)
	}
	return errors.Join(err, remove(raw))
}

func compactTo(path, temp string) error {
	if err := remove(temp); err != nil {
		return err
	}
	src, err := openReadOnly(path)
	if err != nil {
		return err
	}
	dst, err := openFile(temp)
	if err != nil {
		return errors.Join(err, src.close())
	}
	return errors.Join(src.compactInto(dst), dst.close(), src.close())
}

func sizes(a, b string) (int64, int64, error) {
	infoA, errA := os.Stat(a)
	infoB, errB := os.Stat(b)
	if err := errors.Join(errA, errB); err != nil {
		return 0, 0, err
	}
	return infoA.Size(), infoB.Size(), nil
}
