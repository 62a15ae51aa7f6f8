package store

import (
	"encoding/binary"
	"fmt"
	"sync"

	"github.com/klauspost/compress/zstd"

	"focusd/tracker"
)

const (
	chunkVersion = 2 // what is written; version 1 is read as well, see chunk1.go

	// Flags of a chunk. 2 (numbers compressed) and 4 (edited by hand) are
	// reserved: the decoder refuses them.
	chunkTitles = 1 // a title block follows the numbers
	chunkPurged = 8 // titles were removed for good

	maxTitles = 256 << 20 // bytes of titles of one day, uncompressed
)

// codec encodes and decodes chunks: one UTC day of one stream, by column.
//
//	u8       version = 2
//	u8       flags: 1 titles present, 8 titles purged
//	uvarint  length of the number block
//	number block, not compressed; a column is as in bits.go:
//	  uvarint nApps, nApps x (uvarint len, bytes)
//	  uvarint nSubjects, column of the app of each         subject = (app, title)
//	  uvarint nSpans
//	  uvarint nGaps, before so many spans there is time of none
//	  column of how many spans without a gap are before each of these
//	  column of ms of the gap, less one; the first is from the day's start
//	  column of ms of each span, less one
//	  column of the subject of each span
//	  runs of (u8 flags, uvarint count)                            as in span.go
//	  runs of (zigzag zone offset minutes, uvarint count)
//	title block: one zstd frame of nSubjects x uvarint len, then the bytes
//
// Subjects are in the order of how many spans have them, the most first, so that
// small numbers are frequent; those of equally many, and apps, are in the order in which
// they are first met. Runs are as long as they can be, and a day without titles has no title block: so
// equal spans make equal bytes.
//
// Titles are nine tenths of the work of decoding and more than half of the
// bytes. The strongest level of zstd would take a thirtieth off them, for five times the
// time and for tables of 34 MB.
type codec struct {
	encoders sync.Pool // of *zstd.Encoder: the tables of one are 1.5 MB, and a day is sealed once a day
	dec      *zstd.Decoder
}

func newCodec() (*codec, error) {
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(2), zstd.WithDecoderMaxMemory(maxTitles))
	if err != nil {
		return nil, fmt.Errorf("zstd: %w", err)
	}
	return &codec{dec: dec}, nil
}

func (c *codec) close() { c.dec.Close() }

// encode makes a chunk of the spans of a day. They must be in order, disjoint
// and inside the day.
func (c *codec) encode(day utcDay, spans []tracker.Span) ([]byte, error) {
	if err := inDay(day, spans); err != nil {
		return nil, err
	}
	s := subjectsOf(spans)
	numbers := columnsOf(day, spans, s).append(nil)
	titles := s.titles()
	flags := byte(0)
	if len(titles) > 0 {
		flags |= chunkTitles
	}
	chunk := appendNumbers(make([]byte, 0, len(numbers)+len(titles)/2+16), flags, numbers)
	if len(titles) == 0 {
		return chunk, nil
	}
	return c.compress(titles, chunk)
}

// compress appends the zstd frame of titles to a chunk.
func (c *codec) compress(titles, chunk []byte) ([]byte, error) {
	enc, ok := c.encoders.Get().(*zstd.Encoder)
	if !ok {
		var err error
		// The checksum of the value covers the frame, and a day's titles are small.
		enc, err = zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(false), zstd.WithWindowSize(1<<20))
		if err != nil {
			return nil, fmt.Errorf("zstd: %w", err)
		}
	}
	defer c.encoders.Put(enc) // nothing is streamed: it has nothing to flush, and needs no end
	return enc.EncodeAll(titles, chunk), nil
}

// appendNumbers appends a chunk up to its titles.
func appendNumbers(b []byte, flags byte, numbers []byte) []byte {
	b = append(b, chunkVersion, flags)
	return append(binary.AppendUvarint(b, uint64(len(numbers))), numbers...)
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
	version := r.byte()
	if version < 1 || version > chunkVersion {
		r.fail("chunk version %d", version)
	}
	if flags = r.byte(); flags&^(chunkTitles|chunkPurged) != 0 {
		r.fail("chunk flags %#02x", flags)
	}
	numbers := reader{data: r.string()}
	if version == 1 {
		c.readOne(&numbers)
	} else {
		c.read(&numbers)
	}
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
