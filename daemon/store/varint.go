package store

import (
	"encoding/binary"
	"fmt"
)

// reader takes numbers and strings off the front of data. The first failure
// sticks: what is read after it is zero.
type reader struct {
	data []byte
	err  error
}

func (r *reader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf("%w: %s", ErrDamaged, fmt.Sprintf(format, args...))
		r.data = nil
	}
}

func (r *reader) byte() byte {
	if len(r.data) == 0 {
		r.fail("it ends too early")
		return 0
	}
	b := r.data[0]
	r.data = r.data[1:]
	return b
}

func (r *reader) uvarint() uint64 {
	if len(r.data) > 0 && r.data[0] < 0x80 { // most are: worth a third of the time
		v := r.data[0]
		r.data = r.data[1:]
		return uint64(v)
	}
	v, n := binary.Uvarint(r.data)
	if n <= 0 {
		r.fail("it has no number where one belongs")
		return 0
	}
	r.data = r.data[n:]
	return v
}

func (r *reader) varint() int64 {
	v, n := binary.Varint(r.data)
	if n <= 0 {
		r.fail("it has no number where one belongs")
		return 0
	}
	r.data = r.data[n:]
	return v
}

// count reads how many things follow, each of at least size bytes. A count
// that cannot be is refused before anybody makes room for it.
func (r *reader) count(size int) int {
	n := r.uvarint()
	if n > uint64(len(r.data)) || int(n)*size > len(r.data) {
		r.fail("it says that %d things follow, but is too short", n)
		return 0
	}
	return int(n)
}

// many reads how many things follow, each of at least a bit.
func (r *reader) many() int {
	n := r.uvarint()
	if n > 8*uint64(len(r.data)) {
		r.fail("it says that %d things follow, but is too short", n)
		return 0
	}
	return int(n)
}

func (r *reader) bytes(n int) []byte {
	if n > len(r.data) {
		r.fail("it ends too early")
		return nil
	}
	b := r.data[:n]
	r.data = r.data[n:]
	return b
}

// string reads a length and as many bytes, which share memory with data.
func (r *reader) string() []byte { return r.bytes(r.count(1)) }

// offset reads a zone offset in minutes.
func (r *reader) offset() int {
	v := r.varint()
	if v < -maxOffset || v > maxOffset {
		r.fail("a zone %d minutes from UTC", v)
		return 0
	}
	return int(v)
}

// end fails if there is more.
func (r *reader) end() error {
	if len(r.data) > 0 {
		r.fail("%d bytes too many", len(r.data))
	}
	return r.err
}

func appendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}
