package engine_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"focusd/daemon/engine"
	"focusd/daemon/engine/enginetest"
	"focusd/timer"
	"focusd/tracker"
)

// TestWalk lets anything happen in any order and holds the engine to what must
// always be true. A failing walk is found again by its seed.
func TestWalk(t *testing.T) {
	starts := []time.Duration{9 * time.Hour, 84*24*time.Hour + 20*time.Hour, 300*24*time.Hour + 21*time.Hour}
	for seed := range uint64(9) {
		t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				time.Sleep(starts[seed%3]) // an ordinary day, and one before each change of the clock in Berlin
				w := &walker{T: t, rand: rand.New(rand.NewPCG(seed, 2)), seen: map[engine.Counter]uint64{}}
				w.walk(60)
			})
		})
	}
}

// walker is an engine in a bubble and what is remembered of it.
type walker struct {
	*testing.T
	rand   *rand.Rand
	eng    *engine.Engine
	stop   func() error
	store  *auditor
	source *mumbler
	jumped chan struct{}
	reads  atomic.Int64  // of the clocks: two a turn of the loop
	slept  time.Duration // what the boot clock is ahead of the monotonic one
	set    time.Duration // what the wall clock was moved by
	epoch  time.Time
	began  time.Time // the present step
	cfg    engine.Config

	trace   []string
	failing bool
	setBack bool // the clock was, once
	clockly bool // the clock was set, either way
	back    bool // time was taken off a block later than the engine waits for
	until   time.Time
	seen    map[engine.Counter]uint64
}

// auditor is a store that looks at what it is given.
type auditor struct {
	*enginetest.Memory
	fail     func(string, ...any)
	attempts atomic.Int64
}

func (a *auditor) Commit(c engine.Change) error {
	a.attempts.Add(1)
	stored, err := a.Load()
	if err != nil {
		return err
	}
	for counter, v := range c.Ledger {
		if v < stored.Ledger[counter] {
			a.fail("a commit lowers %v from %d to %d", counter, stored.Ledger[counter], v)
		}
	}
	if n := len(c.Spans); n > 0 && !stored.LogEnd.IsZero() && c.Spans[0].Start.After(stored.LogEnd) {
		a.fail("a commit leaves a hole in the log from %v to %v", stored.LogEnd, c.Spans[0].Start)
	}
	return a.Memory.Commit(c)
}

// mumbler is a source that may stop answering.
type mumbler struct {
	*enginetest.Source
	mute atomic.Bool
}

func (m *mumbler) Watch(ctx context.Context, ask <-chan struct{}, emit func(tracker.Sample)) error {
	ctx, cancel := context.WithCancel(ctx)
	heard := make(chan struct{})
	var ear sync.WaitGroup
	defer ear.Wait()
	defer cancel()
	ear.Go(func() {
		for {
			select {
			case <-ctx.Done():
				return
			case <-ask:
			}
			if m.mute.Load() {
				continue
			}
			select {
			case heard <- struct{}{}:
			case <-ctx.Done():
			}
		}
	})
	return m.Source.Watch(ctx, heard, emit)
}

func (w *walker) wall() time.Time { return time.Now().UTC().Round(0).Add(w.set + w.slept) }

func (w *walker) note(format string, args ...any) {
	w.trace = append(w.trace, w.wall().Format("02T15:04:05.000 ")+fmt.Sprintf(format, args...))
}

func (w *walker) wrong(format string, args ...any) {
	w.Helper()
	w.Fatalf("%s\n%s", fmt.Sprintf(format, args...), strings.Join(w.trace, "\n"))
}

