package engine

import (
	"context"
	"log/slog"
	"time"

	"focusd/timer"
	"focusd/tracker"
)

// Player runs an engine without waiting: its clocks go on when they are told
// to, so that a week that was recorded passes in seconds. Everything but the
// time is the engine's own. It has one owner, and goes on from what its store
// has, as an engine does.
type Player struct {
	l      *loop
	clocks tracker.Clocks
	seen   tracker.Sample // last; what is asked for between two is answered from it
	leaves time.Duration  // when the person does, by the monotonic clock; zero: goes on to type
}

// NewPlayer returns a player whose clocks read begin. The clocks of cfg are not
// used.
func NewPlayer(cfg Config, st Store, begin time.Time, log *slog.Logger) (*Player, error) {
	// A reading that is zero would say that there is no such clock.
	p := &Player{clocks: tracker.Clocks{Wall: begin.UTC().Round(0), Mono: time.Second, Boot: time.Second}}
	cfg.Clocks, cfg.ClockJumped = func() tracker.Clocks { return p.clocks }, nil
	e, err := New(cfg, st, log)
	if err != nil {
		return nil, err
	}
	if p.l, err = newLoop(e, played{}); err != nil {
		return nil, err
	}
	p.l.wake.Stop()
	p.l.endTurn()
	return p, nil
}

// played is the source of a player: it is told what it sees.
type played struct{}

func (played) Name() string { return "replay" }

func (played) Watch(ctx context.Context, _ <-chan struct{}, _ func(tracker.Sample)) error {
	<-ctx.Done()
	return ctx.Err()
}

// Now is what the wall clock reads.
func (p *Player) Now() time.Time { return p.clocks.Wall }

// Pass lets the machine run for d.
func (p *Player) Pass(d time.Duration) {
	for end := p.clocks.Mono + d; p.clocks.Mono < end; {
		wait := max(p.l.next().Sub(p.clocks.Wall), time.Millisecond)
		p.run(min(wait, end-p.clocks.Mono))
		p.turn(func() {})
	}
}

func (p *Player) run(d time.Duration) {
	p.clocks.Wall, p.clocks.Mono, p.clocks.Boot = p.clocks.Wall.Add(d), p.clocks.Mono+d, p.clocks.Boot+d
}

// Sleep has the machine be suspended for d.
func (p *Player) Sleep(d time.Duration) {
	p.clocks.Wall, p.clocks.Boot = p.clocks.Wall.Add(d), p.clocks.Boot+d
	p.turn(func() {})
}

// SetClock moves the wall clock by d.
func (p *Player) SetClock(d time.Duration) {
	p.clocks.Wall = p.clocks.Wall.Add(d)
	p.turn(func() {})
}

// See has a source tell s, now.
func (p *Player) See(s tracker.Sample) {
	s.At = p.clocks.Wall
	p.seen = s
	p.turn(func() { p.l.report(report{sample: s}) })
}

// Lose has the source be lost.
func (p *Player) Lose(err error) {
	p.seen = tracker.Sample{}
	p.turn(func() { p.l.report(report{lost: true, err: err}) })
}

// turn is one turn of the loop, and those that follow because it asked for
// a reading of idleness.
func (p *Player) turn(happening func()) {
	p.l.beginTurn()
	happening()
	p.l.endTurn()
	select {
	case <-p.l.e.ask:
		if p.seen.IdleKnown {
			p.answer()
		}
	default:
	}
}

// answer is the reading that the source would have given: who was not idle when
// it last told goes on to type until leaving, who was is still away.
func (p *Player) answer() {
	s := p.seen
	away := p.clocks.Wall.Sub(s.At) + s.Idle
	s.At, s.Idle, s.IdleAge = p.clocks.Wall, 0, 0
	switch {
	case p.seen.Idle >= p.l.cfg.IdleAfter:
		s.Idle = away
	case p.leaves > 0:
		s.Idle = max(p.clocks.Mono-p.leaves, 0)
	}
	p.See(s)
}

// Leaves says that the last input will be, or was, so long from now: readings
// that the engine asks for agree with what the source will tell of it later.
func (p *Player) Leaves(in time.Duration) { p.leaves = max(p.clocks.Mono+in, 1) }

// Stays says that the person goes on to type.
func (p *Player) Stays() { p.leaves = 0 }

// Do makes a command of the person happen.
func (p *Player) Do(ev timer.Event) error {
	return p.call(func(l *loop) (bool, error) { return l.command(ev) })
}

// PauseTracking and ResumeTracking are those of the engine.
func (p *Player) PauseTracking(d time.Duration) error {
	return p.call(func(l *loop) (bool, error) { return l.pauseTracking(d), nil })
}

// ResumeTracking lets the log go on.
func (p *Player) ResumeTracking() error {
	return p.call(func(l *loop) (bool, error) { return l.resumeTracking(), nil })
}

// Settle is that of the engine: what reads counters asks for it.
func (p *Player) Settle() error {
	return p.call(func(l *loop) (bool, error) { return l.settle(), nil })
}

// Count makes increments of the ledger, as KeepCounting of the engine does.
func (p *Player) Count(counts ...Increment) error {
	return p.call(func(l *loop) (bool, error) {
		l.pending.earned = append(l.pending.earned, counts...)
		return len(counts) > 0, nil
	})
}

// Sleeping and Woke are those of the engine.
func (p *Player) Sleeping() error { return p.call(sleeping) }

// Woke says that the machine goes on.
func (p *Player) Woke() error {
	return p.call(func(l *loop) (bool, error) { l.woke(); return false, nil })
}

// Travel has the person be in another zone.
func (p *Player) Travel(zone *time.Location) error {
	return p.call(func(l *loop) (bool, error) {
		cfg := l.cfg
		cfg.Calendar.Location = zone
		return false, l.reconfigure(cfg)
	})
}

// call has f run by the loop, as Engine.call does.
func (p *Player) call(f func(*loop) (bool, error)) error {
	r := request{run: f, reply: make(chan error, 1)}
	p.l.beginTurn()
	p.l.answer(r)
	p.turn(func() {})
	return <-r.reply
}

// Snapshot is the present state.
func (p *Player) Snapshot() *Snapshot { return p.l.e.Snapshot() }

// Stop ends the log and makes the last commit. A player that is not stopped ends
// as a daemon that was killed.
func (p *Player) Stop() error { return p.l.stop() }
