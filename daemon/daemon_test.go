package daemon

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"focusd/daemon/api"
	"focusd/daemon/engine"
	"focusd/daemon/engine/enginetest"
	"focusd/daemon/listen"
	"focusd/daemon/store"
)

// running is a daemon of this process, on real sockets in a folder of its own.
type running struct {
	t      *testing.T
	paths  Paths
	client *api.Client
	reload chan os.Signal
	cancel context.CancelFunc
	ended  chan error
}

// short is a folder whose path leaves room for the name of a socket, which the
// kernel limits to 107 bytes.
func short(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "focusd")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

func testPaths(t *testing.T) Paths {
	dir := short(t)
	return Paths{
		Config: filepath.Join(dir, "config.toml"),
		Data:   filepath.Join(dir, "data"),
		Socket: filepath.Join(dir, "run", "focusd.sock"),
	}
}

func start(t *testing.T, paths Paths) *running {
	t.Helper()
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
	load := func() (Config, error) {
		cfg, err := LoadConfig(paths)
		cfg.Web.Listen = []string{"127.0.0.1:0"}
		return cfg, err
	}
	cfg, err := load()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	r := &running{
		t: t, paths: paths, client: &api.Client{Socket: paths.Socket},
		reload: make(chan os.Signal), cancel: cancel, ended: make(chan error, 1),
	}
	go func() {
		r.ended <- Run(ctx, cfg, Options{
			Version: "test", Log: slog.New(slog.DiscardHandler), Level: new(slog.LevelVar),
			Load: load, Reload: r.reload,
			Source: func(Config) engine.Source { return enginetest.NewSource("played") },
		})
	}()
	t.Cleanup(func() { r.stop() })
	r.until("it answers", func() bool { _, err := r.client.Status(t.Context()); return err == nil })
	return r
}

// TestFirstAnswerKnowsTheDay asks before the loop runs, as a command does that
// starts the daemon through its socket.
func TestFirstAnswerKnowsTheDay(t *testing.T) {
	cfg := DefaultConfig(testPaths(t))
	cfg.Web.Listen, cfg.Notify = nil, false
	client := &api.Client{Socket: cfg.Paths.Socket}
	first := make(chan api.Status, 1)
	early := func(Config) engine.Source { // the loop begins when this returns
		hurry, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		if s, err := client.Status(hurry); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("before the loop runs: %+v, %v; want no answer yet", s.Today, err)
		}
		go func() {
			s, err := client.Status(t.Context())
			if err != nil {
				t.Errorf("the first answer: %v", err)
			}
			first <- s
		}()
		return nil
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- Run(ctx, cfg, Options{Log: slog.New(slog.DiscardHandler), Level: new(slog.LevelVar), Source: early})
	}()
	if s := <-first; s.Today.Day == "" || s.Today.From.IsZero() {
		t.Errorf("the first answer says of today: %+v", s.Today)
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func (r *running) stop() error {
	r.cancel()
	err := <-r.ended
	r.ended <- err
	return err
}

func (r *running) until(what string, so func() bool) {
	r.t.Helper()
	for deadline := time.Now().Add(10 * time.Second); !so(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			r.t.Fatalf("not within 10 s: %s", what)
		}
		select {
		case err := <-r.ended:
			r.t.Fatalf("it ended before %s: %v", what, err)
		default:
		}
	}
}

func TestDaemonKeepsABlockAcrossARestart(t *testing.T) {
	paths := testPaths(t)
	r := start(t, paths)
	if _, err := r.client.Timer(t.Context(), api.Command{Do: "start", Preset: "50/10", Label: "writing"}); err != nil {
		t.Fatal(err)
	}
	if err := r.stop(); err != nil {
		t.Fatalf("stop: %v", err)
	}
	if _, err := os.Stat(paths.Socket); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the socket is still there: %v", err)
	}
	r = start(t, paths)
	s, err := r.client.Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if s.Timer.State != "work" || s.Timer.Label != "writing" || s.Timer.Preset != "50/10" {
		t.Errorf("after the restart: %+v", s.Timer)
	}
}

func TestDaemonEndsItsStreams(t *testing.T) {
	r := start(t, testPaths(t))
	seen := make(chan error)
	go func() {
		for _, err := range r.client.Watch(context.Background()) {
			seen <- err
		}
		close(seen)
	}()
	if err := <-seen; err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	if err := r.stop(); err != nil {
		t.Errorf("stop with an open stream: %v", err)
	}
	for range seen {
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("stopping took %v", took)
	}
}

