package replay

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

	"focusd/daemon/engine"
	"focusd/tracker"
)

// Outcome is what has become of a record. The log is in the store.
type Outcome struct {
	From, To time.Time // by the wall clock: what it read at the beginning and at the end
	Zone     *time.Location
	Refused  []string // commands that the timer refused, and why
}

// dayStart is when a logical day begins.
const dayStart = 4 * time.Hour

// Stage is what a record is played on. The zero Stage plays it, and no more.
type Stage struct {
	// Prepare changes with what the engine is made; nil: nothing.
	Prepare func(*engine.Config)
	// Look is called whenever so much time has passed by the clock of the record,
	// while a daemon runs and the machine is awake; nil: nobody looks.
	Look  func(*engine.Player) error
	Every time.Duration
	// Between is called while no daemon runs, with the time at which the next is
	// started; nil: nothing happens.
	Between func(time.Time) error
}

// Play runs a record through the engine, on a store that has nothing.
func Play(ctx context.Context, record io.Reader, st engine.Store, log *slog.Logger) (Outcome, error) {
	return Stage{}.Play(ctx, record, st, log)
}

// Play is the Play of the package on this stage.
func (s Stage) Play(ctx context.Context, record io.Reader, st engine.Store, log *slog.Logger) (Outcome, error) {
	head, happenings, err := Open(record)
	if err != nil {
		return Outcome{}, err
	}
	zone, err := time.LoadLocation(head.Zone)
	if err != nil {
		return Outcome{}, fmt.Errorf("the zone of the record: %w", err)
	}
	p := &play{Stage: s, st: st, log: log, out: Outcome{From: head.Begin.UTC(), Zone: zone}, cfg: engine.Config{
		IdleAfter: time.Duration(head.IdleAfter) * time.Second,
		Calendar:  tracker.Calendar{Location: zone, Start: dayStart},
	}}
	if s.Prepare != nil {
		s.Prepare(&p.cfg)
	}
	if err := p.start(head.Begin); err != nil {
		return Outcome{}, err
	}
	var all []Happening
	for h, err := range happenings {
		if err != nil {
			return Outcome{}, err
		}
		all = append(all, h)
	}
	sight := -1
	for i, h := range all {
		if err := ctx.Err(); err != nil {
			return Outcome{}, err
		}
		for sight < i || sight < len(all) && all[sight].Sees == nil {
			sight++
		}
		p.foresee(all[sight:])
		if err := p.happen(h); err != nil {
			return Outcome{}, err
		}
	}
	p.out.To = p.player.Now()
	return p.out, p.player.Stop()
}

// play is a record that is being played.
type play struct {
	Stage
	st     engine.Store
	log    *slog.Logger
	cfg    engine.Config
	player *engine.Player
	passed time.Duration // since the record began
	out    Outcome
}

func (p *play) start(at time.Time) (err error) {
	p.player, err = engine.NewPlayer(p.cfg, p.st, at, p.log)
	return err
}

// foresee tells when the last input is, by what is seen next: that a person left
// is told only after a while.
func (p *play) foresee(coming []Happening) {
	if len(coming) == 0 || coming[0].Sees.Idle == 0 {
		p.player.Stays()
		return
	}
	p.player.Leaves(seconds(coming[0].T-coming[0].Sees.Idle) - p.passed)
}

// happen lets the time up to h pass, and then h happen.
func (p *play) happen(h Happening) error {
	if err := p.pass(seconds(h.T)); err != nil {
		return err
	}
	switch {
	case h.Sees != nil:
		p.player.See(h.Sees.sample())
	case h.Lost != "":
		p.player.Lose(errors.New(h.Lost))
	case h.Announced:
		return p.player.Sleeping()
	case h.Sleep != 0:
		p.player.Sleep(seconds(h.Sleep))
		p.passed += seconds(h.Sleep)
	case h.Woke:
		return p.player.Woke()
	case h.Clock != 0:
		p.player.SetClock(seconds(h.Clock))
	case h.Zone != "":
		return p.travel(h.Zone)
	case h.Restart != 0:
		return p.restart(seconds(h.Restart), h.Killed)
	case h.Timer != nil, h.Tracking != nil:
		p.command(h)
	}
	return nil
}

// pass lets the time pass up to an instant of the record.
func (p *play) pass(until time.Duration) error {
	for p.Look != nil {
		next := p.passed.Truncate(p.Every) + p.Every
		if next > until {
			break
		}
		p.player.Pass(next - p.passed)
		p.passed = next
		if err := p.Look(p.player); err != nil {
			return err
		}
	}
	p.player.Pass(until - p.passed)
	p.passed = until
	return nil
}

func (p *play) travel(name string) error {
	zone, err := time.LoadLocation(name)
	if err != nil {
		return fmt.Errorf("at %s: %w", p.passed, err)
	}
	p.cfg.Calendar.Location, p.out.Zone = zone, zone
	return p.player.Travel(zone)
}

func (p *play) restart(after time.Duration, killed bool) error {
	if !killed {
		if err := p.player.Stop(); err != nil {
			return err
		}
	}
	p.passed += after
	at := p.player.Now().Add(after)
	if p.Between != nil {
		if err := p.Between(at); err != nil {
			return err
		}
	}
	return p.start(at)
}

// command makes a command happen. That it is refused is part of the story.
func (p *play) command(h Happening) {
	what, err := "tracking", error(nil)
	if h.Timer != nil {
		what = h.Timer.Do
		ev, wrong := h.Timer.Event()
		if err = wrong; err == nil {
			err = p.player.Do(ev)
		}
	} else {
		err = p.track(h)
	}
	if err != nil {
		p.out.Refused = append(p.out.Refused, fmt.Sprintf("%s %s: %v", p.player.Now().In(p.out.Zone).Format(time.DateTime), what, err))
	}
}

func (p *play) track(h Happening) error {
	switch h.Tracking.Do {
	case "pause":
		return p.player.PauseTracking(time.Duration(h.Tracking.Seconds) * time.Second)
	case "resume":
		return p.player.ResumeTracking()
	}
	return fmt.Errorf("there is no command %q", h.Tracking.Do)
}
