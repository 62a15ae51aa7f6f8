package store

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// TestBusyStoreIsNotDamaged has another program write to the file: nobody can
// say that it is damaged, and nobody may put it aside.
func TestBusyStoreIsNotDamaged(t *testing.T) {
	dir := t.TempDir()
	s, _, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, FileName)
	if _, err := Verify(path); !errors.Is(err, ErrBusy) || errors.Is(err, ErrDamaged) {
		t.Errorf("verify of an open store: %v, want ErrBusy", err)
	}
	// The lock file is not what keeps the other one away.
	if err := os.Remove(filepath.Join(dir, lockName)); err != nil {
		t.Fatal(err)
	}
	if second, lost, err := Open(dir, Options{}); !errors.Is(err, ErrBusy) {
		t.Errorf("open of an open store: %v, lost %v, want ErrBusy", err, lost)
		second.Close()
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	left, err := filepath.Glob(filepath.Join(dir, "*damaged*"))
	if err != nil || len(left) != 0 {
		t.Errorf("put aside: %v, %v", left, err)
	}
}