func (w *walker) walk(steps int) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		w.Skip(err)
	}
	w.epoch = time.Now().Add(-time.Hour)
	w.store = &auditor{Memory: enginetest.NewMemory(), fail: w.wrong}
	w.source = &mumbler{Source: enginetest.NewSource("played")}
	w.jumped = make(chan struct{}, 1)
	w.cfg = engine.Config{
		Calendar:    tracker.Calendar{Location: berlin, Start: 4 * time.Hour},
		Judge:       judge,
		ClockJumped: w.jumped,
		Clocks: func() tracker.Clocks {
			w.reads.Add(1)
			mono := time.Since(w.epoch)
			return tracker.Clocks{Wall: w.wall(), Mono: mono, Boot: mono + w.slept}
		},
	}
	if w.rand.IntN(3) == 0 {
		w.cfg.Rules = timer.Rules{AfterWork: timer.ToBreak, AfterBreak: timer.StartByActivity}
	}
	w.run()
	for range steps {
		began, reads, attempts := time.Now(), w.reads.Load(), w.store.attempts.Load()
		w.began = w.wall()
		w.step()
		time.Sleep(3 * time.Millisecond)
		synctest.Wait()
		w.check()
		if w.rand.IntN(4) == 0 {
			w.checkGrowth()
		}
		w.calm(time.Since(began), w.reads.Load()-reads, w.store.attempts.Load()-attempts)
	}
	w.end()
}

func (w *walker) run() {
	var err error
	if w.eng, err = engine.New(w.cfg, w.store, slog.New(slog.DiscardHandler)); err != nil {
		w.wrong("New: %v", err)
	}
	w.check() // before Run, too
	ctx, cancel := context.WithCancel(w.Context())
	ended := make(chan error, 1)
	go func() { ended <- w.eng.Run(ctx, w.source) }()
	w.stop = func() error { cancel(); return <-ended }
	synctest.Wait()
}

func (w *walker) oneOf(choices ...time.Duration) time.Duration {
	return choices[w.rand.IntN(len(choices))]
}

// step makes something happen.
func (w *walker) step() {
	switch n := w.rand.IntN(100); {
	case n < 30:
		w.command()
	case n < 35:
		w.crowd()
	case n < 60:
		w.pass()
	case n < 80:
		w.look()
	case n < 92:
		w.request()
	default:
		w.trouble()
	}
}

// crowd has some commands wait for the same commit.
func (w *walker) crowd() {
	var asking sync.WaitGroup
	errs := make([]error, 2+w.rand.IntN(4))
	for i := range errs {
		ev := w.event()
		w.note("%v for %v, one of %d", ev.Verb, ev.For, len(errs))
		w.back = w.back || ev.Verb == timer.Rewind || ev.Verb == timer.Postpone
		asking.Go(func() { _, errs[i] = w.eng.Do(w.Context(), ev) })
	}
	asking.Wait()
	w.note("answered: %v", errs)
	if err := errors.Join(errs...); errors.Is(err, engine.ErrStore) && !w.failing {
		w.wrong("%v with a store that works", err)
	}
	stored, _ := w.store.Load()
	if got, want := text(stored.Timer), text(w.eng.Snapshot().Timer); slices.Contains(errs, nil) && got != want {
		w.wrong("acknowledged, but the store has\n%s\nnot\n%s", got, want)
	}
}

func (w *walker) command() {
	ev := w.event()
	snap, err := w.eng.Do(w.Context(), ev)
	w.note("%v for %v: %v", ev.Verb, ev.For, err)
	if ev.Verb == timer.Rewind || ev.Verb == timer.Postpone && err == nil {
		w.back = true
	}
	if err == nil {
		stored, _ := w.store.Load()
		// The world may have gone on by now.
		if got, want := text(stored.Timer), text(snap.Timer); stored.Timer.Seq <= snap.Timer.Seq && got != want {
			w.wrong("acknowledged, but the store has\n%s\nnot\n%s", got, want)
		}
	}
	if errors.Is(err, engine.ErrStore) && !w.failing {
		w.wrong("%v with a store that works", err)
	}
}

