package icon

import (
	"image"
	"image/color"
)

// grid is the number of units along a side of the picture.
const grid = 22

// layer is one shape in one colour.
type layer struct {
	shape  shape
	colour color.NRGBA
}

// canvas is a picture under construction, with premultiplied colours in 0…1.
type canvas struct {
	size   int
	pixels []pixel
}

type pixel struct{ r, g, b, a float64 }

func newCanvas(size int) canvas {
	return canvas{size: size, pixels: make([]pixel, size*size)}
}

// coverage calls f for every pixel with the share of it inside s. Half a pixel
// on both sides of the edge the share falls from one to zero, which is exact
// for straight edges along the grid and not to be told from it elsewhere.
func (c canvas) coverage(s shape, f func(p *pixel, share float64)) {
	scale := float64(c.size) / grid
	for i := range c.pixels {
		x := (float64(i%c.size) + 0.5) / scale
		y := (float64(i/c.size) + 0.5) / scale
		if share := min(1, 0.5-s(x, y)*scale); share > 0 {
			f(&c.pixels[i], share)
		}
	}
}

// paint puts l over what is there.
func (c canvas) paint(l layer) {
	c.coverage(l.shape, func(p *pixel, share float64) {
		a := share * float64(l.colour.A) / 255
		p.r = p.r*(1-a) + a*float64(l.colour.R)/255
		p.g = p.g*(1-a) + a*float64(l.colour.G)/255
		p.b = p.b*(1-a) + a*float64(l.colour.B)/255
		p.a = p.a*(1-a) + a
	})
}

// erase makes s transparent.
func (c canvas) erase(s shape) {
	c.coverage(s, func(p *pixel, share float64) {
		p.r *= 1 - share
		p.g *= 1 - share
		p.b *= 1 - share
		p.a *= 1 - share
	})
}

func (c canvas) image() *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, c.size, c.size))
	for i, p := range c.pixels {
		if p.a == 0 {
			continue
		}
		channel := func(v float64) uint8 { return uint8(min(255, v/p.a*255+0.5)) }
		img.SetNRGBA(i%c.size, i/c.size, color.NRGBA{
			R: channel(p.r), G: channel(p.g), B: channel(p.b), A: uint8(p.a*255 + 0.5),
		})
	}
	return img
}