func TestDaemonReadsItsConfigurationAgain(t *testing.T) {
	r := start(t, testPaths(t))
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(r.paths.Config, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		r.reload <- syscall.SIGHUP
	}
	write("[timer]\npreset = \"15/5\"\n")
	r.until("the new preset holds", func() bool {
		s, err := r.client.Status(t.Context())
		return err == nil && s.Timer.Preset == "15/5"
	})
	write("[timer]\npreset = \"never\"\n")
	r.until("doctor names the mistake", func() bool {
		doctor, err := r.client.Doctor(t.Context())
		return err == nil && doctor.Checks[0].State == "failed" && strings.Contains(doctor.Checks[0].Text, "config.toml:2:1")
	})
	write("[timer]\npreset = \"15/5\"\n[presence]\nidle_after = \"1m\"\n")
	r.until("doctor names what waits for the next start", func() bool {
		doctor, err := r.client.Doctor(t.Context())
		return err == nil && doctor.Checks[0].State == "warning" && strings.Contains(doctor.Checks[0].Text, "presence.idle_after")
	})
	if s, err := r.client.Status(t.Context()); err != nil || s.Timer.Preset != "15/5" {
		t.Errorf("after a wrong configuration the preset is %q (%v), want the one before", s.Timer.Preset, err)
	}
}

func TestSecondDaemonIsRefused(t *testing.T) {
	r := start(t, testPaths(t))
	cfg := DefaultConfig(r.paths)
	cfg.Web.Listen = nil
	o := Options{Log: slog.New(slog.DiscardHandler), Level: new(slog.LevelVar)}
	if err := Run(t.Context(), cfg, o); !errors.Is(err, store.ErrLocked) || Hint(err) == "" {
		t.Errorf("a second daemon on the store: %v, want ErrLocked with a hint", err)
	}
	cfg.Paths.Data = filepath.Join(short(t), "other")
	if err := Run(t.Context(), cfg, o); !errors.Is(err, listen.ErrInUse) {
		t.Errorf("a second daemon on the socket: %v, want ErrInUse", err)
	}
	if _, err := r.client.Status(t.Context()); err != nil {
		t.Errorf("the first daemon after that: %v", err)
	}
}

func TestPortInUseIsAClearError(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	cfg := DefaultConfig(testPaths(t))
	cfg.Web.Listen = []string{taken.Addr().String()}
	err = Run(t.Context(), cfg, Options{Log: slog.New(slog.DiscardHandler), Level: new(slog.LevelVar)})
	if err == nil || !strings.Contains(err.Error(), cfg.Web.Listen[0]) {
		t.Errorf("with the port taken: %v, want an error that names %s", err, cfg.Web.Listen[0])
	}
}

func TestMetricsAndBackup(t *testing.T) {
	r := start(t, testPaths(t))
	doctor, err := r.client.Doctor(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.Get(doctor.Paths.Web + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Errorf("/metrics without a token answers %s", resp.Status)
	}
	b, err := r.client.Backup(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if check, err := store.VerifyDeep(b.Path); err != nil || check.Size != b.Bytes {
		t.Errorf("the backup: %+v, %v", check, err)
	}
	for _, c := range doctor.Checks {
		if c.State == checkFailed {
			t.Errorf("doctor: %s: %s", c.Name, c.Text)
		}
	}
}

func TestDeletedStoreIsNoticed(t *testing.T) {
	paths := testPaths(t)
	r := start(t, paths)
	if _, err := r.client.Backup(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := r.stop(); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(paths.Data, store.FileName)); err != nil {
		t.Fatal(err)
	}
	doctor, err := start(t, paths).client.Doctor(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(doctor.Checks, func(c api.Check) bool { return c.Name == "last start" })
	if i < 0 {
		t.Fatalf("doctor does not say how the last start went: %+v", doctor.Checks)
	}
	if c := doctor.Checks[i]; c.State != checkWarning || !strings.Contains(c.Hint, "focusd db restore") {
		t.Errorf("doctor on a deleted store with a backup: %+v", c)
	}
}

func TestReasonOfAChild(t *testing.T) {
	for in, want := range map[string]string{
		"focusd: error: verify: damaged\nfocusd: hint: restore\n": "verify: damaged",
		"unexpected fault address 0x7f\nfatal error: fault\n":     "unexpected fault address 0x7f",
		"": "",
	} {
		if got := reason(in); got != want {
			t.Errorf("reason(%q) = %q, want %q", in, got, want)
		}
	}
}
