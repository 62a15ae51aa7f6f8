package main

import (
	"errors"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"focusd/tracker"
)

// momentAt is now with days that begin at four, in the zone of now.
func momentAt(now time.Time) moment {
	return moment{now: now, cal: tracker.Calendar{Location: now.Location(), Start: 4 * time.Hour}}
}

func TestParseLength(t *testing.T) {
	for s, want := range map[string]time.Duration{
		"25m": 25 * time.Minute, "25min": 25 * time.Minute, "90": 90 * time.Minute,
		"1h30": 90 * time.Minute, "1h30m": 90 * time.Minute, "1H30M": 90 * time.Minute,
		"1.5h": 90 * time.Minute, "90s": 90 * time.Second, "1h30m15s": 90*time.Minute + 15*time.Second,
		"1 h 30 min": 90 * time.Minute, "1h15s": time.Hour + 15*time.Second,
	} {
		if got, err := parseLength(s); err != nil || got != want {
			t.Errorf("parseLength(%q) = %v, %v, want %v", s, got, err, want)
		}
	}
}

func TestParseLengthRefuses(t *testing.T) {
	for _, s := range []string{
		"", "0", "0m", "-5m", "5x", "m", "30m1h", "1h2h", "1m30", "1s30", "1h-5", "1..5h", ".", "h30",
		"99999999999h", "1e3m", "8785h", "0.5s", "25/5", "14:10", "½h", "+5m", "0x10m", "Inf", "NaN",
	} {
		d, err := parseLength(s)
		var f *fault
		if !errors.As(err, &f) {
			t.Errorf("parseLength(%q) = %v, %v, want a fault", s, d, err)
			continue
		}
		if f.code != usage || len(f.hints) == 0 || !strings.Contains(f.Error(), s) {
			t.Errorf("parseLength(%q): %+v, want wrong usage that names it, with a hint", s, f)
		}
	}
}

// Who is out of range is told the range, and nothing else.
func TestLengthsOutOfRange(t *testing.T) {
	m := momentAt(noonish)
	for _, s := range []string{"0", "0m", "0.9s", "-5m", "-1h30", "8785h", "99999h", "99999999999999999999h"} {
		for name, parse := range map[string]func(string) error{
			"parseLength": func(s string) error { _, err := parseLength(s); return err },
			"ago":         func(s string) error { _, err := m.ago(s); return err },
			"ahead":       func(s string) error { _, err := m.ahead(s); return err },
			"since":       func(s string) error { _, err := m.since(s); return err },
		} {
			var f *fault
			if err := parse(s); !errors.As(err, &f) || f.Error() != `"`+s+`" is out of range` || strings.Join(f.hints, "") != "a length is from 1s to 8784h" {
				t.Errorf("%s(%q): %v, want that it is out of range, and the range", name, s, err)
			}
		}
	}
	if d, err := parseLength("8784h"); err != nil || d != longest {
		t.Errorf("parseLength(%q) = %v, %v, want %v", "8784h", d, err, longest)
	}
}

func TestFormattedLengthReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := time.Duration(rapid.Int64Range(1, int64(longest/time.Second)).Draw(t, "seconds")) * time.Second
		if got, err := parseLength(formatLength(d)); err != nil || got != d {
			t.Fatalf("parseLength(%q) = %v, %v, want %v", formatLength(d), got, err, d)
		}
	})
}

