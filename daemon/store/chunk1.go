package store

import (
	"encoding/binary"
	"math/bits"
)

// readOne reads the number block of a chunk of version 1, which releases up to
// schema 3 wrote; chunk.go says what is in one of version 2.
//
//	uvarint nApps, nApps x (uvarint len, bytes)
//	uvarint nSubjects, nSubjects x uvarint app
//	uvarint nSpans
//	nSpans x uvarint gap_ms
//	nSpans x uvarint dur_ms
//	nSpans x uvarint subject
//	runs of shapes, runs of offsets
//	uvarint nOverrides = 0
func (c *columns) readOne(r *reader) {
	c.readApps(r)
	c.byApp = room(c.byApp, r.count(1))
	r.indexes(c.byApp, len(c.apps))
	n := r.count(3)
	c.starts, c.ends, c.subject = room(c.starts, n), room(c.ends, n), room(c.subject, n)
	r.column(c.starts, 0, dayMillis)
	r.column(c.ends, 1, dayMillis)
	c.stand(r)
	r.indexes(c.subject, len(c.byApp))
	c.readRuns(r, n)
	if r.uvarint() != 0 {
		r.fail("categories by hand, which this release does not know")
	}
}

// column reads numbers from least to most. How long each one is cannot be
// guessed, so one is put together from four bytes without a branch: that takes
// half of the time. A log has few gaps: most of
// them are zero.
func (r *reader) column(column []uint32, least, most uint64) {
	const more = 0x80808080 // the bits that are 1 in all but the last byte of a number
	data, at := r.data, 0
	for i := 0; i < len(column); {
		var v uint64
		n := 0
		if at+8 <= len(data) {
			x := binary.LittleEndian.Uint64(data[at:])
			if x == 0 && least == 0 && i+8 <= len(column) {
				clear(column[i : i+8])
				i, at = i+8, at+8
				continue
			}
			n = (bits.TrailingZeros32(^uint32(x)&more) + 1) / 8 // 4 of a longer one, which then is too large
			x &= 1<<(8*n) - 1
			v = x&0x7f | x>>1&0x3f80 | x>>2&0x1fc000 | x>>3&0x1fe00000
		} else {
			v, n = binary.Uvarint(data[at:])
		}
		if n <= 0 || v-least > most-least {
			r.fail("no number from %d to %d where one belongs", least, most)
			return
		}
		column[i] = uint32(v)
		i, at = i+1, at+n
	}
	r.data = data[at:]
}

// indexes reads indexes of a table of n.
func (r *reader) indexes(column []uint32, n int) {
	if n == 0 && len(column) > 0 {
		r.fail("an index of an empty table")
		return
	}
	r.column(column, 0, uint64(max(n, 1)-1))
}
