package store

import (
	"encoding/binary"
	"fmt"
	"time"

	"focusd/tracker"
)

const rowVersion = 1

// appendRow appends a span as a row of the tail, which has its start in the
// key:
//
//	version u8 | flags u8 | uvarint dur_ms | zigzag zone offset minutes |
//	uvarint category override, 0: none | uvarint len, app | uvarint len, title
func appendRow(b []byte, s tracker.Span) []byte {
	b = append(b, rowVersion, packFlags(s.Presence, s.Flags))
	b = binary.AppendUvarint(b, uint64(s.End.Sub(s.Start)/time.Millisecond))
	b = binary.AppendVarint(b, int64(s.Offset))
	b = binary.AppendUvarint(b, 0)
	b = appendString(b, s.Window.App)
	return appendString(b, s.Window.Title)
}

// rowParts are a row that was read. Its strings share memory with the row.
type rowParts struct {
	start, end int64 // ms
	presence   tracker.Presence
	flags      tracker.Flags
	offset     int
	app, title []byte
}

// readRow is the reverse of appendRow, for the row of a span that starts at ms.
func readRow(ms int64, row []byte) (p rowParts, err error) {
	r := reader{data: row}
	if v := r.byte(); v != rowVersion && r.err == nil {
		r.fail("row version %d", v)
	}
	if p.presence, p.flags, err = unpackFlags(r.byte()); err != nil {
		r.fail("its %v", err)
	}
	dur := r.uvarint()
	p.offset = r.offset()
	if r.uvarint() != 0 {
		r.fail("a category by hand, which this release does not know")
	}
	p.app, p.title = r.string(), r.string()
	if rest := uint64(dayOf(ms).start() + dayMillis - ms); dur == 0 || dur > rest {
		r.fail("it lasts %d ms, and the day %d", dur, rest)
	}
	if err := r.end(); err != nil {
		return rowParts{}, fmt.Errorf("row of %v: %w", fromMillis(ms), err)
	}
	p.start, p.end = ms, ms+int64(dur)
	return p, nil
}

// parseRow is readRow as a span.
func parseRow(ms int64, row []byte) (tracker.Span, error) {
	p, err := readRow(ms, row)
	if err != nil {
		return tracker.Span{}, err
	}
	return tracker.Span{
		Start: fromMillis(p.start), End: fromMillis(p.end), Presence: p.presence, Offset: p.offset, Flags: p.flags,
		Window: tracker.Window{App: string(p.app), Title: string(p.title)},
	}, nil
}
