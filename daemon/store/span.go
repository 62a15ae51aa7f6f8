package store

import (
	"fmt"
	"slices"
	"time"

	"focusd/tracker"
)

// A span's presence and flags are one byte on disk:
//
//	bits 0 to 2  presence
//	bit 3        continues
//	bit 4        clock-adjusted
//	bits 5 to 7  reserved, zero; bit 5 will be: edited by hand
const (
	presenceBits  = 3
	presenceMask  = 1<<presenceBits - 1
	knownFlags    = tracker.Continues | tracker.ClockAdjusted
	maxOffset     = 26 * 60 // minutes; more than any zone has had
	maxStringSize = 64 << 10
)

// lastDay is the last day that a span may be in: 9999-12-31.
const lastDay utcDay = 2932896

func packFlags(p tracker.Presence, f tracker.Flags) byte { return byte(p) | byte(f)<<presenceBits }

func unpackFlags(b byte) (tracker.Presence, tracker.Flags, error) {
	presence, flags := tracker.Presence(b&presenceMask), tracker.Flags(b>>presenceBits)
	if presence > tracker.Unobserved || flags&^knownFlags != 0 {
		return 0, 0, fmt.Errorf("%w: flags %#02x", ErrDamaged, b)
	}
	return presence, flags, nil
}

// millis is t as the log has it.
func millis(t time.Time) time.Time { return t.UTC().Round(0).Truncate(time.Millisecond) }

// normal returns spans as the log keeps them: whole milliseconds, cut at UTC
// midnight, none shorter than a millisecond. What cannot be a log is refused.
func normal(spans []tracker.Span) ([]tracker.Span, error) {
	kept := make([]tracker.Span, 0, len(spans))
	end := time.UnixMilli(0)
	for i, s := range spans {
		s.Start, s.End = millis(s.Start), millis(s.End)
		if s.End.Before(s.Start) || s.Start.Before(end) {
			return nil, fmt.Errorf("span %d of %d is out of order", i+1, len(spans))
		}
		if err := storable(s); err != nil {
			return nil, fmt.Errorf("span %d of %d: %w", i+1, len(spans), err)
		}
		end = s.End
		kept = slices.AppendSeq(kept, tracker.SplitUTC(s))
	}
	return kept, nil
}

// storable tells why a span has no form on disk.
func storable(s tracker.Span) error {
	switch {
	case dayOf(s.End.UnixMilli()) > lastDay:
		return fmt.Errorf("it ends after the year 9999")
	case s.Presence > tracker.Unobserved:
		return fmt.Errorf("presence %d is not known", s.Presence)
	case s.Flags&^knownFlags != 0:
		return fmt.Errorf("flags %#02x are not known", s.Flags)
	case s.Offset < -maxOffset || s.Offset > maxOffset:
		return fmt.Errorf("no zone is %d minutes from UTC", s.Offset)
	case len(s.Window.App) > maxStringSize || len(s.Window.Title) > maxStringSize:
		return fmt.Errorf("the name of its window is too long")
	}
	return nil
}
