// Command focusd is the daemon: it keeps the time log, runs the timer and
// answers tray, command line and Prometheus. See focusd(1).
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"focusd/daemon"
	"focusd/daemon/api"
	"focusd/daemon/resident"
)

// Exit codes, the same as those of focus.
const (
	exitFailed = 1
	exitUsage  = 2
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	if len(args) > 0 && args[0] == "db" {
		return db(args[1:], stdout, stderr)
	}
	if len(args) > 0 && args[0] == "replay" {
		return replayed(args[1:], os.Stdin, stdout, stderr)
	}
	f, err := parseFlags(args, stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return exitUsage
	case f.version:
		fmt.Fprintln(stdout, "focusd", api.Version())
		return 0
	}
	if err := f.run(stderr); err != nil {
		complain(stderr, err)
		return exitFailed
	}
	return 0
}

// run does what the flags ask for.
func (f flags) run(stderr io.Writer) error {
	if f.checkConfig {
		_, err := f.load()
		return err
	}
	return serve(f, stderr)
}

// serve runs the daemon until it is told to stop.
func serve(f flags, stderr io.Writer) error {
	cfg, err := f.load()
	if err != nil {
		return err
	}
	level := new(slog.LevelVar)
	level.Set(cfg.LogLevel)
	log := slog.New(slog.NewTextHandler(stderr, &slog.HandlerOptions{Level: level}))

	collectLater()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	reload := make(chan os.Signal, 1)
	signal.Notify(reload, syscall.SIGHUP)
	defer signal.Stop(reload)

	self, err := os.Executable()
	if err != nil {
		return fmt.Errorf("find this program: %w", err)
	}
	return daemon.Run(ctx, cfg, daemon.Options{
		Version: api.Version(),
		Log:     log,
		Level:   level,
		Load:    f.load,
		Reload:  reload,
		Source:  daemon.WindowSource(log),
		Self:    self,
		Started: resident.CollectByGrowth,
	})
}

// collectLater collects no garbage during the start, which would take a tenth of
// it: there is little, unless something goes wrong.
func collectLater() {
	const most = 64 << 20
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(most)
}

// complain says what went wrong, and what to do if that is known.
func complain(w io.Writer, err error) {
	fmt.Fprintln(w, "focusd: error:", err)
	if hint := daemon.Hint(err); hint != "" {
		fmt.Fprintln(w, "focusd: hint:", hint)
	}
}
