package x11

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestProgramsName(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	host, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	pid := int32(os.Getpid())
	var p programs
	for name, test := range map[string]struct {
		pid     int32
		machine string
		known   bool
	}{
		"this process":           {pid, host, true},
		"machine not said":       {pid, "", true},
		"another machine":        {pid, host + "-not", false},
		"pid not said":           {0, host, false},
		"no such process":        {1<<31 - 1, host, false},
		"nonsense instead of it": {-5, host, false},
	} {
		t.Run(name, func(t *testing.T) {
			got := p.name(test.pid, test.machine)
			if known := got != ""; known != test.known {
				t.Fatalf("name = %q, want it known: %v", got, test.known)
			}
			// The kernel keeps 15 bytes of a name.
			if test.known && !strings.HasPrefix(filepath.Base(self), got[:min(15, len(got))]) {
				t.Errorf("name = %q, want %q", got, filepath.Base(self))
			}
		})
	}
}

func TestProgramsAreForgotten(t *testing.T) {
	p := programs{names: make(map[incarnation]string)}
	for i := range programsKept {
		p.names[incarnation{pid: int32(i)}] = "old"
	}
	p.name(int32(os.Getpid()), "")
	if n := len(p.names); n != 1 {
		t.Errorf("%d names are kept after the limit of %d, want 1", n, programsKept)
	}
}
