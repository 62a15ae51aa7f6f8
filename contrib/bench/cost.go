//go:build linux

package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"focusd/contrib/e2e/rig"
)

// settle is how long a daemon runs before it is measured: its start is over.
const settle = 10 * time.Second

// cost is one thing that goes on while the daemon is measured.
type cost struct {
	name  string
	every time.Duration // between two changes of the focus; 0: none
	input bool          // somebody types and moves the pointer
	block bool          // a block runs
	aim   string
}

func costs() []cost {
	return []cost{
		{name: "at rest", aim: "0.05 CPU s/h, 0.1 switches/s, 0.1 MiB/h"},
		{name: "a block runs", block: true, aim: "0.05 CPU s/h"},
		{name: "focus every 60 s", every: time.Minute, input: true, aim: "0.2 CPU s/h"},
		{name: "focus every 5 s", every: 5 * time.Second, input: true, aim: "1.0 CPU s/h, 6 MiB anonymous, 2 MiB/h, 240 syncs/h"},
	}
}

// usage is what a process has used since it was started.
type usage struct {
	at       time.Time
	cpu      time.Duration
	switches int
	written  int // bytes
	anon     int // KiB
	pss      int // KiB
}

func (c cost) measure(ctx context.Context, programs rig.Programs, length time.Duration, out io.Writer) error {
	before, after, err := c.observe(ctx, programs, length, false)
	if err != nil {
		return err
	}
	syncs := "–"
	if len(rig.Need("strace")) == 0 {
		n, took, err := c.countSyncs(ctx, programs, min(length, time.Minute))
		if err != nil {
			return err
		}
		syncs = fmt.Sprintf("%.0f", float64(n)/took.Hours())
	}
	hours := after.at.Sub(before.at).Hours()
	fmt.Fprintf(out, "%s\t%.2f\t%.2f\t%.1f\t%.1f\t%.2f\t%s\t%s\n", c.name,
		(after.cpu-before.cpu).Seconds()/hours,
		float64(after.switches-before.switches)/after.at.Sub(before.at).Seconds(),
		float64(after.anon)/1024, float64(after.pss)/1024,
		float64(after.written-before.written)/(1<<20)/hours,
		syncs, c.aim)
	return nil
}

// observe runs a daemon through the cost and reads its usage at both ends.
func (c cost) observe(ctx context.Context, programs rig.Programs, length time.Duration, traced bool) (before, after usage, err error) {
	m, d, stage, err := c.setUp(ctx, programs)
	if err != nil {
		return before, after, err
	}
	defer m.Close()
	if err := stage.play(ctx, c, settle); err != nil {
		return before, after, err
	}
	pid := d.PID()
	if traced {
		tracer, err := m.Start("strace", "-f", "-c", "-e", "trace=fdatasync,fsync", "-o", filepath.Join(programs.Dir, "syncs"), "-p", fmt.Sprint(pid))
		if err != nil {
			return before, after, err
		}
		defer tracer.Stop(5 * time.Second)
	}
	if before, err = read(pid); err != nil {
		return before, after, err
	}
	if err := stage.play(ctx, c, length); err != nil {
		return before, after, err
	}
	after, err = read(pid)
	return before, after, err
}

// countSyncs counts in a run of its own, since strace slows what it counts.
func (c cost) countSyncs(ctx context.Context, programs rig.Programs, length time.Duration) (int, time.Duration, error) {
	before, after, err := c.observe(ctx, programs, length, true)
	if err != nil {
		return 0, 0, err
	}
	text, err := os.ReadFile(filepath.Join(programs.Dir, "syncs"))
	if err != nil {
		return 0, 0, err
	}
	total := 0
	for line := range strings.SplitSeq(string(text), "\n") {
		fields := strings.Fields(line)
		if len(fields) >= 5 && strings.HasSuffix(fields[len(fields)-1], "sync") {
			var n int
			if _, err := fmt.Sscan(fields[3], &n); err == nil {
				total += n
			}
		}
	}
	return total, after.at.Sub(before.at), nil
}

