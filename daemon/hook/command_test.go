package hook

import (
	"strings"
	"testing"
)

func TestCheck(t *testing.T) {
	for _, test := range []struct {
		name    string
		command Command
		want    string // in the error; "" for none
	}{
		{"name", Command{"notify-send", "done"}, ""},
		{"path", Command{"/opt/my lamp", "red"}, ""},
		{"argument with anything", Command{"lamp", "~; rm *", ""}, ""},
		{"empty", Command{}, `no program; write ["program", "argument"]`},
		{"no name", Command{"", "x"}, "no program"},
		{"home", Command{"~/lamp"}, "only a shell understands"},
		{"relative", Command{"bin/lamp"}, "neither a name nor a whole path"},
		{"one line", Command{"lamp --colour red"}, `write ["lamp", "--colour", "red"]`},
	} {
		t.Run(test.name, func(t *testing.T) {
			err := test.command.Check()
			if (err == nil) != (test.want == "") || err != nil && !strings.Contains(err.Error(), test.want) {
				t.Errorf("Check(%q) = %v, want %q", test.command, err, test.want)
			}
		})
	}
}