// event is some command.
func (w *walker) event() timer.Event {
	labels := []string{"", "one", "two"}
	ev := timer.Event{
		Verb:    timer.Start + timer.Verb(w.rand.IntN(int(timer.UndoLast-timer.Start)+1)),
		Label:   labels[w.rand.IntN(3)],
		For:     w.oneOf(0, 0, time.Minute, 7*time.Minute, time.Hour),
		Replace: w.rand.IntN(2) == 0,
	}
	if w.rand.IntN(3) == 0 {
		ev.Verb = timer.Start
	}
	if ev.Verb == timer.Start && w.rand.IntN(2) == 0 {
		all := timer.Presets()
		ev.Preset = all[w.rand.IntN(len(all))]
	}
	return ev
}

// pass lets time go by, with or without a person.
func (w *walker) pass() {
	d := w.oneOf(time.Millisecond, 400*time.Millisecond, 5*time.Second, 40*time.Second, 2*time.Minute, 4*time.Minute,
		6*time.Minute, 26*time.Minute, 35*time.Minute, 70*time.Minute, 9*time.Hour, 40*time.Hour)
	switch w.rand.IntN(4) {
	case 0, 1:
		d = min(d, 3*time.Hour) // whoever types for days learns nothing new
		w.note("type for %v", d)
		for end := time.Now().Add(d); time.Now().Before(end); {
			time.Sleep(min(20*time.Second, time.Until(end)))
			w.source.Touch()
		}
	case 2:
		w.note("away for %v", d)
		if d > 3*time.Minute {
			time.Sleep(3 * time.Minute)
			w.source.Show(tracker.Sample{Window: tracker.Window{App: "editor"}, Idle: 3 * time.Minute, IdleKnown: true})
			d -= 3 * time.Minute
		}
		time.Sleep(d)
	case 3:
		w.note("nothing is heard for %v", d)
		w.back = w.back || d > 3*time.Minute // then a reading tells of a long absence
		time.Sleep(d)
	}
}

// look has the source see something.
func (w *walker) look() {
	names := []string{"editor", "browser", "", `with "quotes"`, "\xff\xfe"}
	win := tracker.Window{App: names[w.rand.IntN(len(names))], Title: "a title"}
	switch w.rand.IntN(8) {
	case 0:
		w.note("lock")
		w.source.Show(tracker.Sample{Window: win, IdleKnown: true, Locked: true})
	case 1:
		w.note("lose")
		w.back = true
		w.source.Lose(errors.New("the display is gone"))
	case 2:
		w.note("restore")
		w.source.Restore()
	case 3:
		w.note("mute")
		w.back = true
		w.source.mute.Store(w.rand.IntN(3) == 0)
	case 4:
		w.note("flicker")
		for range 30 {
			time.Sleep(10 * time.Millisecond)
			w.source.Focus(tracker.Window{App: names[w.rand.IntN(2)]})
		}
	default:
		w.note("focus %q", win.App)
		w.source.Focus(win)
	}
	synctest.Wait()
}

func (w *walker) request() {
	ctx := w.Context()
	var err error
	switch w.rand.IntN(7) {
	case 0:
		_, err = w.eng.PauseTracking(ctx, w.oneOf(0, time.Second, 10*time.Minute))
		w.note("pause tracking: %v", err)
	case 1, 2:
		_, err = w.eng.ResumeTracking(ctx)
		w.note("resume tracking: %v", err)
	case 3:
		_, err = w.eng.Hold(ctx, w.oneOf(0, time.Minute, 3*time.Hour))
		w.note("hold: %v", err)
	case 4:
		_, err = w.eng.Release(ctx)
		w.note("release: %v", err)
	case 5:
		_, err = w.eng.Settle(ctx)
		w.note("settle: %v", err)
	case 6:
		w.cfg.Calendar.Start = w.oneOf(0, 4*time.Hour, 12*time.Hour)
		err = w.eng.Reconfigure(ctx, w.cfg)
		w.note("the day starts at %v: %v", w.cfg.Calendar.Start, err)
	}
	if err != nil && (!w.failing || !errors.Is(err, engine.ErrStore)) {
		w.wrong("refused: %v", err)
	}
}

