package store

import (
	"encoding/binary"
	"fmt"
	"time"

	"github.com/klauspost/compress/zstd"

	"focusd/tracker"
)

const (
	chunkVersion = 1

	// Flags of a chunk. 2 (numbers compressed) and 4 (edited by hand) are
	// reserved: the decoder refuses them.
	chunkTitles = 1 // a title block follows the numbers
	chunkPurged = 8 // titles were removed for good

	maxTitles = 256 << 20 // bytes of titles of one day, uncompressed
)

// codec encodes and decodes chunks: one UTC day of one stream, by column.
//
//	u8       version = 1
//	u8       flags: 1 titles present, 8 titles purged
//	uvarint  length of the number block
//	number block, not compressed:
//	  uvarint nApps, nApps x (uvarint len, bytes)
//	  uvarint nSubjects, nSubjects x uvarint app     subject = (app, title)
//	  uvarint nSpans
//	  nSpans x uvarint gap_ms                        from the end before; first: from the day's start
//	  nSpans x uvarint dur_ms
//	  nSpans x uvarint subject
//	  runs of (u8 flags, uvarint count)              as in span.go
//	  runs of (zigzag zone offset minutes, uvarint count)
//	  uvarint nOverrides = 0
//	title block: one zstd frame of nSubjects x uvarint len, then the bytes
//
// Apps and subjects are in the order in which the day first meets them, runs
// are as long as they can be, and a day without titles has no title block: so
// equal spans make equal bytes.
type codec struct {
	enc *zstd.Encoder
	dec *zstd.Decoder
}

func newCodec() (*codec, error) {
	// The checksum of the value covers the frame, and a day's titles are small.
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(false), zstd.WithWindowSize(1<<20))
	if err != nil {
		return nil, fmt.Errorf("zstd: %w", err)
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(2), zstd.WithDecoderMaxMemory(maxTitles))
	if err != nil {
		return nil, fmt.Errorf("zstd: %w", err)
	}
	return &codec{enc, dec}, nil
}

func (c *codec) close() {
	c.dec.Close()
	_ = c.enc.Close() // nothing was streamed: there is nothing to flush
}

// encode makes a chunk of the spans of a day. They must be in order, disjoint
// and inside the day.
func (c *codec) encode(day utcDay, spans []tracker.Span) ([]byte, error) {
	if err := inDay(day, spans); err != nil {
		return nil, err
	}
	s := subjectsOf(spans)
	numbers := s.appendTables(nil)
	numbers = binary.AppendUvarint(numbers, uint64(len(spans)))
	numbers = appendTimes(numbers, day, spans)
	for _, i := range s.bySpan {
		numbers = binary.AppendUvarint(numbers, uint64(i))
	}
	numbers = appendRuns(numbers, spans, packFlags, func(b []byte, flags byte) []byte { return append(b, flags) })
	numbers = appendRuns(numbers, spans, func(s tracker.Span) int64 { return int64(s.Offset) }, binary.AppendVarint)
	numbers = binary.AppendUvarint(numbers, 0)

	titles := s.titles()
	flags := byte(0)
	if len(titles) > 0 {
		flags |= chunkTitles
	}
	chunk := append(make([]byte, 0, len(numbers)+len(titles)/4+16), chunkVersion, flags)
	chunk = binary.AppendUvarint(chunk, uint64(len(numbers)))
	chunk = append(chunk, numbers...)
	if len(titles) > 0 {
		chunk = c.enc.EncodeAll(titles, chunk)
	}
	return chunk, nil
}

// inDay tells whether spans are what a chunk of the day can say.
func inDay(day utcDay, spans []tracker.Span) error {
	end := day.start()
	for i, s := range spans {
		if s.Start.UnixMilli() < end || !s.Start.Before(s.End) {
			return fmt.Errorf("span %d of %v is out of order", i+1, day)
		}
		end = s.End.UnixMilli()
	}
	if end > day.start()+dayMillis {
		return fmt.Errorf("the last span of %v ends after it", day)
	}
	return nil
}

// scratch is the room that decoding takes. Whoever decodes day after day uses
// it again: the spans are good until the next decode. The zero scratch is ready.
type scratch struct {
	columns columns
	spans   []tracker.Span
	chunk   []byte
	titles  []byte
}

// room returns a slice of n, made of old if that is large enough.
func room[T any](old []T, n int) []T {
	if n > cap(old) {
		return make([]T, n, n+n/4)
	}
	return old[:n]
}

// decode is the reverse of encode. It takes any bytes, and keeps none of them.
func (c *codec) decode(day utcDay, chunk []byte, sc *scratch) ([]tracker.Span, error) {
	windows, err := c.windows(day, chunk, sc)
	if err != nil {
		return nil, err
	}
	sc.spans = room(sc.spans, len(sc.columns.starts))
	sc.columns.fill(sc.spans, day, windows)
	return sc.spans, nil
}

// windows decodes a chunk into the columns of sc and the windows that their
// subjects are.
func (c *codec) windows(day utcDay, chunk []byte, sc *scratch) ([]tracker.Window, error) {
	r := reader{data: chunk}
	flags := readNumbers(&r, &sc.columns)
	subjects := sc.columns.subjects()
	if r.err == nil && flags&chunkTitles != 0 {
		c.decodeTitles(&r, subjects, sc)
	}
	if err := r.end(); err != nil {
		return nil, fmt.Errorf("chunk of %v: %w", day, err)
	}
	return subjects.windows, nil
}

// readNumbers reads a chunk up to its titles.
func readNumbers(r *reader, c *columns) (flags byte) {
	if v := r.byte(); v != chunkVersion && r.err == nil {
		r.fail("chunk version %d", v)
	}
	if flags = r.byte(); flags&^(chunkTitles|chunkPurged) != 0 {
		r.fail("chunk flags %#02x", flags)
	}
	numbers := reader{data: r.string()}
	c.read(&numbers)
	if err := numbers.end(); err != nil && r.err == nil {
		r.err = err
	}
	return flags
}

func (c *codec) decodeTitles(r *reader, s *subjects, sc *scratch) {
	block, err := c.dec.DecodeAll(r.data, sc.titles[:0])
	sc.titles, r.data = block, nil
	if err != nil {
		r.fail("its titles: %v", err)
		return
	}
	titles := reader{data: block}
	s.setTitles(&titles)
	if err := titles.end(); err != nil {
		r.fail("its titles: %v", err)
	}
}

func appendTimes(b []byte, day utcDay, spans []tracker.Span) []byte {
	end := day.start()
	for _, s := range spans {
		b = binary.AppendUvarint(b, uint64(s.Start.UnixMilli()-end))
		end = s.End.UnixMilli()
	}
	for _, s := range spans {
		b = binary.AppendUvarint(b, uint64(s.End.Sub(s.Start)/time.Millisecond))
	}
	return b
}

// appendRuns appends a column as pairs of a value and how often it comes.
func appendRuns[T comparable](b []byte, spans []tracker.Span, value func(tracker.Span) T, appendValue func([]byte, T) []byte) []byte {
	for i := 0; i < len(spans); {
		v, n := value(spans[i]), 1
		for i+n < len(spans) && value(spans[i+n]) == v {
			n++
		}
		b = binary.AppendUvarint(appendValue(b, v), uint64(n))
		i += n
	}
	return b
}
