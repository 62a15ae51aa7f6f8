package grafana

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"focusd/daemon/metrics"
)

// Lint is what is wrong with a dashboard: what Grafana's own linter would say,
// and what would show nonsense. Known are the metrics that there are.
func Lint(d Dashboard, known []metrics.Family) []string {
	l := linter{known: make(map[string]metrics.Family)}
	for _, f := range append(slices.Clone(known), foreign()...) {
		l.known[f.Name] = f
	}
	l.dashboard(d)
	for i, p := range d.Panels {
		l.where = fmt.Sprintf("panel %q", p.Title)
		l.panel(p)
		for _, other := range d.Panels[:i] {
			l.apart(p, other)
		}
	}
	for _, a := range d.Annotations.List {
		l.where = fmt.Sprintf("annotation %q", a.Name)
		l.source(a.Datasource)
		l.query(a.Expr)
	}
	return l.wrong
}

// foreign are the metrics that Prometheus and every exporter have.
func foreign() []metrics.Family {
	return []metrics.Family{
		{Name: "up", Type: metrics.Gauge},
		{Name: "process_start_time_seconds", Type: metrics.Gauge},
	}
}

type linter struct {
	known map[string]metrics.Family
	where string
	wrong []string
}

func (l *linter) say(format string, args ...any) {
	l.wrong = append(l.wrong, l.where+": "+fmt.Sprintf(format, args...))
}

func (l *linter) dashboard(d Dashboard) {
	l.where = "dashboard"
	if d.UID == "" || d.Title == "" || d.Description == "" || len(d.Panels) == 0 {
		l.say("it wants an uid, a title, a description and panels")
	}
	if d.Editable {
		l.say("it can be edited, though a file is its origin")
	}
	if d.SchemaVersion < schema {
		l.say("schema version %d is older than Grafana 10", d.SchemaVersion)
	}
	for name, kind := range map[string]string{"datasource": "datasource", "job": "textbox", "instance": "query"} {
		is := func(v Variable) bool { return v.Name == name && v.Type == kind }
		if !slices.ContainsFunc(d.Templating.List, is) {
			l.say("there is no variable %s of type %s", name, kind)
		}
	}
}

func (l *linter) panel(p Panel) {
	if p.Title == "" || p.Description == "" {
		l.say("it wants a title and a description")
	}
	if p.Field.Defaults.Unit == "" {
		l.say("it has no unit")
	}
	if g := p.Grid; g.X < 0 || g.W <= 0 || g.H <= 0 || g.X+g.W > columns {
		l.say("it does not lie in %d columns: %+v", columns, g)
	}
	if len(p.Targets) == 0 {
		l.say("it asks nothing")
	}
	l.source(p.Datasource)
	for _, t := range p.Targets {
		l.source(t.Datasource)
		l.query(t.Expr)
		if t.Instant == t.Range {
			l.say("query %s is of an instant, or of a range", t.RefID)
		}
	}
}

func (l *linter) source(d Datasource) {
	if d != source() {
		l.say("it asks %v, not the data source that is chosen", d)
	}
}

// apart checks that two panels do not lie on each other, and have numbers of
// their own.
func (l *linter) apart(p, other Panel) {
	a, b := p.Grid, other.Grid
	if a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H && b.Y < a.Y+a.H {
		l.say("it lies on %q", other.Title)
	}
	if p.ID == other.ID {
		l.say("%q has its number", other.Title)
	}
}

var (
	// selector is a metric with its matchers, and the function that it is directly
	// in, if any.
	selector = regexp.MustCompile(`(?:(\w+)\()?\b((?:focusd|process|go)_\w+|up)(\{[^}]*\})?`)
	matcher  = regexp.MustCompile(`(\w+)(=~|!~|!=|=)"([^"]*)"`)
	grouping = regexp.MustCompile(`\b(?:by|without) \(([^)]*)\)`)
	window   = regexp.MustCompile(`\b(i?rate)\([^[]*\[([^\]]*)\]`)
)

// query checks one expression.
func (l *linter) query(expr string) {
	found := selector.FindAllStringSubmatch(expr, -1)
	if len(found) == 0 {
		l.say("%s asks for no metric", expr)
	}
	labels := map[string]bool{"job": true, "instance": true, "le": true}
	for _, f := range found {
		for _, name := range l.series(f[1], f[2], f[3]) {
			labels[name] = true
		}
	}
	for _, by := range grouping.FindAllStringSubmatch(expr, -1) {
		for _, name := range strings.Split(by[1], ", ") {
			// What an expression makes itself it may group by.
			if !labels[name] && !strings.Contains(expr, `"`+name+`"`) {
				l.say("it groups by %s, and %s has no such label", name, expr)
			}
		}
	}
	for _, w := range window.FindAllStringSubmatch(expr, -1) {
		if w[2] != "$__rate_interval" {
			l.say("%s is over %s, not over $__rate_interval", w[1], w[2])
		}
	}
}

// series checks one selector, and returns the labels that its metric has.
func (l *linter) series(function, name, matchers string) (labels []string) {
	f, ok := l.family(name)
	if !ok {
		l.say("there is no metric %s", name)
		return nil
	}
	differs := slices.Contains([]string{"rate", "irate", "increase", "last_over_time", "resets", "changes"}, function)
	// The self-check asks for all presence there ever was.
	if f.Type != metrics.Gauge && !differs && name != "focusd_presence_seconds_total" {
		l.say("%s is a counter, and shown as it is: take its increase", name)
	}
	want := map[string]string{"job": `="$job"`, "instance": `=~"$instance"`}
	for _, m := range matcher.FindAllStringSubmatch(matchers, -1) {
		if want[m[1]] == m[2]+`"`+m[3]+`"` {
			delete(want, m[1])
			continue
		}
		l.match(f, m[1], m[2], m[3])
	}
	for label, m := range want {
		l.say("%s is not asked for by %s%s", name, label, m)
	}
	for _, label := range f.Labels {
		labels = append(labels, label.Name)
	}
	return labels
}

// match checks one matcher of a metric: the label, and the value if it is fixed.
func (l *linter) match(f metrics.Family, name, operator, value string) {
	label, ok := f.Label(name)
	if !ok {
		l.say("%s has no label %s", f.Name, name)
		return
	}
	values := []string{value}
	if strings.HasSuffix(operator, "~") {
		values = strings.Split(value, "|")
	}
	for _, v := range values {
		if label.Values != nil && !slices.Contains(label.Values, v) && !strings.HasPrefix(v, "$") {
			l.say("%s of %s is never %q", name, f.Name, v)
		}
	}
}

// family is the metric that a series belongs to.
func (l *linter) family(name string) (metrics.Family, bool) {
	if f, ok := l.known[name]; ok {
		return f, f.Type != metrics.Histogram
	}
	for _, part := range []string{"_bucket", "_sum", "_count"} {
		if f, ok := l.known[strings.TrimSuffix(name, part)]; ok && f.Type == metrics.Histogram {
			return f, true
		}
	}
	return metrics.Family{}, false
}
