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
	b = append(b, rowVersion, packFlags(s))
	b = binary.AppendUvarint(b, uint64(s.End.Sub(s.Start)/time.Millisecond))
	b = binary.AppendVarint(b, int64(s.Offset))
	b = binary.AppendUvarint(b, 0)
	b = appendString(b, s.Window.App)
	return appendString(b, s.Window.Title)
}

// parseRow is the reverse of appendRow, for the row of a span that starts at ms.
func parseRow(ms int64, row []byte) (tracker.Span, error) {
	r := reader{data: row}
	if v := r.byte(); v != rowVersion && r.err == nil {
		r.fail("row version %d", v)
	}
	presence, flags, err := unpackFlags(r.byte())
	if err != nil {
		r.fail("its %v", err)
	}
	dur := r.uvarint()
	offset := r.offset()
	if r.uvarint() != 0 {
		r.fail("a category by hand, which this release does not know")
	}
	window := tracker.Window{App: r.string(), Title: r.string()}
	if rest := uint64(dayOf(ms).start() + dayMillis - ms); dur == 0 || dur > rest {
		r.fail("it lasts %d ms, and the day %d", dur, rest)
	}
	if err := r.end(); err != nil {
		return tracker.Span{}, fmt.Errorf("row of %v: %w", fromMillis(ms), err)
	}
	return tracker.Span{
		Start: fromMillis(ms), End: fromMillis(ms + int64(dur)),
		Presence: presence, Window: window, Offset: offset, Flags: flags,
	}, nil
}
