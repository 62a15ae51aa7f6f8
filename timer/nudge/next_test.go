package nudge

import (
	"encoding/json"
	"testing"
	"time"

	"focusd/timer"
	"focusd/tracker"
	"focusd/tracker/category"
)

func TestTheZeroStateSaysNothing(t *testing.T) {
	if got := (Rules{}).Due(State{}); !got.IsZero() {
		t.Errorf("due at %v", got)
	}
	step, err := Rules{Off: []Kind{Morning}}.Next(State{}, Event{Now: zero})
	if err != nil || len(step.Nudges)+len(step.Closed)+len(step.Breaks) > 0 {
		t.Errorf("step %+v, error %v", step, err)
	}
}

func TestAClockThatIsSetBackLengthensNoSilence(t *testing.T) {
	p := newPerson(t, Rules{Off: quietly()})
	p.class(category.Earns)
	p.pass(20 * minute)
	p.said = nil
	p.now = p.now.Add(-3 * time.Hour)
	p.w.Since = p.w.Since.Add(-3 * time.Hour)
	p.w.Input = timer.Input{Last: p.now, Since: p.now}
	p.look(Event{})
	p.pass(40 * minute)
	if len(p.said) != 1 || p.said[0].At.Sub(zero) != 55*minute-3*time.Hour {
		t.Errorf("said %s, want the next start 45 minutes after the first", p.log())
	}
}

func TestInstantsAreKeptInUTC(t *testing.T) {
	zone := time.FixedZone("", 3*3600)
	now := time.Now().In(zone)
	step, err := Rules{}.Next(State{}, Event{Now: now, World: World{
		Since: now, Input: timer.Input{Last: now, Since: now}, HeldUntil: now.Add(time.Hour), Class: category.Earns,
	}})
	if err != nil {
		t.Fatal(err)
	}
	text := asText(step.State)
	var back State
	if err := json.Unmarshal([]byte(text), &back); err != nil {
		t.Fatal(err)
	}
	for name, got := range map[string][2]time.Time{
		"at":         {step.State.At, back.At},
		"held until": {step.State.World.HeldUntil, back.World.HeldUntil},
		"input":      {step.State.World.Input.Last, back.World.Input.Last},
		"run":        {step.State.Run.From, back.Run.From},
	} {
		if got[0] != got[1] { // not Equal: the zone and the monotonic reading count
			t.Errorf("%s: kept %#v, read back %#v", name, got[0], got[1])
		}
	}
}

func TestTheStateIsSmall(t *testing.T) {
	p := newPerson(t, Rules{Off: []Kind{Rest}})
	p.step(timer.Event{Verb: timer.Start})
	for range 40 {
		p.step(timer.Event{Verb: timer.Pause})
		p.pass(minute)
		p.step(timer.Event{Verb: timer.Resume})
	}
	if n := len(p.s.World.Timer.Block.Gaps); n > 1 {
		t.Errorf("%d gaps of the block are kept, want the last", n)
	}
	if n := len(asText(p.s)); n > 5000 {
		t.Errorf("the state takes %d bytes", n)
	}
}

