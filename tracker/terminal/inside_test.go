//go:build linux

package terminal

import (
	"os"
	"testing"

	"focusd/contrib/standing"
	"focusd/tracker/terminal/ptytest"
)

func TestInsideOfWhatIsNone(t *testing.T) {
	inside := NewInside()
	defer inside.Close()
	if program, ok := inside.Look("firefox", os.Getpid()); ok || program != "" {
		t.Errorf("Look(firefox) = %q, %v, want that it is no terminal", program, ok)
	}
	if program, ok := inside.Look("xterm", 1<<30); !ok || program != "" {
		t.Errorf("Look(xterm, nobody) = %q, %v, want a terminal without a program", program, ok)
	}
	if inside.Rings() != nil {
		t.Error("it is to be heard what happens in a terminal of nobody")
	}
}

// TestInsideRings makes the test the process of a terminal's window.
func TestInsideRings(t *testing.T) {
	standing.Need(t, "cat", "sleep")
	inside := NewInside()
	defer inside.Close()
	look := func(want string) {
		t.Helper()
		ptytest.Eventually(t, "in it is "+want, func() bool {
			got, ok := inside.Look("xterm", os.Getpid())
			return ok && got == want
		})
		if inside.Rings() == nil {
			t.Fatal("the kernel does not tell what happens in a terminal")
		}
	}
	rung := func() bool { return rings(inside.Rings()) }
	x := ptytest.Open(t)
	x.Run("sh", "-c", "cat; echo over; exec sleep 300")
	look("cat")
	if rung() {
		t.Fatal("it has rung, and nothing has happened")
	}
	x.Type("a line\n")
	ptytest.Eventually(t, "it rings for what is typed", rung)
	look("cat")
	x.Type("\x04")
	ptytest.Eventually(t, "it rings for what is drawn", rung)
	look("sleep")
	rung() // for what came while it looked

	other := ptytest.Open(t)
	ptytest.Eventually(t, "it rings for another tab", rung)
	other.Run("cat")
	ptytest.Eventually(t, "the tab is one of its", func() bool {
		inside.Look("xterm", os.Getpid())
		other.Type("b\n")
		return inside.Rings() != nil && len(inside.ttys) == 2
	})
	ptytest.Eventually(t, "it rings for what is typed in the other tab", rung)
}
