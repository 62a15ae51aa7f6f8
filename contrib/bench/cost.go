//go:build linux

package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"time"

	"focusd/contrib/e2e/rig"
)

const (
	settleFor  = 15 * time.Second // after the start, which is not measured
	measureFor = 3 * time.Minute
	traceFor   = time.Minute // strace slows what it counts: it has its own window
)

// cost is one thing that goes on while a daemon is measured.
type cost struct {
	name  string
	every time.Duration // between two changes of the focus; 0: none
	away  bool          // nobody is there: the log rests
	input bool          // 60 moves of the pointer and 5 keys a second
	block bool          // a block runs
	years bool          // the store holds ten years
	aim   string
}

func allCosts() []cost {
	return []cost{
		{name: "at rest, nobody there", away: true, aim: "0.05 CPU s/h, 0.1 wake-ups/s, 0.1 MiB/h"},
		{name: "nobody there, block", away: true, block: true, aim: "0.05 CPU s/h more"},
		{name: "reading one window", aim: "2 MiB/h"},
		{name: "reading, block", block: true, aim: "0.05 CPU s/h more"},
		{name: "focus every 60 s", every: time.Minute, aim: "0.2 CPU s/h"},
		{name: "the same, ten years", every: time.Minute, years: true, aim: "as much"},
		{name: "focus every 5 s", every: 5 * time.Second, aim: "1.0 CPU s/h, 2 MiB/h, 240 syncs/h"},
		{name: "the same, ten years", every: 5 * time.Second, years: true, aim: "as much; 6 MiB anonymous, 12 PSS"},
		{name: "the same, input", every: 5 * time.Second, input: true, aim: "0.05 CPU s/h more"},
	}
}

// costs runs a machine for each cost, all side by side: what disturbs one of
// them disturbs all, and their ratios hold.
func (b *bench) costs(ctx context.Context) error {
	if missing := rig.Need("Xvfb", "openbox", "xterm", "xmessage", "strace"); len(missing) > 0 {
		return fmt.Errorf("not installed: %s; contrib/test installs it", strings.Join(missing, " "))
	}
	var scenes []*scene
	defer func() {
		for _, s := range scenes {
			s.machine.Close()
		}
	}()
	for _, c := range allCosts() {
		s, err := b.stage(ctx, c)
		if err != nil {
			return fmt.Errorf("%s: %w", c.name, err)
		}
		scenes = append(scenes, s)
	}
	if err := playAll(ctx, scenes, b.length(settleFor)); err != nil {
		return err
	}
	if err := each(scenes, (*scene).begin); err != nil {
		return err
	}
	if err := playAll(ctx, scenes, b.length(measureFor)); err != nil {
		return err
	}
	if err := each(scenes, (*scene).end); err != nil {
		return err
	}
	if err := each(scenes, (*scene).trace); err != nil {
		return err
	}
	if err := playAll(ctx, scenes, b.length(traceFor)); err != nil {
		return err
	}
	b.row("while", "CPU s/h", "wake-ups/s", "preempted/s", "anonymous MiB", "PSS MiB", "written MiB/h", "syncs/h", "aim")
	for _, s := range scenes {
		if err := s.tell(b); err != nil {
			return err
		}
	}
	return nil
}

