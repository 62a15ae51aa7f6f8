package openmetrics

import (
	"bufio"
	"cmp"
	"slices"
	"strconv"
	"strings"

	"focusd/daemon/engine"
)

// Form is what the samples are written as.
type Form uint8

const (
	// OpenMetrics is what promtool tsdb create-blocks-from openmetrics reads: times
	// are in seconds.
	OpenMetrics Form = iota
	// VictoriaMetrics is what its /api/v1/import/prometheus reads: the text of
	// Prometheus, times are in milliseconds.
	VictoriaMetrics
)

// Type is what kind of metric it is.
type Type string

// The types of OpenMetrics that are written.
const (
	Counter   Type = "counter"
	Gauge     Type = "gauge"
	Histogram Type = "histogram"
)

// Family is one metric: what it is called, and what it means.
type Family struct {
	Name string
	Type Type
	Unit string // "": none
	Help string
}

// suffixes are those of the values of a metric, with the bounds of buckets. The
// last bucket of a histogram, of all there are, is its count.
func (f Family) suffixes(form Form) (names, bounds []string) {
	if f.Type != Histogram {
		return []string{""}, []string{""}
	}
	for _, bound := range engine.Bounds(f.Name) {
		names, bounds = append(names, "_bucket"), append(bounds, canonical(bound, form))
	}
	return append(names, "_sum", "_count", "_bucket"), append(bounds, "", "", "+Inf")
}

// canonical is a bound of a bucket as a scrape in that form has it: another text
// would be another series.
func canonical(bound float64, form Form) string {
	text := strconv.FormatFloat(bound, 'g', -1, 64)
	if form == OpenMetrics && !strings.ContainsAny(text, ".e") {
		text += ".0"
	}
	return text
}

// writer writes samples.
type writer struct {
	*bufio.Writer
	form  Form
	steps steps
	line  []byte
}

// family writes all there is of a family.
func (w *writer) family(f Family, metrics map[string]*current) {
	all := make([]*metric, 0, len(metrics))
	for _, m := range metrics {
		if m.known { // and not after the last step
			all = append(all, &m.metric)
		}
	}
	slices.SortFunc(all, func(a, b *metric) int { return cmp.Compare(a.labels, b.labels) })
	w.head(f)
	for _, m := range all {
		w.metric(f, m)
	}
}

func (w *writer) head(f Family) {
	name := f.Name
	if w.form == OpenMetrics && f.Type == Counter {
		name = strings.TrimSuffix(name, "_total")
	}
	w.WriteString("# HELP " + name + " " + escaped(f.Help) + "\n# TYPE " + name + " " + string(f.Type) + "\n")
	if w.form == OpenMetrics && f.Unit != "" && strings.HasSuffix(name, "_"+f.Unit) {
		w.WriteString("# UNIT " + name + " " + f.Unit + "\n")
	}
}

// metric writes the samples of a metric, one instant after the other.
func (w *writer) metric(f Family, m *metric) {
	suffixes, bounds := f.suffixes(w.form)
	series := make([]string, len(suffixes))
	for i, suffix := range suffixes {
		series[i] = f.Name + suffix + "{" + m.labels
		if bounds[i] != "" {
			series[i] += `,le="` + bounds[i] + `"`
		}
		series[i] += "} "
	}
	for step, values := range m.samples(w.steps) {
		at := w.steps.at(step)
		for i, name := range series {
			thousandths := f.Type == Gauge || f.Type == Counter && f.Unit == "seconds" || suffixes[i] == "_sum"
			w.line = append(w.line[:0], name...)
			w.line = number(w.line, values[min(i, len(values)-1)], thousandths)
			w.line = append(w.line, ' ')
			if w.form == VictoriaMetrics {
				w.line = strconv.AppendInt(w.line, at.UnixMilli(), 10)
			} else {
				w.line = strconv.AppendFloat(w.line, float64(at.UnixMilli())/1000, 'f', -1, 64)
			}
			w.Write(append(w.line, '\n')) // a failure stays with the writer
		}
	}
}

// number appends a value, which is in thousandths or whole.
func number(line []byte, v int64, thousandths bool) []byte {
	if !thousandths {
		return strconv.AppendInt(line, v, 10)
	}
	return strconv.AppendFloat(line, float64(v)/1000, 'f', -1, 64)
}

// label appends a label to those before it.
func label(before, name, value string) string {
	if before != "" {
		before += ","
	}
	return before + name + `="` + escaped(strings.ToValidUTF8(value, "\uFFFD")) + `"`
}

// escaped is a text as both forms have it between quotes.
func escaped(s string) string {
	return strings.NewReplacer(`\`, `\\`, "\n", `\n`, `"`, `\"`).Replace(s)
}
