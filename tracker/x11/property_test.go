package x11

import (
	"strings"
	"testing"
	"unicode/utf8"
)

const (
	utf8Atom     = 300
	compoundAtom = 301
)

// propertyReply is the server's answer with a property in it.
func propertyReply(format byte, kind, items uint32, value string) []byte {
	b := make([]byte, 32, 32+len(value))
	b[0], b[1] = kindReply, format
	le.PutUint32(b[4:], uint32(len(value)+3)/4)
	le.PutUint32(b[8:], kind)
	le.PutUint32(b[16:], items)
	return padded(append(b, value...))
}

func text(kind uint32, value string) property {
	return parseProperty(propertyReply(8, kind, uint32(len(value)), value))
}

func TestPropertyText(t *testing.T) {
	for name, test := range map[string]struct {
		p    property
		want string
	}{
		"absent":                    {property{}, ""},
		"UTF8_STRING":               {text(utf8Atom, "Größe – 漢字"), "Größe – 漢字"},
		"broken UTF8_STRING":        {text(utf8Atom, "a\xffb"), "ab"},
		"cut in a character":        {text(utf8Atom, "ab\xe6\xbc"), "ab"},
		"STRING in Latin-1":         {text(atomString, "Gr\xf6\xdfe"), "Größe"},
		"STRING that holds UTF-8":   {text(atomString, "Größe"), "Größe"},
		"other type":                {text(77, "a\xffb"), "ab"},
		"COMPOUND_TEXT":             {text(compoundAtom, "Second \x1b%G\xe2\x80\x94\x1b%@ \xfcn\xef"), "Second — ünï"},
		"COMPOUND_TEXT all UTF-8":   {text(compoundAtom, "\x1b%G\xc3\xbc\x1b%@"), "ü"},
		"COMPOUND_TEXT in Latin-1":  {text(compoundAtom, "\xfcn\xef"), "ünï"},
		"COMPOUND_TEXT bare UTF-8":  {text(compoundAtom, "ünï"), "ünï"},
		"ends at NUL":               {text(utf8Atom, "front\x00back"), "front"},
		"empty":                     {text(utf8Atom, ""), ""},
		"32-bit items are not text": {parseProperty(propertyReply(32, atomString, 1, "abcd")), ""},
		"more items than bytes":     {parseProperty(propertyReply(8, atomString, 9, "abcd")), ""},
		"absurd number of items":    {parseProperty(propertyReply(32, atomString, 1<<32-1, "abcd")), ""},
		"reply cut short":           {parseProperty(make([]byte, 31)), ""},
		"long":                      {text(utf8Atom, strings.Repeat("x", titleLimit)), strings.Repeat("x", titleLimit)},
	} {
		t.Run(name, func(t *testing.T) {
			if got := test.p.text(atoms{compound: compoundAtom}); got != test.want {
				t.Errorf("text = %q, want %q", got, test.want)
			}
		})
	}
}

func TestPropertyClass(t *testing.T) {
	for value, want := range map[string]string{
		"":                        "",
		"\x00":                    "",
		"\x00\x00":                "",
		"xterm\x00XTerm\x00":      "XTerm",
		"xterm\x00XTerm":          "XTerm",
		"lonely":                  "lonely",
		"lonely\x00":              "lonely",
		"instance\x00\x00":        "instance",
		"\x00Class\x00":           "Class",
		"a\x00b\x00c\x00":         "b",
		"inst\x00Caf\xe9\x00":     "Café",
		"inst\x00Caf\xc3\xa9\x00": "Café",
	} {
		if got := text(atomString, value).class(); got != want {
			t.Errorf("class of %q = %q, want %q", value, got, want)
		}
	}
}

func TestPropertyItems(t *testing.T) {
	list := parseProperty(propertyReply(32, 4, 2, "\x05\x00\x00\x00\x07\x01\x00\x00"))
	if w, ok := list.word(); w != 5 || !ok {
		t.Errorf("word = %d, %v, want 5, true", w, ok)
	}
	for item, want := range map[uint32]bool{5: true, 0x107: true, 7: false, 0: false} {
		if got := list.has(item); got != want {
			t.Errorf("has(%d) = %v, want %v", item, got, want)
		}
	}
	for name, p := range map[string]property{
		"absent":       {},
		"empty":        parseProperty(propertyReply(32, 4, 0, "")),
		"8-bit items":  text(4, "\x05\x00\x00\x00"),
		"16-bit items": parseProperty(propertyReply(16, 4, 2, "\x05\x00\x00\x00")),
	} {
		if w, ok := p.word(); ok || p.has(5) {
			t.Errorf("%s: word = %d, %v, has(5) = %v, want nothing", name, w, ok, p.has(5))
		}
	}
}

// FuzzProperty: whatever a server sends is either read as valid text or not at all.
func FuzzProperty(f *testing.F) {
	f.Add(propertyReply(8, utf8Atom, 5, "title"))
	f.Add(propertyReply(8, atomString, 12, "xterm\x00XTerm\x00"))
	f.Add(propertyReply(8, compoundAtom, 9, "\x1b%G\xc3\xbc\x1b%@"))
	f.Add(propertyReply(32, 4, 1<<31, "\x05\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		p := parseProperty(b)
		for _, s := range []string{p.text(atoms{compound: compoundAtom}), p.class()} {
			if !utf8.ValidString(s) || strings.ContainsRune(s, 0) {
				t.Errorf("text of %q is %q: not clean", b, s)
			}
		}
		if _, ok := p.word(); ok && p.format != 32 {
			t.Errorf("a word was read from %d-bit items", p.format)
		}
		findCounter(b, "IDLETIME")
		parseSetup(b, 1)
		findCookie(b, "host", nil, "0")
		packetSize(b)
	})
}