func each(scenes []*scene, do func(*scene) error) error {
	for _, s := range scenes {
		if err := do(s); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
	return nil
}

// scene is a desktop with a daemon that watches it.
type scene struct {
	cost
	machine *rig.Machine
	daemon  *rig.Process
	screen  *rig.Screen
	hand    *hand
	windows []rig.Window
	turn    int

	before, after usage
	tracer        *rig.Process
	traced        time.Time // since when
}

// stage sets a machine up for a cost.
func (b *bench) stage(ctx context.Context, c cost) (*scene, error) {
	m, err := b.machine("cost")
	if err != nil {
		return nil, err
	}
	s := &scene{cost: c, machine: m}
	if err := s.populate(ctx, b); err != nil {
		return nil, errors.Join(err, m.Close())
	}
	return s, nil
}

func (s *scene) populate(ctx context.Context, b *bench) (err error) {
	m := s.machine
	if s.years {
		if err := b.copyStore(m.Path("home/.local/share/focusd")); err != nil {
			return err
		}
	}
	if s.away {
		if err := m.Configure("[presence]\nidle_after = \"1s\"\n"); err != nil {
			return err
		}
	}
	if s.screen, err = m.StartDisplay(ctx); err != nil {
		return err
	}
	if s.hand, err = newHand(m.Get("DISPLAY")); err != nil {
		return err
	}
	for _, command := range [][]string{{"xterm", "-e", "sleep", "3600"}, {"xmessage", "An example"}} {
		w, err := m.Open(ctx, command[0], command[1:]...)
		if err != nil {
			return err
		}
		s.windows = append(s.windows, w)
	}
	if s.daemon, err = m.StartDaemon(ctx); err != nil || !s.block {
		return err
	}
	if got := m.Focus(ctx, "start", "50/10"); got.Code != 0 {
		return fmt.Errorf("%v", got)
	}
	return nil
}

// playAll plays all scenes at the same time.
func playAll(ctx context.Context, scenes []*scene, length time.Duration) error {
	errs := make([]error, len(scenes))
	var playing sync.WaitGroup
	for i, s := range scenes {
		playing.Go(func() { errs[i] = s.play(ctx, length) })
	}
	playing.Wait()
	return errors.Join(errs...)
}

// play does what the cost says for a while.
func (s *scene) play(ctx context.Context, length time.Duration) error {
	end := time.After(length)
	change, stopChange := every(s.every)
	defer stopChange()
	presence := 30 * time.Second // somebody who reads touches something now and then
	if s.away {
		presence = 0
	}
	touch, stopTouch := every(presence)
	defer stopTouch()
	frames := time.Duration(0)
	if s.input {
		frames = time.Second / 60
	}
	frame, stopFrames := every(frames)
	defer stopFrames()
	for n := 0; ; n++ {
		var err error
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-end:
			return nil
		case <-change:
			s.turn++
			err = s.screen.Activate(ctx, s.windows[s.turn%len(s.windows)])
		case <-touch:
			err = s.hand.press()
		case <-frame:
			err = s.hand.move(n)
			if err == nil && n%12 == 0 {
				err = s.hand.press()
			}
		}
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
}

// every ticks; never, if d is 0.
func every(d time.Duration) (ticks <-chan time.Time, stop func()) {
	if d == 0 {
		return nil, func() {}
	}
	t := time.NewTicker(d)
	return t.C, t.Stop
}

func (s *scene) begin() (err error) {
	s.before, err = usageOf(s.daemon.PID())
	return err
}

func (s *scene) end() (err error) {
	s.after, err = usageOf(s.daemon.PID())
	return err
}

// trace begins to note what is written. /proc/PID/io would not do: of a page
// that is dirtied it counts the whole folio, which may have dozens.
func (s *scene) trace() (err error) {
	s.tracer, err = s.machine.Start("strace", "-f", "-e", "trace=pwrite64,fdatasync,fsync", "-s", "0",
		"-o", s.machine.Path("trace"), "-p", fmt.Sprint(s.daemon.PID()))
	s.traced = time.Now()
	return err
}

// tell writes the line of the table.
func (s *scene) tell(b *bench) error {
	traced := time.Since(s.traced)
	if err := s.tracer.Stop(5 * time.Second); err != nil {
		return err
	}
	text, err := os.ReadFile(s.machine.Path("trace"))
	if err != nil {
		return err
	}
	written, syncs := writes(string(text))
	took := s.after.at.Sub(s.before.at)
	b.row(s.name,
		(s.after.cpu-s.before.cpu).Seconds()/took.Hours(),
		float64(s.after.waits-s.before.waits)/took.Seconds(),
		float64(s.after.pushed-s.before.pushed)/took.Seconds(),
		float64(s.after.anon)/1024, float64(s.after.pss)/1024,
		float64(written)/(1<<20)/traced.Hours(), float64(syncs)/traced.Hours(), s.aim)
	return nil
}

// writes adds up what strace has noted: "PID pwrite64(…) = 4096". A call that
// another thread interrupts is two lines, and only the second has the result.
func writes(trace string) (written, syncs int) {
	for line := range strings.SplitSeq(trace, "\n") {
		_, result, done := strings.Cut(line, ") ")
		var n int
		if _, err := fmt.Sscanf(strings.TrimSpace(result), "= %d", &n); !done || err != nil {
			continue
		}
		if strings.Contains(line, "sync") {
			syncs++
		} else {
			written += n
		}
	}
	return written, syncs
}
