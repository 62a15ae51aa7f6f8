package tmux

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// line is a line of a list of clients.
func line(fields ...string) string { return mark + strings.Join(fields, mark) }

func TestParseClient(t *testing.T) {
	at := time.Unix(1795328009, 0)
	for name, test := range map[string]struct {
		line string
		want Client
		ok   bool
	}{
		"a person": {
			line("28281", "/dev/pts/3", "1795328009", "0", "attached,focused,UTF-8", "$0", "1", "28285", "bash", "notes"),
			Client{PID: 28281, TTY: "/dev/pts/3", Activity: at, Session: "$0", PanePID: 28285, Command: "bash", Title: "notes"},
			true,
		},
		"a program": {
			line("7", "/dev/pts/3", "1795328009", "1", "attached,control-mode", "$12", "1", "8", "cat", ""),
			Client{PID: 7, TTY: "/dev/pts/3", Activity: at, Control: true, Session: "$12", PanePID: 8, Command: "cat"},
			true,
		},
		"a program of an old tmux": {
			line("7", "/dev/pts/3", "1795328009", "", "attached,control-mode", "$1", "1", "8", "cat", ""),
			Client{PID: 7, TTY: "/dev/pts/3", Activity: at, Control: true, Session: "$1", PanePID: 8, Command: "cat"},
			true,
		},
		"suspended": {
			line("7", "/dev/pts/3", "1795328009", "0", "attached,suspended,UTF-8", "$1", "1", "8", "cat", ""),
			Client{PID: 7, TTY: "/dev/pts/3", Activity: at, Away: true, Session: "$1", PanePID: 8, Command: "cat"},
			true,
		},
		"leaving": {
			line("7", "/dev/pts/3", "1795328009", "0", "attached,UTF-8", "$1", "0", "8", "cat", ""),
			Client{PID: 7, TTY: "/dev/pts/3", Activity: at, Session: "$1", Leaving: true, PanePID: 8, Command: "cat"},
			true,
		},
		"blanks and marks in the title": {
			line("7", "/dev/pts/3", "1795328009", "0", "", "$1", "1", "8", "my odd", "a "+mark+" b"),
			Client{PID: 7, TTY: "/dev/pts/3", Activity: at, Session: "$1", PanePID: 8, Command: "my odd", Title: "a " + mark + " b"},
			true,
		},
		"a pane whose program ended": {
			line("7", "/dev/pts/3", "1795328009", "0", "", "$1", "1", "", "", ""),
			Client{PID: 7, TTY: "/dev/pts/3", Activity: at, Session: "$1"},
			true,
		},
		"no pid":         {line("", "/dev/pts/3", "1795328009", "0", "", "$1", "1", "8", "cat", ""), Client{}, false},
		"no activity":    {line("7", "/dev/pts/3", "", "0", "", "$1", "1", "8", "cat", ""), Client{}, false},
		"too few fields": {line("7", "/dev/pts/3", "1795328009", "0"), Client{}, false},
		"another line":   {"no current client", Client{}, false},
		"empty":          {"", Client{}, false},
	} {
		t.Run(name, func(t *testing.T) {
			if got, ok := parseClient(test.line); got != test.want || ok != test.ok {
				t.Errorf("parseClient(%q) = %+v, %v, want %+v, %v", test.line, got, ok, test.want, test.ok)
			}
		})
	}
}

func TestLatest(t *testing.T) {
	person := func(pid int, at int64, session string) Client {
		return Client{PID: pid, TTY: fmt.Sprint("/dev/pts/", pid), Activity: time.Unix(at, 0), Session: session}
	}
	control := person(9, 900, "$0")
	control.Control = true
	away := person(8, 800, "$0")
	away.Away = true
	leaving := person(7, 700, "$0")
	leaving.Leaving = true
	for name, test := range map[string]struct {
		clients []Client
		want    int // its pid; 0: none
		ttys    string
	}{
		"nobody":                 {nil, 0, ""},
		"only programs":          {[]Client{control}, 0, ""},
		"the suspended are gone": {[]Client{away, person(1, 1, "$0")}, 1, "/dev/pts/1"},
		"the leaving are gone":   {[]Client{leaving, person(1, 1, "$0")}, 1, "/dev/pts/1"},
		"the last input":         {[]Client{person(1, 10, "$0"), person(2, 30, "$1"), person(3, 20, "$0"), control}, 2, "/dev/pts/1 /dev/pts/2 /dev/pts/3"},
		"first of two together":  {[]Client{person(1, 10, "$0"), person(2, 10, "$0")}, 1, "/dev/pts/1 /dev/pts/2"},
		"without a session":      {[]Client{person(1, 10, "")}, 0, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := Latest(test.clients)
			if got.PID != test.want || ok != (test.want != 0) {
				t.Errorf("Latest = %+v, %v, want pid %d", got, ok, test.want)
			}
			if ttys := strings.Join(Terminals(test.clients), " "); ttys != test.ttys {
				t.Errorf("Terminals = %q, want %q", ttys, test.ttys)
			}
		})
	}
}
