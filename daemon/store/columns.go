package store

import (
	"encoding/binary"
	"fmt"

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

	windows     []tracker.Window // room for those of the subjects
	where, gaps []uint32         // room for gaps: after how many spans without one, and their length
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
	c.readApps(r)
	c.byApp = room(c.byApp, r.many())
	r.places(c.byApp, len(c.apps))
	n := r.many()
	c.starts, c.ends, c.subject = room(c.starts, n), room(c.ends, n), room(c.subject, n)
	c.readGaps(r)
	r.numbers(c.ends, dayMillis)
	for i := range c.ends {
		c.ends[i]++
	}
	c.stand(r)
	r.places(c.subject, len(c.byApp))
	c.readRuns(r, n)
}

func (c *columns) readApps(r *reader) {
	c.apps = room(c.apps, r.count(1))
	for i := range c.apps {
		c.apps[i] = r.string()
	}
}

// readGaps reads the gaps before spans into starts.
func (c *columns) readGaps(r *reader) {
	n := r.many()
	if n > len(c.starts) {
		r.fail("more gaps than spans")
		return
	}
	c.where, c.gaps = room(c.where, n), room(c.gaps, n)
	r.numbers(c.where, uint32(max(len(c.starts)-1, 0)))
	r.numbers(c.gaps, dayMillis)
	clear(c.starts)
	if r.err != nil {
		return
	}
	at := -1
	for i, after := range c.where {
		if at += int(after) + 1; at >= len(c.starts) {
			r.fail("a gap after the last span")
			return
		}
		c.starts[at] = c.gaps[i] + 1
	}
}

func (c *columns) readRuns(r *reader, spans int) {
	c.shapes = readRuns(r, c.shapes[:0], spans, readShape)
	c.offsets = readRuns(r, c.offsets[:0], spans, (*reader).offset)
}

// columnsOf are the columns of the spans of a day and of their subjects.
func columnsOf(day utcDay, spans []tracker.Span, s *subjects) *columns {
	c := &columns{
		byApp: s.byApp, subject: s.bySpan,
		starts: make([]uint32, len(spans)), ends: make([]uint32, len(spans)),
		shapes:  runsOf(spans, func(s tracker.Span) shape { return shape{s.Presence, s.Flags} }),
		offsets: runsOf(spans, func(s tracker.Span) int { return s.Offset }),
	}
	for _, app := range s.apps {
		c.apps = append(c.apps, []byte(app))
	}
	for i, span := range spans {
		c.starts[i] = uint32(span.Start.UnixMilli() - day.start())
		c.ends[i] = uint32(span.End.UnixMilli() - day.start())
	}
	return c
}

// append appends the number block.
func (c *columns) append(b []byte) []byte {
	b = binary.AppendUvarint(b, uint64(len(c.apps)))
	for _, app := range c.apps {
		b = append(binary.AppendUvarint(b, uint64(len(app))), app...)
	}
	b = binary.AppendUvarint(b, uint64(len(c.byApp)))
	b = appendColumn(b, c.byApp)
	b = binary.AppendUvarint(b, uint64(len(c.starts)))
	b = c.appendTimes(b)
	b = appendColumn(b, c.subject)
	b = appendRuns(b, c.shapes, func(b []byte, s shape) []byte { return append(b, packFlags(s.presence, s.flags)) })
	return appendRuns(b, c.offsets, func(b []byte, minutes int) []byte { return binary.AppendVarint(b, int64(minutes)) })
}

// appendTimes appends the gaps that there are, and then all lengths.
func (c *columns) appendTimes(b []byte) []byte {
	c.where, c.gaps = c.where[:0], c.gaps[:0]
	lengths := make([]uint32, len(c.starts))
	end, without := uint32(0), uint32(0)
	for i, start := range c.starts {
		without++
		if start > end {
			c.where, c.gaps = append(c.where, without-1), append(c.gaps, start-end-1)
			without = 0
		}
		end = c.ends[i]
		lengths[i] = end - start - 1
	}
	b = binary.AppendUvarint(b, uint64(len(c.gaps)))
	return appendColumn(appendColumn(appendColumn(b, c.where), c.gaps), lengths)
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

// subjects are the windows, without titles. They are good until the next read.
func (c *columns) subjects() *subjects {
	apps := make([]string, len(c.apps))
	for i, name := range c.apps {
		apps[i] = string(name)
	}
	c.windows = room(c.windows, len(c.byApp))
	clear(c.windows)
	s := &subjects{windows: c.windows}
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

// places reads indexes of a table of n.
func (r *reader) places(column []uint32, n int) {
	if n == 0 && len(column) > 0 {
		r.fail("an index of an empty table")
		return
	}
	r.numbers(column, uint32(max(n, 1)-1))
}

// runsOf are a column of spans as pairs of a value and how often it comes.
func runsOf[T comparable](spans []tracker.Span, value func(tracker.Span) T) (runs []run[T]) {
	for _, s := range spans {
		if v, last := value(s), len(runs)-1; last >= 0 && runs[last].value == v {
			runs[last].spans++
		} else {
			runs = append(runs, run[T]{v, 1})
		}
	}
	return runs
}

func appendRuns[T comparable](b []byte, runs []run[T], appendValue func([]byte, T) []byte) []byte {
	for _, r := range runs {
		b = binary.AppendUvarint(appendValue(b, r.value), uint64(r.spans))
	}
	return b
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
