package icon

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"testing"
)

// all returns every icon there is, but for most of the numbers.
func all() []Icon {
	var icons []Icon
	for shape := NoDaemon; shape <= BreakOver; shape++ {
		fills := 0
		if shape == Work || shape == Paused {
			fills = Steps
		}
		for fill := 0; fill <= fills; fill++ {
			for _, held := range []bool{false, true} {
				for _, off := range []bool{false, true} {
					icons = append(icons, Icon{Shape: shape, Fill: fill, Held: held, Off: off})
				}
			}
		}
	}
	for digits := 1; digits <= Most; digits += 7 {
		icons = append(icons, Icon{Shape: Work, Digits: digits}, Icon{Shape: Work, Digits: digits, Held: true})
	}
	return icons
}

// Every icon can be told from every other one, in each theme and size, but for
// the few steps of the ring that the moon covers.
func TestIconsDiffer(t *testing.T) {
	for _, theme := range []Theme{Either, Light, Dark} {
		for _, size := range []int{22, 44} {
			seen := map[string]Icon{}
			for _, i := range all() {
				data := string(PNG(Draw(i, theme, size)))
				other, ok := seen[data]
				if other.Held && i.Held && i.Digits == 0 {
					other.Fill = i.Fill
				}
				if ok && (other != i || !i.Held) {
					t.Errorf("theme %v, size %d: %+v looks like %+v", theme, size, i, other)
				}
				seen[data] = i
			}
		}
	}
}

func TestDrawIsInsideThePicture(t *testing.T) {
	for _, i := range all() {
		img := Draw(i, Dark, 44)
		for n := range 44 {
			for _, p := range []image.Point{{n, 0}, {n, 43}, {0, n}, {43, n}} {
				if a := img.NRGBAAt(p.X, p.Y).A; a != 0 {
					t.Fatalf("%+v touches the edge at %v with alpha %d", i, p, a)
				}
			}
		}
	}
}

// The shape alone must tell the states apart: without colour no two of them
// may be alike.
func TestShapesDifferWithoutColour(t *testing.T) {
	masks := map[Shape]*image.NRGBA{}
	for shape := NoDaemon; shape <= BreakOver; shape++ {
		masks[shape] = Draw(Icon{Shape: shape, Fill: 12}, Dark, 22)
	}
	for a, first := range masks {
		for b, second := range masks {
			if a >= b {
				continue
			}
			if n := differing(first, second); n < 12 {
				t.Errorf("shapes %d and %d differ in %d pixels only", a, b, n)
			}
		}
	}
}

// Ten digits of one size: each can be read, so no two of them are nearly alike.
func TestDigitsDiffer(t *testing.T) {
	for a := 1; a <= 9; a++ {
		for b := a + 1; b <= 10; b++ {
			first := Draw(Icon{Shape: Work, Digits: 10 + a%10}, Dark, 22)
			second := Draw(Icon{Shape: Work, Digits: 10 + b%10}, Dark, 22)
			if n := differing(first, second); n < 8 {
				t.Errorf("%d and %d differ in %d pixels only", a%10, b%10, n)
			}
		}
	}
}

// differing counts the pixels whose coverage is clearly not the same.
func differing(a, b *image.NRGBA) int {
	n := 0
	for i := 3; i < len(a.Pix); i += 4 {
		if math.Abs(float64(a.Pix[i])-float64(b.Pix[i])) > 100 {
			n++
		}
	}
	return n
}

// Clockwise from twelve: the points at 1:30, 4:30, 7:30 and 10:30.
func TestRingFillsClockwise(t *testing.T) {
	quarters := []image.Point{{32, 11}, {32, 32}, {11, 32}, {11, 11}}
	work := Dark.palette().work
	for _, tt := range []struct {
		fill int
		want [4]bool
	}{
		{0, [4]bool{}},
		{4, [4]bool{true}},
		{10, [4]bool{true, true}},
		{16, [4]bool{true, true, true}},
		{24, [4]bool{true, true, true, true}},
	} {
		img := Draw(Icon{Shape: Work, Fill: tt.fill}, Dark, 44)
		var got [4]bool
		for i, p := range quarters {
			got[i] = img.NRGBAAt(p.X, p.Y) == work
		}
		if got != tt.want {
			t.Errorf("fill %d: quarters %v, want %v", tt.fill, got, tt.want)
		}
	}
}

func TestThemesStandOut(t *testing.T) {
	light, dark := color.NRGBA{0xf6, 0xf5, 0xf4, 0xff}, color.NRGBA{0x1e, 0x1e, 0x22, 0xff}
	for _, tt := range []struct {
		name  string
		theme Theme
		panel color.NRGBA
		least float64
	}{
		{"light", Light, light, 4},
		{"dark", Dark, dark, 4.5},
		{"either on light", Either, light, 3},
		{"either on dark", Either, dark, 3},
	} {
		p := tt.theme.palette()
		for _, c := range []color.NRGBA{p.ink, p.work, p.rest, p.alert} {
			if got := contrast(c, tt.panel); got < tt.least {
				t.Errorf("%s: contrast of %v is %.2f, want at least %.1f", tt.name, c, got, tt.least)
			}
		}
	}
}

// contrast is the ratio of WCAG 2.
func contrast(a, b color.NRGBA) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(c color.NRGBA) float64 {
	linear := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

func TestICOHoldsThePNG(t *testing.T) {
	want := PNG(Draw(Icon{Shape: Idle}, Light, 44))
	ico := ICO(want, 44)

	if got := fmt.Sprintf("% x", ico[:8]); got != "00 00 01 00 01 00 2c 2c" {
		t.Errorf("header % s, want kind 1, one image of 44 × 44", got)
	}
	length := binary.LittleEndian.Uint32(ico[14:])
	offset := binary.LittleEndian.Uint32(ico[18:])
	if got := ico[offset : offset+length]; !bytes.Equal(got, want) {
		t.Errorf("the image at %d of %d bytes is not the PNG", offset, length)
	}
	if _, err := png.Decode(bytes.NewReader(ico[offset:])); err != nil {
		t.Errorf("decode: %v", err)
	}
}

func BenchmarkDraw(b *testing.B) {
	for b.Loop() {
		PNG(Draw(Icon{Shape: Work, Fill: 12, Held: true}, Either, 44))
	}
}
