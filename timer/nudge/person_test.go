package nudge

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"focusd/timer"
	"focusd/tracker"
	"focusd/tracker/category"
)

const minute = time.Minute

// zero is when the people of the tests begin: nine on a Monday.
var zero = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// person sits at a machine and is nudged. Next sees the world when it changes
// and when Due says so, and never in between.
type person struct {
	t      *testing.T
	r      Rules
	clock  timer.Rules
	timer  timer.State
	s      State
	now    time.Time
	w      World
	a      Agenda
	idle   bool // touches nothing
	said   []Nudge
	closed []Closed
	breaks []Break
	cost   time.Duration
}

// newPerson is at work at nine, and knows what matters today.
func newPerson(t *testing.T, r Rules) *person {
	if r.Calendar.Start == 0 {
		r.Calendar.Start = 4 * time.Hour
	}
	p := &person{t: t, r: r, now: zero, a: Agenda{Chosen: true}}
	p.w = World{Presence: tracker.Active, Since: zero, Class: category.Supports, Input: timer.Input{Last: zero, Since: zero}}
	p.look(Event{})
	return p
}

// look has Next see the world.
func (p *person) look(e Event) {
	p.t.Helper()
	if err := p.try(e); err != nil {
		p.t.Fatal(err)
	}
}

func (p *person) try(e Event) error {
	if !p.idle && p.w.Presence == tracker.Active && !p.w.Input.Last.IsZero() {
		p.w.Input.Last = p.now
	}
	p.w.Timer = p.timer
	e.Now, e.World, e.Agenda = p.now, p.w, p.a
	step, err := p.r.Next(p.s, e)
	if err != nil {
		return err
	}
	p.s = step.State
	p.said = append(p.said, step.Nudges...)
	p.closed = append(p.closed, step.Closed...)
	p.breaks = append(p.breaks, step.Breaks...)
	p.cost += step.Overhead
	return nil
}

// pass lets time pass.
func (p *person) pass(d time.Duration) {
	p.t.Helper()
	for until := p.now.Add(d); ; {
		next := until
		for _, due := range []time.Time{p.r.Due(p.s), p.clock.Due(p.timer, p.input())} {
			if !due.IsZero() && due.Before(next) {
				next = due
			}
		}
		if next.Before(p.now) {
			p.t.Fatalf("due at %v, which has passed at %v", next, p.now)
		}
		p.now = next
		p.tick()
		if !p.now.Before(until) {
			return
		}
	}
}

func (p *person) input() timer.Input {
	if p.idle {
		return p.w.Input
	}
	return timer.Input{} // while they type, no absence is due
}

func (p *person) tick() {
	p.t.Helper()
	p.step(timer.Event{Verb: timer.Tick})
}

// do has the person do something to the timer.
func (p *person) do(v timer.Verb, preset string) {
	p.t.Helper()
	e := timer.Event{Verb: v}
	if preset != "" {
		var err error
		if e.Preset, err = timer.ParsePreset(preset); err != nil {
			p.t.Fatal(err)
		}
	}
	p.step(e)
}

func (p *person) step(e timer.Event) {
	p.t.Helper()
	if !p.idle && p.w.Presence == tracker.Active && !p.w.Input.Last.IsZero() {
		p.w.Input.Last = p.now
	}
	e.Input = p.w.Input
	step, err := p.clock.Next(p.timer, e, p.now)
	if err != nil {
		p.t.Fatal(err)
	}
	p.timer = step.State
	p.look(Event{})
	for i := range step.Settled {
		if b := step.Settled[i].Break; b != nil {
			p.look(Event{Break: b})
		}
	}
}

// change has the world change.
func (p *person) change(f func(*World)) {
	p.t.Helper()
	f(&p.w)
	p.look(Event{})
}

func (p *person) class(c category.Class) { p.t.Helper(); p.change(func(w *World) { w.Class = c }) }
func (p *person) meeting(on bool)        { p.t.Helper(); p.change(func(w *World) { w.Meeting = on }) }

