package engine

import (
	"context"
	"time"

	"focusd/timer"
	"focusd/tracker"
	"focusd/tracker/alarm"
	"focusd/tracker/witness"
)

// again is when the loop looks again at something that is due and could not be
// done: it must never spin.
const again = time.Second

// notYet is why nobody tells what is in front before anybody was tried.
const notYet = "not connected yet"

// loop is the state of a running engine. Only the goroutine of Engine.Run
// touches it.
type loop struct {
	e   *Engine
	cfg Config

	clocks tracker.Clocks // the reading that began this turn
	now    time.Time      // its wall clock, in whole milliseconds; goes back only when it is set

	timer     timer.State // as committed; see ahead
	input     input
	rec       *tracker.Recorder
	books     *books
	day       day
	dawn      bool      // the day is a new one, and the timer does not know yet
	unsettled undecided // of the day

	source   SourceState
	locked   bool // as the source said last
	tracking tracking
	held     time.Time // reminders are silent until then

	journal *witness.Book // who said what; its notes wait for the next commit

	sleepsSince time.Time // the machine was about to sleep then; zero: it was not

	answers []answer // to the requests of this turn that have been run
	pending pending  // what the next commit has to write
	changed bool     // something a reader can see: publish at the end of the turn
	turned  bool     // likewise, if another window in front is something
	wake    alarm.Alarm
}

// newLoop takes up what the store has, as of now.
func newLoop(e *Engine, src Source) (*loop, error) {
	l := &loop{e: e, cfg: e.cfg, timer: e.stored.Timer}
	l.clocks = l.cfg.Clocks()
	l.now = l.clocks.Wall.Truncate(time.Millisecond)
	if preset, changed := e.presetAtStart(); changed {
		l.timer.Preset = preset
		l.pending.set(valuePreset, e.cfg.Preset.Name)
	}
	if src != nil {
		l.source = SourceState{Name: src.Name(), Since: l.now, Reason: notYet}
	} else {
		l.source = SourceState{Since: l.now, Reason: "no window source on this system yet"}
	}
	if err := l.takeUp(); err != nil {
		return nil, err
	}
	l.wake = l.cfg.Alarm()
	return l, nil
}

// takeUp goes on from what an earlier daemon left: its log, its ledger, its
// day, its pauses, and a block or a break that was running.
func (l *loop) takeUp() error {
	stored := l.e.stored
	// A daemon that had just begun may have counted further than it had a log.
	end := latest(stored.LogEnd, parseTime(stored.Values[valueUntil]))
	l.rec = tracker.NewRecorder(l.cfg.IdleAfter, end, l.now, l.offset)
	l.tracking = trackingFrom(stored.Values)
	l.held = parseTime(stored.Values[valueHeld])
	if l.tracking.paused {
		l.rec.Pause(l.now)
	}
	err := l.openJournal(end)
	if err != nil {
		return err
	}
	if l.books, err = openBooks(l.e.store, stored, l.now, l.cfg); err != nil {
		return err
	}
	l.books.state = l.timer
	if l.day, err = openDay(l.e.store, l.cfg.Calendar, l.now, end); err != nil {
		return err
	}
	l.dawn = !end.IsZero() && l.cfg.Calendar.Day(end) != l.day.date
	for _, piece := range l.books.uncounted() {
		l.books.countPresence(l.pending.counts(), piece)
	}
	l.pending.set(valueCreated, formatTime(l.books.created))
	if l.timer.Phase != timer.Idle {
		l.world(timer.Event{Verb: timer.Restarted, At: latest(end, l.timer.Since)})
	}
	return nil
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
			l.answer(r)
			continue
		case r := <-l.e.reports:
			l.beginTurn()
			l.report(r)
		case <-l.cfg.ClockJumped:
			l.beginTurn()
		case <-l.wake.C():
			l.beginTurn()
		}
		l.endTurn()
	}
}

