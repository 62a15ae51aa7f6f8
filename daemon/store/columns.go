package store

import (
	"encoding/binary"
	"fmt"
	"math/bits"

	"focusd/tracker"
)

// columns are the number block of a chunk, each column as it stands there. To
// add up a day takes no more than these; titles would be nine tenths of the
// work. They are good until the next read, names of apps as long as the chunk.
type columns struct {
	apps    [][]byte
	byApp   []uint32 // the app of each subject
	starts  []uint32 // of each span, in ms of the day
	ends    []uint32
	subject []uint32 // of each span
	shapes  []run[shape]
	offsets []run[int]
}

// run is a value that so many spans in a row have.
type run[T comparable] struct {
	value T
	spans int
}

// shape is what packFlags makes a byte of.
type shape struct {
	presence tracker.Presence
	flags    tracker.Flags
}

func readShape(r *reader) shape {
	presence, flags, err := unpackFlags(r.byte())
	if err != nil {
		r.fail("its %v", err)
	}
	return shape{presence, flags}
}

// read reads the number block. What it refuses leaves c unfit for use.
func (c *columns) read(r *reader) {
	c.apps = room(c.apps, r.count(1))
	for i := range c.apps {
		c.apps[i] = r.string()
	}
	c.byApp = room(c.byApp, r.count(1))
	r.indexes(c.byApp, len(c.apps))
	n := r.count(3)
	c.starts, c.ends, c.subject = room(c.starts, n), room(c.ends, n), room(c.subject, n)
	r.column(c.starts, 0, dayMillis)
	r.column(c.ends, 1, dayMillis)
	c.stand(r)
	r.indexes(c.subject, len(c.byApp))
	c.shapes = readRuns(r, c.shapes[:0], n, readShape)
	c.offsets = readRuns(r, c.offsets[:0], n, (*reader).offset)
	if r.uvarint() != 0 {
		r.fail("categories by hand, which this release does not know")
	}
}

// decode reads the columns of a chunk as it is stored.
func (c *columns) decode(day utcDay, key, value []byte) error {
	chunk, err := unsealed(key, value)
	if err != nil {
		return fmt.Errorf("bucket %s: %w", bChunk, err)
	}
	r := reader{data: chunk}
	if readNumbers(&r, c); r.err != nil {
		return fmt.Errorf("chunk of %v: %w", day, r.err)
	}
	return nil
}

// stand makes starts and ends of the gaps and lengths that were read into them.
func (c *columns) stand(r *reader) {
	at := uint64(0)
	for i := range c.starts {
		at += uint64(c.starts[i])
		end := at + uint64(c.ends[i])
		if end > dayMillis {
			r.fail("its last span ends after the day")
			return
		}
		c.starts[i], c.ends[i] = uint32(at), uint32(end)
		at = end
	}
}

// subjects are the windows, without titles.
func (c *columns) subjects() *subjects {
	apps := make([]string, len(c.apps))
	for i, name := range c.apps {
		apps[i] = string(name)
	}
	s := &subjects{windows: make([]tracker.Window, len(c.byApp))}
	for i, app := range c.byApp {
		if int(app) < len(apps) { // or reading has failed
			s.windows[i].App = apps[app]
		}
	}
	return s
}

// fill makes spans of the columns.
func (c *columns) fill(spans []tracker.Span, day utcDay, windows []tracker.Window) {
	begin := day.start()
	for i := range spans {
		s := &spans[i]
		s.Start, s.End = fromMillis(begin+int64(c.starts[i])), fromMillis(begin+int64(c.ends[i]))
		s.Window = windows[c.subject[i]]
	}
	i := 0
	for _, run := range c.shapes {
		for range run.spans {
			spans[i].Presence, spans[i].Flags = run.value.presence, run.value.flags
			i++
		}
	}
	i = 0
	for _, run := range c.offsets {
		for range run.spans {
			spans[i].Offset = run.value
			i++
		}
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

// readRuns is the reverse of appendRuns. A run that could be longer is refused.
func readRuns[T comparable](r *reader, runs []run[T], spans int, read func(*reader) T) []run[T] {
	for left := spans; left > 0 && r.err == nil; {
		v, n := read(r), r.uvarint()
		if n == 0 || n > uint64(left) || len(runs) > 0 && v == runs[len(runs)-1].value {
			r.fail("a run of %d at span %d of %d", n, spans-left, spans)
			return runs
		}
		runs = append(runs, run[T]{v, int(n)})
		left -= int(n)
	}
	return runs
}
