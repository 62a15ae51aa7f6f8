package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const someSamples = "# TYPE focusd_x gauge\nfocusd_x 1 1795348800\n# EOF\n"

func TestExportOpenMetrics(t *testing.T) {
	for line, want := range map[string]string{
		"":                                      "GET /v1/openmetrics",
		"--step 5m --instance past --job mine":  "GET /v1/openmetrics instance=past&job=mine&step=300",
		"--from 2026-11-20 --to 2026-11-21":     "GET /v1/openmetrics from=2026-11-20T04%3A00%3A00Z&to=2026-11-21T04%3A00%3A00Z",
		"--from yesterday --format openmetrics": "GET /v1/openmetrics format=openmetrics&from=2026-11-21T04%3A00%3A00Z",
		"--format victoriametrics":              "GET /v1/openmetrics format=victoriametrics",
	} {
		d := startFake(t)
		d.Samples = someSamples
		r := d.run(t, append([]string{"export", "openmetrics"}, strings.Fields(line)...)...)
		if got := d.lastAsked(t); r.code != done || r.out != someSamples || got != want {
			t.Errorf("focus export openmetrics %s: exit %d, %q, asked %s, want %s", line, r.code, r.out, got, want)
		}
	}
}

func TestExportToAFile(t *testing.T) {
	for format, advice := range map[string][]string{
		"openmetrics":     {"retention.time=10y", "--max-block-duration=768h", "last three hours", "SAMPLES"},
		"victoriametrics": {"-retentionPeriod=10y", "once", "SAMPLES"},
	} {
		d := startFake(t)
		d.Samples = someSamples
		file := filepath.Join(t.TempDir(), "history.txt")
		args := []string{"export", "openmetrics", "--format", format, "-o", file}
		r := d.run(t, args...)
		got, err := os.ReadFile(file)
		if err != nil || string(got) != someSamples || r.code != done || r.out != "" {
			t.Errorf("%s: exit %d, %q, the file has %q, %v", format, r.code, r.out, got, err)
		}
		for _, want := range advice {
			if want = strings.Replace(want, "SAMPLES", file, 1); !strings.Contains(r.err, want) {
				t.Errorf("%s: %q does not say %q", format, r.err, want)
			}
		}
		if r := d.run(t, args...); r.code != refused || !strings.Contains(r.err, "is there already") {
			t.Errorf("over a file: exit %d, %s", r.code, r.err)
		}
	}
}

func TestExportThatIsBrokenOff(t *testing.T) {
	d := startFake(t)
	d.Samples = strings.TrimSuffix(someSamples, "# EOF\n")
	file := filepath.Join(t.TempDir(), "history.txt")
	r := d.run(t, "export", "openmetrics", "-o", file)
	if _, err := os.Stat(file); r.code != refused || !strings.Contains(r.err, "too early") || !os.IsNotExist(err) {
		t.Errorf("exit %d, %s; the file: %v", r.code, r.err, err)
	}
}

func TestExportWronglyUsed(t *testing.T) {
	for line, hint := range map[string]string{
		"export":                                                      "focus export openmetrics",
		"export csv":                                                  "focus log --csv",
		"export openmetrics today":                                    "one word too many",
		"export openmetrics --step x":                                 "60s",
		"export openmetrics --step 500ms":                             "60s",
		"export openmetrics --format json":                            "victoriametrics",
		"export openmetrics --from never":                             "yesterday",
		"export openmetrics --from 2026-11-21 --to 2026-11-20":        "earlier",
		"export openmetrics --to 2026-11-20 --from today --step 5m":   "earlier",
		"export openmetrics -o /nowhere/at/all --from 2026-11-20 --x": "unknown flag",
	} {
		if r := startFake(t).run(t, strings.Fields(line)...); r.code != usage || r.out != "" || !strings.Contains(r.err, hint) {
			t.Errorf("focus %s: exit %d, %q, %s; want 2, nothing, and %q", line, r.code, r.out, r.err, hint)
		}
	}
}
