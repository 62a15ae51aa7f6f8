package x11

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// No more of a property is read than this many bytes.
const (
	titleLimit = 1024
	classLimit = 256
	listLimit  = 4 * 4096 // of windows
)

// property is a window property as the server sends it. The zero property is
// one that the window does not have.
type property struct {
	kind   uint32 // the type, an atom
	format byte   // bits of one item: 8, 16 or 32
	value  []byte
}

// parseProperty reads the reply to a request for a property. What contradicts
// itself is a property that is not there.
func parseProperty(b []byte) property {
	if len(b) < 32 {
		return property{}
	}
	items := uint64(le.Uint32(b[16:]))
	p := property{kind: le.Uint32(b[8:]), format: b[1]}
	size := items * uint64(p.format/8)
	if size > uint64(len(b)-32) {
		return property{}
	}
	p.value = b[32 : 32+size]
	return p
}

// text is the property as UTF-8, up to its first NUL. STRING is Latin-1 by the
// rules, but programs put UTF-8 there, too; every other type but COMPOUND_TEXT
// is taken for UTF-8.
func (p property) text(a atoms) string {
	if p.format != 8 {
		return ""
	}
	b, _, _ := bytes.Cut(p.value, []byte{0})
	switch {
	case p.kind == a.compound && bytes.IndexByte(b, esc) >= 0:
		return compoundText(b)
	case utf8.Valid(b):
		return string(b)
	case p.kind == a.compound:
		return compoundText(b)
	case p.kind != atomString:
		return strings.ToValidUTF8(string(b), "")
	}
	return latin1(b)
}

func latin1(b []byte) string {
	runes := make([]rune, len(b))
	for i, c := range b {
		runes[i] = rune(c)
	}
	return string(runes)
}

// class is the second of the two strings in WM_CLASS, instance and class; the
// first where there is only one.
func (p property) class() string {
	if p.format != 8 {
		return ""
	}
	instance, rest, _ := bytes.Cut(p.value, []byte{0})
	class, _, _ := bytes.Cut(rest, []byte{0})
	if len(class) == 0 {
		class = instance
	}
	return property{kind: atomString, format: 8, value: class}.text(atoms{})
}

// word is the first item of a list of 32-bit items.
func (p property) word() (w uint32, ok bool) {
	if p.format != 32 || len(p.value) < 4 {
		return 0, false
	}
	return le.Uint32(p.value), true
}

// has says whether item is in a list of 32-bit items: atoms, windows.
func (p property) has(item uint32) bool {
	if p.format != 32 {
		return false
	}
	for b := p.value; len(b) >= 4; b = b[4:] {
		if le.Uint32(b) == item {
			return true
		}
	}
	return false
}
