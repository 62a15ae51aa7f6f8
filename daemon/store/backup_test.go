package store

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"focusd/daemon/engine"
	"focusd/tracker"
)

func TestBackupsKept(t *testing.T) {
	s := open(t, t.TempDir())
	fillDays(t, s, days(1, 1))
	now := monday.Add(12 * time.Hour)
	for day := range 30 {
		at := now.AddDate(0, 0, day)
		if !s.BackupDue(at) {
			t.Errorf("day %d: no backup is due a day after the last one", day)
		}
		if _, err := s.Backup(at); err != nil {
			t.Fatal(err)
		}
		if s.BackupDue(at.Add(23 * time.Hour)) {
			t.Errorf("day %d: a backup is due an hour before the next day", day)
		}
	}
	all, err := Backups(s.dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, b := range all {
		got = append(got, b.At.Format("Mon 02"))
		verifyDeep(t, b.Path)
	}
	// March 2025: the last is Tuesday 1 April.
	equal(t, "backups", got, []string{"Tue 01", "Mon 31", "Sun 30", "Sat 29", "Sun 23"})
}

func TestBackupThatDoesNotVerify(t *testing.T) {
	bad := errors.New("not what was written")
	s := open(t, t.TempDir())
	s.opts.Verify = func(string) error { return bad }
	if _, err := s.Backup(monday); !errors.Is(err, bad) {
		t.Errorf("Backup: %v, want %v", err, bad)
	}
	left, err := os.ReadDir(filepath.Join(s.dir, backupsDir))
	if err != nil || len(left) != 0 {
		t.Errorf("it left %v (%v)", left, err)
	}
}

func TestRestore(t *testing.T) {
	dir := t.TempDir()
	log := days(1, 3)
	s := open(t, dir)
	fillDays(t, s, log[:2])
	backup, err := s.Backup(monday)
	if err != nil {
		t.Fatal(err)
	}
	fillDays(t, s, log[2:])
	shut(t, s)

	replaced, err := Restore(dir, backup, Options{})
	if err != nil {
		t.Fatal(err)
	}
	s = open(t, dir)
	equal(t, "log", allSpans(t, s), slices.Concat(log[:2]...))
	shut(t, s)
	if _, err := Restore(dir, replaced, Options{}); err != nil {
		t.Fatal(err)
	}
	equal(t, "log after restoring what was replaced", allSpans(t, open(t, dir)), slices.Concat(log...))
}

func TestRestoreRefusesABadBackup(t *testing.T) {
	dir, _ := soundFile(t)
	before := contents(t, filepath.Join(dir, FileName))
	bad := filepath.Join(dir, "bad.db")
	write(t, bad, []byte(strings.Repeat("x", 4*pageSize)))
	for _, path := range []string{bad, filepath.Join(dir, "absent.db")} {
		if _, err := Restore(dir, path, Options{}); err == nil {
			t.Errorf("%s was restored", path)
		}
	}
	if contents(t, filepath.Join(dir, FileName)) != before {
		t.Error("the store was changed")
	}
}

func TestCompact(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	log := days(1, 12)
	fillDays(t, s, log)
	// All but the first two days go: their pages are free now.
	last := tracker.Span{Start: log[2][0].Start, End: log[2][0].End}
	commit(t, s, engine.Change{Spans: []tracker.Span{last}})
	shut(t, s)
	before, after, err := Compact(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if after >= before {
		t.Errorf("the store had %d bytes and has %d", before, after)
	}
	equal(t, "log", allSpans(t, open(t, dir)), append(slices.Concat(log[:2]...), last))
}
