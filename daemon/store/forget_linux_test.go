package store

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"focusd/daemon/engine"
	"focusd/tracker/privacy"
)

// On a full disk nothing can be written anew: the log is as it was, and who
// asked hears so. With space it works through the same handle.
func TestForgetOnAFullDisk(t *testing.T) {
	disk := smallDisk(t, "size=2m")
	dir := filepath.Join(disk, "focusd")
	s := open(t, dir)
	fillDays(t, s, withCanary(2))
	if _, err := s.Backup(monday); err != nil {
		t.Fatal(err)
	}
	kept := allSpans(t, s)
	ballast := filepath.Join(disk, "ballast")
	fillDisk(t, ballast)

	f := engine.Forgetting{Erasure: privacy.Erasure{Title: titled(t, canary)}}
	_, err := s.Forget(f)
	if err == nil || !strings.Contains(err.Error(), "nothing was changed") || !strings.Contains(err.Error(), "the disk is full") {
		t.Errorf("Forget: %v, want that nothing was changed and the disk is full", err)
	}
	equal(t, "log", allSpans(t, s), kept)
	copies, err := s.ForgetCopies(f)
	if err != nil || len(copies.Left) != 1 || !strings.Contains(copies.Left[0].Err.Error(), "the disk is full") {
		t.Errorf("copies: %+v, %v, want the backup left for want of space", copies, err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*"+unfinished)); len(left) > 0 {
		t.Errorf("it left %v", left)
	}

	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Forget(f); err != nil {
		t.Fatal(err)
	}
	if copies, err := s.ForgetCopies(f); err != nil || len(copies.Left) > 0 {
		t.Errorf("copies: %+v, %v", copies, err)
	}
	if got := traces(t, dir, canary+" of"); len(got) > 0 {
		t.Errorf("the canary is still in %q", got)
	}
}
