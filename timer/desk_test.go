package timer

import (
	"testing"
	"time"
)

var zero = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC) // minute 0 of every test

const (
	second = time.Second
	minute = time.Minute
)

// at is the instant so many minutes after zero.
func at(m float64) time.Time { return zero.Add(span(m)) }

// span is a length in minutes.
func span(m float64) time.Duration { return time.Duration(m * float64(minute)) }

// desk is a person at a timer, with an owner that does what an owner must:
// tick when Due says so, keep what is to be kept, count what is settled.
type desk struct {
	t      *testing.T
	rules  Rules
	s      State
	now    time.Time
	typing bool
	in     Input

	blocks  map[Seq]Block
	breaks  map[Seq]Break
	settled map[Seq]int
	log     []Record
}

func newDesk(t *testing.T) *desk {
	return &desk{
		t: t, rules: DefaultRules(), now: zero, typing: true, in: Input{Last: zero, Since: zero},
		blocks: map[Seq]Block{}, breaks: map[Seq]Break{}, settled: map[Seq]int{},
	}
}

// input is what is known of the person's input at d.now.
func (d *desk) input() Input {
	if d.typing {
		d.in.Last = d.now
	}
	return d.in
}

// do makes an event happen at minute m, after the ticks that are due before.
func (d *desk) do(m float64, e Event) {
	d.t.Helper()
	if err := d.try(m, e); err != nil {
		d.t.Fatalf("minute %v: %s in %s: %v", m, e.Verb, d.s.Phase, err)
	}
}

func (d *desk) try(m float64, e Event) error {
	d.t.Helper()
	d.until(m)
	e.Input = d.input()
	return d.next(e)
}

func (d *desk) next(e Event) error {
	d.t.Helper()
	step, err := d.rules.Next(d.s, e, d.now)
	if err != nil {
		return err
	}
	for _, seq := range step.Revoked {
		if d.settled[seq] > 0 {
			d.t.Errorf("%v: %s revokes %d, which was settled", d.now.Sub(zero), e.Verb, seq)
		}
		delete(d.blocks, seq)
		delete(d.breaks, seq)
	}
	for _, b := range step.Blocks {
		d.blocks[b.Seq] = b
	}
	for _, b := range step.Breaks {
		d.breaks[b.Seq] = b
	}
	for _, c := range step.Settled {
		if d.settled[c.seq()]++; d.settled[c.seq()] > 1 {
			d.t.Errorf("%v: %s settles %d again", d.now.Sub(zero), e.Verb, c.seq())
		}
	}
	d.log = append(d.log, step.Records...)
	d.s = step.State
	return nil
}

// until lets time pass to minute m. While the person types, the owner looks
// at the input every ten seconds.
func (d *desk) until(m float64) {
	d.t.Helper()
	target := at(m)
	for range 10_000 {
		due := d.rules.Due(d.s, d.input())
		if look := d.now.Add(10 * second); d.typing && (due.IsZero() || look.Before(due)) {
			due = look
		}
		if due.IsZero() || due.After(target) {
			d.now = later(d.now, target)
			return
		}
		d.now = later(d.now, due)
		if err := d.next(Event{Verb: Tick, Input: d.input()}); err != nil {
			d.t.Fatalf("tick: %v", err)
		}
	}
	d.t.Fatalf("Due stays in the past: %v in %s at %v", d.rules.Due(d.s, d.input()), d.s.Phase, d.now)
}

// wake is the first thing that happens after nothing has, not even a tick.
func (d *desk) wake(m float64, e Event) {
	d.t.Helper()
	d.now = at(m)
	e.Input = d.input()
	if err := d.next(e); err != nil {
		d.t.Fatalf("minute %v: %s: %v", m, e.Verb, err)
	}
}

// leave is the last input, until back.
func (d *desk) leave(m float64) {
	d.t.Helper()
	d.until(m)
	d.in = d.input()
	d.typing = false
}

// back is the first input after leave.
func (d *desk) back(m float64) {
	d.t.Helper()
	d.until(m)
	d.in, d.typing = Input{Last: d.now, Since: d.now}, true
	if err := d.next(Event{Verb: Tick, Input: d.in}); err != nil {
		d.t.Fatalf("tick: %v", err)
	}
}

// blind makes the source of input disappear.
func (d *desk) blind() { d.typing, d.in = false, Input{} }

func (d *desk) phase(want Phase) {
	d.t.Helper()
	if d.s.Phase != want {
		d.t.Errorf("minute %.2f: phase is %s, want %s", d.now.Sub(zero).Minutes(), d.s.Phase, want)
	}
}

// only is the one block that has been kept.
func (d *desk) only() Block {
	d.t.Helper()
	if len(d.blocks) != 1 {
		d.t.Fatalf("%d blocks kept, want 1: %v", len(d.blocks), d.blocks)
	}
	for _, b := range d.blocks {
		return b
	}
	panic("not reached")
}

func (d *desk) count(o BreakOutcome) int {
	n := 0
	for _, b := range d.breaks {
		if b.Outcome == o {
			n++
		}
	}
	return n
}

// work is a preset of so many minutes with a break of five.
func work(m float64) Preset {
	return Preset{Name: "test", Work: span(m), ShortBreak: 5 * minute, LongBreak: 15 * minute, LongEvery: 4}
}
