package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"focusd/daemon/engine"
	"focusd/daemon/store"
	"focusd/tracker"
)

// try runs the program in this process. Its configuration is in home.
func try(t *testing.T, home string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	t.Setenv("XDG_CONFIG_HOME", home)
	var out, errs strings.Builder
	code = run(append([]string{}, args...), &out, &errs)
	return code, out.String(), errs.String()
}

// filled is the folder of a store with an hour of log.
func filled(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	st, _, err := store.Open(dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	from := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	err = st.Commit(engine.Change{Spans: []tracker.Span{{Start: from, End: from.Add(time.Hour), Window: tracker.Window{App: "editor"}}}})
	if err == nil {
		_, err = st.Backup(from)
	}
	if err == nil {
		err = st.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestUsage(t *testing.T) {
	for _, test := range []struct {
		args   []string
		code   int
		stdout string
		stderr string
	}{
		{[]string{"--version"}, 0, "focusd ", ""},
		{[]string{"--help"}, 0, "", "Usage: focusd"},
		{[]string{"--no-such-flag"}, 2, "", "no-such-flag"},
		{[]string{"start"}, 2, "", `unknown argument "start"`},
		{[]string{"--log-level", "loud", "--config", "/nonexistent"}, 1, "", `"loud" is not one of debug, info, warn, error`},
		{[]string{"--check-config", "--config", "/nonexistent"}, 0, "", ""},
		{[]string{"--listen", "127.0.0.1:99999", "--config", "/nonexistent"}, 1, "", `--web.listen-address: "99999" is not a port`},
		{[]string{"db"}, 2, "", "usage: focusd db"},
		{[]string{"db", "--help"}, 0, "usage: focusd db", ""},
		{[]string{"db", "mend"}, 2, "", "usage: focusd db"},
		{[]string{"db", "compact", "what"}, 2, "", "usage: focusd db"},
		{[]string{"db", "verify", "a", "b"}, 2, "", "usage: focusd db"},
	} {
		code, stdout, stderr := try(t, t.TempDir(), test.args...)
		if code != test.code || !strings.Contains(stdout, test.stdout) || !strings.Contains(stderr, test.stderr) {
			t.Errorf("focusd %q: exit %d, stdout %q, stderr %q; want exit %d, %q, %q",
				test.args, code, stdout, stderr, test.code, test.stdout, test.stderr)
		}
	}
}

func TestMistakeInTheConfigurationStopsTheStart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "config.toml")
	if err := os.WriteFile(path, []byte("[timer]\npreste = \"25/5\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	code, _, stderr := try(t, t.TempDir(), "--config", path)
	if code != exitFailed || !strings.Contains(stderr, path+":2:1: there is no setting timer.preste; did you mean timer.preset?") {
		t.Errorf("exit %d: %s", code, stderr)
	}
}

func TestVerifyTellsWholeFromDamaged(t *testing.T) {
	dir := filled(t)
	if code, out, stderr := try(t, dir, "db", "verify", "--data", dir); code != 0 || !strings.Contains(out, "is whole") {
		t.Errorf("a whole store: exit %d, %s%s", code, out, stderr)
	}
	path := filepath.Join(dir, store.FileName)
	if err := os.Truncate(path, 5000); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"db", "verify", "--data", dir}, {"db", "verify", path}, {"db", "verify", "--quick", path}} {
		if code, out, stderr := try(t, dir, args...); code != exitFailed || !strings.Contains(stderr, "focusd: error:") {
			t.Errorf("%q on a cut store: exit %d, %s%s", args, code, out, stderr)
		}
	}
}

func TestVerifyOfAPathNeedsNoConfiguration(t *testing.T) {
	home := t.TempDir()
	dir := filepath.Join(home, "focusd")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "config.toml"), []byte("nonsense"), 0o600); err != nil {
		t.Fatal(err)
	}
	code, _, stderr := try(t, home, "db", "verify", "--quick", filepath.Join(filled(t), store.FileName))
	if code != 0 {
		t.Errorf("exit %d: %s", code, stderr)
	}
}

func TestCompact(t *testing.T) {
	dir := filled(t)
	lock, _, err := store.Open(dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	code, _, stderr := try(t, dir, "db", "compact", "--data", dir)
	if code != exitFailed || !strings.Contains(stderr, "another focusd") || !strings.Contains(stderr, "hint") {
		t.Errorf("while it is open: exit %d: %s", code, stderr)
	}
	code, _, stderr = try(t, dir, "db", "verify", "--data", dir)
	if code != exitFailed || strings.Contains(stderr, "damaged") || !strings.Contains(stderr, "hint") {
		t.Errorf("verify while it is open: exit %d: %s; want a hint and no word of damage", code, stderr)
	}
	if err := lock.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestWithoutAStore(t *testing.T) {
	for _, command := range []string{"verify", "compact"} {
		dir := t.TempDir()
		code, _, stderr := try(t, dir, "db", command, "--data", dir)
		if code != exitFailed || !strings.Contains(stderr, "there is no store in "+dir) {
			t.Errorf("%s: exit %d: %s", command, code, stderr)
		}
		if entries, err := os.ReadDir(dir); err != nil || len(entries) > 0 {
			t.Errorf("%s left %v, %v", command, entries, err)
		}
	}
}

func TestRestoreWithoutABackup(t *testing.T) {
	code, _, stderr := try(t, t.TempDir(), "db", "restore", "--data", t.TempDir())
	if code != exitFailed || !strings.Contains(stderr, "there is no backup") {
		t.Errorf("exit %d: %s", code, stderr)
	}
	code, _, stderr = try(t, t.TempDir(), "db", "restore", "--data", t.TempDir(), "/nonexistent/backup")
	if code != exitFailed || !strings.Contains(stderr, "no such file") {
		t.Errorf("a backup that is not there: exit %d: %s", code, stderr)
	}
}