// stage is the desktop that the daemon watches.
type stage struct {
	screen  *rig.Screen
	windows []rig.Window
	turn    int
}

func (c cost) setUp(ctx context.Context, programs rig.Programs) (*rig.Machine, *rig.Process, *stage, error) {
	dir, err := os.MkdirTemp(programs.Dir, "m")
	if err != nil {
		return nil, nil, nil, err
	}
	m, err := rig.New(programs, dir)
	if err != nil {
		return nil, nil, nil, err
	}
	s := &stage{}
	d, err := c.populate(ctx, m, s)
	if err != nil {
		m.Close()
		return nil, nil, nil, err
	}
	return m, d, s, nil
}

func (c cost) populate(ctx context.Context, m *rig.Machine, s *stage) (*rig.Process, error) {
	var err error
	if s.screen, err = m.StartDisplay(ctx); err != nil {
		return nil, err
	}
	for _, command := range [][]string{{"xterm", "-e", "sleep", "3600"}, {"xmessage", "An example"}} {
		w, err := m.Open(ctx, command[0], command[1:]...)
		if err != nil {
			return nil, err
		}
		s.windows = append(s.windows, w)
	}
	d, err := m.StartDaemon(ctx)
	if err != nil || !c.block {
		return d, err
	}
	if got := m.Focus(ctx, "start", "50/10"); got.Code != 0 {
		return nil, fmt.Errorf("%v", got)
	}
	return d, nil
}

// play does what the cost says for a while.
func (s *stage) play(ctx context.Context, c cost, length time.Duration) error {
	end := time.After(length)
	var change, key <-chan time.Time
	if c.every > 0 {
		t := time.NewTicker(c.every)
		defer t.Stop()
		change = t.C
	}
	if c.input {
		t := time.NewTicker(time.Second / 5)
		defer t.Stop()
		key = t.C
	}
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-end:
			return nil
		case <-change:
			s.turn++
			if err := s.screen.Activate(ctx, s.windows[s.turn%len(s.windows)]); err != nil {
				return err
			}
		case <-key:
			if err := s.screen.Press(); err != nil {
				return err
			}
		}
	}
}

// read reads what a process has used so far.
func read(pid int) (usage, error) {
	u := usage{at: time.Now()}
	proc := fmt.Sprintf("/proc/%d/", pid)
	stat, err := os.ReadFile(proc + "stat")
	if err != nil {
		return u, err
	}
	// The name in brackets may have anything in it.
	fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:]))
	var user, system int
	if _, err := fmt.Sscan(fields[11]+" "+fields[12], &user, &system); err != nil {
		return u, fmt.Errorf("read %sstat: %w", proc, err)
	}
	// The scheduler counts finer than the ticks of stat.
	u.cpu = time.Duration(user+system) * 10 * time.Millisecond
	tasks, _ := filepath.Glob(proc + "task/*")
	var exact time.Duration
	for _, task := range tasks {
		var ns int64
		text, err := os.ReadFile(task + "/schedstat")
		if err != nil {
			continue // the thread has ended
		}
		fmt.Sscan(string(text), &ns)
		exact += time.Duration(ns)
		u.switches += sum(task+"/status", "voluntary_ctxt_switches:", "nonvoluntary_ctxt_switches:")
	}
	if exact > 0 {
		u.cpu = exact
	}
	u.written = sum(proc+"io", "write_bytes:")
	u.anon = sum(proc+"status", "RssAnon:")
	u.pss = sum(proc+"smaps_rollup", "Pss:")
	return u, nil
}

// sum adds up the numbers after the keys in a file of procfs.
func sum(file string, keys ...string) int {
	text, err := os.ReadFile(file)
	if err != nil {
		return 0
	}
	total := 0
	for line := range strings.SplitSeq(string(text), "\n") {
		fields := strings.Fields(line)
		for _, key := range keys {
			var n int
			if len(fields) >= 2 && fields[0] == key {
				fmt.Sscan(fields[1], &n)
				total += n
			}
		}
	}
	return total
}
