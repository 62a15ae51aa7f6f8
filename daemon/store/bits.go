package store

import (
	"encoding/binary"
	"math/bits"
)

// A column of numbers is a u8 order and then bits, the lowest of a byte first,
// with zeros up to the end of the last byte. Each number is in the exponential
// Golomb code of the order: with v + 1<<order as a number of order+n+1 bits, n
// zeros, a one, and all bits of it but the highest. Lengths of spans and ranks
// are spread over many powers of two, and this comes within a bit of what any
// code could do, without a table, and without a branch to read it.
//
// No number is above dayMillis, so none takes more than 2*maxLow+1 bits, which
// is less than loaded.
const (
	maxOrder = 26
	maxLow   = 27     // bits after the one
	loaded   = 64 - 7 // bits that eight bytes have from any bit of the first on
)

// codeSize is how many bits a number takes.
func codeSize(v uint32, order int) int {
	return 2*bits.Len64(uint64(v)+1<<order) - 1 - order
}

// shortestOrder is the order in which the column takes the fewest bits.
func shortestOrder(column []uint32) (order int) {
	least := -1
	for o := range maxOrder + 1 {
		size := 0
		for _, v := range column {
			size += codeSize(v, o)
		}
		if least < 0 || size < least {
			order, least = o, size
		}
	}
	return order
}

// appendColumn appends numbers, none above dayMillis.
func appendColumn(b []byte, column []uint32) []byte {
	order := shortestOrder(column)
	b = append(b, byte(order))
	pending, n := uint64(0), 0 // bits that do not fill a byte
	for _, v := range column {
		w := uint64(v) + 1<<order
		zeros := bits.Len64(w) - 1 - order
		low := w &^ (1 << (order + zeros))
		pending |= (low<<1 | 1) << zeros << n
		for n += codeSize(v, order); n >= 8; n -= 8 {
			b = append(b, byte(pending))
			pending >>= 8
		}
	}
	if n > 0 {
		b = append(b, byte(pending))
	}
	return b
}

// numbers reads what appendColumn wrote, numbers up to most. It loads eight
// bytes when it needs them, because waiting for these is most of the time.
func (r *reader) numbers(column []uint32, most uint32) {
	order := int(r.byte())
	if order > maxOrder {
		r.fail("a column of order %d", order)
		return
	}
	data, at := r.data, 0 // in bits
	x, left := uint64(0), 0
	for i := range column {
		zeros := bits.TrailingZeros64(x)
		if 2*zeros+order+1 > left {
			x, left = load(data, at), loaded
			zeros = bits.TrailingZeros64(x)
		}
		low := zeros + order
		one := uint64(1) << (low & 63) // the masks say that no shift is longer, which saves a test
		v := x>>((zeros+1)&63)&(one-1) + one - 1<<order
		if low > maxLow || v > uint64(most) {
			r.fail("no number up to %d where one belongs", most)
			return
		}
		column[i] = uint32(v)
		size := zeros + 1 + low
		x >>= size & 63
		at, left = at+size, left-size
	}
	end := (at + 7) / 8
	if end > len(data) || at%8 > 0 && data[end-1]>>(at%8) != 0 {
		r.fail("a column that does not end where it should")
		return
	}
	r.data = data[end:]
}

// load returns at least so many bits of data as loaded says, from one on; there
// are zeros after its end.
func load(data []byte, bit int) uint64 {
	if at := bit / 8; at+8 <= len(data) {
		return binary.LittleEndian.Uint64(data[at:]) >> (bit % 8)
	}
	return loadLast(data, bit)
}

func loadLast(data []byte, bit int) uint64 {
	var last [8]byte
	if at := bit / 8; at < len(data) {
		copy(last[:], data[at:])
	}
	return binary.LittleEndian.Uint64(last[:]) >> (bit % 8)
}
