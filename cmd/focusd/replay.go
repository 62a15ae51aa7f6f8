package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"os"
	"os/signal"
	"slices"
	"syscall"
	"time"

	"focusd/daemon/api"
	"focusd/daemon/replay"
	"focusd/daemon/store"
	"focusd/tracker"
)

const replayUsage = `usage: focusd replay [--json] RECORD

Runs a record of what a daemon was told through the engine, in seconds, and
prints the log that comes of it and what it adds up to. RECORD is a file; -
reads standard input. Your own log is neither read nor written.
`

// replayed runs the record that args name.
func replayed(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	set := flag.NewFlagSet("focusd replay", flag.ContinueOnError)
	set.SetOutput(stderr)
	set.Usage = func() { fmt.Fprint(stderr, replayUsage) }
	asJSON := set.Bool("json", false, "")
	switch err := set.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return exitUsage
	case set.NArg() != 1:
		fmt.Fprint(stderr, replayUsage)
		return exitUsage
	}
	if err := replayFile(set.Arg(0), *asJSON, stdin, stdout); err != nil {
		complain(stderr, fmt.Errorf("replay %s: %w", set.Arg(0), err))
		return exitFailed
	}
	return 0
}

func replayFile(path string, asJSON bool, stdin io.Reader, stdout io.Writer) error {
	record := stdin
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		record = f
	}
	dir, err := os.MkdirTemp("", "focusd-replay")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	st, _, err := store.Open(dir, store.Options{})
	if err != nil {
		return err
	}
	defer st.Close()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	out, err := replay.Play(ctx, record, st, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	w := bufio.NewWriter(stdout)
	rows := tracker.Join(st.Spans(out.From, out.To))
	if asJSON {
		err = printJSONRows(w, rows)
	} else if err = printRows(w, out, rows); err == nil {
		err = printTotals(w, out, st)
	}
	return errors.Join(err, w.Flush())
}

func printJSONRows(w io.Writer, rows iter.Seq2[tracker.Span, error]) error {
	for row, err := range rows {
		if err != nil {
			return err
		}
		if _, err := w.Write(append(api.AppendSpan(nil, api.FromSpan(row)), '\n')); err != nil {
			return err
		}
	}
	return nil
}

// printRows prints the log in the local time of when it was recorded.
func printRows(w io.Writer, out replay.Outcome, rows iter.Seq2[tracker.Span, error]) error {
	for row, err := range rows {
		if err != nil {
			return err
		}
		there := time.FixedZone("", row.Offset*60)
		fmt.Fprintf(w, "%s  %12s  %-10s  %q %q\n", row.Start.In(there).Format(time.DateTime), row.Duration(), row.Presence, row.Window.App, row.Window.Title)
	}
	for _, refused := range out.Refused {
		fmt.Fprintln(w, "refused", refused)
	}
	return nil
}

// printTotals prints what the log adds up to, by presence and by blocks.
func printTotals(w io.Writer, out replay.Outcome, st *store.Store) error {
	sum, err := st.Totals(out.From, out.To, nil)
	if err != nil {
		return err
	}
	fmt.Fprintln(w)
	for p, d := range slices.All(sum.Presences[:]) {
		if d != 0 {
			fmt.Fprintf(w, "%-10s  %v\n", tracker.Presence(p), d)
		}
	}
	fmt.Fprintf(w, "%-10s  %v\n", "in all", out.To.Sub(out.From))
	blocks, focus := 0, time.Duration(0)
	for b, err := range st.Blocks(out.From, out.To) {
		if err != nil {
			return err
		}
		blocks, focus = blocks+1, focus+b.Focus(out.To)
	}
	fmt.Fprintf(w, "%-10s  %d, %v of focus\n", "blocks", blocks, focus)
	return nil
}
