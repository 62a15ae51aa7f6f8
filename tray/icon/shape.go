package icon

import "math"

// A shape gives the signed distance from the point (x, y) to its edge,
// negative inside. The unit is 1/22 of the picture's side, (0, 0) is the top
// left corner.
//
// The formulas are those of Inigo Quilez,
// https://iquilezles.org/articles/distfunctions2d/.
type shape func(x, y float64) float64

// centre is the middle of the picture.
const centre = 11.0

func disc(cx, cy, r float64) shape {
	return func(x, y float64) float64 { return math.Hypot(x-cx, y-cy) - r }
}

// ring has its stroke of the given width around radius r.
func ring(r, width float64) shape {
	return func(x, y float64) float64 {
		return math.Abs(math.Hypot(x-centre, y-centre)-r) - width/2
	}
}

// arc is the part of a ring from twelve o'clock over turn, 0 to 1, clockwise.
// Its ends are flat: round ones would close the gap of the last step.
func arc(r, width, turn float64) shape {
	if turn >= 1 {
		return ring(r, width)
	}
	// Turned so that the middle of the arc points upwards, the arc is
	// symmetric: only the half with x >= 0 need be looked at.
	sin, cos := math.Sincos(turn * math.Pi)
	return func(x, y float64) float64 {
		x, y = x-centre, centre-y
		px, py := math.Abs(x*cos-y*sin), x*sin+y*cos
		beyond := px*cos - py*sin // past the end of the arc
		return max(beyond, math.Abs(math.Hypot(px, py)-r)-width/2)
	}
}

// line goes from one point to another with round ends.
func line(x1, y1, x2, y2, width float64) shape {
	dx, dy := x2-x1, y2-y1
	length2 := dx*dx + dy*dy
	if length2 == 0 {
		return disc(x1, y1, width/2)
	}
	return func(x, y float64) float64 {
		along := min(1, max(0, ((x-x1)*dx+(y-y1)*dy)/length2))
		return math.Hypot(x-x1-along*dx, y-y1-along*dy) - width/2
	}
}

// box has its corners rounded by top and bottom.
func box(left, upper, right, lower, top, bottom float64) shape {
	cx, cy := (left+right)/2, (upper+lower)/2
	return func(x, y float64) float64 {
		r := top
		if y > cy {
			r = bottom
		}
		qx := math.Abs(x-cx) - (right-left)/2 + r
		qy := math.Abs(y-cy) - (lower-upper)/2 + r
		return min(max(qx, qy), 0) + math.Hypot(max(qx, 0), max(qy, 0)) - r
	}
}

// dots are n discs of radius size on a circle of radius r.
func dots(n int, r, size float64) shape {
	step := 2 * math.Pi / float64(n)
	return func(x, y float64) float64 {
		angle := math.Atan2(y-centre, x-centre)
		nearest := math.Round(angle/step) * step
		sin, cos := math.Sincos(nearest)
		return math.Hypot(x-centre-r*cos, y-centre-r*sin) - size
	}
}

func union(shapes ...shape) shape {
	return func(x, y float64) float64 {
		d := math.Inf(1)
		for _, s := range shapes {
			d = min(d, s(x, y))
		}
		return d
	}
}

// without is a with b cut out.
func without(a, b shape) shape {
	return func(x, y float64) float64 { return max(a(x, y), -b(x, y)) }
}

// grown is s with its edge moved outwards by d.
func grown(s shape, d float64) shape {
	return func(x, y float64) float64 { return s(x, y) - d }
}
