package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"focusd/daemon/api"
)

// hourLong is an hour at the desk, of which somebody was away for a third.
const hourLong = `{"record": 1, "begin": "2026-11-22T08:00:00Z", "zone": "Europe/Berlin"}
{"t": 0, "sees": {"source": "x11", "app": "editor", "title": "t1", "input": true}}
{"t": 60, "timer": {"do": "resume"}}
{"t": 1380, "sees": {"source": "x11", "app": "editor", "title": "t1", "input": true, "idle_seconds": 180}}
{"t": 2400, "sees": {"source": "x11", "app": "browser", "title": "t2", "input": true}}
{"t": 3600, "end": true}
`

func recordFile(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "record.jsonl")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestReplayPrintsTheLogAndWhatItAddsUpTo(t *testing.T) {
	code, out, errs := try(t, t.TempDir(), "replay", recordFile(t, hourLong))
	if code != 0 || errs != "" {
		t.Fatalf("exit %d, %s", code, errs)
	}
	for _, want := range []string{
		`2026-11-22 09:00:00         20m0s  active      "editor" "t1"`,
		`2026-11-22 09:20:00         20m0s  idle        "" ""`,
		`2026-11-22 09:40:00         20m0s  active      "browser" "t2"`,
		"refused 2026-11-22 09:01:00 resume",
		"active      40m0s",
		"idle        20m0s",
		"in all      1h0m0s",
		"blocks      0",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in\n%s", want, out)
		}
	}
}

func TestReplayPrintsJSON(t *testing.T) {
	code, out, errs := try(t, t.TempDir(), "replay", "--json", recordFile(t, hourLong))
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if code != 0 || errs != "" || len(lines) != 3 {
		t.Fatalf("exit %d, %s, %d rows, want 3", code, errs, len(lines))
	}
	var row api.Span
	if err := json.Unmarshal([]byte(lines[1]), &row); err != nil || row.Presence != "idle" || row.Offset != 60 {
		t.Errorf("the second row is %+v, %v, want idle in Berlin", row, err)
	}
}

func TestReplayLeavesTheStoreAlone(t *testing.T) {
	home := t.TempDir()
	t.Setenv("XDG_DATA_HOME", filepath.Join(home, "data"))
	t.Setenv("TMPDIR", t.TempDir())
	if code, _, errs := try(t, home, "replay", recordFile(t, hourLong)); code != 0 {
		t.Fatalf("exit %d, %s", code, errs)
	}
	for _, dir := range []string{filepath.Join(home, "data"), os.Getenv("TMPDIR")} {
		if left, err := os.ReadDir(dir); err == nil && len(left) > 0 {
			t.Errorf("%s has %v in it", dir, left)
		}
	}
}

func TestReplayIsRefused(t *testing.T) {
	for _, test := range []struct {
		name string
		args []string
		code int
		want string
	}{
		{"no record", nil, exitUsage, "usage: focusd replay"},
		{"two records", []string{"a", "b"}, exitUsage, "usage: focusd replay"},
		{"another flag", []string{"--csv", "a"}, exitUsage, "csv"},
		{"no file", []string{"/nonexistent/record"}, exitFailed, "no such file"},
		{"no record in it", []string{recordFile(t, "hello\n")}, exitFailed, "no record that this focusd knows"},
		{"a broken line", []string{recordFile(t, strings.Split(hourLong, "\n")[0]+"\nhello\n")}, exitFailed, "line 2 is not a happening"},
	} {
		t.Run(test.name, func(t *testing.T) {
			code, out, errs := try(t, t.TempDir(), append([]string{"replay"}, test.args...)...)
			if code != test.code || out != "" || !strings.Contains(errs, test.want) {
				t.Errorf("exit %d, %q, %q, want %d and %q", code, out, errs, test.code, test.want)
			}
		})
	}
}
