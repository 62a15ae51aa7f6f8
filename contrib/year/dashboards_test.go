package year

import (
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"focusd/contrib/grafana"
)

// view is a dashboard as somebody sees it who opens it at the last scrape.
type view struct {
	asked
	from, to time.Time
}

// open is the range that a dashboard shows at first.
func (a asked) open(d grafana.Dashboard) view {
	a.Helper()
	v := view{asked: a, to: a.end()}
	zone, err := time.LoadLocation(zone)
	if err != nil {
		a.Fatal(err)
	}
	switch days, hours := 0, 0; {
	case d.Time.To != "now":
		a.Fatalf("%s ends at %q", d.Title, d.Time.To)
	case d.Time.From == "now/d":
		year, month, day := v.to.In(zone).Date()
		v.from = time.Date(year, month, day, 0, 0, 0, 0, zone)
	case scan(d.Time.From, "now-%dd", &days):
		v.from = v.to.AddDate(0, 0, -days)
	case scan(d.Time.From, "now-%dh", &hours):
		v.from = v.to.Add(-time.Duration(hours) * time.Hour)
	default:
		a.Fatalf("%s begins at %q", d.Title, d.Time.From)
	}
	return v
}

func scan(text, form string, n *int) bool {
	_, err := fmt.Sscanf(text, form, n)
	return err == nil
}

// step is the distance of points that Grafana chooses for a panel of a thousand
// pixels. Points of days are at midnight.
func (v view) step(interval string) (from time.Time, step time.Duration) {
	step = max(time.Minute, v.to.Sub(v.from)/1000).Round(time.Minute)
	if length, err := time.ParseDuration(strings.Replace(interval, "1d", "24h", 1)); err == nil {
		step = max(step, length)
	}
	return v.from.Truncate(step), step
}

// query runs a query of a panel.
func (v view) query(t grafana.Target, interval string) []answer {
	v.Helper()
	from, step := v.step(interval)
	expr := spoken(t.Expr, v.to.Sub(v.from), step)
	if t.Instant {
		return v.answers(expr, v.to)
	}
	all, err := v.over(v.Context(), expr, from, v.to, step)
	if err != nil {
		v.Fatal(err)
	}
	return all
}

// empty says whether there is nothing to be seen.
func empty(all []answer) bool {
	for _, a := range all {
		for _, p := range a.points {
			if !math.IsNaN(p.value) && !math.IsInf(p.value, 0) {
				return false
			}
		}
	}
	return true
}

// dashboardsShow runs every query there is on the dashboards. None is without an
// answer, but for those that say that something is wrong.
func (a asked) dashboardsShow() {
	quiet := map[string]bool{"{{collector}} failed": true}
	for _, d := range grafana.All() {
		v := a.open(d)
		for _, p := range d.Panels {
			for _, t := range p.Targets {
				if all := v.query(t, p.Interval); empty(all) != quiet[t.Legend] {
					a.Errorf("%s: %s, %q, %q: %d series, with something to see: %v\n%s", a.name, d.Title, p.Title, t.Legend, len(all), !empty(all), t.Expr)
				}
			}
		}
		v.marks(d)
		v.choices(d)
	}
}

// marks runs the annotations, over a week: each day somebody works, reaches a
// goal or starts the machine.
func (v view) marks(d grafana.Dashboard) {
	for _, a := range d.Annotations.List {
		all, err := v.over(v.Context(), spoken(a.Expr, 7*24*time.Hour, 10*time.Minute), v.to.AddDate(0, 0, -7), v.to, 10*time.Minute)
		if err != nil {
			v.Fatal(err)
		}
		if empty(all) {
			v.Errorf("%s: %s: the marks %q are none in a week\n%s", v.name, d.Title, a.Name, a.Expr)
		}
	}
}

// values is a query of a variable.
var values = regexp.MustCompile(`^label_values\((.*), (\w+)\)$`)

