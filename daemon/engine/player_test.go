package engine_test

import (
	"errors"
	"log/slog"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"focusd/daemon/engine"
	"focusd/daemon/engine/enginetest"
	"focusd/timer"
	"focusd/tracker"
)

// desk is what a story is told on: an engine that waits, or a player.
type desk interface {
	pass(time.Duration)
	see(tracker.Sample)
	lose()
	sleep(time.Duration)
	set(time.Duration)
	start()
}

// waiting is an engine that runs, in a bubble.
type waiting struct{ r *rig }

func (w waiting) pass(d time.Duration) { time.Sleep(d); synctest.Wait() }
func (w waiting) see(s tracker.Sample) { w.r.source.Show(s); w.pass(0) }
func (w waiting) lose()                { w.r.source.Lose(errors.New("gone")); w.pass(0) }
func (w waiting) start()               { w.r.do(timer.Event{Verb: timer.Start}) }

func (w waiting) sleep(d time.Duration) {
	w.pass(0)
	w.r.slept += d
	w.r.jumped <- struct{}{}
	w.pass(0)
}

func (w waiting) set(d time.Duration) {
	w.pass(0)
	w.r.set += d
	w.r.jumped <- struct{}{}
	w.pass(0)
}

// playing is a player.
type playing struct {
	t *testing.T
	p *engine.Player
}

func (p playing) pass(d time.Duration)  { p.p.Pass(d) }
func (p playing) lose()                 { p.p.Lose(errors.New("gone")) }
func (p playing) sleep(d time.Duration) { p.p.Sleep(d) }
func (p playing) set(d time.Duration)   { p.p.SetClock(d) }

// see is seen by a person who leaves at once, as nobody touches anything that
// the other one plays.
func (p playing) see(s tracker.Sample) {
	p.p.See(s)
	p.p.Leaves(-s.Idle)
}

func (p playing) start() {
	if err := p.p.Do(timer.Event{Verb: timer.Start}); err != nil {
		p.t.Fatal(err)
	}
}

// tell is a morning with something of everything.
func tell(d desk) {
	at := func(app string, idle time.Duration) tracker.Sample {
		return tracker.Sample{Window: tracker.Window{App: app}, Idle: idle, IdleKnown: true}
	}
	d.see(at("editor", 0))
	d.pass(time.Minute)
	d.start()
	d.pass(2 * time.Minute)
	d.see(at("editor", 3*time.Minute))
	d.pass(9 * time.Minute)
	d.see(at("browser", 0))
	d.pass(time.Minute)
	d.sleep(time.Hour)
	d.see(at("browser", 0))
	d.pass(time.Minute)
	d.set(time.Hour)
	d.pass(time.Minute)
	locked := at("", 0)
	locked.Locked = true
	d.see(locked)
	d.pass(5 * time.Minute)
	d.see(at("editor", 0))
	d.pass(90 * time.Second)
	d.lose()
	d.pass(20 * time.Minute)
}

// TestAPlayerIsAnEngine tells one story to both: the same log, the same blocks,
// the same counters come of it.
func TestAPlayerIsAnEngine(t *testing.T) {
	var begin time.Time
	var want, got []tracker.Span
	var wantBlocks, gotBlocks []timer.Block
	bubble(t, func(t *testing.T, r *rig) {
		begin = time.Now()
		r.pass(time.Second) // at the first instant of a bubble its clocks read nothing
		tell(waiting{r})
		if err := r.stop(); err != nil {
			t.Fatal(err)
		}
		want, wantBlocks = r.spans(), blocksOf(t, r.store)
		r.run()
	})
	st := enginetest.NewMemory()
	p, err := engine.NewPlayer(engine.Config{Calendar: tracker.Calendar{Location: time.UTC, Start: 4 * time.Hour}}, st, begin, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	p.See(tracker.Sample{Window: tracker.Window{App: "editor", Title: "a title"}, IdleKnown: true})
	p.Pass(time.Second)
	tell(playing{t, p})
	if err := p.Stop(); err != nil {
		t.Fatal(err)
	}
	for sp, err := range st.Spans(begin, begin.AddDate(1, 0, 0)) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, sp)
	}
	gotBlocks = blocksOf(t, st)
	if !slices.Equal(got, want) {
		t.Errorf("the player has the log\n%v, want\n%v", got, want)
	}
	if len(gotBlocks) != 1 || len(wantBlocks) != 1 || gotBlocks[0].Focus(p.Now()) != wantBlocks[0].Focus(p.Now()) {
		t.Errorf("the player has the blocks\n%+v, want\n%+v", gotBlocks, wantBlocks)
	}
}

func blocksOf(t *testing.T, st engine.Store) (blocks []timer.Block) {
	t.Helper()
	for b, err := range st.Blocks(time.Time{}.AddDate(1, 0, 0), time.Now().AddDate(100, 0, 0)) {
		if err != nil {
			t.Fatal(err)
		}
		blocks = append(blocks, b)
	}
	return blocks
}
