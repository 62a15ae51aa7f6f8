package icon

import "math"

// point is on the grid of 22 units, or within one digit.
type point struct{ x, y float64 }

// Measures of a digit in full size.
const (
	digitWidth  = 7.0
	digitHeight = 13.0
	digitGap    = 3.0 // between the middles of the strokes of two
	digitStroke = 2.4
)

// number writes n, of one or two digits, around the height of cy.
func number(n int, cy, scale float64) shape {
	digits := []int{n % 10}
	if n >= 10 {
		digits = []int{n / 10 % 10, n % 10}
	}
	const step = digitWidth + digitGap
	width := float64(len(digits))*step - digitGap
	var shapes []shape
	for i, d := range digits {
		left, top := centre+scale*(float64(i)*step-width/2), cy-scale*digitHeight/2
		for _, points := range strokes(d) {
			for j := range points {
				points[j] = point{left + scale*points[j].x, top + scale*points[j].y}
			}
			shapes = append(shapes, polyline(points, scale*digitStroke))
		}
	}
	return union(shapes...)
}

// polyline joins points with a round pen.
func polyline(points []point, width float64) shape {
	var shapes []shape
	for i, p := range points[1:] {
		shapes = append(shapes, line(points[i].x, points[i].y, p.x, p.y, width))
	}
	return union(shapes...)
}

// strokes are the moves of the pen that write a digit, from the top left corner
// of its box.
func strokes(digit int) [][]point {
	const w, h = digitWidth, digitHeight
	const mid = 6.2 // where the bowls of 3 and 8 meet
	switch digit {
	case 0:
		return [][]point{ellipse(w/2, h/2, w/2, h/2, 0, 360)}
	case 1:
		return [][]point{{{1, 2.6}, {4.2, 0}, {4.2, h}}}
	case 2:
		return [][]point{append(ellipse(w/2, 3.6, w/2, 3.6, -170, 40), point{0, h}, point{w, h})}
	case 3:
		return [][]point{
			append(ellipse(w/2, mid/2, w/2-0.2, mid/2, -160, 90), ellipse(w/2, (mid+h)/2, w/2, (h-mid)/2, -90, 160)...),
		}
	case 4:
		return [][]point{{{5.2, h}, {5.2, 0}, {0, 9}, {w, 9}}}
	case 5:
		return [][]point{append([]point{{w - 0.4, 0}, {0.6, 0}, {0.2, 5.6}}, ellipse(w/2-0.2, 8.6, w/2+0.2, h-8.6, -130, 150)...)}
	case 6:
		return [][]point{append(ellipse(w, 9, w, 9, -95, -180), ellipse(w/2, 9, w/2, h-9, -180, 180)...)}
	case 7:
		return [][]point{{{0, 0}, {w, 0}, {2.2, h}}}
	case 8:
		return [][]point{
			ellipse(w/2, mid/2, w/2-0.3, mid/2, 0, 360),
			ellipse(w/2, (mid+h)/2, w/2, (h-mid)/2, 0, 360),
		}
	}
	return [][]point{append(ellipse(0, 4, w, 9, 85, 0), ellipse(w/2, 4, w/2, 4, 0, -360)...)}
}

// ellipse is a piece of one around (cx, cy), in degrees clockwise from the
// right. Its corners cannot be seen in a picture of a hundred pixels.
func ellipse(cx, cy, rx, ry, from, to float64) []point {
	const pieces = 16
	points := make([]point, pieces+1)
	for i := range points {
		sin, cos := math.Sincos((from + (to-from)*float64(i)/pieces) * math.Pi / 180)
		points[i] = point{cx + rx*cos, cy + ry*sin}
	}
	return points
}