// trouble is what a machine does.
func (w *walker) trouble() {
	jump := func() {
		if w.rand.IntN(4) > 0 {
			w.jumped <- struct{}{}
		} else { // nobody says so: it is found out by and by
			time.Sleep(time.Second)
			w.eng.Ping(w.Context())
		}
		synctest.Wait()
	}
	switch w.rand.IntN(7) {
	case 0:
		d := w.oneOf(time.Second, time.Minute, 20*time.Minute, 8*time.Hour)
		w.note("sleep %v", d)
		w.slept += d
		jump()
	case 1:
		d := w.oneOf(time.Second, time.Minute, time.Hour, 30*time.Hour)
		w.note("clock forward %v", d)
		w.set += d
		w.clockly = true
		jump()
	case 2:
		d := w.oneOf(time.Second, time.Minute, time.Hour, 30*time.Hour)
		w.note("clock back %v", d)
		w.set -= d
		w.setBack, w.clockly = true, true
		jump()
	case 3, 4:
		w.failing = !w.failing
		w.note("the store fails: %v", w.failing)
		if w.failing {
			w.store.FailAfter(0, errors.New("no space left on device"))
		} else {
			w.store.Heal()
			time.Sleep(61 * time.Second)
		}
	case 5:
		w.note("crash")
		w.store.FailAfter(0, errors.New("the machine is gone"))
		w.stop()
		w.again()
	case 6:
		w.note("restart")
		if err := w.stop(); err != nil && !w.failing {
			w.wrong("stop: %v", err)
		}
		w.again()
	}
}

// again starts the next daemon after a while, with a disk that works.
func (w *walker) again() {
	w.store.Heal()
	w.failing = false
	time.Sleep(w.oneOf(0, time.Second, 5*time.Minute, 3*time.Hour))
	w.source = &mumbler{Source: enginetest.NewSource("played")}
	if w.rand.IntN(5) == 0 {
		w.note("the clock was set back meanwhile")
		w.set -= time.Hour
		w.setBack, w.clockly = true, true
	}
	w.run()
}

// check holds what is seen now to what must always be true.
func (w *walker) check() {
	w.Helper()
	snap := w.eng.Snapshot()
	w.checkLedger(snap)
	w.checkLog()
	if snap.Store.Commits > 0 {
		w.checkDay(snap)
		if !w.failing {
			w.punctual(snap)
		}
	}
}

func (w *walker) checkLedger(snap *engine.Snapshot) {
	w.Helper()
	var presence time.Duration
	kinds := map[string]int64{}
	var attended, active, focus, deep uint64
	for c, v := range snap.Ledger.Values {
		if v < w.seen[c] {
			w.wrong("%v fell from %d to %d", c, w.seen[c], v)
		}
		w.seen[c] = v
		switch c.Metric {
		case "focusd_presence_seconds_total":
			presence += time.Duration(v) * time.Millisecond
			if state := c.Label("state"); state == "active" || state == "passive" {
				attended += v
			}
		case "focusd_active_seconds_total":
			active += v
		case "focusd_deep_focus_seconds_total":
			if c.Label("source") == "timer" {
				deep += v
			}
		case "focusd_block_seconds_total":
			kinds[c.Label("kind")] += int64(v)
		case "focusd_focus_seconds_total":
			focus += v
			kinds[c.Label("kind")] -= int64(v)
		case "focusd_block_away_seconds_total", "focusd_distraction_seconds_total":
			kinds[c.Label("kind")] -= int64(v)
		}
	}
	for c, v := range w.seen {
		if snap.Ledger.Values[c] < v {
			w.wrong("%v fell from %d to nothing", c, v)
		}
	}
	if want := snap.Ledger.Until.Sub(snap.Ledger.Created); presence != want {
		w.wrong("presence counted: %v, accounted time %v", presence, want)
	}
	if snap.Ledger.Until.Before(w.until) {
		w.wrong("accounted until %v, before that until %v", snap.Ledger.Until, w.until)
	}
	w.until = snap.Ledger.Until
	for kind, rest := range kinds {
		if rest != 0 {
			w.wrong("%s: block time is not focus, distraction and away, %d ms over", kind, rest)
		}
	}
	if active != attended {
		w.wrong("the apps have %d ms, and somebody was there for %d", active, attended)
	}
	if deep > focus {
		w.wrong("%d ms of %d ms of focus were deep", deep, focus)
	}
	stored, _ := w.store.Load()
	for c, v := range snap.Ledger.Values {
		if stored.Ledger[c] != v {
			w.wrong("%v is shown as %d, stored as %d", c, v, stored.Ledger[c])
		}
	}
}

