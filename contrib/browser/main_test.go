package browser

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"focusd/contrib/e2e/rig"
)

// What all tests share. It is made when the first test wants it.
var (
	screen   *chromium
	programs func() (rig.Programs, error)
	filled   func() (home, error)
)

func TestMain(m *testing.M) {
	os.Exit(run(m))
}

func run(m *testing.M) int {
	dir, err := fastDir("focusd-browser-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	screen = newChromium()
	defer func() { screen.stop() }()
	programs = sync.OnceValues(func() (rig.Programs, error) { return build(dir) })
	filled = sync.OnceValues(func() (home, error) { return fill(filepath.Join(dir, "month")) })
	return m.Run()
}

// fastDir is a new folder in memory where there is one: a month has thousands of
// commits, and what a disk makes of them is not asked here. It is not one of
// t.TempDir, whose paths are too long for a socket.
func fastDir(name string) (string, error) {
	if dir, err := os.MkdirTemp("/dev/shm", name); err == nil {
		return dir, nil
	}
	return os.MkdirTemp("", name)
}

// build builds the daemon and the command line as they are built for users.
func build(dir string) (rig.Programs, error) {
	cmd := exec.Command("go", "build", "-o", dir+"/", "./cmd/focusd", "./cmd/focus")
	cmd.Dir = "../.."
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return rig.Programs{}, fmt.Errorf("build the programs: %w\n%s", err, out)
	}
	return rig.Programs{Dir: dir}, nil
}
