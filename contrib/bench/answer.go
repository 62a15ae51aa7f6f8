//go:build linux

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"sync"
	"syscall"
	"time"

	"focusd/contrib/e2e/rig"
	"focusd/daemon/api"
)

// answers measures how long people and programs wait, with an empty store and
// with ten years.
func (b *bench) answers(ctx context.Context) error {
	b.row("answer", "median ms", "99 of 100 ms", "aim")
	for _, years := range []bool{false, true} {
		name := "empty store"
		if years {
			name = "ten years"
		}
		if err := b.answersOf(ctx, name, years); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// question is something that is asked again and again.
type question struct {
	name  string
	times int
	ask   func() error
	aim   string
}

func (b *bench) answersOf(ctx context.Context, name string, years bool) error {
	m, err := b.machine("answers")
	if err != nil {
		return err
	}
	defer m.Close()
	if years {
		if err := b.copyStore(m.Path("home/.local/share/focusd")); err != nil {
			return err
		}
	}
	d, err := startDaemon(ctx, m)
	if err != nil {
		return err
	}
	web, err := m.Web(ctx)
	if err != nil {
		return err
	}
	questions := slices.Concat(commands(ctx, m), overHTTP(ctx, m, web))
	if years {
		if err := fillAgenda(ctx, m); err != nil {
			return err
		}
		questions = append(append(questions, overYears(ctx, m)...), overTasks(ctx, m)...)
	}
	b.row(name+":", "", "", "")
	for _, q := range questions {
		if err := b.ask(q); err != nil {
			return err
		}
	}
	for _, clients := range []int{1, 8} {
		if err := b.rate(ctx, m, clients); err != nil {
			return err
		}
	}
	if err := b.peak(m, "focus", "status"); err != nil {
		return err
	}
	u, err := usageOf(d.PID())
	if err != nil {
		return err
	}
	b.row("  memory of focusd after all this, anonymous MiB", float64(u.anon)/1024, "", "6 MiB")
	if err := d.Stop(10 * time.Second); err != nil {
		return err
	}
	return b.starts(ctx, m)
}

// starts measures how long a daemon that is started takes to answer.
func (b *bench) starts(ctx context.Context, m *rig.Machine) error {
	var took []time.Duration
	for range 20 {
		began := time.Now()
		d, err := startDaemon(ctx, m)
		if err != nil {
			return err
		}
		took = append(took, time.Since(began))
		if err := d.Stop(10 * time.Second); err != nil {
			return err
		}
		m.Forget(d)
	}
	slices.Sort(took)
	b.row("  focusd, from start to the first answer", took[len(took)/2], took[len(took)-1], "15 ms")
	return nil
}

// commands are whole processes of the command line.
func commands(ctx context.Context, m *rig.Machine) []question {
	focus := func(args ...string) func() error {
		return func() error {
			if got := m.Focus(ctx, args...); got.Code != 0 {
				return fmt.Errorf("%v", got)
			}
			return nil
		}
	}
	return []question{
		{"a process that does nothing", 300, func() error { m.Run(ctx, "true"); return nil }, "the floor"},
		{"focus version", 300, focus("version"), "the floor of Go"},
		{"focus status", 300, focus("status"), "6 ms"},
		{"focus start, durable", 300, focus("start", "25/5", "--replace"), "7 ms"},
		{"focus pause, resume, durable (both)", 100, both(focus("pause"), focus("resume")), "14 ms"},
	}
}

func both(first, second func() error) func() error {
	return func() error {
		if err := first(); err != nil {
			return err
		}
		return second()
	}
}

// overHTTP is what programs ask.
func overHTTP(ctx context.Context, m *rig.Machine, web string) []question {
	c := m.Client()
	socket := &http.Client{Transport: &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "unix", c.Socket)
	}}}
	return []question{
		{"status over the socket", 1000, func() error { _, err := c.Status(ctx); return err }, ""},
		{"metrics over the socket", 1000, fetch(ctx, socket, "http://focusd/metrics", ""), "0.4 ms"},
		{"metrics over TCP", 1000, fetch(ctx, http.DefaultClient, web+"/metrics", ""), "0.4 ms"},
	}
}

