package undo

import (
	"strings"
	"testing"

	"focusd/daemon/engine"
)

func TestChanged(t *testing.T) {
	was := shelf{{"thing", "a"}: `{"name":"pages","target":10}`, {"thing", "b"}: `{"name":"walk"}`, {"thing", "c"}: `no object`}
	for name, tt := range map[string]struct {
		put  engine.Document
		id   string
		want string
	}{
		"a field":        {doc("a", `{"name":"pages","target":12}`), "a", "target"},
		"two fields":     {doc("a", `{"name":"leaves"}`), "a", "name,target"},
		"nothing":        {doc("a", `{"target":10,"name":"pages"}`), "a", "none"},
		"something else": {doc("b", `{"name":"run"}`), "a", "none"},
		"it is gone":     {doc("a", ""), "a", ""},
		"it is new":      {doc("d", `{"name":"x"}`), "d", ""},
		"no object":      {doc("c", `none either`), "c", ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := shelf{}
			for at, data := range was {
				s[at] = data
			}
			l := Log{Kind: "note", Most: 9, Store: s}
			change(t, l, s, noon, "a change", tt.put)
			notes, err := l.Notes()
			if err != nil || len(notes) != 1 {
				t.Fatalf("%v, %v", notes, err)
			}
			fields := notes[0].Changed(tt.id)
			got := strings.Join(fields, ",")
			if fields == nil {
				got = "none"
			}
			if got != tt.want {
				t.Errorf("Changed(%q) = %q, want %q", tt.id, got, tt.want)
			}
		})
	}
}
