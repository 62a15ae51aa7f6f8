package terminal

import (
	"strings"
	"testing"
)

// rest is what follows the session in a stat file, for a process on pts/0 whose
// foreground is group 4712.
const rest = " 34816 4712 4194304 732 24874 0 7 0 0 13 6 20 0 1 0 1198456 4870144 869 18446744073709551615 1 1 0 0 0 0 0 3686404 0 0 0 0 17 1 0 0 0 0 0\n"

func TestParseStat(t *testing.T) {
	base := stat{pid: 4711, state: 'S', parent: 1, group: 4711, session: 4711, tty: 34816, front: 4712, started: 1198456}
	named := func(name string) stat { s := base; s.name = name; return s }
	for name, test := range map[string]struct {
		text string
		want stat
		ok   bool
	}{
		"a shell":              {"4711 (bash) S 1 4711 4711" + rest, named("bash"), true},
		"a blank":              {"4711 (tmux: client) S 1 4711 4711" + rest, named("tmux: client"), true},
		"brackets":             {"4711 (my (odd) name) S 1 4711 4711" + rest, named("my (odd) name"), true},
		"like a stat file":     {"4711 (x) R 9 9 (y) S 1 4711 4711" + rest, named("x) R 9 9 (y"), true},
		"an empty name":        {"4711 () S 1 4711 4711" + rest, named(""), true},
		"a line break":         {"4711 (a\nb) S 1 4711 4711" + rest, named("a\nb"), true},
		"a name cut in a rune": {"4711 (\xc3) S 1 4711 4711" + rest, named("\xc3"), true},
		"no terminal": {
			"9 (kthreadd) S 0 0 0 0 -1 2129984 0 0 0 0 0 0 0 0 20 0 1 0 3 0 0 1 0",
			stat{pid: 9, name: "kthreadd", state: 'S', front: -1, started: 3},
			true,
		},
		"cut off":              {"4711 (bash) S 1 4711 4711 34816 4712 4194304", stat{}, false},
		"letters for a number": {"4711 (bash) S 1 x 4711" + rest, stat{}, false},
		"a long state":         {"4711 (bash) SS 1 4711 4711" + rest, stat{}, false},
		"no name":              {"4711 bash S 1 4711 4711" + rest, stat{}, false},
		"brackets reversed":    {"4711 )bash( S 1 4711 4711" + rest, stat{}, false},
		"pid of letters":       {"pid (bash) S 1 4711 4711" + rest, stat{}, false},
		"pid 0":                {"0 (bash) S 1 4711 4711" + rest, stat{}, false},
		"empty":                {"", stat{}, false},
	} {
		t.Run(name, func(t *testing.T) {
			if got, ok := parseStat([]byte(test.text)); got != test.want || ok != test.ok {
				t.Errorf("parseStat(%q) = %+v, %v, want %+v, %v", test.text, got, ok, test.want, test.ok)
			}
		})
	}
}

func FuzzParseStat(f *testing.F) {
	f.Add("4711", "my (odd) name", " S 1 4711 4711"+rest)
	f.Add("1", ")", " Z 0 0 0 0 -1")
	f.Fuzz(func(t *testing.T, pid, name, fields string) {
		s, ok := parseStat([]byte(pid + " (" + name + ")" + fields))
		if !ok {
			if s != (stat{}) {
				t.Fatalf("a stat %+v that is none", s)
			}
			return
		}
		if s.pid <= 0 || s.state == 0 {
			t.Fatalf("stat %+v, want a pid and a state", s)
		}
		if !strings.ContainsAny(pid, "()") && !strings.Contains(fields, ")") && s.name != name {
			t.Fatalf("name = %q, want %q", s.name, name)
		}
	})
}

func TestDeviceNode(t *testing.T) {
	for device, want := range map[device]string{
		0x8800:     "pts/0",
		0x8803:     "pts/3",
		0x88ff:     "pts/255",
		0x108800:   "pts/256",
		0x1088ff:   "pts/511",
		0x8901:     "pts/257",
		0x0401:     "tty1",
		0x043f:     "tty63",
		0x0400:     "", // whichever console is in front
		0x0440:     "", // ttyS0
		0x0500:     "", // tty
		0:          "",
		0xffffffff: "",
	} {
		if got := device.node(); got != want {
			t.Errorf("device(%#x).node() = %q, want %q", uint64(device), got, want)
		}
	}
}
