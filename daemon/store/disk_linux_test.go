package store

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"focusd/daemon/engine"
	"focusd/tracker"
)

// smallDisk is a file system of its own, which the test unmounts.
func smallDisk(t *testing.T, options string) string {
	t.Helper()
	dir := t.TempDir()
	if err := unix.Mount("tmpfs", dir, "tmpfs", 0, options); err != nil {
		t.Skipf("a file system cannot be mounted here: %v", err)
	}
	t.Cleanup(func() {
		if err := unix.Unmount(dir, unix.MNT_DETACH); err != nil {
			t.Errorf("unmount %s: %v", dir, err)
		}
	})
	return dir
}

// On a full disk commits fail and nothing else does; with space they succeed
// again through the same handle.
func TestDiskFull(t *testing.T) {
	disk := smallDisk(t, "size=1m")
	dir := filepath.Join(disk, "focusd")
	s := open(t, dir)
	log := days(2, 30)
	fillDays(t, s, log[:1])
	ballast := filepath.Join(disk, "ballast")
	fillDisk(t, ballast)

	kept := allSpans(t, s)
	var failed error
	for _, day := range log[1:] {
		if failed = s.Commit(engine.Change{Spans: day, Values: map[string]string{"day": day[0].Start.String()}}); failed != nil {
			break
		}
		kept = append(kept, day...)
	}
	if failed == nil || !strings.Contains(failed.Error(), "the disk is full: free some space") {
		t.Fatalf("Commit on a full disk: %v, want a hint to free some space", failed)
	}
	equal(t, "log after a commit that failed", allSpans(t, s), kept)
	if _, err := s.Backup(monday); err == nil || !strings.Contains(err.Error(), "the disk is full") {
		t.Errorf("Backup on a full disk: %v", err)
	}
	if all, err := Backups(dir); err != nil || len(all) != 0 {
		t.Errorf("a backup that failed left %v (%v)", all, err)
	}

	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	next := tracker.Span{Start: kept[len(kept)-1].End, End: kept[len(kept)-1].End.Add(time.Minute)}
	commit(t, s, engine.Change{Spans: []tracker.Span{next}})
	equal(t, "log after space was freed", allSpans(t, s), append(slices.Clone(kept), next))
	shut(t, s)
	verifyDeep(t, s.path())
}

// fillDisk writes until there is no more room.
func fillDisk(t *testing.T, path string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	for err == nil {
		_, err = f.Write(make([]byte, 4096))
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestReadOnlyFolder(t *testing.T) {
	empty := smallDisk(t, "size=1m")
	if err := unix.Mount("", empty, "", unix.MS_REMOUNT|unix.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{empty, filepath.Join(empty, "focusd")} {
		_, _, err := Open(path, Options{})
		if err == nil || !strings.Contains(fmt.Sprint(err), "the file system is read-only") {
			t.Errorf("Open(%s): %v, want a word about the file system", path, err)
		}
	}
}
