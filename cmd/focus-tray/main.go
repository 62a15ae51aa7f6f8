//go:build tray || windows

package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"focusd/daemon/api"
	"focusd/tray"
	"focusd/tray/gtk"
	"focusd/tray/session"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	o, err := parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(stdout, usage)
		return 0
	case err != nil:
		fmt.Fprintf(stderr, "focus-tray: error: %v\nfocus-tray: hint: focus-tray --help\n", err)
		return 2
	case o.version:
		fmt.Fprintln(stdout, "focus-tray", api.Version())
		return 0
	}

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	display, err := session.Open(ctx)
	if err != nil {
		fmt.Fprintf(stderr, "focus-tray: %v\nfocus-tray: hint: %s\n", err, noSessionHint)
		return 0 // not a failure: the icon is optional, and trying again would not help
	}

	defer display.Close()

	// Both are read before the library gets a TMPDIR of its own.
	desktop := tray.Desktop{Env: o.environment(os.Environ())}
	client := &api.Client{Socket: o.socket}
	err = gtk.Main(ctx, o.look(), func(ctx context.Context, screen *gtk.Screen) {
		tray.Run(ctx, client, screen, desktop)
	})
	if err != nil {
		fmt.Fprintf(stderr, "focus-tray: error: %v\n", err)
		return 1
	}
	return 0
}
