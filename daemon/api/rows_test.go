package api

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestAppendSpanWritesWhatPackageJSONDoes(t *testing.T) {
	at := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	for name, s := range map[string]Span{
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
	s := Span{at, at.Add(1500 * time.Millisecond), "active", "editor", "chapter two of a book that has many", 60}
	var line []byte
	for b.Loop() {
		line = AppendSpan(line[:0], s)
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
