package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// recoverFile verifies the store in dir and replaces it if it is damaged.
func recoverFile(dir string, opts Options, now time.Time) (*Loss, error) {
	path := filepath.Join(dir, FileName)
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	reason := opts.verify(path)
	if reason == nil {
		reason = emptied(dir, path)
	}
	if reason == nil {
		return nil, nil
	}
	if err := notOurs(path); err != nil {
		return nil, err
	}
	loss := &Loss{Reason: reason}
	var err error
	if loss.Damaged, err = putAside(path, "damaged", now); err != nil {
		return nil, err
	}
	return loss, loss.rebuild(dir, path, opts)
}

// emptied returns an error if nothing is in the file although backups of it
// were made, which a power cut can leave behind. Without a backup an empty file
// is a first start that was cut short.
func emptied(dir, path string) error {
	info, err := os.Stat(path)
	if err != nil || info.Size() > 0 {
		return err
	}
	all, err := Backups(dir)
	if err != nil || len(all) == 0 {
		return err
	}
	return fmt.Errorf("verify %s: %w: it is empty, and there are backups of it", path, ErrDamaged)
}

// notOurs returns the reason why a file that did not verify is not for us to
// repair: it cannot be read for now, another program has it open, or it is too
// new.
func notOurs(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	var refused error
	db, ok := try(func() (*file, error) {
		db, err := openReadOnly(path)
		refused = err
		return db, err
	})
	if errors.Is(refused, ErrBusy) {
		return refused
	}
	if !ok {
		return nil
	}
	tooNew, _ := try(func() (error, error) { return db.view(readable), nil })
	if err := db.close(); err != nil {
		return err
	}
	if errors.Is(tooNew, ErrTooNew) {
		return tooNew
	}
	return nil
}

// rebuild makes a new store at path of the damaged one and of the newest good
// backup.
func (l *Loss) rebuild(dir, path string, opts Options) error {
	backup, err := newestGood(dir, opts)
	if err != nil {
		return err
	}
	temp := path + ".new"
	if err := remove(temp); err != nil {
		return err
	}
	if err := l.salvage(temp, backup, opts); err == nil {
		return moveInto(temp, path)
	}
	if err := remove(temp); err != nil {
		return err
	}
	l.Salvaged, l.DaysFilled = false, 0
	if backup == "" {
		return nil
	}
	if err := copyFile(backup, temp); err != nil {
		return err
	}
	l.Backup = backup
	if err := l.measure(temp); err != nil {
		return err
	}
	return moveInto(temp, path)
}

// newestGood is the path of the newest backup that verifies; "" if none does.
func newestGood(dir string, opts Options) (string, error) {
	all, err := Backups(dir)
	if err != nil {
		return "", err
	}
	for _, b := range all {
		if opts.verify(b.Path) == nil {
			return b.Path, nil
		}
	}
	return "", nil
}

// salvage makes temp of the damaged file, and fills its holes from the backup.
func (l *Loss) salvage(temp, backup string, opts Options) error {
	if err := opts.salvage(l.Damaged, temp); err != nil {
		return err
	}
	if backup != "" {
		filled, err := fill(temp, backup)
		if err != nil {
			return err
		}
		l.Backup, l.DaysFilled = backup, filled
	}
	if err := opts.verify(temp); err != nil {
		return err
	}
	l.Salvaged = true
	return l.measure(temp)
}