// TestAnOrdinaryDay follows an office worker from nine to six: meetings, blocks
// with their breaks, lunch, and the way home.
func TestAnOrdinaryDay(t *testing.T) {
	p := newPerson(t, Rules{})
	p.a = Agenda{First: "task", Tasks: 8, Fitting: 2, Rewards: 3, Untouched: []string{"goal"}}
	p.look(Event{})
	questions := func() (n int) {
		for _, s := range p.said {
			if s.Kind.Question() {
				n++
			}
		}
		return n
	}
	block := func() {
		p.class(category.Earns)
		p.do(timer.Start, "25/5")
		p.pass(27 * minute)
		p.do(timer.Finish, "")
		p.a.Blocks++
		p.away(5*minute + 30*time.Second)
	}
	p.pass(25 * minute) // mail
	block()
	block()
	p.meeting(true)
	p.pass(55 * minute)
	p.meeting(false)
	p.away(4 * minute)
	block()
	p.class(category.Supports)
	p.pass(20 * minute)
	p.away(50 * minute) // lunch
	p.class(category.Earns)
	p.pass(12 * minute) // and to work without a block
	p.do(timer.Start, "25/5")
	p.pass(8 * minute)
	p.away(9 * minute) // somebody at the door
	p.class(category.Wastes)
	p.pass(40 * time.Second)
	p.class(category.Earns)
	p.pass(20 * minute)
	p.do(timer.Finish, "")
	p.away(18 * minute)
	p.class(category.Supports)
	p.pass(70 * minute)
	p.away(22 * minute)
	p.pass(30 * minute)
	p.away(17 * minute)
	p.pass(10 * minute)
	if n := questions(); n == 0 || n > 3 {
		t.Errorf("%d questions, want one to three: %s", n, p.log())
	}
	if n := len(p.said); n > 20 {
		t.Errorf("%d things said, want a day in peace: %s", n, p.log())
	}
	for _, want := range []Kind{Morning, Gap, Return, Start, Drift, Rest, Pieces, Reward} {
		p.last(want)
	}
}

// TestDueIsNeverLate compares a person who is looked at every five seconds
// with one who is looked at when Due says so.
func TestDueIsNeverLate(t *testing.T) {
	acts := map[string]func(p *person, pass func(time.Duration)){
		"work without a block": func(p *person, pass func(time.Duration)) { p.class(category.Earns); pass(4 * time.Hour) },
		"held":                 func(p *person, pass func(time.Duration)) { p.hold(90 * minute); pass(3 * time.Hour) },
		"a block": func(p *person, pass func(time.Duration)) {
			p.do(timer.Start, "flow")
			p.class(category.Wastes)
			pass(3 * time.Hour)
		},
		"much to say": func(p *person, pass func(time.Duration)) {
			p.a = Agenda{Overloaded: true, Tasks: 30, TimeBlocks: 9, Juggled: 9, Untouched: []string{"goal"}}
			p.look(Event{})
			pass(5 * time.Hour)
		},
		"watching": func(p *person, pass func(time.Duration)) {
			p.change(func(w *World) { w.Presence = tracker.Passive })
			pass(2 * time.Hour)
			p.change(func(w *World) { w.Presence = tracker.Active })
			pass(time.Hour)
		},
	}
	for name, act := range acts {
		t.Run(name, func(t *testing.T) {
			rules := Rules{DailyLimit: 2 * time.Hour, WinsAt: 11 * time.Hour}
			rare, often := newPerson(t, rules), newPerson(t, rules)
			act(rare, rare.pass)
			act(often, func(d time.Duration) {
				for until := often.now.Add(d); often.now.Before(until); {
					often.pass(5 * time.Second)
				}
			})
			if rare.log() != often.log() {
				t.Errorf("looked at when due: %s\nall the time: %s", rare.log(), often.log())
			}
			if rare.rests() != often.rests() {
				t.Errorf("rests when due: %s\nall the time: %s", rare.rests(), often.rests())
			}
		})
	}
}

func BenchmarkNext(b *testing.B) {
	r := Rules{}
	w := World{Class: category.Earns, Input: timer.Input{Last: zero, Since: zero}}
	var s State
	for i := 0; b.Loop(); i++ {
		w.Input.Last = zero.Add(time.Duration(i) * time.Second)
		step, err := r.Next(s, Event{Now: w.Input.Last, World: w})
		if err != nil {
			b.Fatal(err)
		}
		s = step.State
		r.Due(s)
	}
}

func TestWhatIsOffWakesNobody(t *testing.T) {
	p := newPerson(t, Rules{Off: Kinds(), DailyLimit: time.Hour, WinsAt: 10 * time.Hour, RecordAt: 11 * time.Hour})
	p.class(category.Earns)
	if got, want := p.r.Due(p.s), zero.Add(19*time.Hour); !got.Equal(want) {
		t.Errorf("due at %v, want the end of the day, %v", got, want)
	}
	p.pass(24 * time.Hour)
	if got := p.log(); got != "" {
		t.Errorf("said %s", got)
	}
}
