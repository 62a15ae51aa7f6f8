package daemon

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"focusd/contrib/standing"
	"focusd/daemon/engine"
	"focusd/daemon/store"
)

const (
	idleSeconds = `focusd_presence_seconds_total{state="idle"}`
	rulesFile   = "../contrib/prometheus/rules.yml"
)

// scrapes are what a daemon shows once a minute, one value of each series after
// the other.
type scrapes map[string][]string

// add takes in what a daemon shows now.
func (s scrapes) add(t *testing.T, page string) {
	t.Helper()
	n := len(s[idleSeconds])
	for line := range strings.Lines(page) {
		line = strings.TrimSpace(line)
		name, _, _ := strings.Cut(line, "{")
		for _, wanted := range []string{"focusd_presence_seconds_total", "focusd_accounted_until_timestamp_seconds", "focusd_tracking_start_timestamp_seconds"} {
			if name == wanted || strings.HasPrefix(line, wanted+" ") {
				series, value, _ := strings.Cut(line, " ")
				s[series] = append(s[series], value)
			}
		}
	}
	if len(s) != 9 || len(s[idleSeconds]) != n+1 {
		t.Fatalf("a scrape has %d series that are looked at, want 9:\n%s", len(s), page)
	}
}

// scrape starts a daemon on a store, and takes in what it shows three times.
func (s scrapes) scrape(t *testing.T, paths Paths) {
	t.Helper()
	r := start(t, paths)
	for range 3 {
		s.add(t, r.metrics())
	}
	if err := r.stop(); err != nil {
		t.Fatal(err)
	}
}

