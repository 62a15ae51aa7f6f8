package grafana

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"focusd/contrib/standing"
	"focusd/daemon/metrics"
)

var update = flag.Bool("update", false, "write the dashboards anew")

func TestDashboards(t *testing.T) {
	for _, d := range All() {
		t.Run(d.UID, func(t *testing.T) {
			for _, wrong := range Lint(d, metrics.Catalogue()) {
				t.Error(wrong)
			}
			got, err := d.JSON()
			if err != nil {
				t.Fatal(err)
			}
			file := filepath.Join("dashboards", d.UID+".json")
			if *update {
				if err := os.WriteFile(file, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("%s is not what the code makes: go test ./contrib/grafana -update", file)
			}
		})
	}
}

func TestThereAreNoOtherFiles(t *testing.T) {
	files, err := filepath.Glob("dashboards/*")
	if err != nil || len(files) != len(All()) {
		t.Errorf("there are the files %v (%v), want one for each of %d dashboards", files, err, len(All()))
	}
}

// Every metric of the person's time and plans is on some dashboard: who adds one
// says where it is seen.
func TestEveryMetricIsShown(t *testing.T) {
	hidden := []string{ // by design
		"focusd_blocks_started_total", "focusd_break_seconds_total", "focusd_break_overrun_seconds_total", "focusd_day_end_timestamp_seconds",
		"focusd_day_start_timestamp_seconds", "focusd_timer_planned_seconds", "focusd_goal_due", "focusd_rule_matches_total", "focusd_corrections_total",
		"focusd_notifications_total", "focusd_tasks_created_total", "focusd_tasks_completed_total", "focusd_tasks_open",
		"focusd_store_events", "focusd_config_last_reload_successful", "focusd_config_last_reload_success_timestamp_seconds",
	}
	all := expressions()
	for _, f := range metrics.Catalogue() {
		shown := slices.ContainsFunc(all, func(expr string) bool { return strings.Contains(expr, f.Name) })
		if shown == slices.Contains(hidden, f.Name) {
			t.Errorf("%s: shown is %v, and the list of those that are not says %v", f.Name, shown, !shown)
		}
	}
}

// expressions are those of all panels and annotations.
func expressions() (all []string) {
	for _, d := range All() {
		for _, p := range d.Panels {
			for _, target := range p.Targets {
				all = append(all, target.Expr)
			}
		}
		for _, a := range d.Annotations.List {
			all = append(all, a.Expr)
		}
	}
	return all
}

func TestLint(t *testing.T) {
	fine := func() Dashboard {
		return build(Dashboard{UID: "x", Title: "x", Description: "x"},
			stat("one", "An example.", seconds, 4, query{"", of("focusd_day_focus_seconds")}),
			stat("two", "An example.", seconds, 4, query{"", sum("rate("+of("focusd_presence_seconds_total")+"[$__rate_interval])", "state")}))
	}
	if wrong := Lint(fine(), metrics.Catalogue()); len(wrong) > 0 {
		t.Fatalf("Lint of what is right says %q", wrong)
	}
	expr := func(e string) func(*Dashboard) { return func(d *Dashboard) { d.Panels[0].Targets[0].Expr = e } }
	for _, tt := range []struct {
		name  string
		spoil func(*Dashboard)
		want  string
	}{
		{"no title", func(d *Dashboard) { d.Panels[0].Title = "" }, "wants a title"},
		{"no description", func(d *Dashboard) { d.Panels[0].Description = "" }, "wants a title and a description"},
		{"of the dashboard", func(d *Dashboard) { d.Description = "" }, "wants an uid"},
		{"no unit", func(d *Dashboard) { d.Panels[0].Field.Defaults.Unit = "" }, "no unit"},
		{"editable", func(d *Dashboard) { d.Editable = true }, "can be edited"},
		{"an old schema", func(d *Dashboard) { d.SchemaVersion = 36 }, "older than Grafana 10"},
		{"no variable", func(d *Dashboard) { d.Templating.List = d.Templating.List[1:] }, "no variable datasource"},
		{"another source", func(d *Dashboard) { d.Panels[0].Datasource.UID = "mine" }, "not the data source that is chosen"},
		{"of a query", func(d *Dashboard) { d.Panels[0].Targets[0].Datasource.UID = "mine" }, "not the data source that is chosen"},
		{"one on the other", func(d *Dashboard) { d.Panels[1].Grid.X = 3 }, `lies on "one"`},
		{"the same number", func(d *Dashboard) { d.Panels[1].ID = 1 }, "has its number"},
		{"too wide", func(d *Dashboard) { d.Panels[1].Grid.W = 24 }, "does not lie in 24 columns"},
		{"no query", func(d *Dashboard) { d.Panels[0].Targets = nil }, "asks nothing"},
		{"no metric", expr("1 + 1"), "asks for no metric"},
		{"a metric that is not", expr(of("focusd_day_focus")), "no metric focusd_day_focus"},
		{"a histogram as it is", expr(of("focusd_focus_run_seconds")), "no metric focusd_focus_run_seconds"},
		{"any machine", expr(`focusd_day_focus_seconds{job="$job"}`), "not asked for by instance"},
		{"no matcher", expr("focusd_day_focus_seconds"), "not asked for by job"},
		{"a label that is not", expr(of("focusd_day_focus_seconds", `kind="flow"`)), "no label kind"},
		{"a value that is not", expr("increase(" + of("focusd_breaks_total", `outcome=~"taken|overrun"`) + "[1h])"), `never "overrun"`},
		{"a group that is not", expr("sum by (kind) (" + of("focusd_day_focus_seconds") + ")"), "groups by kind"},
		{"a counter as it is", expr(of("focusd_focus_seconds_total")), "take its increase"},
		{"a fixed rate", expr("rate(" + of("focusd_focus_seconds_total") + "[5m])"), "not over $__rate_interval"},
		{"an annotation", func(d *Dashboard) { d.Annotations.List[0].Expr = "focusd_goal_met" }, `annotation "Block"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := fine()
			tt.spoil(&d)
			if wrong := strings.Join(Lint(d, metrics.Catalogue()), "\n"); !strings.Contains(wrong, tt.want) {
				t.Errorf("Lint says %q, want %q", wrong, tt.want)
			}
		})
	}
}

func TestPanelsFlowInRows(t *testing.T) {
	panels := place([]Panel{{Grid: Grid{W: 16, H: 4}}, {Grid: Grid{W: 8, H: 6}}, {Grid: Grid{W: 1, H: 1}}})
	want := []Grid{{4, 16, 0, 0}, {6, 8, 16, 0}, {1, 1, 0, 6}}
	for i, p := range panels {
		if p.Grid != want[i] || p.ID != i+1 {
			t.Errorf("panel %d is number %d at %+v, want %+v", i+1, p.ID, p.Grid, want[i])
		}
	}
}

// spoken is an expression with what Grafana puts in for its variables.
func spoken(expr string) string {
	return strings.NewReplacer("$__rate_interval", "4m", "$__range", "30d", "$__interval", "1m",
		"$job", "focusd", "$instance", ".*", "$goal", ".*", "$category", ".*").Replace(expr)
}

func TestPrometheusReadsEveryExpression(t *testing.T) {
	type rule struct {
		Record string `json:"record"`
		Expr   string `json:"expr"`
	}
	var rules []rule
	for i, expr := range expressions() {
		rules = append(rules, rule{fmt.Sprintf("dashboard:expression:%d", i), spoken(expr)})
	}
	text, err := json.Marshal(map[string]any{"groups": []any{map[string]any{"name": "dashboards", "rules": rules}}})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "rules.yml") // JSON is YAML
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), standing.Need(t, "promtool"), "check", "rules", file).CombinedOutput()
	if want := fmt.Sprintf("%d rules found", len(rules)); err != nil || !strings.Contains(string(out), want) {
		t.Errorf("promtool check rules: %v, want %s\n%s", err, want, out)
	}
}

// The forms for days give what a day came to, where increase does not: a night
// in which nobody scraped is counted when the machine wakes.
func TestFormsOfDays(t *testing.T) {
	const metric = "focusd_presence_seconds_total"
	series := metric + `{job="focusd",instance="desk"}`
	sample := func(v float64) map[string]any {
		return map[string]any{"labels": `{instance="desk", job="focusd"}`, "value": v}
	}
	test := map[string]any{
		"evaluation_interval": "1h",
		"tests": []any{map[string]any{
			"interval": "1h",
			// Two days of 100 an hour, twelve hours without a scrape, and all of
			// that night at once.
			"input_series": []any{map[string]any{"series": series, "values": "0+100x48 _x11 10000+100x40"}},
			"promql_expr_test": []any{
				map[string]any{"expr": spoken(before(of(metric), "1d")), "eval_time": "72h", "exp_samples": []any{sample(6400)}},
				map[string]any{"expr": spoken(perDay(of(metric))), "eval_time": "48h", "exp_samples": []any{sample(6400)}},
				map[string]any{"expr": spoken(perDay(of(metric))), "eval_time": "24h", "exp_samples": []any{sample(2400)}},
			},
		}},
	}
	text, err := json.Marshal(test)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "test.yml")
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.CommandContext(t.Context(), standing.Need(t, "promtool"), "test", "rules", file).CombinedOutput(); err != nil {
		t.Errorf("promtool test rules: %v\n%s", err, out)
	}
}

// What the rules for Prometheus name is there.
func TestRulesNameMetricsThatThereAre(t *testing.T) {
	text, err := os.ReadFile("../prometheus/rules.yml")
	if err != nil {
		t.Fatal(err)
	}
	l := linter{known: make(map[string]metrics.Family)}
	for _, f := range metrics.Catalogue() {
		l.known[f.Name] = f
	}
	found := 0
	for line := range strings.Lines(string(text)) {
		if strings.Contains(line, "record:") || strings.HasPrefix(strings.TrimSpace(line), "#") || strings.Contains(line, "- name:") {
			continue
		}
		for _, s := range selector.FindAllStringSubmatch(line, -1) {
			name := s[2]
			if !strings.HasPrefix(name, "focusd_") {
				continue
			}
			found++
			f, ok := l.family(name)
			if !ok {
				t.Errorf("there is no metric %s: %s", name, line)
			}
			for _, m := range matcher.FindAllStringSubmatch(s[3], -1) {
				l.match(f, m[1], m[2], m[3])
			}
		}
	}
	for _, wrong := range l.wrong {
		t.Error(wrong)
	}
	if found < 15 {
		t.Errorf("%d metrics were found in the rules, want more", found)
	}
}