func TestParseLengthIsNeverZeroOrHuge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[0-9.hmins ]{0,12}`).Draw(t, "s")
		if d, err := parseLength(s); err == nil && (d <= 0 || d > longest) {
			t.Fatalf("parseLength(%q) = %v", s, d)
		}
	})
}

func TestRanges(t *testing.T) {
	// A Sunday at 14:26, and the Sunday before at two in the morning: still Saturday.
	for _, c := range []struct{ now, s, from, to string }{
		{"2026-11-22T14:26", "today", "2026-11-22T04:00", "2026-11-23T04:00"},
		{"2026-11-22T02:00", "today", "2026-11-21T04:00", "2026-11-22T04:00"},
		{"2026-11-22T14:26", "yesterday", "2026-11-21T04:00", "2026-11-22T04:00"},
		{"2026-11-22T14:26", "Sunday", "2026-11-22T04:00", "2026-11-23T04:00"},
		{"2026-11-22T14:26", "mon", "2026-11-16T04:00", "2026-11-17T04:00"},
		{"2026-11-22T14:26", "2026-11-20", "2026-11-20T04:00", "2026-11-21T04:00"},
		{"2026-11-22T14:26", "2026-11-01..2026-11-20", "2026-11-01T04:00", "2026-11-21T04:00"},
		{"2026-11-22T14:26", "monday..today", "2026-11-16T04:00", "2026-11-23T04:00"},
		{"2026-11-22T14:26", "friday..", "2026-11-20T04:00", "2026-11-22T14:26"},
		{"2026-11-22T14:26", "14:10", "2026-11-22T14:10", "2026-11-22T14:26"},
		{"2026-11-22T14:26", "14:30", "2026-11-21T14:30", "2026-11-22T14:26"},
		{"2026-11-22T14:26", "12:00..13:30", "2026-11-22T12:00", "2026-11-22T13:30"},
		{"2026-11-22T02:00", "23:00..01:00", "2026-11-21T23:00", "2026-11-22T01:00"},
		{"2026-11-22T14:26", "yesterday 23:00..yesterday 01:30", "2026-11-21T23:00", "2026-11-22T01:30"},
		{"2026-11-22T14:26", "2026-11-20T09:00..17:00", "2026-11-20T09:00", "2026-11-20T17:00"},
		{"2026-11-22T14:26", "2026-11-20 09:00", "2026-11-20T09:00", "2026-11-22T14:26"},
	} {
		m := momentAt(stamp(t, c.now))
		from, to, err := m.span(c.s)
		if err != nil || !from.Equal(stamp(t, c.from)) || !to.Equal(stamp(t, c.to)) {
			t.Errorf("at %s: span(%q) = %v .. %v, %v, want %s .. %s", c.now, c.s, from, to, err, c.from, c.to)
		}
	}
}

func TestRangesRefused(t *testing.T) {
	m := momentAt(noonish)
	for _, s := range []string{
		"", "..", "..today", "tomorrow", "25m", "2026-11-31", "2026-11-23", "today..yesterday",
		"yesterday..14:00", "monday..next", "noday 14:10", "yesterday 25:00", "yesterday..monday..today", "s", "mo",
	} {
		from, to, err := m.span(s)
		var f *fault
		if !errors.As(err, &f) || f.code != usage || len(f.hints) == 0 {
			t.Errorf("span(%q) = %v .. %v, %v, want wrong usage with a hint", s, from, to, err)
		}
	}
}

func TestLogSince(t *testing.T) {
	m := momentAt(noonish)
	for s, want := range map[string]string{
		"2h": "2026-11-22T12:26", "14:10": "2026-11-22T14:10", "yesterday": "2026-11-21T04:00", "45": "2026-11-22T13:41",
	} {
		if got, err := m.since(s); err != nil || !got.Equal(stamp(t, want)) {
			t.Errorf("since(%q) = %v, %v, want %s", s, got, err, want)
		}
	}
	if got, err := m.since("2026-11-23"); err == nil {
		t.Errorf("since(%q) = %v, want a refusal", "2026-11-23", got)
	}
}

func TestClocksAreClose(t *testing.T) {
	zones := []*time.Location{time.UTC, zone(t, "Europe/Berlin"), zone(t, "America/Santiago"), zone(t, "Asia/Kathmandu")}
	rapid.Check(t, func(t *rapid.T) {
		now := time.Unix(rapid.Int64Range(1.7e9, 1.9e9).Draw(t, "now"), 0).In(rapid.SampledFrom(zones).Draw(t, "zone"))
		c := clock{rapid.IntRange(0, 23).Draw(t, "hour"), rapid.IntRange(0, 59).Draw(t, "minute")}
		last, next := c.last(now), c.next(now)
		if last.After(now) || now.Sub(last) > 26*time.Hour {
			t.Fatalf("last %v before %v is %v", c, now, last)
		}
		if next.Before(now) || next.Sub(now) > 26*time.Hour {
			t.Fatalf("next %v after %v is %v", c, now, next)
		}
	})
}

func TestLengthsToAndFromAClock(t *testing.T) {
	m := momentAt(noonish)
	for s, want := range map[string]time.Duration{"14:10": 16 * time.Minute, "14:26": 0, "15:00": 23*time.Hour + 26*time.Minute, "10m": 10 * time.Minute} {
		if got, err := m.ago(s); err != nil || got != want {
			t.Errorf("ago(%q) = %v, %v, want %v", s, got, err, want)
		}
	}
	for s, want := range map[string]time.Duration{"14:10": 23*time.Hour + 44*time.Minute, "14:26": 24 * time.Hour, "15:00": 34 * time.Minute, "10m": 10 * time.Minute} {
		if got, err := m.ahead(s); err != nil || got != want {
			t.Errorf("ahead(%q) = %v, %v, want %v", s, got, err, want)
		}
	}
	m.now = m.now.Add(400 * time.Millisecond)
	if got, err := m.ahead("14:30"); err != nil || got != 4*time.Minute {
		t.Errorf("ahead(14:30) = %v, %v, want no less than until then in whole seconds: 4m", got, err)
	}
	if _, err := m.ahead("soon"); err == nil {
		t.Error(`ahead("soon") is no error`)
	}
}

func TestDayAfterTheClocksWentBack(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	m := momentAt(time.Date(2026, 10, 25, 12, 0, 0, 0, berlin))
	from, to, err := m.span("saturday")
	if err != nil || to.Sub(from) != 25*time.Hour {
		t.Errorf("saturday is %v .. %v, %v: %v long, want 25 h", from, to, err, to.Sub(from))
	}
}

func stamp(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.Parse("2006-01-02T15:04", s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}
