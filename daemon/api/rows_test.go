package api

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

func TestAppendSpanWritesWhatPackageJSONDoes(t *testing.T) {
	at := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	for ms := range 1000 {
		checkSpan(t, "milliseconds", Span{Start: at.Add(time.Duration(ms) * time.Millisecond), End: at})
	}
	for c := range 256 {
		checkSpan(t, "one byte", Span{Start: at, End: at, App: string([]byte{byte(c)}), Title: "a chapter" + string([]byte{byte(c)}) + " of a book"})
	}
	for name, s := range map[string]Span{
		"another zone":  {at.In(time.FixedZone("", 3600)), at.Local(), "active", "editor", "", 60},
		"first years":   {time.Date(7, 1, 2, 3, 4, 5, 0, time.UTC), at.AddDate(7000, 0, 0), "active", "", "", 0},
		"full":          {at, at.Add(1500 * time.Millisecond), "active", "editor", "chapter two", 60},
		"nothing":       {at, at.Add(time.Nanosecond), "idle", "", "", -210},
		"quotes":        {at, at, "active", `a"b`, `back\slash`, 0},
		"markup":        {at, at, "active", "<b>", "this & that", 0},
		"control":       {at, at, "active", "tab\there", "\x00\x7f\n", 0},
		"other scripts": {at, at, "active", "Übersicht", "設定 \u2028 🙂", 0},
		"broken UTF-8":  {at, at, "active", "\xff", "a\xc3", 0},
	} {
		checkSpan(t, name, s)
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.Rune())
		checkSpan(t, "random", Span{
			Start:    at.Add(time.Duration(rapid.Int64Range(0, 1e18).Draw(t, "start"))),
			End:      at,
			Presence: "active",
			App:      text.Draw(t, "app"),
			Title:    text.Draw(t, "title"),
			Offset:   rapid.IntRange(-840, 840).Draw(t, "offset"),
		})
	})
}

// TestLinesAreThoseOfEachSpan writes spans that begin where the one before ends,
// or nearly there, or there in another zone.
func TestLinesAreThoseOfEachSpan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var lines Lines
		at := time.UnixMilli(rapid.Int64Range(0, 4e12).Draw(t, "start")).UTC()
		for range rapid.IntRange(1, 5).Draw(t, "spans") {
			s := Span{Start: at, End: at.Add(time.Duration(rapid.Int64Range(0, 1e12).Draw(t, "length"))), Presence: "active"}
			got, want := string(lines.Append(nil, s)), string(AppendSpan(nil, s))
			if got != want {
				t.Errorf("%v is written as %s, want %s", s, got, want)
			}
			at = rapid.SampledFrom([]time.Time{s.End, s.End.Add(1), s.End.In(time.FixedZone("", 3600)), {}}).Draw(t, "next")
		}
	})
}

// drawSpan draws a span as a log may have it.
func drawSpan(t *rapid.T) Span {
	at := time.UnixMilli(rapid.Int64Range(0, 4e12).Draw(t, "start")).UTC()
	text := rapid.OneOf(rapid.SampledFrom([]string{"", "editor", "a < b & \"c\"", "設定"}), rapid.StringOf(rapid.Rune()))
	return Span{
		Start: at, End: at.Add(time.Minute), Presence: "active", App: text.Draw(t, "app"), Title: text.Draw(t, "title"),
		Offset: rapid.IntRange(-840, 840).Draw(t, "offset"),
	}
}

func TestRowsAreReadAsTheyWereWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.SliceOfN(rapid.Custom(drawSpan), 0, 20).Draw(t, "spans")
		var text []byte
		for _, s := range want {
			text = append(AppendSpan(text, s), '\n')
		}
		var got []Span
		for s, err := range readRows(iotest.OneByteReader(bytes.NewReader(text))) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, s)
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("read back (-want +got):\n%s", diff)
		}
	})
}

// TestAnyLineIsReadAsPackageJSONDoes changes lines here and there: whichever
// way one is read, it means the same.
func TestAnyLineIsReadAsPackageJSONDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line := AppendSpan(nil, drawSpan(t))
		for range rapid.IntRange(0, 3).Draw(t, "changes") {
			i := rapid.IntRange(0, len(line)-1).Draw(t, "at")
			line[i] = rapid.OneOf(rapid.SampledFrom([]byte(`+0"\ }`)), rapid.Byte()).Draw(t, "byte")
		}
		var want Span
		wantErr := json.Unmarshal(line, &want)
		got, err := make(words).span(line)
		if (err == nil) != (wantErr == nil) || err == nil && got != want {
			t.Errorf("%q\n got %+v, %v\nwant %+v, %v", line, got, err, want, wantErr)
		}
	})
}

func TestLongLinesAndManyWordsAreRead(t *testing.T) {
	at := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	var text []byte
	for i := range 2 * mostWords {
		text = append(AppendSpan(text, Span{Start: at, End: at, Title: strconv.Itoa(i)}), '\n')
	}
	long := strings.Repeat("long ", 100_000)
	text = append(AppendSpan(text, Span{Start: at, End: at, Title: long}), '\n')
	n := 0
	for s, err := range readRows(bytes.NewReader(text)) {
		want := strconv.Itoa(n)
		if n == 2*mostWords {
			want = long
		}
		if err != nil || s.Title != want {
			t.Fatalf("row %d: a title of %d bytes, %v; want %d bytes", n, len(s.Title), err, len(want))
		}
		n++
	}
	if n != 2*mostWords+1 {
		t.Errorf("%d rows were read, want %d", n, 2*mostWords+1)
	}
}

type failer interface {
	Errorf(format string, args ...any)
}

func checkSpan(t failer, name string, s Span) {
	want, err := json.Marshal(s)
	got := AppendSpan(nil, s)
	if err != nil || string(got) != string(want) {
		t.Errorf("%s: AppendSpan(%+v)\n got %s\nwant %s (%v)", name, s, got, want, err)
	}
}

func BenchmarkAppendSpan(b *testing.B) {
	at := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	for name, title := range map[string]string{"ASCII": "chapter two of a book that has many", "Unicode": "chapter two of a book — the reader"} {
		s := Span{at, at.Add(1500 * time.Millisecond), "active", "editor", title, 60}
		b.Run(name, func(b *testing.B) {
			var line []byte
			for b.Loop() {
				line = AppendSpan(line[:0], s)
			}
		})
		b.Run(name+" one after the other", func(b *testing.B) {
			var line []byte
			var lines Lines
			for b.Loop() {
				line = lines.Append(line[:0], s)
				s.Start, s.End = s.End, s.End.Add(time.Second)
			}
		})
	}
}

func BenchmarkMarshalSpan(b *testing.B) {
	at := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	s := Span{at, at.Add(1500 * time.Millisecond), "active", "editor", "chapter two of a book that has many", 60}
	for b.Loop() {
		if _, err := json.Marshal(s); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkReadRows(b *testing.B) {
	at := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	line := append(AppendSpan(nil, Span{at, at.Add(1500 * time.Millisecond), "active", "editor", "chapter two of a book that has many", 60}), '\n')
	text := bytes.Repeat(line, 1000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		for _, err := range readRows(bytes.NewReader(text)) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}
