package year

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"time"

	"focusd/contrib/grafana"
	"focusd/daemon/engine"
	"focusd/daemon/entries"
	"focusd/daemon/metrics"
	"focusd/daemon/openmetrics"
	"focusd/tracker"
)

// asked is a database with the year in it.
type asked struct {
	*testing.T
	server
	year *year
}

// whole is all of the year, in the form of a range.
func (a asked) whole() string { return fmt.Sprintf("[%dd]", len(a.year.life.Days)+5) }

func (a asked) answers(expr string, at time.Time) []answer {
	a.Helper()
	all, err := a.at(a.Context(), expr, at)
	if err != nil {
		a.Fatal(err)
	}
	return all
}

// number is the answer that is one number.
func (a asked) number(expr string, at time.Time) float64 {
	a.Helper()
	all := a.answers(expr, at)
	if len(all) != 1 || len(all[0].points) != 1 {
		a.Fatalf("%s: %d answers to %s", a.name, len(all), expr)
	}
	return all[0].points[0].value
}

// end is the last scrape.
func (a asked) end() time.Time { return a.year.scrapes.at[len(a.year.scrapes.at)-1] }

// neverFalls: no counter of the ledger has a reset in the whole year.
func (a asked) neverFalls() {
	for _, f := range metrics.Catalogue() {
		if f.From != metrics.Ledger || f.Type == metrics.Gauge {
			continue
		}
		names := []string{f.Name}
		if f.Type == metrics.Histogram {
			names = []string{f.Name + "_bucket", f.Name + "_sum", f.Name + "_count"}
		}
		for _, name := range names {
			if n := a.number(fmt.Sprintf(`sum(resets(%s{instance="desk"}%s))`, name, a.whole()), a.end()); n != 0 {
				a.Errorf("%s: %s fell %v times", a.name, name, n)
			}
		}
	}
}

// watched: the alert that presence is a partition does not fire for the desk, at
// any time of the year, and does where the ledger was broken on purpose.
func (a asked) watched() {
	alert := alertExpr(a.T, "FocusdPresenceNotAPartition")
	expr := fmt.Sprintf("sum by (instance) (count_over_time((%s)%s:5m]))", alert, strings.TrimSuffix(a.whole(), "]"))
	fired := make(map[string]float64)
	for _, answer := range a.answers(expr, a.end()) {
		fired[answer.labels["instance"]] = answer.points[0].value
	}
	if fired["desk"] != 0 || fired["broken"] == 0 || fired["history"] != 0 {
		a.Errorf("%s: the alert is true so often: %v; want only where the ledger is broken", a.name, fired)
	}
}

