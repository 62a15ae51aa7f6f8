package terminal

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"focusd/tracker/terminal/ptytest"
)

func TestATerminalRingsOnce(t *testing.T) {
	terminal := ptytest.Open(t)
	terminal.Run("cat")
	d := newDoorbell()
	defer d.close()
	rung := func() bool { return rings(d.rings()) }
	if !d.once([]string{terminal.Node}, drawn) {
		t.Fatalf("the kernel does not tell what is drawn on %s", terminal.Node)
	}
	terminal.Type("a\n")
	ptytest.Eventually(t, "it rings", rung)
	if watched := watches(t, d); watched != 0 {
		t.Errorf("%d terminals are watched still, though it was asked to ring once", watched)
	}
	if !d.once([]string{terminal.Node}, drawn) {
		t.Fatal("it cannot be asked twice")
	}
	terminal.Type("c\n")
	ptytest.Eventually(t, "it rings again", rung)
	if !d.once([]string{terminal.Node}, typed) {
		t.Fatal("it cannot be asked for what is typed")
	}
	terminal.Type("d\n")
	ptytest.Eventually(t, "it rings for what was read", rung)
	if d.once([]string{terminal.Node, t.TempDir() + "/none"}, drawn) {
		t.Error("it says that it can tell what is drawn where nothing is")
	}
}

// rings tells whether a bell has rung.
func rings(bell <-chan struct{}) bool {
	select {
	case <-bell:
		return true
	default:
		return false
	}
}

// watches is how many files the kernel watches for a doorbell.
func watches(t *testing.T, d *doorbell) int {
	t.Helper()
	info, err := os.ReadFile(fmt.Sprintf("/proc/self/fdinfo/%d", d.fd))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Count(string(info), "inotify wd:")
}
