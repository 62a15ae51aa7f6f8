//go:build linux

// Bench measures what focusd costs on a desktop without a screen, how long
// people and Prometheus wait for answers, and how large the log becomes. It
// prints tables with the aim beside each number; README.md says what the rows
// mean.
//
//	go run ./contrib/bench           everything: eleven minutes
//	go run ./contrib/bench -quick    a first impression: seven minutes
//	go run ./contrib/bench costs     one part: costs, answers, sizes or ends
//
// It needs Xvfb, openbox, xterm, xmessage, sway and foot for the costs, and
// strace to count the syncs. The numbers are those of this machine at this moment: compare them
// only with others of the same run.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"text/tabwriter"
	"time"

	"github.com/jezek/xgb"

	"focusd/contrib/e2e/rig"
)

func main() {
	quick := flag.Bool("quick", false, "measure for a third of the time")
	flag.Parse()
	xgb.Logger = log.New(io.Discard, "", 0) // it complains about a missing .Xauthority
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	ran, err := apart(ctx)
	if err == nil && !ran {
		err = run(ctx, *quick, flag.Args())
	}
	if status, ended := errors.AsType[*exec.ExitError](err); ended {
		os.Exit(status.ExitCode()) // it has said why
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench: error:", err)
		os.Exit(1)
	}
}

// bench is what the parts share.
type bench struct {
	programs rig.Programs
	dir      string // everything is below it
	quick    bool
	table    *tabwriter.Writer

	years string // folder of a store of ten years
}

func run(ctx context.Context, quick bool, only []string) error {
	dir, err := os.MkdirTemp("", "focusd-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	// Some machines are somebody else's.
	if err := os.Chmod(dir, 0o711); err != nil {
		return err
	}
	b := &bench{dir: dir, quick: quick, table: tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)}
	parts := []part{{"costs", b.costs}, {"answers", b.answers}, {"ends", b.ends}, {"sizes", b.sizes}}
	for _, name := range only {
		if !slices.ContainsFunc(parts, func(p part) bool { return p.name == name }) {
			return fmt.Errorf("there is no part %q; there are costs, answers, ends and sizes", name)
		}
	}
	if err := b.prepare(ctx); err != nil {
		return err
	}
	fmt.Println("load at the start:", load())
	for _, p := range parts {
		if len(only) > 0 && !slices.Contains(only, p.name) {
			continue
		}
		fmt.Println()
		if err := errors.Join(p.measure(ctx), b.table.Flush()); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
	}
	fmt.Println("\nload at the end:", load())
	return nil
}

// part is one of the tables.
type part struct {
	name    string
	measure func(context.Context) error
}

// prepare builds what is measured.
func (b *bench) prepare(ctx context.Context) (err error) {
	built := filepath.Join(b.dir, "built")
	if err := os.Mkdir(built, 0o700); err != nil {
		return err
	}
	if b.programs, _, err = rig.Build(ctx, built); err != nil {
		return err
	}
	if err := buildFloor(ctx, built); err != nil {
		return err
	}
	b.years = filepath.Join(b.dir, "decade")
	return writeLog(b.years, recipe{days: tenYears})
}

// floor is the program that does the least.
const floor = "floor"

func buildFloor(ctx context.Context, dir string) error {
	cmd := exec.CommandContext(ctx, "go", "build", "-o", dir+"/", "focusd/contrib/bench/"+floor)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if said, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("build the %s: %w\n%s", floor, err, said)
	}
	return nil
}

// row adds a line to the table.
func (b *bench) row(cells ...any) {
	texts := make([]string, len(cells))
	for i, c := range cells {
		switch c := c.(type) {
		case float64:
			texts[i] = fmt.Sprintf("%.*f", digits(c), c)
		case time.Duration:
			texts[i] = fmt.Sprintf("%.2f", float64(c)/float64(time.Millisecond))
		default:
			texts[i] = fmt.Sprint(c)
		}
	}
	fmt.Fprintln(b.table, strings.Join(texts, "\t"))
}

func digits(v float64) int {
	switch {
	case v < 10:
		return 2
	case v < 100:
		return 1
	}
	return 0
}

// length is d, or a third of it in a hurry.
func (b *bench) length(d time.Duration) time.Duration {
	if b.quick {
		return d / 3
	}
	return d
}

// machine is a user's machine with programs of its own: pages of a program
// that two run are counted half for each.
func (b *bench) machine(name string) (*rig.Machine, error) {
	dir, err := os.MkdirTemp(b.dir, name)
	if err != nil {
		return nil, err
	}
	own := rig.Programs{Dir: dir + "/bin"}
	if err := os.CopyFS(own.Dir, os.DirFS(b.programs.Dir)); err != nil {
		return nil, err
	}
	return rig.New(own, dir)
}

func load() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "not known"
	}
	return strings.Join(strings.Fields(string(text))[:3], " ")
}
