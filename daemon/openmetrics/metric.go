package openmetrics

import (
	"encoding/binary"
	"iter"
	"time"
)

// heartbeat is how long a metric has no sample at most while the machine is
// awake. Prometheus takes a series for ended when it has none for longer.
const heartbeat = 5 * time.Minute

// metric is one set of labels of a family, with its values: one, or those of the
// buckets, the sum and the count of a histogram.
type metric struct {
	labels string // as they are written, without the bound of a bucket
	values []int64
	first  []int64 // at the step born
	born   int64   // the first step of which it is known; values before are not written
	known  bool    // born is set

	points []byte // what has changed after born: how many steps later, and each value by how much
	last   int64  // the step of the last point
}

// note takes in the values at a step, and returns how many bytes that takes.
func (m *metric) note(step int64, values []int64) int {
	if !m.known {
		m.known, m.born, m.last = true, step, step
		m.first = append(m.first, values...)
		m.values = append(m.values, values...)
		return 0
	}
	before := len(m.points)
	m.points = binary.AppendUvarint(m.points, uint64(step-m.last))
	for i, v := range values {
		m.points = binary.AppendVarint(m.points, v-m.values[i])
	}
	copy(m.values, values)
	m.last = step
	return len(m.points) - before
}

// samples yields the steps at which the metric is written, and its values, which
// are good until the next.
func (m *metric) samples(s steps) iter.Seq2[int64, []int64] {
	return func(yield func(int64, []int64) bool) {
		p := player{values: append([]int64(nil), m.first...), rest: m.points, next: m.born}
		p.advance()
		every := max(int64(heartbeat/s.length), 1)
		still, written := len(m.points) == 0, int64(0)
		for i, r := range s.runs {
			for n := max(r.first, m.born); n <= r.last; n++ {
				moved := p.to(n)
				following := n + 1
				if n == r.last && i+1 < len(s.runs) {
					following = s.runs[i+1].first
				}
				edge := n == r.first || n == r.last || n == m.born
				due := moved || p.ok && p.next == following || !still && n-written >= every
				if !edge && !due {
					continue
				}
				written = n
				if !yield(n, p.values) {
					return
				}
			}
		}
	}
}

// player reads the points of a metric.
type player struct {
	values []int64
	rest   []byte
	next   int64 // the step of the next point
	ok     bool  // there is one
}

// to brings the values to a step, and says whether they have changed.
func (p *player) to(step int64) (moved bool) {
	for p.ok && p.next <= step {
		for i := range p.values {
			by, n := binary.Varint(p.rest)
			p.values[i] += by
			p.rest = p.rest[n:]
		}
		moved = true
		p.advance()
	}
	return moved
}

// advance reads how far the next point is.
func (p *player) advance() {
	later, n := binary.Uvarint(p.rest)
	if p.ok = n > 0; p.ok {
		p.rest, p.next = p.rest[n:], p.next+int64(later)
	}
}