// beginTurn reads the clocks and takes in what they say: that the machine
// slept, or that somebody set the wall clock. The sleep comes first, and in the
// time of the clock before it was set.
func (l *loop) beginTurn() {
	before := l.clocks
	l.clocks = l.cfg.Clocks()
	_, slept, stepped := l.clocks.Since(before)
	if stepped > 0 && !l.sleepsSince.IsZero() {
		slept, stepped = slept+stepped, 0 // a sleep that was announced, and that no clock ran through
	}
	now := l.clocks.Wall.Truncate(time.Millisecond)
	was := l.now
	l.now = latest(was, now.Add(-stepped)) // or it is being slewed back by less than a step
	if slept > 0 {
		from := l.fellAsleep(latest(was, l.now.Add(-slept)))
		l.note(witness.Note{Kind: witness.Slept, From: from})
		l.slept(from)
	}
	if stepped != 0 {
		l.clockSet(now, stepped)
	}
	l.turnDay()
}

// endTurn lets time pass and makes the turn durable and visible.
func (l *loop) endTurn() {
	l.passTime()
	l.rec.Advance(l.now)
	if l.commitDue() {
		_ = l.commitByClock() // it is kept, and planned anew
	}
	if l.changed || l.turned {
		l.publish()
	}
}

// passTime does what is due by the clock alone.
func (l *loop) passTime() {
	if l.tracking.ends(l.now) {
		l.unpause(l.tracking.until)
	}
	l.passEvidence()
	if !l.held.IsZero() && !l.now.Before(l.held) {
		l.setHeld(time.Time{})
	}
	if l.dawn {
		l.dawn = false
		l.world(timer.Event{Verb: timer.NewDay})
	}
	if at := l.input.askAt(l.cfg.Rules, l.ahead()); !at.IsZero() && !l.now.Before(at) {
		l.askSource()
	}
	l.tick()
}

// slept takes in that the machine slept from then until now.
func (l *loop) slept(from time.Time) {
	l.turnDay() // what is counted now may belong to a new day
	l.rec.Sleep(from, l.now)
	l.unsettled.known = false
	l.pending.urgent, l.changed = true, true
	l.world(timer.Event{Verb: timer.Slept, At: from})
}

// clockSet takes in that the wall clock was moved by d and now reads now.
func (l *loop) clockSet(now time.Time, d time.Duration) {
	l.e.log.Info("the wall clock was set", "by", d.String())
	l.rec.Advance(l.now)
	l.gather()
	l.count()
	l.now = now
	l.rec.ClockSet(now, d)
	l.note(witness.Note{Kind: witness.Clock, From: now.Add(-d), For: d})
	l.input.shift(d)
	if !l.sleepsSince.IsZero() {
		l.sleepsSince = l.sleepsSince.Add(d)
	}
	l.books.clockSet(l.pending.counts(), d, l.rec.Now().End)
	l.shiftPauses(d)
	for _, at := range []*time.Time{&l.pending.last, &l.pending.counted, &l.pending.retryAt} {
		*at = earliest(*at, now)
	}
	l.pending.urgent, l.changed = true, true
	l.world(timer.Event{Verb: timer.ClockSet, For: d})
	if l.cfg.Calendar.Day(now).Before(l.day.date) {
		// A day that the store knows already.
		if err := l.reopenDay(l.cfg.Calendar); err != nil {
			l.e.log.Error("the day begins at nothing", "err", err)
			l.day = newDay(l.cfg.Calendar, now)
		}
		l.dawn = true
	}
}

// arm sets the alarm for the next instant that matters.
func (l *loop) arm() { l.wake.Reset(max(l.next().Sub(l.cfg.Clocks().Wall), 0)) }

// next is the next instant that matters. One that has passed is something that
// cannot be done now.
func (l *loop) next() time.Time {
	next := l.now.Add(24 * time.Hour)
	for _, at := range []time.Time{
		l.timerDue(), l.commitAt(), l.input.askAt(l.cfg.Rules, l.ahead()), l.tracking.until, l.held, l.day.to, l.rec.Due(),
	} {
		if at.IsZero() {
			continue
		}
		if !at.After(l.now) {
			at = l.now.Add(again)
		}
		next = earliest(next, at)
	}
	// The alarm is set for a length, the instants are of the wall clock: while
	// that is slewed it may ring just before, and is then set for the rest. Not
	// for a part of a millisecond: the loop counts in whole ones.
	return next.Add(time.Millisecond - 1).Truncate(time.Millisecond)
}

// stop ends the log at now and makes the last commit.
func (l *loop) stop() error {
	l.beginTurn()
	l.rec.Advance(l.now)
	l.pending.clean = true
	l.note(witness.Note{Kind: witness.Daemon, For: l.cfg.IdleAfter})
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

func earliest(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
