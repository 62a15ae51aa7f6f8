package engine

import (
	"context"
	"errors"
	"time"

	"focusd/timer"
	"focusd/tracker"
)

// loop is the state of a running engine. Only the goroutine of Engine.Run
// touches it.
type loop struct {
	e   *Engine
	cfg Config

	clocks tracker.Clocks // the reading that began this turn
	now    time.Time      // its wall clock, in whole milliseconds; goes back only when it is set

	timer timer.State // as committed
	input input
	rec   *tracker.Recorder
	books *books
	day   day

	source   SourceState
	tracking tracking
	held     time.Time // reminders are silent until then

	pending pending // what the next commit has to write
	changed bool    // something a reader can see: publish at the end of the turn
	wake    *time.Timer
}

// newLoop takes up what the store has, as of now.
func newLoop(e *Engine, src Source) (*loop, error) {
	l := &loop{e: e, cfg: e.cfg, timer: e.stored.Timer}
	l.clocks = l.cfg.Clocks()
	l.now = l.clocks.Wall.Truncate(time.Millisecond)
	if l.timer.Preset == (timer.Preset{}) {
		l.timer.Preset = l.cfg.Preset
	}
	if src != nil {
		l.source = SourceState{Name: src.Name(), Since: l.now, Reason: "not connected yet"}
	} else {
		l.source = SourceState{Since: l.now, Reason: "no window source on this system yet"}
	}
	l.rec = tracker.NewRecorder(l.cfg.IdleAfter, e.stored.LogEnd, l.now, l.offset)
	if err := l.takeUp(); err != nil {
		return nil, err
	}
	l.wake = time.NewTimer(time.Hour)
	return l, nil
}

// takeUp goes on from what an earlier daemon left: its ledger, its day, its
// pauses, and a block or a break that was running.
func (l *loop) takeUp() error {
	stored := l.e.stored
	l.tracking = trackingFrom(stored.Values)
	l.held = parseTime(stored.Values[valueHeld])
	if l.tracking.paused {
		l.rec.Pause(l.now)
	}
	var err error
	if l.books, err = openBooks(l.e.store, stored, l.now, l.cfg.AppLimit); err != nil {
		return err
	}
	if l.day, err = openDay(l.e.store, l.cfg.Calendar, l.now, stored.LogEnd); err != nil {
		return err
	}
	for _, piece := range l.books.uncounted() {
		l.books.countPresence(l.pending.counts(), piece, l.timer)
	}
	l.pending.set(valueCreated, formatTime(l.books.created))
	if l.timer.Phase != timer.Idle {
		l.world(timer.Event{Verb: timer.Restarted, At: l.heartbeat()})
	}
	return nil
}

// heartbeat is when the daemon before this one was last known to be there.
func (l *loop) heartbeat() time.Time {
	if end := l.e.stored.LogEnd; end.After(l.timer.Since) {
		return end
	}
	return l.timer.Since
}

// run is the loop itself. Each turn reads the clocks, takes in one happening,
// lets time pass, commits if it is time to, and tells the readers.
func (l *loop) run(ctx context.Context) error {
	defer l.wake.Stop()
	l.endTurn()
	for {
		l.arm()
		select {
		case <-ctx.Done():
			return l.stop()
		case r := <-l.e.requests:
			l.beginTurn()
			r.reply <- l.answer(r)
			continue
		case s := <-l.e.samples:
			l.beginTurn()
			l.sample(s)
		case o := <-l.e.outages:
			l.beginTurn()
			l.lose(o)
		case <-l.cfg.ClockJumped:
			l.beginTurn()
		case <-l.wake.C:
			l.beginTurn()
		}
		l.endTurn()
	}
}

// answer runs a request. Its effects are published before the caller hears.
func (l *loop) answer(r request) error {
	err := r.run(l)
	l.endTurn()
	return err
}

// beginTurn reads the clocks and takes in what they say: that the machine
// slept, or that somebody set the wall clock.
func (l *loop) beginTurn() {
	before := l.clocks
	l.clocks = l.cfg.Clocks()
	_, slept, stepped := l.clocks.Since(before)
	now := l.clocks.Wall.Truncate(time.Millisecond)
	if stepped != 0 {
		l.clockSet(now, stepped)
	} else if now.Before(l.now) {
		now = l.now // the clock is being slewed back by less than a step
	}
	was := l.now
	l.now = now
	if slept > 0 {
		l.slept(latest(was, now.Add(-slept)))
	}
}

// endTurn lets time pass and makes the turn durable and visible.
func (l *loop) endTurn() {
	l.passTime()
	l.rec.Advance(l.now)
	if l.commitDue() {
		l.commit()
	}
	if l.changed {
		l.publish()
	}
}

