package store

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// TestMapped: what is said to be the store in memory is its file, from end to
// end, so that to let go of it loses nothing.
func TestMapped(t *testing.T) {
	dir := t.TempDir()
	s, _, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	memory, err := os.Open("/proc/self/mem")
	if err != nil {
		t.Fatal(err)
	}
	defer memory.Close()
	file, err := os.ReadFile(filepath.Join(dir, FileName))
	if err != nil {
		t.Fatal(err)
	}
	err = s.Mapped(func(start, size uintptr) error {
		mapped := make([]byte, size)
		if _, err := memory.ReadAt(mapped, int64(start)); err != nil {
			return err
		}
		if len(mapped) == 0 || !bytes.HasPrefix(file, mapped) {
			t.Errorf("%d bytes at %x are not those of the file, which has %d", size, start, len(file))
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
