package undo

import (
	"errors"
	"fmt"
	"testing"

	"focusd/daemon/engine"
)

func TestWhatElseChangedInADocumentStays(t *testing.T) {
	tests := map[string]struct{ before, after, is, want string }{ // want "": it is refused
		"another field":          {`{"a":1,"v":1}`, `{"a":2,"v":1}`, `{"a":2,"b":3,"v":1}`, `{"a":1,"b":3,"v":1}`},
		"a field that was new":   {`{"v":1}`, `{"a":2,"v":1}`, `{"a":2,"b":3,"v":1}`, `{"b":3,"v":1}`},
		"a field that was gone":  {`{"a":2,"v":1}`, `{"v":1}`, `{"b":3,"v":1}`, `{"a":2,"b":3,"v":1}`},
		"the same field":         {`{"a":1}`, `{"a":2}`, `{"a":3}`, ""},
		"the same field is gone": {`{"a":1}`, `{"a":2}`, `{}`, ""},
		"it is there again":      {`{"a":1}`, `{}`, `{"a":3}`, ""},

		"one was added after it":        {`{}`, `{"l":["x"]}`, `{"l":["x","y"]}`, `{"l":["y"]}`},
		"one was added before it":       {`{"l":["w"]}`, `{"l":["w","x"]}`, `{"l":["v","w","x"]}`, `{"l":["v","w"]}`},
		"one of the others was removed": {`{"l":["w"]}`, `{"l":["w","x"]}`, `{"l":["x"]}`, `{}`},
		"an element was changed":        {`{"l":["w","x","y"]}`, `{"l":["w","z","y"]}`, `{"l":["w","z"]}`, `{"l":["w","x"]}`},
		"the same element was changed":  {`{"l":["x"]}`, `{"l":["y"]}`, `{"l":["z","w"]}`, ""},
		"nobody knows where it was":     {`{"l":["x","y"]}`, `{"l":["y"]}`, `{"l":["z","y"]}`, ""},
		"there are two of it":           {`{"l":["w"]}`, `{"l":["w","x"]}`, `{"l":["x","w","x"]}`, ""},
		"a list and none":               {`{"l":1}`, `{"l":[1]}`, `{"l":[1,2]}`, ""},
		"objects in a list":             {`{"l":[]}`, `{"l":[{"a":"<b>"}]}`, `{"l":[{"a":"<b>"},{"a":"c"}]}`, `{"l":[{"a":"c"}]}`},
		"no JSON":                       {`one`, `two`, `three`, ""},
		"no object":                     {`[1]`, `[2]`, `[2,3]`, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := shelf{{"thing", "a"}: tt.before}
			l := Log{Kind: "thing.change", Most: 10, Store: s}
			change(t, l, s, noon, "it", doc("a", tt.after))
			s.put([]engine.Document{doc("a", tt.is)})
			_, documents, err := l.Last(s.now)
			if tt.want == "" {
				if !errors.Is(err, ErrChanged) {
					t.Fatalf("%s, changed to %s, is now %s: Last = %v, want %v", tt.before, tt.after, tt.is, err, ErrChanged)
				}
				return
			}
			s.put(documents)
			if got := string(s.now("thing", "a")); err != nil || got != tt.want {
				t.Errorf("%s, changed to %s, is now %s: undo makes it %s, %v, want %s", tt.before, tt.after, tt.is, got, err, tt.want)
			}
		})
	}
}

func TestWhatIsTakenBackIsAsItWas(t *testing.T) {
	s := shelf{{"thing", "a"}: `{"b": 1,  "a":2}`} // not as this program would write it
	l := Log{Kind: "thing.change", Most: 10, Store: s}
	change(t, l, s, noon, "it", doc("a", `{"a":3,"b":1}`))
	_, documents, err := l.Last(s.now)
	if err != nil {
		t.Fatal(err)
	}
	if s.put(documents); string(s.now("thing", "a")) != `{"b": 1,  "a":2}` {
		t.Errorf("it is %s, want every byte as it was", s.now("thing", "a"))
	}
}

// TestAFieldThatChangesByItself: whoever owns it says what is left, and of others
// nothing.
func TestAFieldThatChangesByItself(t *testing.T) {
	own := func(kind, field string, was, became, now []byte) ([]byte, bool) {
		return fmt.Appendf(nil, `"%s %s %s then %s"`, kind, was, became, now), field == "n"
	}
	for is, want := range map[string]string{
		`{"n":3,"m":1}`: `{"m":1,"n":"thing 1 2 then 3"}`,
		`{"n":2,"m":1}`: `{"n":1,"m":1}`,
	} {
		s := shelf{{"thing", "a"}: `{"n":1,"m":1}`}
		l := Log{Kind: "thing.change", Most: 10, Store: s, Own: own}
		change(t, l, s, noon, "it", doc("a", `{"n":2,"m":1}`))
		s.put([]engine.Document{doc("a", is)})
		_, documents, err := l.Last(s.now)
		if s.put(documents); err != nil || string(s.now("thing", "a")) != want {
			t.Errorf("%s becomes %s, %v, want %s", is, s.now("thing", "a"), err, want)
		}
	}
	s := shelf{{"thing", "a"}: `{"m":1}`}
	l := Log{Kind: "thing.change", Most: 10, Store: s, Own: own}
	change(t, l, s, noon, "it", doc("a", `{"m":2}`))
	s.put([]engine.Document{doc("a", `{"m":3}`)})
	if _, _, err := l.Last(s.now); !errors.Is(err, ErrChanged) {
		t.Errorf("a field of nobody: %v, want %v", err, ErrChanged)
	}
}
