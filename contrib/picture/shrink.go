package main

import (
	"bytes"
	"cmp"
	"image"
	"image/color"
	"image/png"
	"slices"
)

// shrink makes a picture of the 256 colours that it has the most of; each other
// point takes the nearest of them. That is not to be seen where colours are few
// and the rest are the edges of letters.
func shrink(picture []byte) ([]byte, error) {
	img, err := png.Decode(bytes.NewReader(picture))
	if err != nil {
		return nil, err
	}
	palette := frequent(img)
	small := image.NewPaletted(img.Bounds(), palette)
	nearest := make(map[color.RGBA]uint8)
	each(img, func(x, y int, c color.RGBA) {
		i, known := nearest[c]
		if !known {
			i = uint8(palette.Index(c))
			nearest[c] = i
		}
		small.SetColorIndex(x, y, i)
	})
	var out bytes.Buffer
	err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, small)
	return out.Bytes(), err
}

// frequent are the colours of a picture that most points have. Of colours that
// are nearly the same only the first is taken.
func frequent(img image.Image) (palette color.Palette) {
	count := make(map[color.RGBA]int)
	each(img, func(_, _ int, c color.RGBA) { count[c]++ })
	all := make([]color.RGBA, 0, len(count))
	for c := range count {
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b color.RGBA) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a.R, b.R), cmp.Compare(a.G, b.G), cmp.Compare(a.B, b.B))
	})
	for _, c := range all {
		if len(palette) == 256 {
			break
		}
		if !slices.ContainsFunc(palette, func(p color.Color) bool { return near(p.(color.RGBA), c) }) {
			palette = append(palette, c)
		}
	}
	return palette
}

// near says whether nobody can tell two colours apart.
func near(a, b color.RGBA) bool {
	const step = 6
	return away(a.R, b.R) < step && away(a.G, b.G) < step && away(a.B, b.B) < step
}

func away(a, b uint8) uint8 { return max(a, b) - min(a, b) }

func each(img image.Image, do func(x, y int, c color.RGBA)) {
	b := img.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			do(x, y, color.RGBAModel.Convert(img.At(x, y)).(color.RGBA))
		}
	}
}
