package store

import (
	"encoding/hex"
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestColumnBytes(t *testing.T) {
	for _, test := range []struct {
		name   string
		column []uint32
		want   string
	}{
		{"nothing", nil, "00"},
		{"zeros are a bit each", make([]uint32, 9), "00" + "ff01"},
		{"small ones", []uint32{0, 1, 2, 3}, "00" + "6502"}, // 1 010 011 00100
		{"equal ones", []uint32{5, 5, 5, 5}, "01" + "eeee"}, // 0111 each,
		{"the largest", []uint32{dayMillis}, "19" + "0270990c"},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := appendColumn(nil, test.column)
			got := make([]uint32, len(test.column))
			r := reader{data: b}
			r.numbers(got, dayMillis)
			if err := r.end(); err != nil || !slices.Equal(got, test.column) {
				t.Errorf("%v came back as %v, %v", test.column, got, err)
			}
			if hex.EncodeToString(b) != test.want {
				t.Errorf("%v is %x, want %s", test.column, b, test.want)
			}
		})
	}
}

func TestColumnsComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		most := rapid.SampledFrom([]uint32{0, 1, 100, 70_000, dayMillis}).Draw(t, "most")
		column := rapid.SliceOf(rapid.Uint32Range(0, most)).Draw(t, "column")
		rest := rapid.SliceOfN(rapid.Byte(), 0, 12).Draw(t, "rest")
		b := append(appendColumn(nil, column), rest...)
		got := make([]uint32, len(column))
		r := reader{data: b}
		r.numbers(got, most)
		if r.err != nil || !slices.Equal(got, column) || !slices.Equal(r.data, rest) {
			t.Errorf("%v and %v came back as %v and %v, %v", column, rest, got, r.data, r.err)
		}
	})
}

func TestColumnRefuses(t *testing.T) {
	for name, test := range map[string]struct {
		data []byte
		n    int
		most uint32
	}{
		"nothing at all":                {nil, 1, 9},
		"an order there is not":         {[]byte{maxOrder + 1, 1}, 1, dayMillis},
		"no number":                     {[]byte{0}, 1, 9},
		"a number too many":             {[]byte{0, 0x7f}, 9, 9},
		"zeros":                         {[]byte{0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, 1, dayMillis},
		"a number that is too large":    {[]byte{0, 0x06}, 1, 1},
		"a number that ends too early":  {[]byte{26, 1}, 1, dayMillis},
		"something after the last":      {[]byte{0, 0x03}, 1, 9},
		"a number of more bits than 27": {[]byte{26, 0xfc, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}, 1, dayMillis},
	} {
		r := reader{data: test.data}
		r.numbers(make([]uint32, test.n), test.most)
		if !errors.Is(r.err, ErrDamaged) {
			t.Errorf("%s: %v, want %v", name, r.err, ErrDamaged)
		}
	}
}
