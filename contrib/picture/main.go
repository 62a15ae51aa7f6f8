package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"focusd/contrib/e2e/rig"
	"focusd/contrib/month"
	"focusd/daemon/api"
)

func main() {
	all := flag.String("all", "", "the folder for pictures of every page")
	pages := flag.String("pages", "today log tasks look settings", "which pages those are, as addresses have them: look?period=year")
	first := flag.Bool("first", false, "on the first day of somebody new")
	keep := flag.Bool("keep", false, "run until interrupted, and say where the page is")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := os.Chdir("../.."); err != nil { // it is a module of its own, and programs are built in theirs
		fmt.Fprintln(os.Stderr, "picture: error:", err)
		os.Exit(1)
	}
	if err := run(ctx, wish{*all, strings.Fields(*pages), *first, *keep}); err != nil && !errors.Is(err, context.Canceled) {
		fmt.Fprintln(os.Stderr, "picture: error:", err)
		os.Exit(1)
	}
}

// wish is what is wanted.
type wish struct {
	all         string // folder; "": the pictures of the README
	pages       []string
	first, keep bool
}

func run(ctx context.Context, w wish) (err error) {
	if missing := rig.Need("chromium", "Xvfb", "openbox", "xterm"); len(missing) > 0 {
		return fmt.Errorf("these are not installed: %s", strings.Join(missing, " "))
	}
	dir, err := os.MkdirTemp("", "focusd-picture")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	m, err := machine(ctx, dir, w.first)
	if m != nil {
		defer func() { err = errors.Join(err, m.Close()) }()
	}
	if err != nil {
		return err
	}
	if w.keep {
		fmt.Println(link(ctx, m))
		<-ctx.Done()
		return nil
	}
	b, err := open(ctx, m)
	if err != nil {
		return err
	}
	defer b.close()
	if w.all != "" {
		return b.everything(w.all, w.pages)
	}
	return b.readme()
}

// machine is one on which focusd has been running for a month, or runs for the
// first time.
func machine(ctx context.Context, dir string, first bool) (*rig.Machine, error) {
	programs := filepath.Join(dir, "bin")
	if err := os.Mkdir(programs, 0o700); err != nil {
		return nil, err
	}
	p, _, err := rig.Build(ctx, programs)
	if err != nil {
		return nil, err
	}
	m, err := rig.New(p, dir)
	if err != nil {
		return nil, err
	}
	zone := month.Zone(time.Now())
	m.Set("TZ", zone)
	if _, err := m.StartDisplay(ctx); err != nil {
		return m, err
	}
	// Who works now has an editor in front.
	if _, err := m.Open(ctx, "xterm", "-class", "quill", "-T", "Chapter 3 — The Lighthouse Almanac", "-e", "sleep", "3600"); err != nil {
		return m, err
	}
	if !first {
		if err := lay(ctx, filepath.Join(m.Get("XDG_DATA_HOME"), "focusd"), zone); err != nil {
			return m, err
		}
	}
	if _, err := m.StartDaemon(ctx); err != nil {
		return m, err
	}
	return m, resume(ctx, m.Client())
}

func lay(ctx context.Context, data, zone string) error {
	if err := os.MkdirAll(data, 0o700); err != nil {
		return err
	}
	return month.Lay(ctx, data, time.Now(), zone)
}

// resume lets the block go on that ran when the month ended.
func resume(ctx context.Context, c *api.Client) error {
	status, err := c.Status(ctx)
	if err != nil {
		return err
	}
	if status.Timer.State == "paused" {
		_, err = c.Timer(ctx, api.Command{Do: "resume"})
	}
	return err
}

// link is one that opens the page, once.
func link(ctx context.Context, m *rig.Machine) string {
	return strings.TrimSpace(m.Focus(ctx, "open", "--print").Stdout)
}