// alertExpr is the expression of an alert that is shipped.
func alertExpr(t *testing.T, name string) string {
	t.Helper()
	rules, err := os.ReadFile(filepath.Join("..", "prometheus", "rules.yml"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(rules), "alert: "+name+"\n")
	expr, _, ends := strings.Cut(rest, "labels:")
	if !found || !ends {
		t.Fatalf("there is no alert %s", name)
	}
	return strings.TrimPrefix(strings.TrimPrefix(strings.TrimSpace(expr), "expr:"), " |")
}

// daysAddUp compares what each day came to by the queries of the dashboards with
// what the store has between the scrapes that they rest on.
func (a asked) daysAddUp() {
	panel := expression(a.T, "Presence per day")
	y, first := a.year, a.year.scrapes.at[0].Truncate(24*time.Hour).AddDate(0, 0, 1)
	last := a.end().Truncate(24*time.Hour).AddDate(0, 0, -1)
	all, err := a.over(a.Context(), spoken(panel, time.Hour, 24*time.Hour), first, last, 24*time.Hour)
	if err != nil {
		a.Fatal(err)
	}
	compared, longest := 0, time.Duration(0)
	for _, answer := range all {
		for _, p := range answer.points {
			from, ok := y.scrapes.until(p.at)
			if !ok {
				continue
			}
			to, _ := y.scrapes.until(p.at.Add(24 * time.Hour))
			sum, err := y.store.Totals(from, to, nil)
			if err != nil {
				a.Fatal(err)
			}
			want := time.Duration(0)
			for state := tracker.Active; state <= tracker.Unobserved; state++ {
				if state.String() == answer.labels["state"] {
					want = sum.Presences[state]
				}
			}
			off := (time.Duration(p.value*float64(time.Second)) - want).Abs()
			compared, longest = compared+1, max(longest, off)
			if off > time.Second {
				a.Errorf("%s: %s, %s: the panel says %v s, the store %v", a.name, p.at.Format(time.DateOnly), answer.labels["state"], p.value, want)
			}
		}
	}
	if want := 6 * (len(y.life.Days) - 4); compared < want {
		a.Errorf("%s: %d days and states were compared, want %d", a.name, compared, want)
	}
	a.Logf("%s: %d days and states, at most %v off", a.name, compared, longest)
}

// increaseIsNear compares increase over each of the last days with the exact
// difference.
func (a asked) increaseIsNear() {
	const active = `focusd_presence_seconds_total{instance="desk",state="active"}`
	last := a.end().Truncate(24 * time.Hour)
	first := last.AddDate(0, 0, -min(90, len(a.year.life.Days)-5))
	exact, err := a.over(a.Context(), fmt.Sprintf("last_over_time(%[1]s[14d]) - last_over_time(%[1]s[14d] offset 1d)", active), first, last, 24*time.Hour)
	if err != nil || len(exact) != 1 {
		a.Fatal(exact, err)
	}
	near, err := a.over(a.Context(), "increase("+active+"[1d])", first, last, 24*time.Hour)
	if err != nil || len(near) != 1 {
		a.Fatal(near, err)
	}
	at := make(map[time.Time]float64)
	for _, p := range near[0].points {
		at[p.at] = p.value
	}
	var worst, got, want float64
	for _, p := range exact[0].points {
		if v, ok := at[p.at]; ok && p.value > 3600 {
			worst = max(worst, math.Abs(v-p.value)/p.value)
			got, want = got+v, want+p.value
		}
	}
	// It goes on, beyond the scrapes, as if the day did: by half of the mean distance
	// of scrapes on both sides, which is a quarter of an hour or more.
	if all := math.Abs(got-want) / want; worst > 0.4 || all > 0.04 || want == 0 {
		a.Errorf("%s: increase is %.1f %% off, at worst %.1f %%", a.name, 100*all, 100*worst)
	}
	a.Logf("%s: increase is %.2f %% off, at worst %.2f %%", a.name, 100*math.Abs(got-want)/want, 100*worst)
}

// historyAddsUp: what focus export openmetrics wrote of the year is what the
// store has at its end.
func (a asked) historyAddsUp() {
	y := a.year
	until := time.UnixMilli(int64(1000 * a.number(`max(last_over_time(focusd_accounted_until_timestamp_seconds{instance="history"}[14d]))`, y.last.Add(time.Hour))))
	begin := time.UnixMilli(int64(1000 * a.number(`max(last_over_time(focusd_tracking_start_timestamp_seconds{instance="history"}[14d]))`, y.last.Add(time.Hour))))
	sum, err := y.store.Totals(begin, until, nil)
	if err != nil {
		a.Fatal(err)
	}
	for state := tracker.Active; state <= tracker.Unobserved; state++ {
		expr := fmt.Sprintf(`sum(last_over_time(focusd_presence_seconds_total{instance="history",state=%q}[14d]))`, state)
		if got := a.number(expr, y.last.Add(time.Hour)); math.Abs(got-sum.Presences[state].Seconds()) > 0.01 {
			a.Errorf("%s: the history has %v s of %v, the store %v", a.name, got, state, sum.Presences[state].Seconds())
		}
	}
	active := sum.Presences[tracker.Active] + sum.Presences[tracker.Passive]
	if got := a.number(`sum(last_over_time(focusd_active_seconds_total{instance="history"}[14d]))`, y.last.Add(time.Hour)); math.Abs(got-active.Seconds()) > 0.01 {
		a.Errorf("%s: the history has %v s by app, the store %v", a.name, got, active.Seconds())
	}
}

// daysGoOn: where a history ends and scrapes begin, the days of the panels are
// those of the store. On the day of the first scrape increase stands in, and so
// it does where something is seen for the first time.
func (a asked) daysGoOn(begin time.Time) {
	expr := strings.ReplaceAll(spoken(expression(a.T, "Focus per day"), time.Hour, 24*time.Hour), `"desk"`, `"desk|history"`)
	first := begin.Truncate(24*time.Hour).AddDate(0, 0, -6)
	all, err := a.over(a.Context(), expr, first, first.AddDate(0, 0, 12), 24*time.Hour)
	if err != nil || len(all) != 1 {
		a.Fatal(all, err)
	}
	if len(all[0].points) != 13 {
		a.Errorf("there are %d days, want 13: %v", len(all[0].points), all[0].points)
	}
	for _, p := range all[0].points {
		most := a.year.focus(p.at, p.at.Add(24*time.Hour)).Seconds()
		least := 0.5*most - 3600 // some was no focus, and the first hour was not scraped
		if p.value > most+1800 || p.value < least {
			a.Errorf("focus of %s is %v s, and blocks of the store come to %v", p.at.Format(time.DateOnly), p.value, most)
		}
		a.Logf("%s: %.0f s of %.0f", p.at.Format(time.DateOnly), p.value, most)
	}
}

// until is the watermark at the last scrape up to an instant.
func (s *scrapes) until(at time.Time) (time.Time, bool) {
	i := sort.Search(len(s.at), func(i int) bool { return s.at[i].After(at) }) - 1
	if i < 0 {
		return time.Time{}, false
	}
	return s.untils[i], true
}

// history writes what focus export openmetrics would write of the year, until then.
func (y *year) history(form openmetrics.Form, until time.Time, to string) {
	file, err := os.Create(to)
	if err != nil {
		y.Fatal(err)
	}
	defer file.Close()
	said, err := entries.New(nil, y.store, nil).Between(time.UnixMilli(0), y.out.To)
	if err != nil {
		y.Fatal(err)
	}
	if len(said) == 0 && y.corrections > 0 {
		y.Error("there are no corrections in the store")
	}
	e := openmetrics.Export{
		Past: engine.Past{
			Spans:  openmetrics.Corrected(y.store.Spans(time.UnixMilli(0), y.out.To), said),
			Blocks: y.store.Blocks(time.UnixMilli(0), y.out.To), Breaks: y.store.Breaks(time.UnixMilli(0), y.out.To),
			Judge: y.judge, Ledger: y.player.Snapshot().Ledger, AppLimit: 20,
		},
		To: until, Step: time.Hour, Job: "focusd", Instance: "history", Form: form,
	}
	for _, f := range metrics.Catalogue() {
		e.Families = append(e.Families, openmetrics.Family{Name: f.Name, Type: openmetrics.Type(f.Type), Unit: f.Unit(), Help: f.Help})
	}
	if err := e.Write(y.Context(), file); err != nil {
		y.Fatal(err)
	}
}

// expression is the first query of a panel.
func expression(t *testing.T, title string) string {
	t.Helper()
	for _, d := range grafana.All() {
		for _, p := range d.Panels {
			if p.Title == title {
				return p.Targets[0].Expr
			}
		}
	}
	t.Fatalf("there is no panel %q", title)
	return ""
}

// spoken is an expression with what Grafana puts in for its variables, on a
// dashboard of the desk that shows so much time in steps of such a length.
func spoken(expr string, shown, step time.Duration) string {
	seconds := func(d time.Duration) string { return fmt.Sprintf("%ds", int(d.Seconds())) }
	// Four times the interval of scrapes, or a step and one.
	rate := max(4*time.Minute, step+time.Minute)
	return strings.NewReplacer("$__rate_interval", seconds(rate), "$__range", seconds(shown), "$__interval", seconds(step),
		"$job", "focusd", "$instance", "desk", "$goal", ".*", "$category", ".*").Replace(expr)
}