func (w *walker) checkLog() {
	w.Helper()
	var end time.Time
	for sp, err := range w.store.Spans(w.epoch.AddDate(-1, 0, 0), w.epoch.AddDate(9, 0, 0)) {
		if err != nil {
			w.wrong("read the log: %v", err)
		}
		if !end.IsZero() && !sp.Start.Equal(end) || !sp.Start.Before(sp.End) {
			w.wrong("a span from %v to %v after %v", sp.Start, sp.End, end)
		}
		end = sp.End
	}
}

// checkDay computes the day anew.
func (w *walker) checkDay(snap *engine.Snapshot) {
	w.Helper()
	day := snap.Day
	if w.clockly {
		return // blocks and log have moved against each other
	}
	var presence time.Duration
	for _, d := range day.Presences {
		presence += d
	}
	from := day.From
	if from.Before(snap.Ledger.Created) {
		from = snap.Ledger.Created
	}
	if want := snap.At.Sub(from); presence != want {
		w.wrong("the day from %v has %v of presence at %v, want %v", day.From, presence, snap.At, want)
	}
	blocks, _ := w.blocks(snap)
	var focus time.Duration
	completed := 0
	for _, b := range blocks {
		focus += overlap(b.Started, b.Ended, day.From, snap.At)
		for _, g := range b.Gaps {
			focus -= overlap(g.Start, g.End, day.From, snap.At)
		}
		if b.Outcome() == timer.Completed && b.EndedBy != timer.Running && !b.Started.Before(day.From) {
			completed++
		}
	}
	if day.Focus != focus || day.Blocks != completed {
		w.wrong("the day has %v of focus and %d blocks, the store %v and %d", day.Focus, day.Blocks, focus, completed)
	}
}

// checkGrowth asks for a commit, after which the day is added up anew: what it
// has more is in the presence that lasted.
func (w *walker) checkGrowth() {
	w.Helper()
	before := w.eng.Snapshot()
	w.eng.Release(w.Context())
	after := w.eng.Snapshot()
	synctest.Wait()
	if after.Presence != before.Presence || after.Day.Day != before.Day.Day || w.clockly {
		return
	}
	want := before.Day.Presences
	want[before.Presence] += after.At.Sub(before.At)
	if after.Day.Presences != want {
		w.wrong("presences of the day were %v at %v; %v later %v, want %v", before.Day.Presences, before.At, after.At.Sub(before.At), after.Day.Presences, want)
	}
}

// blocks are those of the store and the running one, as if it ended now.
func (w *walker) blocks(snap *engine.Snapshot) (all []timer.Block, focus time.Duration) {
	for b, err := range w.store.Blocks(w.epoch.AddDate(-1, 0, 0), w.epoch.AddDate(9, 0, 0)) {
		if err != nil {
			w.wrong("read the blocks: %v", err)
		}
		all = append(all, b)
	}
	switch s := snap.Timer; s.Phase {
	case timer.Work, timer.Overtime:
		s.Block.Ended = snap.At
		all = append(all, s.Block)
	case timer.Paused:
		s.Block.Ended = s.Since
		all = append(all, s.Block)
	}
	for _, b := range all {
		focus += b.Focus(b.Ended)
	}
	return all, focus
}

