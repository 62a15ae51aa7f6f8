package store

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// TestALockThatSurvivesItsOwner: what a killed daemon was starting has its lock
// until it runs.
func TestALockThatSurvivesItsOwner(t *testing.T) {
	dead := exec.Command("true")
	if err := dead.Run(); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		owner int
		want  error
	}{
		"the owner has ended": {dead.Process.Pid, nil},
		"the owner lives":     {os.Getppid(), ErrLocked},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), lockName)
			heir, err := takeLock(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, fmt.Appendln(nil, test.owner), 0o600); err != nil {
				t.Fatal(err)
			}
			released := time.AfterFunc(5*lockPoll, func() { heir.release() })
			defer released.Stop()
			l, err := takeLock(path)
			if !errors.Is(err, test.want) {
				t.Fatalf("takeLock = %v, want %v", err, test.want)
			}
			if l != nil {
				l.release()
			}
		})
	}
}
