//go:build linux

// Bench measures what focusd costs on a headless desktop: processor time, context
// switches, memory, syncs and bytes written while windows change, and how long
// people and Prometheus wait for answers. It prints a table, with the aim beside
// each number.
//
//	go run ./contrib/bench              ten minutes
//	go run ./contrib/bench -for 30s     a first impression
//
// It needs Xvfb, openbox, xterm and xmessage, and strace for the syncs; the
// numbers are those of this machine at this moment. Compare them only with
// others of the same run.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"text/tabwriter"
	"time"

	"focusd/contrib/e2e/rig"
)

func main() {
	length := flag.Duration("for", 3*time.Minute, "how `long` each measurement lasts")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *length); err != nil {
		fmt.Fprintln(os.Stderr, "bench: error:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, length time.Duration) error {
	if missing := rig.Need("Xvfb", "openbox", "xterm", "xmessage"); len(missing) > 0 {
		return fmt.Errorf("not installed: %s; contrib/test installs it", strings.Join(missing, " "))
	}
	dir, err := os.MkdirTemp("", "focusd-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	programs, _, err := rig.Build(ctx, dir)
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "while\tCPU s/h\tswitches/s\tRssAnon MiB\tPSS MiB\twritten MiB/h\tsyncs/h\taim")
	for _, c := range costs() {
		if err := c.measure(ctx, programs, length, table); err != nil {
			return fmt.Errorf("%s: %w", c.name, err)
		}
	}
	if err := table.Flush(); err != nil {
		return err
	}
	fmt.Println()
	fmt.Fprintln(table, "answer\tmedian ms\t99 of 100 ms\taim")
	if err := measureAnswers(ctx, programs, table); err != nil {
		return err
	}
	return table.Flush()
}
