//go:build linux

package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"focusd/contrib/e2e/rig"
	"focusd/daemon/store"
)

const (
	// settleFor is after the start, which is not measured: for half a minute a
	// daemon looks for what may come with it, and once more after a minute for
	// what should be there and is not; then it lets go of what that has brought
	// into memory.
	settleFor  = 90 * time.Second
	measureFor = 5 * time.Minute
	// traceFor has a commit and a heartbeat of a log that is written every 30 s.
	// strace slows what it counts: it has its own window.
	traceFor = time.Minute
	// sampleEvery is for memory, of which more is needed after each commit until it
	// is let go of; it goes with no other beat.
	sampleEvery = 7 * time.Second
)

// cost is one thing that goes on while a daemon is measured.
type cost struct {
	name  string
	sway  bool          // on sway; else on an X server
	every time.Duration // between two changes of the focus; 0: none
	away  bool          // nobody is there: the log rests
	input bool          // 60 moves of the pointer and 5 keys a second
	block bool          // a block runs
	years bool          // the store holds ten years
	floor bool          // it is no daemon, but the least that can be done
	aim   string
}

func allCosts() []cost {
	return []cost{
		{name: "at rest, nobody there", away: true, aim: "0.05 CPU s/h, 0.1 wake-ups/s, 0.1 MiB/h"},
		{name: "nobody there, block", away: true, block: true, aim: "0.05 CPU s/h more"},
		{name: "reading one window", aim: "2 MiB/h"},
		{name: "reading, block", block: true, aim: "0.05 CPU s/h more"},
		{name: "focus every 60 s, the floor", every: time.Minute, floor: true},
		{name: "focus every 60 s", every: time.Minute, aim: "0.2 CPU s/h, 1.7 times the floor"},
		{name: "the same, ten years", every: time.Minute, years: true, aim: "as much"},
		{name: "focus every 5 s, the floor", every: 5 * time.Second, floor: true},
		{name: "focus every 5 s", every: 5 * time.Second, aim: "1.0 CPU s/h, 1.5 times the floor, 20 switches a change, 2 MiB/h, 240 syncs/h"},
		{name: "the same, ten years", every: 5 * time.Second, years: true, aim: "as much; 6 MiB anonymous, 12 in all"},
		{name: "the same, input", every: 5 * time.Second, input: true, aim: "0.05 CPU s/h more"},
		{name: "sway, at rest", sway: true, away: true, aim: "as on X"},
		{name: "sway, focus every 60 s", sway: true, every: time.Minute, aim: "as on X"},
		{name: "sway, focus every 5 s", sway: true, every: 5 * time.Second, aim: "as on X"},
	}
}

// costs runs a machine for each cost, all side by side: what disturbs one of
// them disturbs all, and their ratios hold.
func (b *bench) costs(ctx context.Context) error {
	if missing := rig.Need("Xvfb", "openbox", "xterm", "xmessage", "sway", "foot", "strace"); len(missing) > 0 {
		return fmt.Errorf("not installed: %s; contrib/test installs it", strings.Join(missing, " "))
	}
	var scenes []*scene
	defer func() {
		for _, s := range scenes {
			s.held.release()
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
	if err := each(scenes, (*scene).hold); err != nil {
		fmt.Println("what is read from the disk again is measured too:", err)
	}
	if err := playAll(ctx, scenes, settleFor); err != nil {
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
	if err := playAll(ctx, scenes, traceFor); err != nil {
		return err
	}
	b.row("while", "CPU s/h", "wake-ups/s", "preempted/s", "switches a change", "anonymous MiB, most", "RSS MiB", "most", "written MiB/h", "syncs/h", "aim")
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
	held    held
	desk    desk
	turn    int // how often the focus has moved

	before, after usage
	turns         int // from before to after
	memory        memory
	tracer        *tracer
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
	if s.sway {
		s.desk, err = newSwayDesk(ctx, m)
	} else {
		s.desk, err = newXDesk(ctx, m)
	}
	if err != nil {
		return err
	}
	if s.floor {
		s.daemon, err = asUnit(func() (*rig.Process, error) { return m.Start(floor) })
		return err
	}
	if s.daemon, err = startDaemon(ctx, m); err != nil || !s.block {
		return err
	}
	if got := m.Focus(ctx, "start", "50/10"); got.Code != 0 {
		return fmt.Errorf("%v", got)
	}
	return nil
}

// hold has the program of a machine and its store stay in memory.
func (s *scene) hold() (err error) {
	program, log := "focusd", "home/.local/share/focusd/"+store.FileName
	if s.floor {
		program, log = floor, "home/floor.db"
	}
	s.held, err = hold(filepath.Join(s.machine.Programs.Dir, program), s.machine.Path(log))
	return err
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
	sample, stopSamples := every(sampleEvery)
	defer stopSamples()
	for n := 0; ; n++ {
		var err error
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-end:
			return nil
		case <-change:
			s.turn++
			err = s.desk.activate(ctx, s.turn)
		case <-touch:
			err = s.desk.press()
		case <-sample:
			s.memory.sample(s.daemon.PID())
		case <-frame:
			err = s.desk.move(n)
			if err == nil && n%12 == 0 {
				err = s.desk.press()
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
	s.turns, s.memory = -s.turn, memory{}
	s.before, err = usageOf(s.daemon.PID())
	return err
}

func (s *scene) end() (err error) {
	s.turns += s.turn
	s.after, err = usageOf(s.daemon.PID())
	return err
}

// trace begins to note what is written.
func (s *scene) trace() (err error) {
	s.tracer, err = startTracer(s.daemon.PID(), s.machine.Path("trace"))
	return err
}

// tell writes the line of the table.
func (s *scene) tell(b *bench) error {
	w, err := s.tracer.stop()
	if err != nil {
		return err
	}
	if err := s.doubt(w); err != nil {
		return fmt.Errorf("%s: %w", s.name, err)
	}
	took := s.after.at.Sub(s.before.at)
	waits, pushed := s.after.waits-s.before.waits, s.after.pushed-s.before.pushed
	var change any = ""
	if s.turns > 0 {
		change = float64(waits+pushed) / float64(s.turns)
	}
	b.row(s.name,
		(s.after.cpu-s.before.cpu).Seconds()/took.Hours(),
		float64(waits)/took.Seconds(), float64(pushed)/took.Seconds(), change,
		s.memory.anon.most(), s.memory.all.mean(), s.memory.all.most(),
		float64(w.bytes)/(1<<20)/w.during.Hours(), float64(w.syncs)/w.during.Hours(), s.aim)
	return nil
}

// doubt says that what was noted cannot be: of a focus that moves something is
// written every 30 s.
func (c cost) doubt(w written) error {
	if c.every > 0 && w.during >= traceFor && (w.bytes == 0 || w.syncs == 0) {
		return fmt.Errorf("%d bytes and %d syncs in %v though the focus moved: strace has missed them",
			w.bytes, w.syncs, w.during.Round(time.Second))
	}
	return nil
}
