package timer

import (
	"testing"
	"time"
)

// blocks does n whole blocks of 25/5, each with its break, and returns the
// minute after them.
func blocks(d *desk, from float64, n int) float64 {
	for range n {
		d.do(from, Event{Verb: Start, Preset: Presets()[1]})
		d.do(from+25, Event{Verb: Finish})
		from += 31
	}
	return from
}

func TestCycle(t *testing.T) {
	for _, c := range []struct {
		name    string
		happen  func(d *desk)
		credits float64
	}{
		{"three blocks", func(d *desk) { blocks(d, 0, 3) }, 3},
		{"the fourth is followed by a long break", func(d *desk) {
			m := blocks(d, 0, 3)
			d.do(m, Event{Verb: Start})
			if phase, length := d.s.Next(); phase != LongBreak || length != 15*minute {
				d.t.Errorf("next in the fourth block: %s for %v", phase, length)
			}
			d.do(m+25, Event{Verb: Finish})
			d.phase(LongBreak)
		}, 4},
		{"a long break taken", func(d *desk) { m := blocks(d, 0, 4); d.until(m + 20) }, 0},
		{"a long break taken by half", func(d *desk) { blocks(d, 0, 4); d.do(3*31+25+10, Event{Verb: Start}) }, 0},
		{"a long break cut shorter", func(d *desk) { blocks(d, 0, 4); d.do(3*31+25+9, Event{Verb: Start}) }, 4},
		{"a long break refused: the next one is long again", func(d *desk) {
			m := blocks(d, 0, 4)
			d.do(m, Event{Verb: Skip})
			d.do(m+20, Event{Verb: Finish})
			d.phase(LongBreak)
		}, 5},
		{"an hour without work", func(d *desk) { m := blocks(d, 0, 2); d.do(m, Event{Verb: Stop}); d.until(m + 61) }, 0},
		{"less than an hour without work", func(d *desk) { m := blocks(d, 0, 2); d.do(m, Event{Verb: Stop}); d.until(m + 50) }, 2},
		{"absence as long as a long break", func(d *desk) {
			m := blocks(d, 0, 2)
			d.do(m, Event{Verb: Start})
			d.leave(m + 5)
			d.back(m + 20)
		}, 0},
		{"a lock as long as a long break", func(d *desk) {
			m := blocks(d, 0, 2)
			d.do(m, Event{Verb: Start})
			d.do(m+5, Event{Verb: Locked, At: at(m + 5)})
			d.do(m+20, Event{Verb: Unlocked})
		}, 0},
		{"sleep as long as a long break", func(d *desk) {
			m := blocks(d, 0, 2)
			d.do(m, Event{Verb: Start})
			d.until(m + 5)
			d.wake(m+20, Event{Verb: Slept, At: at(m + 5)})
		}, 0},
		{"absence shorter than a long break", func(d *desk) {
			m := blocks(d, 0, 2)
			d.do(m, Event{Verb: Start})
			d.leave(m + 5)
			d.back(m + 19)
		}, 2},
		{"absence as long as a long break, and its time was kept", func(d *desk) {
			m := blocks(d, 0, 2)
			d.do(m, Event{Verb: Start})
			d.leave(m + 5)
			d.back(m + 20)
			d.do(m+21, Event{Verb: Keep})
		}, 2},
		{"absence as long as a long break, and that of another was kept", func(d *desk) {
			m := blocks(d, 0, 2)
			d.do(m, Event{Verb: Start})
			d.leave(m + 5)
			d.back(m + 20)
			d.leave(m + 21)
			d.back(m + 27)
			d.do(m+28, Event{Verb: Keep})
		}, 0},
		{"kept on another day", func(d *desk) {
			m := blocks(d, 0, 2)
			d.do(m, Event{Verb: Start})
			d.leave(m + 5)
			d.back(m + 20)
			d.do(m+21, Event{Verb: NewDay})
			d.do(m+22, Event{Verb: Keep})
			d.do(m+30, Event{Verb: Finish})
		}, 0},
		{"a pause is no rest", func(d *desk) {
			m := blocks(d, 0, 2)
			d.do(m, Event{Verb: Start})
			d.do(m+5, Event{Verb: Pause})
			d.do(m+25, Event{Verb: Resume})
		}, 2},
		{"another preset keeps the fraction", func(d *desk) {
			m := blocks(d, 0, 2)
			d.do(m, Event{Verb: Start, Preset: Presets()[2]})
		}, 1.5},
		{"a preset without long breaks and back", func(d *desk) {
			m := blocks(d, 0, 2)
			d.do(m, Event{Verb: Start, Preset: Presets()[3]})
			d.do(m+1, Event{Verb: Start, Preset: Presets()[1], Replace: true})
		}, 2},
		{"four bursts of five are one credit", func(d *desk) {
			for i := range 4 {
				d.do(float64(6*i), Event{Verb: Start, Preset: single(5 * minute)})
				d.do(float64(6*i+5), Event{Verb: Finish})
			}
		}, 1},
		{"three bursts of five are none", func(d *desk) {
			for i := range 3 {
				d.do(float64(6*i), Event{Verb: Start, Preset: single(5 * minute)})
				d.do(float64(6*i+5), Event{Verb: Finish})
			}
		}, 0},
		{"an abandoned block", func(d *desk) { d.do(0, Event{Verb: Start}); d.do(10, Event{Verb: Stop}) }, 0},
		{"a new day between blocks", func(d *desk) { m := blocks(d, 0, 2); d.do(m, Event{Verb: NewDay}) }, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t)
			c.happen(d)
			if got := d.s.Cycle.Credits; got != c.credits {
				t.Errorf("credits %v, want %v", got, c.credits)
			}
		})
	}
}