// overYears is what is asked of ten years of log.
func overYears(ctx context.Context, m *rig.Machine) []question {
	c := m.Client()
	today := time.Now().UTC().Truncate(24 * time.Hour)
	total := func(from, to time.Time) func() error {
		return func() error {
			s, err := c.Summary(ctx, from, to)
			if err == nil && len(s.Apps) == 0 {
				return fmt.Errorf("nothing was found from %v to %v", from, to)
			}
			return err
		}
	}
	socket := &http.Client{Transport: &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "unix", c.Socket)
	}}}
	year := fmt.Sprintf("http://focusd/v1/log?from=%s&to=%s", today.AddDate(-5, 0, 0).Format(time.RFC3339), today.AddDate(-4, 0, 0).Format(time.RFC3339))
	return []question{
		{"yesterday by app", 300, total(today.AddDate(0, 0, -1), today), "0.3 ms, 1 ms"},
		{"a day five years ago by app", 300, total(today.AddDate(-5, 0, 0), today.AddDate(-5, 0, 1)), "0.3 ms, 1 ms"},
		{"a year by app", 200, total(today.AddDate(-5, 0, 0), today.AddDate(-4, 0, 0)), "0.3 ms"},
		{"ten years by app", 100, total(today.AddDate(-10, 0, 0), today), "1.5 ms"},
		{"export of a year, by line", 5, fetch(ctx, socket, year, api.Rows), "200 ms"},
	}
}

// fetch reads an answer to its end.
func fetch(ctx context.Context, c *http.Client, url, accept string) func() error {
	return func() error {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, http.NoBody)
		if err != nil {
			return err
		}
		if accept != "" {
			req.Header.Set("Accept", accept)
		}
		res, err := c.Do(req)
		if err != nil {
			return err
		}
		defer res.Body.Close()
		if res.StatusCode != http.StatusOK {
			return fmt.Errorf("%s: %s", url, res.Status)
		}
		_, err = io.Copy(io.Discard, res.Body)
		return err
	}
}

// ask asks and writes the line of the table.
func (b *bench) ask(q question) error {
	times := q.times
	if b.quick {
		times = max(times/5, 3)
	}
	took := make([]time.Duration, times)
	for i := range took {
		began := time.Now()
		if err := q.ask(); err != nil {
			return fmt.Errorf("%s: %w", q.name, err)
		}
		took[i] = time.Since(began)
	}
	slices.Sort(took)
	b.row("  "+q.name, took[times/2], took[times*99/100], q.aim)
	return nil
}

// rate measures how many commands a second so many clients get through, each
// on disk before its answer.
func (b *bench) rate(ctx context.Context, m *rig.Machine, clients int) error {
	each := 400 / clients
	errs := make([]error, clients)
	// Extending is the command that leaves least behind: what else can be undone
	// is carried along until it no longer can.
	if _, err := m.Client().Timer(ctx, api.Command{Do: "start", Preset: "25/5", Replace: true}); err != nil {
		return err
	}
	var waiting sync.WaitGroup
	began := time.Now()
	for i := range errs {
		waiting.Go(func() {
			c := m.Client()
			for n := 0; n < each && errs[i] == nil; n++ {
				_, errs[i] = c.Timer(ctx, api.Command{Do: "extend", Seconds: 1})
			}
		})
	}
	waiting.Wait()
	took := time.Since(began)
	b.row(fmt.Sprintf("  POST /v1/timer a second, %d clients, durable", clients), float64(each*clients)/took.Seconds(), "", "")
	return errors.Join(errs...)
}

// peak is how much memory a command needs. It waits at the end of its work,
// because nobody takes what it prints: then its own high-water mark is read.
// That of rusage would be ours, which a child has until it is another program.
func (b *bench) peak(m *rig.Machine, name string, args ...string) error {
	read, write, err := os.Pipe()
	if err != nil {
		return err
	}
	defer read.Close()
	defer write.Close()
	if err := fill(write); err != nil {
		return err
	}
	cmd := exec.Command(m.Programs.Dir+"/"+name, args...)
	cmd.Env, cmd.Stdout = m.Environ(), write
	if err := cmd.Start(); err != nil {
		return err
	}
	time.Sleep(500 * time.Millisecond)
	kib := number(fmt.Sprintf("/proc/%d/status", cmd.Process.Pid), "VmHWM:")
	write.Close()
	go io.Copy(io.Discard, read)
	if err := cmd.Wait(); err != nil {
		return err
	}
	b.row("  peak memory of "+name+" "+args[0]+", MiB", float64(kib)/1024, "", "12 MiB")
	return nil
}

// fill fills a pipe that nobody reads.
func fill(pipe *os.File) error {
	fd := int(pipe.Fd())
	if err := syscall.SetNonblock(fd, true); err != nil {
		return err
	}
	chunk := make([]byte, 4096)
	for {
		if _, err := syscall.Write(fd, chunk); err == syscall.EAGAIN {
			return syscall.SetNonblock(fd, false)
		} else if err != nil {
			return err
		}
	}
}