func (p *person) hold(d time.Duration) {
	p.t.Helper()
	p.change(func(w *World) { w.HeldUntil = p.now.Add(d) })
}

// still has the person touch nothing, for less than it takes to be idle.
func (p *person) still(d time.Duration) {
	p.t.Helper()
	p.idle = true
	p.pass(d)
	p.idle = false
	p.w.Input.Since = p.now
}

// away has the person leave and come back.
func (p *person) away(d time.Duration) {
	p.t.Helper()
	p.leave(tracker.Idle)
	p.pass(d - 3*minute)
	p.comeBack()
}

// leave has the person go. Idleness is noticed after three minutes.
func (p *person) leave(as tracker.Presence) {
	p.t.Helper()
	p.idle = true
	from := p.now
	if as == tracker.Idle {
		p.pass(3 * minute)
	}
	p.change(func(w *World) { w.Presence, w.Since = as, from })
}

func (p *person) comeBack() {
	p.t.Helper()
	p.idle = false
	p.w.Presence, p.w.Since = tracker.Active, p.now
	p.w.Input = timer.Input{Last: p.now, Since: p.now}
	p.tick()
}

// last is the last nudge of a kind.
func (p *person) last(k Kind) Nudge {
	p.t.Helper()
	for i := len(p.said) - 1; i >= 0; i-- {
		if p.said[i].Kind == k {
			return p.said[i]
		}
	}
	p.t.Fatalf("%s was not said; said: %s", k, p.log())
	return Nudge{}
}

// answer answers the last nudge of a kind.
func (p *person) answer(k Kind, a Answer) {
	p.t.Helper()
	p.look(Event{Said: Said{ID: p.last(k).ID, Answer: a}})
}

// log is what was said, and when: "50m rest, 51m rest again".
func (p *person) log() string {
	var all []string
	for _, n := range p.said {
		text := short(n.At.Sub(zero)) + " " + n.Kind.String()
		if n.Long {
			text += " long"
		}
		if n.Repeat {
			text += " again"
		}
		if !n.From.IsZero() {
			text += " from " + short(n.From.Sub(zero))
		}
		if !n.To.IsZero() {
			text += " to " + short(n.To.Sub(zero))
		}
		all = append(all, text)
	}
	return strings.Join(all, ", ")
}

// rests is what became of the breaks.
func (p *person) rests() string {
	var all []string
	for _, b := range p.breaks {
		text := b.Outcome.String()
		if b.Long {
			text += " long"
		}
		if !b.Began.IsZero() {
			text += " " + short(b.Began.Sub(zero)) + "-" + short(b.Ended.Sub(zero))
		}
		if b.Postponed > 0 {
			text += fmt.Sprintf(" postponed %d", b.Postponed)
		}
		for _, d := range b.Deferred {
			text += fmt.Sprintf(" %s %s", d.Cause, short(d.For))
		}
		if b.Overdue > 0 {
			text += " overdue " + short(b.Overdue)
		}
		all = append(all, text)
	}
	return strings.Join(all, ", ")
}

func short(d time.Duration) string {
	text := d.String()
	if strings.HasSuffix(text, "m0s") {
		text = strings.TrimSuffix(text, "0s")
	}
	if strings.HasSuffix(text, "h0m") {
		text = strings.TrimSuffix(text, "0m")
	}
	return text
}

// scene is what a person does, and what they are told.
type scene struct {
	name  string
	rules Rules
	act   func(p *person)
	want  string // of log
}

func play(t *testing.T, scenes []scene) {
	t.Helper()
	for _, s := range scenes {
		t.Run(s.name, func(t *testing.T) { s.play(t) })
	}
}

func (s scene) play(t *testing.T) *person {
	t.Helper()
	p := newPerson(t, s.rules)
	s.act(p)
	if got := p.log(); got != s.want {
		t.Errorf("said\n%s, want\n%s", got, s.want)
	}
	return p
}