func TestFlowBreak(t *testing.T) {
	for _, c := range []struct{ focus, want float64 }{{5, 3}, {15, 3}, {50, 10}, {150, 30}, {240, 30}} {
		d := newDesk(t)
		d.do(0, Event{Verb: Start, Preset: Preset{Name: "flow", Kind: Flow}})
		d.do(c.focus, Event{Verb: Finish})
		if got := d.s.Break.Planned; got != span(c.want) || d.s.Phase != ShortBreak {
			t.Errorf("break after %v min of flow: %s of %v, want %v", c.focus, d.s.Phase, got, span(c.want))
		}
	}
}

// TestNextStep is what a start button would say.
func TestNextStep(t *testing.T) {
	for _, c := range []struct {
		name   string
		happen func(d *desk)
		phase  Phase
		length time.Duration
	}{
		{"nothing yet", func(*desk) {}, Work, 25 * minute},
		{"work", func(d *desk) { d.do(0, Event{Verb: Start}) }, ShortBreak, 5 * minute},
		{"paused", func(d *desk) { d.do(0, Event{Verb: Start}); d.do(3, Event{Verb: Pause}) }, ShortBreak, 5 * minute},
		{"flow", func(d *desk) { d.do(0, Event{Verb: Start, Preset: Preset{Kind: Flow}}) }, ShortBreak, 0},
		{"no break", func(d *desk) { d.do(0, Event{Verb: Start, Preset: Preset{Work: minute}}) }, Idle, 0},
		{"break", func(d *desk) { d.do(0, Event{Verb: Start}); d.do(25, Event{Verb: Finish}) }, Work, 25 * minute},
		{"after a burst", func(d *desk) {
			d.do(0, Event{Verb: Start, Preset: Presets()[2]})
			d.do(1, Event{Verb: Stop})
			d.do(2, Event{Verb: Start, Preset: single(5 * minute)})
			d.do(7, Event{Verb: Stop})
		}, Work, 50 * minute},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t)
			c.happen(d)
			if phase, length := d.s.Next(); phase != c.phase || length != c.length {
				t.Errorf("next is %s for %v, want %s for %v", phase, length, c.phase, c.length)
			}
		})
	}
}

func TestLeftAndElapsed(t *testing.T) {
	d := newDesk(t)
	for _, c := range []struct {
		minute        float64
		event         Event
		left, elapsed float64 // in minutes, a minute later
	}{
		{0, Event{Verb: Start, Preset: work(25)}, 24, 1},
		{5, Event{Verb: Pause}, 20, 5},
		{10, Event{Verb: Resume}, 19, 6},
		{35, Event{Verb: Tick}, -6, 31},
		{40, Event{Verb: Finish}, 4, 1},
		{47, Event{Verb: Tick}, -3, 8},
		{48, Event{Verb: Stop}, 0, 0},
	} {
		d.do(c.minute, c.event)
		then := at(c.minute + 1)
		if left, elapsed := d.s.Left(then), d.s.Elapsed(then); left != span(c.left) || elapsed != span(c.elapsed) {
			t.Errorf("minute %v, %s: left %v, elapsed %v; want %v, %v",
				c.minute+1, d.s.Phase, left, elapsed, span(c.left), span(c.elapsed))
		}
	}
}
