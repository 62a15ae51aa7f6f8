//go:build linux

package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"focusd/contrib/e2e/rig"
)

// times is how often each answer is asked for.
const times = 200

// measureAnswers measures how long people and programs wait.
func measureAnswers(ctx context.Context, programs rig.Programs, out io.Writer) error {
	dir, err := os.MkdirTemp(programs.Dir, "m")
	if err != nil {
		return err
	}
	m, err := rig.New(programs, dir)
	if err != nil {
		return err
	}
	defer m.Close()
	d, err := m.StartDaemon(ctx)
	if err != nil {
		return err
	}
	command := func(args ...string) func() error {
		return func() error {
			if got := m.Focus(ctx, args...); got.Code != 0 {
				return fmt.Errorf("%v", got)
			}
			return nil
		}
	}
	scrape := func() error {
		body, err := m.Client().Metrics(ctx)
		if err != nil {
			return err
		}
		defer body.Close()
		_, err = io.Copy(io.Discard, body)
		return err
	}
	client := m.Client()
	for _, a := range []struct {
		name string
		ask  func() error
		aim  string
	}{
		{"a process that does nothing", func() error { m.Run(ctx, "true"); return nil }, "the floor"},
		{"focus status, whole process", command("status"), "6 ms"},
		{"focus start, durable, whole process", command("start", "25/5", "--replace"), "7 ms"},
		{"status over the socket", func() error { _, err := client.Status(ctx); return err }, ""},
		{"a day by app over the socket", func() error {
			_, err := client.Summary(ctx, time.Now().Add(-time.Hour), time.Time{})
			return err
		}, "0.3 ms, 1 ms"},
		{"metrics over the socket, new connection", scrape, "0.4 ms"},
	} {
		if err := measure(a.name, a.aim, a.ask, out); err != nil {
			return fmt.Errorf("%s: %w", a.name, err)
		}
	}
	if err := d.Stop(10 * time.Second); err != nil {
		return err
	}
	return measure("focusd, from start to the first answer", "15 ms", func() error {
		d, err := m.StartDaemon(ctx)
		if err != nil {
			return err
		}
		d.Kill()
		return nil
	}, out)
}

func measure(name, aim string, ask func() error, out io.Writer) error {
	took := make([]time.Duration, 0, times)
	for range times {
		began := time.Now()
		if err := ask(); err != nil {
			return err
		}
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	ms := func(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
	fmt.Fprintf(out, "%s\t%.2f\t%.2f\t%s\n", name, ms(took[times/2]), ms(took[times*99/100]), aim)
	return nil
}
