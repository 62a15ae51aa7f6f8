package store

import (
	"bytes"
	"encoding/hex"
	"errors"
	"slices"
	"testing"
	"time"

	"focusd/daemon/engine/enginetest"
	"focusd/tracker"
)

func testCodec(t testing.TB) *codec {
	t.Helper()
	c, err := newCodec()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.close)
	return c
}

var mondayDay = dayOf(monday.UnixMilli())

// small is a day by hand, in which every column has something to say.
func small() []tracker.Span {
	at := func(ms int64) time.Time { return monday.Add(time.Duration(ms) * time.Millisecond) }
	editor, mail := tracker.Window{App: "editor", Title: "one"}, tracker.Window{App: "mail"}
	return []tracker.Span{
		{Start: at(0), End: at(300), Presence: tracker.Asleep, Offset: 60, Flags: tracker.Continues},
		{Start: at(300), End: at(301), Window: editor, Offset: 60},
		{Start: at(1000), End: at(2000), Window: mail, Offset: -210, Flags: tracker.ClockAdjusted},
		{Start: at(2000), End: at(dayMillis), Window: editor, Presence: tracker.Passive, Offset: -210},
	}
}

// The bytes of a chunk and of a row are what is on people's disks: a change
// here is a new version.
func TestChunkBytes(t *testing.T) {
	c := testCodec(t)
	spans := small()
	for i := range spans {
		spans[i].Window.Title = ""
	}
	chunk, err := c.encode(mondayDay, spans)
	if err != nil {
		t.Fatal(err)
	}
	want := "02" + "00" + "32" + // version, flags, length of the numbers
		"03" + "06656469746f72" + "00" + "046d61696c" + // apps: the one of most spans first
		"03" + "0065" + // subjects: 0 1 2
		"04" + // spans
		"01" + "0006" + "08ea06" + // a gap, two spans without before it, 699 ms
		"095706e0790000be589904" + // lengths
		"00ea" + // subject of each: 1 0 2 0
		"0d01" + "0001" + "1001" + "0101" + // flags
		"7802" + "a30302" // offsets
	if got := hex.EncodeToString(chunk); got != want {
		t.Errorf("chunk is\n%s, want\n%s", got, want)
	}
	row := appendRow(nil, small()[2])
	if got, want := hex.EncodeToString(row), "01"+"10"+"e807"+"a303"+"00"+"046d61696c"+"00"; got != want {
		t.Errorf("row is %s, want %s", got, want)
	}
}

func TestChunkComesBack(t *testing.T) {
	c := testCodec(t)
	log := days(7, 3)
	for name, spans := range map[string][]tracker.Span{
		"nothing": nil,
		"by hand": small(),
		"one":     log[0][:1],
		"full":    log[0],
		"another": dayLater(log[1], -1),
	} {
		t.Run(name, func(t *testing.T) {
			chunk, err := c.encode(mondayDay, spans)
			if err != nil {
				t.Fatal(err)
			}
			got, err := c.decode(mondayDay, chunk, &scratch{})
			if err != nil {
				t.Fatal(err)
			}
			equal(t, "spans", got, spans)
			again, err := testCodec(t).encode(mondayDay, got)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(again, chunk) {
				t.Error("equal spans made different bytes")
			}
		})
	}
}

// dayLater moves spans by whole days.
func dayLater(spans []tracker.Span, n int) []tracker.Span {
	spans = slices.Clone(spans)
	for i := range spans {
		spans[i].Start, spans[i].End = spans[i].Start.AddDate(0, 0, n), spans[i].End.AddDate(0, 0, n)
	}
	return spans
}

func TestChunkRefuses(t *testing.T) {
	c := testCodec(t)
	for name, change := range map[string]func([]tracker.Span){
		"an overlap":           func(s []tracker.Span) { s[2].Start = s[1].Start },
		"a span of no length":  func(s []tracker.Span) { s[1].End = s[1].Start },
		"a span backwards":     func(s []tracker.Span) { s[1].End = s[0].Start },
		"a start before it":    func(s []tracker.Span) { s[0].Start = s[0].Start.Add(-time.Second) },
		"an end after the day": func(s []tracker.Span) { s[3].End = s[3].End.Add(time.Second) },
	} {
		spans := small()
		change(spans)
		if _, err := c.encode(mondayDay, spans); err == nil {
			t.Errorf("%s was encoded", name)
		}
	}
}