// choices runs the queries of the variables, as Grafana does.
func (v view) choices(d grafana.Dashboard) {
	for _, variable := range d.Templating.List {
		if variable.Type != "query" {
			continue
		}
		found := values.FindStringSubmatch(variable.Query)
		if found == nil {
			v.Fatalf("%s asks %q", variable.Name, variable.Query)
		}
		res, err := http.Get(v.url + "/api/v1/label/" + found[2] + "/values?" + url.Values{
			"match[]": {spoken(found[1], time.Hour, time.Minute)}, "start": {unix(v.to.AddDate(0, 0, -1))}, "end": {unix(v.to)},
		}.Encode())
		if err != nil {
			v.Fatal(err)
		}
		var said struct{ Data []string }
		err = json.NewDecoder(res.Body).Decode(&said)
		res.Body.Close()
		if err != nil || len(said.Data) == 0 {
			v.Errorf("%s: %s: $%s can be %v, %v", v.name, d.Title, variable.Name, said.Data, err)
		}
	}
}

// panel finds one, and its dashboard as it is seen.
func (a asked) panel(title string) (view, grafana.Panel) {
	a.Helper()
	for _, d := range grafana.All() {
		for _, p := range d.Panels {
			if p.Title == title {
				return a.open(d), p
			}
		}
	}
	a.Fatalf("there is no panel %q", title)
	return view{}, grafana.Panel{}
}

// shown is what a panel shows last, by a label.
func (a asked) shown(title, label string) map[string]float64 {
	a.Helper()
	v, p := a.panel(title)
	last := make(map[string]float64)
	for _, answer := range v.query(p.Targets[0], p.Interval) {
		last[answer.labels[label]] = answer.points[len(answer.points)-1].value
	}
	return last
}

// panelsAreTrue compares what the main panels show with what the store says.
func (a asked) panelsAreTrue() {
	y := a.year
	near := func(what string, got float64, want, within time.Duration) {
		a.Helper()
		if math.Abs(got-want.Seconds()) > within.Seconds() {
			a.Errorf("%s: %s is %v s, and the store says %v", a.name, what, got, want)
		}
	}
	day := y.atEnd.Day
	focus := a.shown("Focus today", "instance")["desk"]
	near("focus today", focus, day.Focus, time.Millisecond)
	near("focus today, by blocks", focus, y.focus(day.From, a.end()), time.Second)
	for category, want := range y.judged(day.From, a.end()) {
		near(category+" today", a.shown("Time by category", "category")[category], want, 2*time.Minute) // it is read once a minute
	}
	if off := a.shown("Self-check", "instance")["desk"]; off != 0 {
		a.Errorf("%s: the self-check is %v", a.name, off)
	}
	v, _ := a.panel("Top apps")
	sum, err := y.store.Totals(v.from, v.to, nil)
	if err != nil {
		a.Fatal(err)
	}
	// increase extrapolates, and what was forgotten has no app any more.
	apps := a.shown("Top apps", "app")
	for _, app := range []string{"editor", "browser"} {
		total := sum.Apps[app].Time + sum.Apps[app].Passive
		near(app, apps[app], total, total/20+time.Duration(y.forgotten+1)*time.Hour)
	}
	a.hoursOfFocus()
	a.categoriesPerDay()
	a.blocksPerDay()
}

// hoursOfFocus compares the hours of the day with the blocks in them, by the
// local clock. A scrape in a quarter of an hour leaves some in the hour beside.
func (a asked) hoursOfFocus() {
	v, p := a.panel("When focus happens")
	want := make(map[string]float64)
	for b, err := range a.year.store.Blocks(v.from, v.to) {
		if err != nil {
			a.Fatal(err)
		}
		for at := b.Started; at.Before(b.Ended); at = at.Add(time.Minute) {
			want[at.In(a.year.where(at)).Format("15")] += (b.Focus(at.Add(time.Minute)) - b.Focus(at)).Seconds()
		}
	}
	var got, all, moved float64
	seen := make(map[string]float64)
	for _, answer := range v.query(p.Targets[0], p.Interval) {
		seen[answer.labels["hour"]] = answer.points[0].value
		got += answer.points[0].value
	}
	for hour, focus := range want {
		all += focus
		moved += math.Abs(focus-seen[hour]) / 2
	}
	if math.Abs(got-all) > 0.1*all || moved > 0.15*all {
		a.Errorf("%s: the hours come to %.0f s, blocks to %.0f, of which %.0f are in other hours:\n%v\n%v", a.name, got, all, moved, seen, want)
	}
	a.Logf("%s: the hours come to %.0f s, blocks to %.0f, of which %.0f are in other hours", a.name, got, all, moved)
}

