package engine

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// Bounds are the upper bounds of the buckets of a histogram that the ledger
// keeps, in the unit of its name; none: it keeps no such histogram.
func Bounds(metric string) []float64 {
	switch metric {
	case blockDuration, focusRun:
		return []float64{60, 300, 600, 900, 1500, 2400, 3600, 5400, 7200}
	case taskRatio:
		return []float64{0.25, 0.5, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 2, 3, 5}
	}
	return nil
}

// Bucket is the counter of all that was at most the bound, in a histogram with
// these labels.
func Bucket(metric, labels string, bound float64) Counter {
	le := "le=" + strconv.Quote(strconv.FormatFloat(bound, 'g', -1, 64))
	return Counter{metric + "_bucket", strings.TrimPrefix(labels+","+le, ",")}
}

// Sum is the counter of the sum of a histogram, in thousandths of its unit.
func Sum(metric, labels string) Counter { return Counter{metric + "_sum", labels} }

// Count is the counter of how many there are in a histogram.
func Count(metric, labels string) Counter { return Counter{metric + "_count", labels} }

// observed is what one more in a histogram counts.
func observed(metric, labels string, value float64) []Increment {
	all := []Increment{{Sum(metric, labels), uint64(math.Round(1000 * value))}, {Count(metric, labels), 1}}
	for _, bound := range Bounds(metric) {
		if value <= bound {
			all = append(all, Increment{Bucket(metric, labels, bound), 1})
		}
	}
	return all
}

// observeLength counts a length in a histogram.
func observeLength(added map[Counter]uint64, metric, labels string, length time.Duration) {
	for _, n := range observed(metric, labels, length.Seconds()) {
		added[n.Counter] += n.By
	}
}

func announceHistogram(metric, labels string, zero func(metric, labels string)) {
	for _, bound := range Bounds(metric) {
		c := Bucket(metric, labels, bound)
		zero(c.Metric, c.Labels)
	}
	for _, c := range []Counter{Sum(metric, labels), Count(metric, labels)} {
		zero(c.Metric, c.Labels)
	}
}
