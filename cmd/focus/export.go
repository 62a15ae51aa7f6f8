package main

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
)

// exportFlags are the flags of focus export openmetrics.
type exportFlags struct {
	from, to, step, format, instance, job, file string
}

func (a *app) exportCommand() *cobra.Command {
	c := &cobra.Command{
		Use:     "export FORM",
		Short:   "write the log for another program",
		Long:    "FORM is openmetrics: samples for a Prometheus or a VictoriaMetrics.",
		Example: `focus export openmetrics -o history.txt`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return misuse("focus export openmetrics -o FILE", "export the log as what?")
			}
			return misuse("focus export openmetrics; rows for a spreadsheet are focus log --csv", "there is no form %q", args[0])
		},
		RunE: func(*cobra.Command, []string) error { return nil },
	}
	c.AddCommand(a.openMetricsCommand())
	return c
}

func (a *app) openMetricsCommand() *cobra.Command {
	var f exportFlags
	c := &cobra.Command{
		Use:   "openmetrics [--from TIME] [--to TIME] [-o FILE]",
		Short: "the past, for a Prometheus that was not there",
		Long: `Writes the counters of /metrics as they would have been, with their times, since
the log began: what it says now, with what you corrected, by the rules of now.
promtool makes blocks of it, which a Prometheus takes that is given time enough
to keep them; --format victoriametrics is what VictoriaMetrics imports:

promtool tsdb create-blocks-from --max-block-duration=768h openmetrics FILE DATA
curl -T FILE http://127.0.0.1:8428/api/v1/import/prometheus

All samples have the labels job and instance. The instance is not that of your
scrapes, on purpose: /metrics never takes back what it has counted, and knows no
corrections, so one as the other would seem to jump. The dashboards add both up;
end the export where your scrapes begin, or their days count twice.

Written are presence, active time by app and category, switches, blocks, focus,
distraction, deep focus and its runs, interruptions, breaks, and the time zone.
The log does not tell how long breaks were over, what rules matched, what you
corrected, notices, clock jumps, tasks, goals, the timer, and how focusd does.`,
		Example: `focus export openmetrics -o history.txt
focus export openmetrics --from 2026-01-01 --to 3h --step 5m -o history.txt
focus export openmetrics --format victoriametrics -o history.txt`,
		Args: atMost(0),
		RunE: func(c *cobra.Command, _ []string) error { return a.runExport(c.Context(), f) },
	}
	valueFlag(c, &f.from, "from", "TIME", "a day, a time, or so long ago; else where the log begins")
	valueFlag(c, &f.to, "to", "TIME", "the same; else now")
	valueFlag(c, &f.step, "step", "LENGTH", "between two samples: 60s without it")
	valueFlag(c, &f.format, "format", "F", "openmetrics, victoriametrics")
	valueFlag(c, &f.instance, "instance", "NAME", "the label of all samples: history without it")
	valueFlag(c, &f.job, "job", "NAME", "the label of all samples: focusd without it")
	c.Flags().StringVarP(&f.file, "output", "o", "", "write it there; a file that is there already stays")
	c.Flag("output").Annotations = map[string][]string{valueName: {"FILE"}}
	if err := c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{"openmetrics", "victoriametrics"}, cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic("the flag was defined above: " + err.Error())
	}
	return c
}

func (a *app) runExport(ctx context.Context, f exportFlags) error {
	wanted, err := a.wantedSamples(ctx, f)
	if err != nil {
		return err
	}
	samples, err := a.client.OpenMetrics(ctx, wanted)
	if err != nil {
		return err
	}
	defer samples.Close()
	if f.file == "" {
		err = copied(a.ui.out, samples, wanted.Format)
	} else {
		err = writeNew(f.file, func(w io.Writer) error { return copied(w, samples, wanted.Format) })
	}
	if err == nil {
		fmt.Fprint(a.ui.err, afterExport(f))
	}
	return err
}

// wantedSamples is what the flags ask for.
func (a *app) wantedSamples(ctx context.Context, f exportFlags) (wanted api.Samples, err error) {
	wanted = api.Samples{Job: f.job, Instance: f.instance, Format: f.format}
	switch f.format {
	case "", "openmetrics", "victoriametrics":
	default:
		return wanted, misuse("--format openmetrics or --format victoriametrics", "there is no format %q", f.format)
	}
	if f.step != "" {
		if wanted.Step, err = lengthOr(f.step, "write a step as 60s or 5m"); err != nil {
			return wanted, err
		}
		if wanted.Step < time.Second || wanted.Step > api.LongestStep {
			return wanted, misuse("a step is of 1s to 24h", "%s is no step", f.step)
		}
	}
	if f.from == "" && f.to == "" {
		return wanted, nil
	}
	m, err := a.momentNow(ctx)
	if err != nil {
		return wanted, err
	}
	for _, end := range []struct {
		text string
		to   *time.Time
	}{{f.from, &wanted.From}, {f.to, &wanted.To}} {
		if end.text == "" {
			continue
		}
		if *end.to, err = m.since(end.text); err != nil {
			return wanted, err
		}
	}
	if !wanted.To.IsZero() && !wanted.From.Before(wanted.To) {
		return wanted, misuse("--from is the earlier one", "--from %s is not before --to %s", f.from, f.to)
	}
	return wanted, nil
}

// copied copies samples, and refuses those that were broken off.
func copied(to io.Writer, from io.Reader, format string) error {
	t := &tail{}
	_, err := io.Copy(to, io.TeeReader(from, t))
	if err == nil && format != "victoriametrics" && !bytes.HasSuffix(t.last, []byte("# EOF\n")) {
		err = errors.New("the answer of focusd ended too early")
	}
	if err != nil {
		return fmt.Errorf("write the samples: %w", err)
	}
	return nil
}

// tail is the end of what is written to it.
type tail struct{ last []byte }

func (t *tail) Write(p []byte) (int, error) {
	const kept = 16
	t.last = append(t.last, p[max(0, len(p)-kept):]...)
	t.last = t.last[max(0, len(t.last)-kept):]
	return len(p), nil
}

// writeNew writes a file that must not be there, for its owner alone. If that
// fails there is none.
func writeNew(path string, write func(io.Writer) error) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, os.ErrExist) {
		return &fault{refused, fmt.Errorf("%s is there already", filepath.Base(path)), []string{"name another file, or remove that one"}}
	}
	if err != nil {
		return &fault{refused, err, []string{"see whether the folder is there, and is yours to write"}}
	}
	out := bufio.NewWriterSize(file, 64<<10)
	err = write(out)
	if err == nil {
		err = out.Flush()
	}
	if err = errors.Join(err, file.Close()); err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return nil
}

// afterExport is what to do with the file. What is older than the retention is
// deleted as soon as a Prometheus sees it.
func afterExport(f exportFlags) string {
	file := cmp.Or(f.file, "FILE")
	if f.format == "victoriametrics" {
		return "Start victoria-metrics with -retentionPeriod=10y first: it takes nothing that is older.\n" +
			"Then, once (a second time would count as a second sample of each instant):\n" +
			"  curl -T " + file + " http://127.0.0.1:8428/api/v1/import/prometheus\n"
	}
	return "Start Prometheus with --storage.tsdb.retention.time=10y first: without it, it keeps 15 days and\n" +
		"deletes the rest of this at once. Then, with the folder that its --storage.tsdb.path names as DATA:\n" +
		"  promtool tsdb create-blocks-from --max-block-duration=768h openmetrics " + file + " DATA\n" +
		"Leave out the last three hours (--to 3h): a Prometheus that runs has these in memory.\n"
}