// amend changes what the ledger of a store has of idle time.
func amend(t *testing.T, paths Paths, by func(uint64) uint64) {
	t.Helper()
	st, _, err := store.Open(paths.Data, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	stored, err := st.Load()
	if err != nil {
		t.Fatal(err)
	}
	idle := engine.Counter{Metric: "focusd_presence_seconds_total", Labels: `state="idle"`}
	change := engine.Change{Ledger: map[engine.Counter]uint64{idle: by(stored.Ledger[idle])}, Clean: true}
	if err := st.Commit(change); err != nil {
		t.Fatal(err)
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
}

// firing asks promtool whether an alert fires at a scrape, by the rules that are
// shipped.
func (s scrapes) firing(t *testing.T, alert string, at int) bool {
	t.Helper()
	dir := t.TempDir()
	rules, err := os.ReadFile(rulesFile)
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(dir, "rules.yml"), rules)
	var b strings.Builder
	b.WriteString("rule_files: [rules.yml]\nevaluation_interval: 1m\ntests:\n  - interval: 1m\n    input_series:\n")
	for series, values := range s {
		name, labels, _ := strings.Cut(strings.TrimSuffix(series, "}"), "{")
		labels = strings.TrimPrefix(labels+`,instance="desk"`, ",")
		fmt.Fprintf(&b, "      - {series: '%s{%s}', values: '%s'}\n", name, labels, strings.Join(values, " "))
	}
	labels := fmt.Sprintf(`ALERTS{alertname=%q, alertstate="firing", instance="desk", severity="warning"}`, alert)
	fmt.Fprintf(&b, "    promql_expr_test:\n      - expr: ALERTS{alertname=%q}\n        eval_time: %dm\n        exp_samples: [{labels: '%s', value: 1}]\n", alert, at, labels)
	writeFile(t, filepath.Join(dir, "test.yml"), []byte(b.String()))
	out, err := exec.Command(standing.Need(t, "promtool"), "test", "rules", filepath.Join(dir, "test.yml")).CombinedOutput()
	if err != nil && !bytes.Contains(out, []byte("got: nil")) {
		t.Fatalf("promtool: %v\n%s\n%s", err, out, b.String())
	}
	return err == nil
}

// TestABrokenLedgerIsNoticed adds time to a ledger that was never lived, and takes
// it away again: no daemon does that. Between them everything is as it was
// scraped.
func TestABrokenLedgerIsNoticed(t *testing.T) {
	standing.Need(t, "promtool")
	paths := testPaths(t)
	s := make(scrapes)
	s.scrape(t, paths) // at minutes 0, 1, 2
	s.scrape(t, paths) // 3, 4, 5: a restart breaks nothing
	amend(t, paths, func(ms uint64) uint64 { return ms + uint64((10 * time.Minute).Milliseconds()) })
	s.scrape(t, paths) // 6, 7, 8
	amend(t, paths, func(ms uint64) uint64 { return ms - uint64((10 * time.Minute).Milliseconds()) })
	s.scrape(t, paths) // 9, 10, 11
	for _, tt := range []struct {
		alert string
		at    int
		want  bool
	}{
		{"FocusdPresenceNotAPartition", 2, false},
		{"FocusdPresenceNotAPartition", 5, false},
		{"FocusdPresenceNotAPartition", 6, true},
		{"FocusdPresenceNotAPartition", 8, true},
		{"FocusdPresenceNotAPartition", 9, false},
		{"FocusdCounterWentBackwards", 5, false},
		{"FocusdCounterWentBackwards", 8, false},
		{"FocusdCounterWentBackwards", 9, true},
		{"FocusdCounterWentBackwards", 11, true},
	} {
		if got := s.firing(t, tt.alert, tt.at); got != tt.want {
			t.Errorf("at minute %d %s fires: %v, want %v", tt.at, tt.alert, got, tt.want)
		}
	}
}

// TestTheTestOfTheRulesTests changes what the test of the rules expects, one thing
// after the other: promtool has to notice each.
func TestTheTestOfTheRulesTests(t *testing.T) {
	t.Parallel() // promtool takes seconds
	if testing.Short() {
		t.Skip("promtool takes seconds")
	}
	tool, dir := standing.Need(t, "promtool"), t.TempDir()
	rules, err := os.ReadFile(rulesFile)
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(dir, "rules.yml"), rules)
	text, err := os.ReadFile("../contrib/prometheus/rules_test.yml")
	if err != nil {
		t.Fatal(err)
	}
	head, tests, _ := strings.Cut(string(text), "\n  - name: ")
	sample := regexp.MustCompile(`value: ([0-9.]+)`)
	said := regexp.MustCompile(`^( *(?:summary|description): .*[a-z])([^a-z]*)$`)
	labels := regexp.MustCompile(`exp_labels: \{severity: `)
	args := []string{"test", "rules"}
	for i, test := range strings.Split(tests, "\n  - name: ") {
		lines := strings.Split(test, "\n")
		for j, line := range lines {
			changed := line
			switch {
			case sample.MatchString(line):
				changed = sample.ReplaceAllString(line, "value: 1$1")
			case said.MatchString(line):
				changed = said.ReplaceAllString(line, "${1}x$2")
			case labels.MatchString(line):
				changed = strings.Replace(line, "severity: ", "severity: x", 1)
			default:
				continue
			}
			// That test alone, or all of them would run each time.
			file := filepath.Join(dir, fmt.Sprintf("test%dline%d.yml", i, j))
			one := strings.Join(slices.Concat(lines[:j], []string{changed}, lines[j+1:]), "\n")
			writeFile(t, file, []byte(head+"\n  - name: "+one))
			args = append(args, file)
		}
	}
	if n := len(args) - 2; n < 30 {
		t.Fatalf("%d expectations were found, want at least 30", n)
	}
	out, _ := exec.Command(tool, args...).CombinedOutput() // it fails as soon as one of them does
	for _, answer := range strings.Split(string(out), "Unit Testing:")[1:] {
		if !strings.Contains(answer, "FAILED") {
			t.Errorf("the test of the rules passes in spite of a change: %s", answer)
		}
	}
	if n := strings.Count(string(out), "Unit Testing:"); n != len(args)-2 {
		t.Errorf("promtool looked at %d files of %d:\n%s", n, len(args)-2, out)
	}
}
