//go:build tray || windows

package gtk

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// deadPID is the number of a process that has been waited for.
func deadPID(t *testing.T) int {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
	return cmd.Process.Pid
}

func TestPrivateTemp(t *testing.T) {
	base := t.TempDir()
	t.Setenv("XDG_RUNTIME_DIR", base)
	t.Setenv(tempVariable, "") // restored at the end of the test
	folder := func(name string) string {
		path := filepath.Join(base, name)
		if err := os.MkdirAll(filepath.Join(path, "icon"), 0o700); err != nil {
			t.Fatal(err)
		}
		return path
	}
	abandoned := folder(fmt.Sprintf("focus-tray-%d-1", deadPID(t)))
	running := folder(fmt.Sprintf("focus-tray-%d-2", os.Getpid()))
	strange := folder("focus-tray-settings")

	remove, err := privateTemp()
	if err != nil {
		t.Fatal(err)
	}
	own := os.Getenv(tempVariable)
	if filepath.Dir(own) != base {
		t.Errorf("the folder is %s, want it in %s", own, base)
	}
	for path, want := range map[string]bool{abandoned: false, running: true, strange: true, own: true} {
		if _, err := os.Stat(path); (err == nil) != want {
			t.Errorf("%s exists: %v, want %v", path, err == nil, want)
		}
	}
	remove()
	if _, err := os.Stat(own); err == nil {
		t.Errorf("%s is still there", own)
	}
}