// Whatever is cut off or changed, the decoder says so or returns a log that
// keeps the rules; it never panics.
func TestChunkDamaged(t *testing.T) {
	c := testCodec(t)
	chunk, err := c.encode(mondayDay, small())
	if err != nil {
		t.Fatal(err)
	}
	for n := range chunk {
		if _, err := c.decode(mondayDay, chunk[:n], &scratch{}); !errors.Is(err, ErrDamaged) {
			t.Errorf("the first %d of %d bytes: %v, want %v", n, len(chunk), err, ErrDamaged)
		}
	}
	for bit := range len(chunk) * 8 {
		bad := bytes.Clone(chunk)
		bad[bit/8] ^= 1 << (bit % 8)
		if spans, err := c.decode(mondayDay, bad, &scratch{}); err == nil && inDay(mondayDay, spans) != nil {
			t.Errorf("bit %d: the decoder let through %v", bit, inDay(mondayDay, spans))
		}
	}
}

func FuzzChunk(f *testing.F) {
	c := testCodec(f)
	for _, spans := range append(days(3, 1), small(), nil) {
		chunk, err := c.encode(mondayDay, spans)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(chunk)
		f.Add(encodeOne(f, mondayDay, spans))
	}
	f.Fuzz(func(t *testing.T, chunk []byte) {
		spans, err := c.decode(mondayDay, chunk, &scratch{})
		if err != nil {
			if !errors.Is(err, ErrDamaged) {
				t.Errorf("decode: %v, want %v", err, ErrDamaged)
			}
			return
		}
		again, err := c.encode(mondayDay, spans)
		if err != nil {
			t.Fatalf("what was decoded cannot be encoded: %v", err)
		}
		back, err := c.decode(mondayDay, again, &scratch{})
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "spans", back, spans)
	})
}

func FuzzRow(f *testing.F) {
	for _, s := range small() {
		f.Add(s.Start.UnixMilli(), appendRow(nil, s))
	}
	f.Fuzz(func(t *testing.T, ms int64, row []byte) {
		if ms < 0 || dayOf(ms) > lastDay {
			return
		}
		s, err := parseRow(ms, row)
		if err != nil {
			return
		}
		if err := inDay(dayOf(ms), []tracker.Span{s}); err != nil {
			t.Error(err)
		}
		back, err := parseRow(ms, appendRow(nil, s))
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "span", back, s)
	})
}

// With 66,000 titles a year a span costs at most 12 bytes on disk, of which 4 are
// not of titles: half a million spans make 6 MB.
func TestChunkSize(t *testing.T) {
	c := testCodec(t)
	size, numbers, n := 0, 0, 0
	for day := range enginetest.Days(5, monday, 60) {
		chunk, err := c.encode(dayOf(day[0].Start.UnixMilli()), day)
		if err != nil {
			t.Fatal(err)
		}
		r := reader{data: chunk[2:]}
		size, numbers, n = size+len(chunk), numbers+len(r.string()), n+len(day)
	}
	perSpan, plain := float64(size)/float64(n), float64(numbers)/float64(n)
	t.Logf("%d spans, %.1f bytes each, %.1f without titles", n, perSpan, plain)
	if perSpan > 12 || plain > 4 {
		t.Errorf("%d spans take %.1f bytes each, %.1f without titles; want at most 12 and 4", n, perSpan, plain)
	}
}

// Commits every 30 s and a day sealed every night leave no more free than some
// days need, however long it goes on.
func TestLiveUseLeavesLittleFree(t *testing.T) {
	if testing.Short() {
		t.Skip("commits as often as in a week")
	}
	s := open(t, t.TempDir())
	s.file.bolt.NoSync = true
	for i, day := range days(4, 7) {
		for _, c := range workday(day) {
			commit(t, s, c)
		}
		_, free, err := s.file.space()
		if err != nil || free > 500_000 {
			t.Errorf("after day %d %d bytes are free (%v), want at most 500000", i+1, free, err)
		}
	}
}
