package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"focusd/contrib/afternoon"
	"focusd/daemon"
	"focusd/daemon/api"
	"focusd/daemon/engine"
	"focusd/daemon/engine/enginetest"
	"focusd/daemon/store"
	"focusd/timer/agenda"
	"focusd/tracker"
)

// replayd is the daemon of the scripts in testdata/daemon: the real one, with a
// desktop on which somebody looks at one window.
func replayd() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := serve(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "replayd: error:", err)
		os.Exit(1)
	}
}

func serve(ctx context.Context) error {
	cfg, err := daemon.LoadConfig(daemon.DefaultPaths())
	if err != nil {
		return err
	}
	cfg.Web.Listen, cfg.Notify = nil, false
	desktop := enginetest.NewSource("replay")
	var typing sync.WaitGroup
	defer typing.Wait()
	typing.Go(func() { somebodyTypes(ctx, desktop) })
	return daemon.Run(ctx, cfg, daemon.Options{
		Version: api.Version(),
		Log:     slog.New(slog.NewTextHandler(os.Stderr, nil)),
		Source:  func(daemon.Config) engine.Source { return desktop },
	})
}

// somebodyTypes looks at one window and types, until ctx is done: each input is news,
// so that there is time to log in a script of a second.
func somebodyTypes(ctx context.Context, desktop *enginetest.Source) {
	typing := time.NewTicker(50 * time.Millisecond)
	defer typing.Stop()
	for ctx.Err() == nil {
		desktop.Focus(tracker.Window{App: "editor", Title: "report.md"})
		select {
		case <-typing.C:
		case <-ctx.Done():
		}
	}
}

// TestDaemonScript runs testdata/daemon: focus against the real daemon, which runs
// where it is afternoon.
func TestDaemonScript(t *testing.T) {
	zone, err := time.LoadLocation(afternoon.Zone(time.Now()))
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/daemon",
		Setup: func(env *testscript.Env) error {
			// The folder of a script is too long for a socket.
			dir, err := os.MkdirTemp("", "focus")
			if err != nil {
				return err
			}
			env.Defer(func() { _ = os.RemoveAll(dir) })
			for name, value := range map[string]string{
				"TZ": zone.String(), "HOME": env.WorkDir, "XDG_RUNTIME_DIR": dir, "FOCUSD_SOCKET": filepath.Join(dir, "s"),
				"XDG_CONFIG_HOME": "", "XDG_DATA_HOME": "", "XDG_STATE_HOME": "", "DBUS_SESSION_BUS_ADDRESS": "", "NOTIFY_SOCKET": "",
			} {
				env.Setenv(name, value)
			}
			today := tracker.Calendar{Location: zone, Start: 4 * time.Hour}.Day(time.Now())
			for i := range 15 {
				env.Setenv(fmt.Sprintf("AGO%d", i), today.Add(-i).String()) // the day so many days ago
				env.Setenv(fmt.Sprintf("COMES%d", i), today.Add(i).String())
			}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"until": until, "older": older},
	})
}

// patience is how long anything may take on a busy machine.
const patience = 20 * time.Second

// until runs a command again and again, until what it prints matches.
//
//	until PATTERN focus ARGS...
func until(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: until PATTERN COMMAND...")
	}
	want, err := regexp.Compile(args[0])
	ts.Check(err)
	for end := time.Now().Add(patience); ; {
		err := ts.Exec(args[1], args[2:]...)
		out := ts.ReadFile("stdout")
		switch {
		case err == nil && want.MatchString(out):
			return
		case time.Now().After(end):
			ts.Fatalf("%v did not print %s in %v, but %s%s", args[1:], args[0], patience, out, ts.ReadFile("stderr"))
		}
		time.Sleep(20 * time.Millisecond) // between two looks; the deadline is above
	}
}

// older has all habits be begun some days before they were. No daemon may run.
//
//	older DAYS
func older(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: older DAYS")
	}
	days, err := strconv.Atoi(args[0])
	ts.Check(err)
	st, _, err := store.Open(ts.MkAbs(".local/share/focusd"), store.Options{})
	ts.Check(err)
	defer func() { ts.Check(st.Close()) }()
	documents, err := st.Documents(string(agenda.KindHabit))
	ts.Check(err)
	for i, d := range documents {
		item, err := agenda.Decode(agenda.KindHabit, d.ID, d.Data)
		ts.Check(err)
		h := item.(agenda.Habit)
		h.Made = h.Made.Add(-days)
		for i := range h.Targets {
			h.Targets[i].From = h.Targets[i].From.Add(-days)
		}
		documents[i].Data, err = agenda.Encode(h)
		ts.Check(err)
	}
	ts.Check(st.Commit(engine.Change{Documents: documents}))
}

// The scripts see what a process prints; that every way of asking understands
// what the real daemon answers is quicker to see from inside.
func TestClientAndDaemonAgree(t *testing.T) {
	dir, err := os.MkdirTemp("", "focus")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	paths := daemon.Paths{Socket: filepath.Join(dir, "s"), Config: filepath.Join(dir, "none"), Data: filepath.Join(dir, "data")}
	cfg := daemon.DefaultConfig(paths)
	cfg.Web.Listen, cfg.Notify = nil, false
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- daemon.Run(ctx, cfg, daemon.Options{Log: slog.New(slog.DiscardHandler), Source: func(daemon.Config) engine.Source { return enginetest.NewSource("replay") }})
	}()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("the daemon ended with %v", err)
		}
	})
	client := &api.Client{Socket: paths.Socket}
	for end := time.Now().Add(patience); ; time.Sleep(10 * time.Millisecond) {
		if _, err := client.Status(ctx); err == nil {
			break
		} else if time.Now().After(end) {
			t.Fatal(err)
		}
	}
	d := &fakeDaemon{Socket: paths.Socket}
	for _, c := range []struct {
		code exit
		line []string
	}{
		{done, []string{"start", "25/5", "the report"}},
		{refused, []string{"start"}},
		{done, []string{"start", "--replace"}},
		{done, []string{"pause"}},
		{done, []string{"resume"}},
		{done, []string{"switch", "letters"}},
		{done, []string{"extend"}},
		{refused, []string{"rewind", "25h"}},
		{refused, []string{"postpone"}},
		{done, []string{"finish"}},
		{refused, []string{"pause"}},
		{done, []string{"skip"}},
		{done, []string{"undo"}},
		{done, []string{"stop"}},
		{done, []string{"today"}},
		{done, []string{"log"}},
		{done, []string{"log", "--json"}},
		{done, []string{"log", "--csv"}},
		{done, []string{"log", "yesterday..today"}},
		{done, []string{"hold", "1h"}},
		{done, []string{"release"}},
		{done, []string{"pause-tracking", "1h"}},
		{done, []string{"resume-tracking"}},
		{done, []string{"backup"}},
		{done, []string{"doctor"}},
		{done, []string{"version"}},
		{done, nil},
		{done, []string{"status", "--json"}},
		{done, []string{"status", "--format", "waybar"}},
	} {
		if r := d.run(t, c.line...); r.code != c.code {
			t.Errorf("focus %q: exit %d, want %d\n%s%s", c.line, r.code, c.code, r.out, r.err)
		}
	}
}
