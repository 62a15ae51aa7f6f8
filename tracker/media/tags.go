package media

import (
	"bytes"
	"encoding/binary"
)

// be is the byte order of the sound server's protocol.
var be = binary.BigEndian

// The protocol puts a mark before every value that says what it is.
const (
	tagString     = 't'
	tagNoString   = 'N'
	tagU32        = 'L'
	tagU8         = 'B'
	tagUsec       = 'U'
	tagTrue       = '1'
	tagFalse      = '0'
	tagBytes      = 'x'
	tagSpec       = 'a'
	tagChannels   = 'm'
	tagVolumes    = 'v'
	tagProperties = 'P'
)

func putU32(b []byte, v uint32) []byte { return be.AppendUint32(append(b, tagU32), v) }

func putString(b []byte, s string) []byte {
	return append(append(append(b, tagString), s...), 0)
}

func putBytes(b, v []byte) []byte {
	return append(be.AppendUint32(append(b, tagBytes), uint32(len(v))), v...)
}

// putProperty puts a list of one property.
func putProperty(b []byte, key, value string) []byte {
	b = putString(append(b, tagProperties), key)
	b = putU32(b, uint32(len(value)+1))
	b = putBytes(b, append([]byte(value), 0))
	return append(b, tagNoString)
}

// tags reads values from a message. Once something is not as expected, all
// further values are zero and bad says so.
type tags struct {
	rest []byte
	bad  bool
}

// take returns the next n bytes; nil: there are not so many.
func (t *tags) take(n int) []byte {
	if t.bad || n < 0 || n > len(t.rest) {
		t.bad, t.rest = true, nil
		return nil
	}
	taken := t.rest[:n]
	t.rest = t.rest[n:]
	return taken
}

func (t *tags) byte() byte {
	if b := t.take(1); b != nil {
		return b[0]
	}
	return 0
}

func (t *tags) word() uint32 {
	if b := t.take(4); b != nil {
		return be.Uint32(b)
	}
	return 0
}

func (t *tags) expect(mark byte) {
	if t.byte() != mark {
		t.bad, t.rest = true, nil
	}
}

func (t *tags) u32() uint32 {
	t.expect(tagU32)
	return t.word()
}

func (t *tags) skipUsec() {
	t.expect(tagUsec)
	t.take(8)
}

func (t *tags) flag() bool {
	switch t.byte() {
	case tagTrue:
		return true
	case tagFalse:
	default:
		t.bad, t.rest = true, nil
	}
	return false
}

func (t *tags) string() string {
	s, _ := t.maybeString()
	return s
}

// maybeString tells the string that is not there from the empty one.
func (t *tags) maybeString() (s string, there bool) {
	switch t.byte() {
	case tagNoString:
		return "", false
	case tagString:
		if n := bytes.IndexByte(t.rest, 0); n >= 0 {
			return string(t.take(n + 1)[:n]), true
		}
	}
	t.bad, t.rest = true, nil
	return "", false
}

// skipSpec skips the format of a stream: its encoding, channels and rate.
func (t *tags) skipSpec() {
	t.expect(tagSpec)
	t.take(1 + 1 + 4)
}

func (t *tags) skipChannels() {
	t.expect(tagChannels)
	t.take(int(t.byte()))
}

func (t *tags) skipVolumes() {
	t.expect(tagVolumes)
	t.take(4 * int(t.byte()))
}

// properties reads a list of properties and keeps those of the given keys:
// others may say what is heard.
func (t *tags) properties(keys ...string) map[string]string {
	kept := make(map[string]string)
	t.expect(tagProperties)
	for !t.bad {
		key, more := t.maybeString()
		if !more {
			break
		}
		t.u32() // the size, which is said again
		t.expect(tagBytes)
		value := t.take(int(t.word()))
		for _, k := range keys {
			if k == key {
				kept[k] = string(bytes.TrimSuffix(value, []byte{0}))
			}
		}
	}
	return kept
}
