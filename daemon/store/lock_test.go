package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestSecondDaemonIsRefused(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	pid := fmt.Sprint(os.Getpid())
	if got := contents(t, filepath.Join(dir, lockName)); got != pid+"\n" {
		t.Errorf("the lock file says %q, want %q", got, pid)
	}
	_, _, err := Open(dir, Options{})
	if !errors.Is(err, ErrLocked) || !strings.Contains(err.Error(), pid) {
		t.Errorf("second Open: %v, want %v with process %s", err, ErrLocked, pid)
	}
	for name, work := range map[string]func() error{
		"Compact": func() error { _, _, err := Compact(dir, Options{}); return err },
		"Restore": func() error { _, err := Restore(dir, s.path(), Options{}); return err },
	} {
		if err := work(); !errors.Is(err, ErrLocked) {
			t.Errorf("%s of an open store: %v, want %v", name, err, ErrLocked)
		}
	}
	shut(t, s)
	shut(t, open(t, dir))
}
