package tmux

import (
	"fmt"
	"strings"
	"testing"
)

// tell is what a parser finds in some lines, in words.
func tell(lines string) string {
	var p parser
	var told []string
	for line := range strings.SplitSeq(lines, "\n") {
		m, ok := p.line(line)
		if !ok {
			continue
		}
		switch {
		case m.changed:
			told = append(told, "changed")
		case m.ended:
			told = append(told, "ended: "+m.reason)
		case m.refused:
			told = append(told, "refused: "+m.reason)
		default:
			told = append(told, fmt.Sprintf("%d clients", len(m.clients)))
		}
	}
	return strings.Join(told, ", ")
}

func TestParser(t *testing.T) {
	client := line("7", "1795328009", "0", "attached", "$1", "8", "cat", "%exit")
	for name, test := range map[string]struct{ lines, want string }{
		"a connection of tmux 3.3a": {
			"%begin 1 272 0\n%end 1 272 0\n%session-changed $0 a\n%begin 1 276 1\n%end 1 276 1\n" +
				"%subscription-changed front $0 - - - : $0.2.%0.bash.title;\n" +
				"%begin 3 277 1\n" + client + "\n" + client + "\n%end 3 277 1\n%window-renamed @0 sleep\n%exit",
			"changed, changed, 2 clients, ended: ",
		},
		"a reason":              {"%exit server exited", "ended: server exited"},
		"a question refused":    {"%begin 3 277 1\nparse error: syntax error\n%error 3 277 1\n%session-changed $0 a", "refused: parse error: syntax error, changed"},
		"a notice in an answer": {"%begin 3 277 1\n%session-changed $0 a\n%end 3 277 1", ""},
		"another answer's end":  {"%begin 3 277 1\n%end 3 276 1\n" + client + "\n%end 3 277 1", "1 clients"},
		"outside of an answer":  {client, ""},
		"not of interest":       {"%output %1 hello\n%layout-change @1 x\n%pane-mode-changed %0\nhello\n\n%", ""},
		"a person comes":        {"%client-session-changed /dev/pts/0 $1 b", "changed"},
		"a person goes":         {"%client-detached /dev/pts/0", "changed"},
		"another pane":          {"%window-pane-changed @1 %2", "changed"},
		"another window":        {"%session-window-changed $1 @2", "changed"},
		"an answer without end": {"%begin 3 277 1\n" + client, ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := tell(test.lines); got != test.want {
				t.Errorf("%q tells %q, want %q", test.lines, got, test.want)
			}
		})
	}
}

func TestParserBoundsAnAnswer(t *testing.T) {
	client := line("7", "1795328009", "0", "attached", "$1", "8", "cat", "") + "\n"
	got := tell("%begin 1 1 1\n" + strings.Repeat(client, maxClients+10) + "%end 1 1 1")
	if want := fmt.Sprintf("%d clients", maxClients); got != want {
		t.Errorf("%d clients tell %q, want %q", maxClients+10, got, want)
	}
}

func FuzzParser(f *testing.F) {
	f.Add("%begin 1 2 3\n" + line("7", "1795328009", "0", "attached", "$1", "8", "cat", "t") + "\n%end 1 2 3\n%exit")
	f.Add("%begin \n%end \n%error\n%exit a b")
	f.Fuzz(func(t *testing.T, lines string) {
		var p parser
		for line := range strings.SplitSeq(lines, "\n") {
			before := p
			m, ok := p.line(line)
			set := 0
			for _, is := range []bool{m.changed, m.ended, m.refused, len(m.clients) > 0} {
				if is {
					set++
				}
			}
			if ok && set != 1 || !ok && set != 0 {
				t.Fatalf("%q says %+v, %v: want one thing or nothing", line, m, ok)
			}
			if (m.changed || m.ended) && before.block != "" {
				t.Fatalf("%q is a notice inside of an answer", line)
			}
			for _, c := range m.clients {
				if c.PID <= 0 || c.PanePID < 0 {
					t.Fatalf("a client %+v", c)
				}
			}
		}
	})
}
