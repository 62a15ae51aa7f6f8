package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"focusd/contrib/promapi/past"
	"focusd/contrib/promapi/query"
	"focusd/daemon/api"
)

// panel is one of a dashboard, as far as its queries go.
type panel struct {
	dashboard, Title string
	Interval         string
	Targets          []struct {
		Expr    string
		Instant bool
	}
}

// panels are those of the dashboards that Grafana is given.
func panels(t testing.TB) (all []panel) {
	t.Helper()
	files, err := filepath.Glob("../grafana/dashboards/*.json")
	if err != nil || len(files) < 4 {
		t.Fatalf("the dashboards are %v, %v", files, err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var d struct {
			UID    string
			Panels []panel
		}
		if err := json.Unmarshal(data, &d); err != nil {
			t.Fatal(err)
		}
		for _, p := range d.Panels {
			p.dashboard = strings.TrimPrefix(d.UID, "focusd-")
			all = append(all, p)
		}
	}
	return all
}

// filled puts the values of variables in, as Grafana does.
func filled(expr string, back, step time.Duration) string {
	seconds := func(d time.Duration) string { return d.Truncate(time.Second).String() }
	return strings.NewReplacer(
		"$job", "focusd", "$instance", ".*", "$goal", ".*", "$category", ".*",
		"$__rate_interval", seconds(max(4*time.Minute, step+time.Minute)), "$__interval", seconds(step), "$__range", seconds(back),
	).Replace(expr)
}

// asked is what a panel shows of the time that its dashboard shows.
func (p panel) asked(ctx context.Context, e *query.Engine, from *past.Past, expr string, instant bool) (query.Result, error) {
	back := map[string]time.Duration{"today": 24 * time.Hour, "consistency": 90 * 24 * time.Hour, "activity": 30 * 24 * time.Hour, "health": 24 * time.Hour}[p.dashboard]
	step := back / 500
	switch p.Interval {
	case "1d":
		step = 24 * time.Hour
	case "1h":
		step = time.Hour
	}
	step = max(step.Truncate(time.Minute), time.Minute)
	now := from.End().Add(-5 * time.Minute)
	if instant {
		return e.Instant(ctx, from, filled(expr, back, step), now, 0)
	}
	end := now
	if p.Interval == "1d" {
		end = end.Truncate(24 * time.Hour)
	}
	return e.Range(ctx, from, filled(expr, back, step), end.Add(-back.Truncate(step)), end, step, 0)
}

// emptyPanels are those that may have nothing to show, and why.
var emptyPanels = map[string]string{
	"activity: Corrections":                              "the log is corrected; when that was done, it does not say",
	"consistency: Estimates":                             "of tasks that are done there are totals alone",
	"consistency: Consistency":                           "the habit is of today",
	"consistency: Evenness":                              "it is told of the present, when weeks have been read for it",
	"consistency: Spread of the start":                   "as above",
	"health: Samples":                                    "a rate needs two pages of the daemon, and one was read",
	"health: Growth of the store":                        "as above",
	"health: Commits":                                    "as above",
	"health: Requests":                                   "as above",
	"health: Answers":                                    "as above",
	"health: Clock jumps, failed commits, folded labels": "as above",
}

// TestDashboardsWorkUnchanged has every expression of every panel asked over a
// history that a real daemon has.
func TestDashboardsWorkUnchanged(t *testing.T) {
	if testing.Short() {
		t.Skip("it starts a daemon")
	}
	client := started(t, years(t, 40))
	name, measure := "read", "minutes"
	for _, cmd := range []api.AgendaCommand{{Do: "habit_add", Habit: &api.HabitForm{Name: &name, Measure: &measure, Target: 20}}} {
		if _, err := client.ChangeAgenda(t.Context(), cmd); err != nil {
			t.Fatal(err)
		}
	}
	until(t, "the habit is in the metrics", func() error { return shows(t.Context(), client, "focusd_streak_current") })
	p, err := (&past.Reader{Daemon: client, Target: target}).Past(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	e := query.New(query.Limits{})
	for _, panel := range panels(t) {
		if panel.Title == "Self-check" {
			res, err := panel.asked(t.Context(), e, p, panel.Targets[0].Expr, true)
			if err != nil || len(res.Rows) != 1 || res.Rows[0].Points[0].Value > 0.001 {
				t.Errorf("the presences miss the accounted time: %+v, %v", res.Rows, err)
			}
		}
		name, rows := panel.dashboard+": "+panel.Title, 0
		for _, target := range panel.Targets {
			res, err := panel.asked(t.Context(), e, p, target.Expr, target.Instant)
			if err != nil {
				t.Errorf("%s: %s: %v", name, target.Expr, err)
			}
			rows += len(res.Rows)
		}
		if _, known := emptyPanels[name]; rows == 0 && !known {
			t.Errorf("%s is empty", name)
		}
	}
}

// shows says whether the page of metrics has one.
func shows(ctx context.Context, c *api.Client, metric string) error {
	page, err := c.Metrics(ctx)
	if err != nil {
		return err
	}
	defer page.Close()
	text, err := io.ReadAll(page)
	if err == nil && !strings.Contains(string(text), "\n"+metric) {
		err = fmt.Errorf("there is no %s", metric)
	}
	return err
}

// target is what Prometheus would add to each series.
var target = map[string]string{"job": "focusd", "instance": "127.0.0.1:8463"}

// TestWhatIsSaidLaterIsInThePast corrects a day, changes a rule and forgets an app,
// and looks at what became of it.
func TestWhatIsSaidLaterIsInThePast(t *testing.T) {
	if testing.Short() {
		t.Skip("it starts a daemon")
	}
	client := started(t, years(t, 5))
	ahead := time.Duration(0) // a reader asks again after a second
	r := &past.Reader{Daemon: client, Target: target, Now: func() time.Time { return time.Now().Add(ahead) }}
	e := query.New(query.Limits{})
	sum := func(matchers string) float64 {
		t.Helper()
		ahead += 2 * time.Second
		p, err := r.Past(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		res, err := e.Instant(t.Context(), p, "sum(focusd_active_seconds_total{"+matchers+"}) or vector(0)", time.Now(), 0)
		if err != nil {
			t.Fatal(err)
		}
		return res.Rows[0].Points[0].Value
	}
	all, steam := sum(""), sum(`app="steam"`)
	if steam == 0 || sum(`category="meetings"`) != 0 {
		t.Fatalf("steam has %v s, meetings %v", steam, sum(`category="meetings"`))
	}

	start := time.Now().UTC().Truncate(24 * time.Hour).Add(-38 * time.Hour) // ten o'clock of the day before yesterday
	text, category := "a call", "meetings"
	cmd := api.EntryCommand{Do: "add", Start: start, End: start.Add(30 * time.Minute), Text: &text, Category: &category, Taken: "over", New: true}
	if _, err := client.Correct(t.Context(), cmd); err != nil {
		t.Fatal(err)
	}
	if got := sum(`category="meetings",app="hidden"`); got < 1000 || got > 1800 {
		t.Errorf("of a call of half an hour %v s are counted", got)
	}
	if got := sum(""); math.Abs(got-all) > 1 {
		t.Errorf("all activity is %v s, before the correction it was %v", got, all)
	}

	if _, err := client.ChangeRules(t.Context(), api.RuleCommand{Do: "add", Text: "app=vlc -> meetings"}); err != nil {
		t.Fatal(err)
	}
	if got := sum(`category="meetings",app="vlc"`); got < 600 {
		t.Errorf("by the rule of now vlc has %v s in meetings", got)
	}

	if _, err := client.Forget(t.Context(), api.ForgetCommand{App: "steam", Yes: true}); err != nil {
		t.Fatal(err)
	}
	if got := sum(`app="steam"`); got != 0 {
		t.Errorf("steam was forgotten, and has %v s", got)
	}
}
