package icon

import (
	"image"
	"image/color"
)

// palette is the colours of one theme.
type palette struct {
	ink   color.NRGBA // what is not coloured
	faint color.NRGBA // the part of the ring that is not yet filled
	work  color.NRGBA
	rest  color.NRGBA
	alert color.NRGBA // overtime, and the dot of a break that is over
}

// palette returns the colours that stand out on a panel of the theme.
func (t Theme) palette() palette {
	switch t {
	case Light:
		return palette{
			ink:   color.NRGBA{0x3a, 0x3f, 0x47, 0xff},
			faint: color.NRGBA{0x3a, 0x3f, 0x47, 0x48},
			work:  color.NRGBA{0xc9, 0x2a, 0x2a, 0xff},
			rest:  color.NRGBA{0x1b, 0x7f, 0x4b, 0xff},
			alert: color.NRGBA{0xb8, 0x58, 0x00, 0xff},
		}
	case Dark:
		return palette{
			ink:   color.NRGBA{0xe8, 0xea, 0xed, 0xff},
			faint: color.NRGBA{0xe8, 0xea, 0xed, 0x50},
			work:  color.NRGBA{0xff, 0x6b, 0x61, 0xff},
			rest:  color.NRGBA{0x5f, 0xd3, 0x93, 0xff},
			alert: color.NRGBA{0xff, 0xb2, 0x3e, 0xff},
		}
	}
	// Each at least 3:1 against the panels of both other themes.
	return palette{
		ink:   color.NRGBA{0x7c, 0x82, 0x8b, 0xff},
		faint: color.NRGBA{0x7c, 0x82, 0x8b, 0x58},
		work:  color.NRGBA{0xe5, 0x48, 0x4d, 0xff},
		rest:  color.NRGBA{0x2b, 0x9a, 0x66, 0xff},
		alert: color.NRGBA{0xc8, 0x75, 0x00, 0xff},
	}
}

// Draw returns the picture of i with sides of size pixels.
func Draw(i Icon, t Theme, size int) *image.NRGBA {
	p := t.palette()
	c := newCanvas(size)
	for _, l := range i.body(p) {
		c.paint(l)
	}
	if i.Off {
		slash := line(3.2, 18.8, 18.8, 3.2, 2)
		c.erase(grown(slash, 1.3))
		c.paint(layer{slash, p.ink})
	}
	if i.Held {
		moon := without(disc(17, 17, 4.2), disc(19, 15.2, 3.5))
		c.erase(disc(17, 17, 5.4))
		c.paint(layer{moon, p.ink})
	}
	return c.image()
}

// Measures of the ring: the radius of its middle, and the widths of an empty
// and of a filled one.
const (
	radius = 7.6
	thin   = 2.0
	thick  = 3.4
)

// body is the picture without the marks for held and off.
func (i Icon) body(p palette) []layer {
	switch i.Shape {
	case Idle:
		return []layer{{ring(radius, thin), p.ink}}
	case Work:
		switch {
		case i.Digits == 0:
			return i.filled(p, p.work)
		case i.Held:
			return []layer{{number(i.Digits, 6.7, 0.8), p.work}} // above the moon
		}
		return []layer{{number(i.Digits, centre, 1), p.work}}
	case Paused:
		return append(i.filled(p, p.ink),
			layer{line(9.2, 8.6, 9.2, 13.4, 1.9), p.ink},
			layer{line(12.8, 8.6, 12.8, 13.4, 1.9), p.ink})
	case Overtime:
		plus := union(line(11, 8, 11, 14, 2), line(8, 11, 14, 11, 2))
		return []layer{{ring(radius, thick), p.alert}, {plus, p.alert}}
	case Break:
		return cup(p.rest)
	case BreakOver:
		return append(cup(p.rest), layer{disc(17.6, 4.6, 3.2), p.alert})
	}
	return []layer{{dots(10, radius, 1.15), p.ink}}
}

// filled is a ring filled as far as i says. Even an empty one has a dot where
// it begins: a block that has just begun must not look idle.
func (i Icon) filled(p palette, colour color.NRGBA) []layer {
	part := disc(centre, centre-radius, thick/2)
	if fill := min(i.Fill, Steps); fill > 0 {
		part = arc(radius, thick, float64(fill)/Steps)
	}
	return []layer{{ring(radius, thin), p.faint}, {part, colour}}
}

// cup is a cup with its handle, on a saucer.
func cup(colour color.NRGBA) []layer {
	body := box(3, 4.6, 14.6, 14.8, 0.9, 4.4)
	handle := without(disc(15.2, 8.6, 3.5), disc(15.2, 8.6, 1.6))
	saucer := line(3.6, 17.9, 14, 17.9, 2)
	return []layer{{union(body, handle, saucer), colour}}
}
