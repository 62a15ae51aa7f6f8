package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestClean(t *testing.T) {
	for s, want := range map[string]string{
		"plain":                    "plain",
		"a\x1b[31mb":               "a[31mb",
		"a\u009b31mb":              "a31mb",
		"a\x00\x07\x7fb":           "ab",
		"a\r\nb\tc\u2028d":         "a  b c d",
		"ab\u202ecd\u2066ef":       "abcdef",
		"\ufeffbom":                "bom",
		"bad\xff\xfeutf8":          "bad��utf8",
		"family 👩\u200d👧":          "family 👩\u200d👧",
		"e\u0301":                  "e\u0301",
		"soft\u00adhyphen":         "softhyphen",
		"tag\U000E0041\U000E007Fs": "tags",
	} {
		if got := clean(s); got != want {
			t.Errorf("clean(%q) = %q, want %q", s, got, want)
		}
	}
}

func TestCells(t *testing.T) {
	for s, want := range map[string]int{
		"": 0, "abc": 3, "é": 1, "e\u0301": 1, "日本": 4, "한글": 4, "ｆ": 2, "👍": 2, "━●…": 3, "a\u200db": 2,
	} {
		if got := cells(s); got != want {
			t.Errorf("cells(%q) = %d, want %d", s, got, want)
		}
	}
}

func TestFit(t *testing.T) {
	for _, c := range []struct {
		s    string
		n    int
		want string
	}{
		{"report", 6, "report"},
		{"report", 5, "repo…"},
		{"a report", 3, "a…"},
		{"日本語", 4, "日…"},
		{"日本語", 3, "日…"},
		{"日本語", 6, "日本語"},
		{"report", 1, "…"},
		{"report", 0, ""},
		{"report", -1, ""},
		{"", 0, ""},
	} {
		if got := fit(c.s, c.n); got != c.want {
			t.Errorf("fit(%q, %d) = %q, want %q", c.s, c.n, got, c.want)
		}
	}
}

func TestTextOfAnySortFitsItsColumn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw := rapid.OneOf(rapid.String(), rapid.StringMatching(`[\x00-\x{ff}\x{2000}-\x{2070}日👍]*`)).Draw(t, "text")
		n := rapid.IntRange(0, 30).Draw(t, "cells")
		s := clean(raw)
		if clean(s) != s || !utf8.ValidString(s) || strings.ContainsAny(s, "\n\x1b\u009b") {
			t.Fatalf("clean(%q) = %q is not clean", raw, s)
		}
		for name, got := range map[string]string{"pad": pad(s, n), "padLeft": padLeft(s, n)} {
			if cells(got) != n {
				t.Fatalf("%s(%q, %d) = %q has %d cells", name, s, n, got, cells(got))
			}
		}
	})
}

func TestQuotedControlsMeanTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "text")
		text := quoteControls(jsonLine(s))
		if clean(text) != text {
			t.Fatalf("%q has control characters", text)
		}
		var got string
		if err := json.Unmarshal([]byte(text), &got); err != nil || got != s {
			t.Fatalf("%s reads back as %q, %v, want %q", text, got, err, s)
		}
	})
}

func TestWrap(t *testing.T) {
	const long = "Rindfleischetikettierungsgesetz"
	for _, tt := range []struct {
		in   string
		n    int
		want []string
	}{
		{"", 30, []string{""}},
		{"all  on one", 30, []string{"all on one"}},
		{"one two three four five six", 20, []string{"one two three four", "five six"}},
		{"one two three four five six", -3, []string{"one two three four", "five six"}},
		{"a " + long + " b", 20, []string{"a", long, "b"}},
		{"中文中文 中文中文 中文中文", 20, []string{"中文中文 中文中文", "中文中文"}},
	} {
		if got := wrap(tt.in, tt.n); !slices.Equal(got, tt.want) {
			t.Errorf("wrap(%q, %d) = %q, want %q", tt.in, tt.n, got, tt.want)
		}
	}
}