// where is the zone in which the person is.
func (y *year) where(at time.Time) *time.Location {
	name := y.life.Zone
	for _, f := range y.life.Flights {
		if !f.At.After(at) {
			name = f.Zone
		}
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		y.Fatal(err)
	}
	return zone
}

// categoriesPerDay compares day by day, between the scrapes, but for days of
// which something was forgotten: that is in the ledger as it was. On the day on
// which it was first seen, a category has what increase makes of it.
func (a asked) categoriesPerDay() {
	y, compared := a.year, 0
	v, p := a.panel("Categories per day")
	for _, answer := range v.query(p.Targets[0], p.Interval) {
		for _, p := range answer.points {
			from, known := y.scrapes.until(p.at)
			to, _ := y.scrapes.until(p.at.Add(24 * time.Hour))
			if !known || y.erased(from, to) || p.at.Before(y.life.From().AddDate(0, 0, 4)) {
				continue
			}
			want := y.judged(from, to)[answer.labels["category"]]
			if compared++; math.Abs(p.value-want.Seconds()) > 60 {
				a.Errorf("%s: %s of %s is %v s, the store has %v", a.name, answer.labels["category"], p.at.Format(time.DateOnly), p.value, want)
			}
		}
	}
	if compared < 50 {
		a.Errorf("%s: %d days and categories were compared", a.name, compared)
	}
}

// blocksPerDay compares what became of the time of blocks with the blocks. It
// is counted some minutes late, and clocks that are set cost some more.
func (a asked) blocksPerDay() {
	v, p := a.panel("Blocks per day")
	days := make(map[time.Time]float64)
	for _, t := range p.Targets {
		for _, answer := range v.query(t, p.Interval) {
			for _, p := range answer.points {
				days[p.at] += p.value
			}
		}
	}
	var got, want float64
	for at, sum := range days {
		if at.Add(24 * time.Hour).After(a.end()) {
			continue
		}
		blocks := a.year.focus(at, at.Add(24*time.Hour)).Seconds()
		got, want = got+sum, want+blocks
		if math.Abs(sum-blocks) > 1800 {
			a.Errorf("%s: blocks of %s come to %v s, the store has %v", a.name, at.Format(time.DateOnly), sum, blocks)
		}
	}
	if math.Abs(got-want) > 0.005*want+600 || want == 0 {
		a.Errorf("%s: blocks come to %v s in all, the store has %v", a.name, got, want)
	}
}

// focus is what blocks counted between two instants.
func (y *year) focus(from, to time.Time) (sum time.Duration) {
	for b, err := range y.store.Blocks(from.Add(-24*time.Hour), to) {
		if err != nil {
			y.Fatal(err)
		}
		sum += b.Focus(to) - b.Focus(from)
	}
	return sum
}

// erased says whether something was forgotten in a range.
func (y *year) erased(from, to time.Time) bool {
	for _, at := range y.forgot {
		if at.Before(to) && from.Before(at.Add(time.Hour)) {
			return true
		}
	}
	return false
}

func TestStepsAreThoseOfGrafana(t *testing.T) {
	at := time.Date(2026, time.October, 30, 16, 5, 0, 0, time.UTC)
	v := view{from: at.AddDate(0, 0, -30), to: at}
	for interval, want := range map[string]time.Duration{"": 43 * time.Minute, "1d": 24 * time.Hour, "1h": time.Hour} {
		if from, step := v.step(interval); step != want || from.After(v.from) || from.UnixMilli()%step.Milliseconds() != 0 && interval == "1d" {
			t.Errorf("step(%q) = %v, %v, want %v", interval, from, step, want)
		}
	}
}
