package main

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"testing"
)

// screen is a picture as a browser makes it: two colours, and between them the
// edge of a letter.
func screen(t *testing.T) ([]byte, *image.RGBA) {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 600, 300))
	each(img, func(x, y int, _ color.RGBA) {
		c := color.RGBA{R: 0xf7, G: 0xf6, B: 0xf2, A: 0xff}
		switch {
		case x > 400:
			c = color.RGBA{R: 0x1c, G: 0x6b, B: 0x59, A: 0xff}
		case x > 200 && x < 260:
			c.R, c.G, c.B = uint8(4*(x-200)), uint8(4*(x-200)), uint8(4*(x-200)+y/100)
		}
		img.SetRGBA(x, y, c)
	})
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), img
}

// TestShrink: what has much of the picture stays as it is, to the bit, and
// nothing else strays far.
func TestShrink(t *testing.T) {
	before, want := screen(t)
	after, err := shrink(before)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(after))
	if err != nil {
		t.Fatal(err)
	}
	got, ok := img.(*image.Paletted)
	if !ok || len(got.Palette) > 256 || got.Bounds() != want.Bounds() {
		t.Fatalf("%T of %v with %d colours", img, img.Bounds(), len(got.Palette))
	}
	for _, at := range []image.Point{{10, 10}, {590, 290}} {
		if got.At(at.X, at.Y) != want.At(at.X, at.Y) {
			t.Errorf("at %v %v, want %v", at, got.At(at.X, at.Y), want.At(at.X, at.Y))
		}
	}
	each(got, func(x, y int, c color.RGBA) {
		w := want.RGBAAt(x, y)
		if away(c.R, w.R) > 6 || away(c.G, w.G) > 6 || away(c.B, w.B) > 6 {
			t.Fatalf("at %d,%d %v, want nearly %v", x, y, c, w)
		}
	})
	if _, err := shrink([]byte("no picture")); err == nil {
		t.Error("what is no picture is shrunk")
	}
}