// passTime does what is due by the clock alone.
func (l *loop) passTime() {
	if l.tracking.ends(l.now) {
		if err := l.resumeTracking(); err != nil {
			l.e.log.Warn("resume tracking", "err", err)
		}
	}
	if !l.held.IsZero() && !l.now.Before(l.held) {
		l.setHeld(time.Time{})
	}
	if !l.now.Before(l.day.to) {
		l.newDay()
	}
	if at := l.input.askAt(l.cfg.Rules, l.timer); !at.IsZero() && !l.now.Before(at) {
		l.askSource()
	}
	l.tick()
}

// tick lets the timer see the time. Several ticks may follow each other at one
// instant, because settling a block is a tick of its own; a transition is not
// made twice, since after one nothing else is due.
func (l *loop) tick() {
	for range 8 {
		due := l.cfg.Rules.Due(l.timer, l.input.known())
		if due.IsZero() || due.After(l.now) || l.pending.failing(l.now) {
			return
		}
		if l.wantsReading() {
			l.askSource()
			return
		}
		if !l.world(timer.Event{Verb: timer.Tick}) {
			return
		}
	}
}

// world makes something happen to the timer that is not a command, and says
// whether it changed anything. What cannot be committed has not happened: it
// will be found due again.
func (l *loop) world(ev timer.Event) bool {
	ev.Input = l.input.known()
	step, err := l.cfg.Rules.Next(l.timer, ev, l.now)
	if err != nil {
		l.e.log.Error("the timer refused what the world did", "verb", ev.Verb.String(), "err", err)
		return false
	}
	if !step.Changed {
		return false
	}
	return l.adopt(step) == nil
}

// command makes a command of the person happen.
func (l *loop) command(ev timer.Event) error {
	ev.Input = l.input.known()
	step, err := l.cfg.Rules.Next(l.timer, ev, l.now)
	if err != nil || !step.Changed {
		return err
	}
	return l.adopt(step)
}

// adopt commits a step first and believes it second.
func (l *loop) adopt(step timer.Step) error {
	l.rec.Advance(l.now)
	before := l.pending
	l.stage(step)
	if err := l.commit(); err != nil {
		l.pending.unstage(before)
		return errors.Join(ErrStore, err)
	}
	l.input.watchReturn(step, l.now)
	return nil
}

// newDay begins a logical day.
func (l *loop) newDay() {
	l.day = l.day.next(l.cfg.Calendar, l.now)
	l.changed = true
	l.world(timer.Event{Verb: timer.NewDay})
}

// slept takes in that the machine slept from then until now.
func (l *loop) slept(from time.Time) {
	l.rec.Sleep(from, l.now)
	l.pending.urgent, l.changed = true, true
	l.world(timer.Event{Verb: timer.Slept, At: from})
}

// clockSet takes in that the wall clock was moved by d and now reads now.
func (l *loop) clockSet(now time.Time, d time.Duration) {
	l.e.log.Info("the wall clock was set", "by", d.String())
	l.now = now
	l.rec.ClockSet(now, d)
	l.input.shift(d)
	l.books.jumped(l.pending.counts(), d > 0)
	l.pending.last, l.pending.retryAt = earliest(l.pending.last, now), earliest(l.pending.retryAt, now)
	l.pending.urgent, l.changed = true, true
	l.world(timer.Event{Verb: timer.ClockSet, For: d})
	if l.cfg.Calendar.Day(now) != l.day.date {
		l.newDay()
	}
}

// arm sets the alarm for the next instant that matters.
func (l *loop) arm() {
	next := l.now.Add(24 * time.Hour)
	for _, at := range []time.Time{
		l.timerDue(), l.commitAt(), l.input.askAt(l.cfg.Rules, l.timer), l.tracking.until, l.held, l.day.to,
	} {
		if !at.IsZero() && at.Before(next) {
			next = at
		}
	}
	// The alarm is set for a length, the instants are of the wall clock: a
	// millisecond more, so that it doesn't ring just before.
	l.wake.Reset(max(next.Sub(l.cfg.Clocks().Wall)+time.Millisecond, time.Millisecond))
}

// timerDue is when the timer wants to see the time. While an answer of the
// source is awaited, that is when waiting ends; while commits fail, when the
// next one is tried.
func (l *loop) timerDue() time.Time {
	due := l.cfg.Rules.Due(l.timer, l.input.known())
	if due.IsZero() {
		return due
	}
	return latest(due, latest(l.input.waitUntil, l.pending.retryAt))
}

// stop ends the log at now and makes the last commit.
func (l *loop) stop() error {
	l.beginTurn()
	l.rec.Advance(l.now)
	l.pending.clean = true
	err := l.commit()
	l.publish()
	return err
}

// offset is that of local time from UTC at t, in minutes.
func (l *loop) offset(t time.Time) int {
	_, seconds := t.In(l.cfg.Calendar.Location).Zone()
	return seconds / 60
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
