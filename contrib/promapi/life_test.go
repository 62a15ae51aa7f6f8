package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"focusd/daemon/api"
	"focusd/daemon/engine"
	"focusd/daemon/engine/enginetest"
	"focusd/daemon/store"
	"focusd/timer"
	"focusd/tracker/category"
)

// programs are where the daemon and this program were built; once for all tests.
var programs = sync.OnceValues(func() (string, error) {
	for _, build := range []struct{ in, what, name string }{{"../..", "./cmd/focusd", "focusd"}, {".", ".", "focusd-promapi"}} {
		cmd := exec.Command("go", "build", "-o", filepath.Join(built, build.name), build.what)
		cmd.Dir = build.in
		if out, err := cmd.CombinedOutput(); err != nil {
			return "", fmt.Errorf("build %s in %s: %w\n%s", build.what, build.in, err, out)
		}
	}
	return built, nil
})

// built is the folder of the programs; TestMain makes and removes it.
var built string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "focusd-promapi-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	built = dir
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

// started is a daemon of its own, over a store that was made before.
func started(t testing.TB, fill func(dir string)) *api.Client {
	t.Helper()
	bin, err := programs()
	if err != nil {
		t.Fatal(err)
	}
	home := t.TempDir()
	run, data := filepath.Join(home, "run"), filepath.Join(home, "data")
	for _, dir := range []string{run, filepath.Join(data, "focusd"), filepath.Join(home, "config", "focusd")} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	fill(filepath.Join(data, "focusd"))
	if err := os.WriteFile(filepath.Join(home, "config", "focusd", "config.toml"), []byte("[web]\nlisten = \"off\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(filepath.Join(bin, "focusd"))
	var said strings.Builder
	cmd.Stdout, cmd.Stderr = &said, &said
	cmd.Env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + home, "TZ=UTC", "USER=somebody",
		"XDG_RUNTIME_DIR=" + run, "XDG_DATA_HOME=" + data, "XDG_STATE_HOME=" + filepath.Join(home, "state"), "XDG_CONFIG_HOME=" + filepath.Join(home, "config"),
		"DBUS_SESSION_BUS_ADDRESS=unix:path=" + filepath.Join(run, "no-bus"), "DBUS_SYSTEM_BUS_ADDRESS=unix:path=" + filepath.Join(run, "no-bus"),
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(os.Interrupt) // it may have ended already
		_ = cmd.Wait()
		if t.Failed() {
			t.Logf("focusd said:\n%s", said.String())
		}
	})
	client := &api.Client{Socket: filepath.Join(run, "focusd", "focusd.sock")}
	until(t, "focusd answers", func() error { _, err := client.Status(context.Background()); return err })
	return client
}

// until waits for f to succeed.
func until(t testing.TB, what string, f func() error) {
	t.Helper()
	var err error
	for end := time.Now().Add(3 * time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if err = f(); err == nil {
			return
		}
	}
	t.Fatalf("%s: not within three minutes: %v", what, err)
}

// apps are names that the rules that come with focusd know.
var apps = []string{
	"code", "firefox", "org.gnome.Nautilus", "Slack", "thunderbird", "libreoffice-writer", "Alacritty", "steam",
	"vlc", "gimp", "zoom", "discord", "jetbrains-idea", "emacs", "org.telegram.desktop",
}

// years fills a store with the life of somebody who works every day: synthetic
// windows, and blocks with their breaks. It ends now.
func years(t testing.TB, days int) func(dir string) {
	return func(dir string) {
		t.Helper()
		s, _, err := store.Open(dir, store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		now := time.Now().UTC().Truncate(time.Minute)
		first := now.Truncate(24*time.Hour).AddDate(0, 0, -days)
		seq, names := timer.Seq(0), named(t)
		for spans := range enginetest.Days(1, first, days+1) {
			c := engine.Change{Ledger: names, Clean: true}
			for _, span := range spans {
				var n int
				if _, err := fmt.Sscanf(span.Window.App, "app-%d", &n); err == nil && n < len(apps) {
					span.Window.App = apps[n]
				}
				if part, ok := span.Clip(first, now); ok {
					c.Spans = append(c.Spans, part)
				}
			}
			c.Blocks, c.Breaks = workday(spans[0].Start, now, &seq)
			if len(c.Spans) == 0 {
				continue
			}
			if err := s.Commit(c); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// named is a ledger in which the apps have names, in the categories that they are in.
func named(t testing.TB) map[engine.Counter]uint64 {
	t.Helper()
	rules, err := category.Compile(category.Defaults())
	if err != nil {
		t.Fatal(err)
	}
	all := make(map[engine.Counter]uint64)
	taken := append(slices.Clone(apps), "a", "b", "c", "d", "e") // twenty: there is no room for more
	for _, app := range taken {
		name := engine.Slug(rules.Classify(app, "", time.Now(), "").Category)
		all[engine.Counter{Metric: "focusd_active_seconds_total", Labels: fmt.Sprintf("app=%q,category=%q", app, name)}] = 600_000
	}
	return all
}

// workday are eight blocks from nine o'clock on, as far as they have been.
func workday(day, now time.Time, seq *timer.Seq) (blocks []timer.Block, breaks []timer.Break) {
	next := func() timer.Seq { *seq++; return *seq }
	for i := range 8 {
		start := day.Add(9*time.Hour + time.Duration(i)*40*time.Minute)
		b := timer.Block{
			Seq: next(), Kind: timer.Pomodoro, Planned: 25 * time.Minute, Started: start, Ended: start.Add(25 * time.Minute),
			EndedBy: timer.EndedAuto, Segments: []timer.Segment{{Start: start}},
		}
		if i%4 == 3 {
			b.Gaps = []timer.Gap{{Start: start.Add(5 * time.Minute), End: start.Add(8 * time.Minute), Cause: timer.External}}
			b.Ended = b.Ended.Add(3 * time.Minute)
		}
		if !b.Ended.Add(10 * time.Minute).Before(now) {
			break
		}
		blocks = append(blocks, b)
		breaks = append(breaks, timer.Break{
			Seq: next(), Long: i%4 == 3, Planned: 5 * time.Minute, Started: b.Ended, Ended: b.Ended.Add(5 * time.Minute), Outcome: timer.Taken,
		})
	}
	return blocks, breaks
}