func overlap(a, b, from, to time.Time) time.Duration {
	if a.Before(from) {
		a = from
	}
	if b.After(to) {
		b = to
	}
	return max(b.Sub(a), 0)
}

// punctual checks that nothing is overdue. A source that does not answer costs
// a third of a second.
func (w *walker) punctual(snap *engine.Snapshot) {
	w.Helper()
	now, s := w.wall(), snap.Timer
	late := 2 * time.Millisecond
	if w.source.mute.Load() {
		late += 300 * time.Millisecond
	}
	overdue := func(what string, at time.Time) {
		if at.IsZero() {
			return
		}
		if at.Before(w.began) {
			at = w.began // by a command that said so, or found out by now
		}
		if now.After(at.Add(late)) {
			w.wrong("%s was due at %v, it is %v", what, at, now)
		}
	}
	overdue("the end of the pause of tracking", snap.PausedUntil)
	overdue("the end of hold", snap.HeldUntil)
	overdue("the end of the day", snap.Day.To)
	switch s.Phase {
	case timer.Work:
		overdue("the deadline", s.Block.Deadline())
	case timer.ShortBreak, timer.LongBreak:
		overdue("the end of the break", s.Break.Started.Add(s.Break.Planned))
	case timer.BreakOver:
		overdue("idleness", s.Since.Add(time.Hour))
	case timer.Paused:
		overdue("the end of the pause", s.Since.Add(30*time.Minute))
	}
	for _, c := range s.Unsettled {
		overdue("settling", c.Until)
	}
}

// calm checks that the engine sleeps when it has nothing to do.
func (w *walker) calm(d time.Duration, reads, attempts int64) {
	w.Helper()
	hours := d.Hours()
	if most := 200 + int64(1500*hours); reads > 2*most {
		w.wrong("%d readings of the clocks in %v", reads, d)
	}
	if most := 60 + int64(300*hours); attempts > most {
		w.wrong("%d commits in %v", attempts, d)
	}
}

// end lets everything settle, stops, and draws up the balance.
func (w *walker) end() {
	w.store.Heal()
	w.failing = false
	time.Sleep(61 * time.Second)
	w.note("the end")
	for range 3 {
		time.Sleep(30 * time.Hour)
		synctest.Wait()
	}
	w.eng.Do(w.Context(), timer.Event{Verb: timer.Stop})
	time.Sleep(2 * time.Minute)
	if err := w.stop(); err != nil {
		w.wrong("stop: %v", err)
	}
	w.check()
	snap := w.eng.Snapshot()
	total := func(metric string) (n uint64) {
		for c, v := range snap.Ledger.Values {
			if c.Metric == metric {
				n += v
			}
		}
		return n
	}
	blocks, focus := w.blocks(snap)
	if n := total("focusd_blocks_finished_total"); n != uint64(len(blocks)) {
		w.wrong("blocks finished: %d, in the store: %d", n, len(blocks))
	}
	if n := total("focusd_blocks_started_total"); n < uint64(len(blocks)) {
		w.wrong("blocks started: %d, finished: %d", n, len(blocks))
	}
	breaks := 0
	for range w.store.Breaks(w.epoch.AddDate(-1, 0, 0), w.epoch.AddDate(9, 0, 0)) {
		breaks++
	}
	if n := total("focusd_breaks_total"); n != uint64(breaks) {
		w.wrong("breaks counted: %d, in the store: %d", n, breaks)
	}
	if counted := time.Duration(total("focusd_block_seconds_total")) * time.Millisecond; counted > focus && !w.back {
		w.wrong("block time counted: %v, in the store: %v", counted, focus)
	}
}

func text(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(b)
}
