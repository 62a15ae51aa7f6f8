package x11

import (
	"testing"
	"unicode/utf8"
)

func TestCompoundText(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"empty":                    {"", ""},
		"ASCII":                    {"plain text", "plain text"},
		"Latin-1":                  {"Gr\xf6\xdfe", "Größe"},
		"UTF-8 between Latin-1":    {"Second \x1b%G\xe2\x80\x94\x1b%@ \xfcn\xef", "Second — ünï"}, // by xterm
		"what Xlib makes of many":  {"\x1b-L\xdf\xdb\xee\xe1 \xd6 \x1b-B\xa3 \xf5 \x1b$(B4A;z\x1b(B end", "плюс ж Ł ő \ufffd end"},
		"back to Latin-1":          {"\x1b-B\xb3\x1b-A\xb3", "ł³"},
		"Turkish":                  {"\x1b-M\xf0\xfd", "ğı"},
		"Greek":                    {"\x1b-F\xe1\xe2", "αβ"},
		"hole in a set":            {"\x1b-C\xa5", "\ufffd"},
		"UTF-8 that never ends":    {"a\x1b%G\xe2\x80\x94 b", "a— b"},
		"UTF-8 cut in a character": {"a\x1b%G\xe2\x80", "a"},
		"unknown upper half":       {"a\x1b-Z\xa1\xa2b", "a\ufffdb"},
		"two bytes above":          {"\x1b$)Aa\xb0\xa1 \xb0\xa1b", "a\ufffd \ufffdb"},
		"old two bytes":            {"\x1b$B4A;z\x1b(B.", "\ufffd."},
		"one run in two sets":      {"\x1b$(B4A\x1b$(C;z\x1b(B", "\ufffd"},
		"katakana":                 {"\x1b)I\xb1\xb2\x1b-A\xe9", "\ufffdé"},
		"extended segment":         {"a\x1b%/1\x80\x88koi8-r\x02\xd0b", "a\ufffdb"},
		"extended segment cut off": {"a\x1b%/1\x80\x90koi8", "a\ufffd"},
		"extended without length":  {"a\x1b%/1\x80", "a\ufffd"},
		"directions":               {"\x9b2]abc\x9b]\x9b1]d", "abcd"},
		"half a direction":         {"a\x9b2", "a2"},
		"version":                  {"\x1b# 0abc", "abc"},
		"ESC at the end":           {"abc\x1b", "abc"},
		"ESC cut short":            {"abc\x1b$(", "abc"},
		"ESC twice":                {"abc\x1b\x1b%G\xc3\xbc\x1b%@", "abcü"},
		"controls":                 {"a\tb\x7f\x85c", "a\tbc"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := compoundText([]byte(test.text)); got != test.want {
				t.Errorf("compoundText(%q) = %q, want %q", test.text, got, test.want)
			}
		})
	}
}

func TestCharsets(t *testing.T) {
	for last := range byte(0x80) {
		if set := charset(last); len(set) != 0 && len(set) != 96 {
			t.Errorf("set %q has %d characters, want 96", last, len(set))
		}
	}
}

// FuzzCompoundText: whatever is written there, it is read as valid text, and
// every byte makes at most one character of at most three bytes.
func FuzzCompoundText(f *testing.F) {
	f.Add([]byte("Second \x1b%G\xe2\x80\x94\x1b%@ \xfcn\xef"))
	f.Add([]byte("\x1b-L\xdf\xdb\x1b$(B4A\x1b(B\x9b1]\x1b%/1\x80\x88koi8-r\x02\xd0"))
	f.Fuzz(func(t *testing.T, b []byte) {
		got := compoundText(b)
		if !utf8.ValidString(got) {
			t.Errorf("compoundText(%q) = %q: not UTF-8", b, got)
		}
		if len(got) > 3*len(b) {
			t.Errorf("compoundText(%q) has %d bytes", b, len(got))
		}
	})
}
