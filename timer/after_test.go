package timer

import (
	"errors"
	"testing"
	"time"
)

func TestABlockAfterTheFact(t *testing.T) {
	d := newDesk(t)
	d.do(120, Event{Verb: Note, At: at(10), For: span(55), Label: "report"})
	b := d.only()
	if b.Outcome() != Completed || b.Kind != Flow || b.EndedBy != EndedNote || b.Label() != "report" || b.Focus(d.now) != span(55) || !b.Started.Equal(at(10)) {
		t.Errorf("it is %+v, worth %v", b, b.Outcome())
	}
	d.phase(Idle)
	if d.s.Cycle != (Cycle{}) {
		t.Errorf("it counts for the cycle: %+v", d.s.Cycle)
	}
	d.do(120.5, Event{Verb: Start, For: span(100)}) // begins where that one ended
	if !d.s.Block.Started.Equal(at(65)) {
		t.Errorf("the next block began at minute %v, want 65", d.s.Block.Started.Sub(zero).Minutes())
	}
	d.until(123)
	if d.settled[b.Seq] != 1 {
		t.Errorf("it was counted %d times, want once", d.settled[b.Seq])
	}
}

func TestABlockAfterTheFactIsTakenBack(t *testing.T) {
	d := newDesk(t)
	d.do(120, Event{Verb: Note, At: at(10), For: span(55)})
	d.do(120.5, Event{Verb: UndoLast})
	if d.until(200); len(d.blocks) != 0 || len(d.settled) != 0 {
		t.Errorf("%v are kept and %v counted, want none", d.blocks, d.settled)
	}
}

func TestABlockAfterTheFactLiesOverNothing(t *testing.T) {
	for name, c := range map[string]struct {
		given    []Event // at minute 60, 70, ...
		from, to float64
		want     error
	}{
		"free":                       {nil, 0, 100, nil},
		"no beginning":               {nil, -1, 0, ErrRange},
		"nine minutes":               {nil, 0, 9, ErrRange},
		"nine hours":                 {nil, -440, 100, ErrRange},
		"into the future":            {nil, 90, 121, ErrRange},
		"before the running block":   {[]Event{{Verb: Start, Preset: work(90)}}, 0, 60, nil},
		"into the running block":     {[]Event{{Verb: Start, Preset: work(90)}}, 0, 61, ErrOverlap},
		"in the running block":       {[]Event{{Verb: Start, Preset: work(90)}}, 70, 90, ErrOverlap},
		"the block before the break": {[]Event{{Verb: Start}, {Verb: Finish}}, 30, 61, ErrOverlap},
		"before block and break":     {[]Event{{Verb: Start}, {Verb: Finish}}, 30, 60, nil},
		"what can still be undone":   {[]Event{{}, {}, {}, {}, {}, {Verb: Start}, {Verb: Stop}}, 90, 115, ErrOverlap},
		"beside it":                  {[]Event{{}, {}, {}, {}, {}, {Verb: Start}, {Verb: Stop}}, 0, 110, nil},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			for i, e := range c.given {
				d.do(60+10*float64(i), e)
			}
			e := Event{Verb: Note, At: at(c.from), For: span(c.to - c.from)}
			if c.from < 0 && c.to == 0 {
				e.At = time.Time{}
			}
			if err := d.try(120, e); !errors.Is(err, c.want) {
				t.Errorf("%v, want %v", err, c.want)
			}
		})
	}
}

// crashed is a desk at which the daemon was away from minute 10 to 30 of a block.
func crashed(t *testing.T, p Preset) *desk {
	d := newDesk(t)
	d.do(0, Event{Verb: Start, Preset: p, Label: "report"})
	d.until(10)
	d.wake(30, Event{Verb: Restarted, At: at(10)})
	d.phase(Idle)
	return d
}

func TestARecoveredBlockIsKept(t *testing.T) {
	for name, c := range map[string]struct {
		preset Preset
		to     float64
		worth  Outcome
	}{
		"to its deadline":      {work(25), 25, Completed},
		"until a daemon ran":   {work(50), 30, Abandoned},
		"flow until one did":   {Preset{Name: "flow", Kind: Flow}, 30, Completed},
		"the most of a long":   {work(37), 30, Completed},
		"a burst to its end":   {Preset{Name: "12m", Kind: Burst, Work: span(12)}, 12, Completed},
		"one that was over":    {work(10), 10, Completed},
		"one that was overdue": {work(8), 10, Completed},
	} {
		t.Run(name, func(t *testing.T) {
			d := crashed(t, c.preset)
			r, ok := d.s.Recovered()
			if lost := c.to > 10; ok != lost || ok && (!r.From.Equal(at(10)) || !r.To.Equal(at(c.to)) || !r.Until.Equal(at(40)) || r.Label != "report") {
				t.Errorf("Recovered = %+v, %v, want minute 10 to %v", r, ok, c.to)
			}
			err := d.try(33, Event{Verb: Keep, At: at(10)})
			if c.to == 10 {
				if !errors.Is(err, ErrNoGap) {
					t.Errorf("Keep = %v, want %v", err, ErrNoGap)
				}
				return
			}
			b := d.only()
			if err != nil || !b.Ended.Equal(at(c.to)) || b.EndedBy != EndedKept || b.Outcome() != c.worth {
				t.Errorf("Keep = %v, and the block is %+v, %v; want it to end at minute %v, %v", err, b, b.Outcome(), c.to, c.worth)
			}
			if _, again := d.s.Recovered(); again {
				t.Error("it can be kept again")
			}
			d.until(60)
			if d.settled[b.Seq] != 1 {
				t.Errorf("it was counted %d times, want once", d.settled[b.Seq])
			}
		})
	}
}

func TestKeepingARecoveredBlockIsTakenBack(t *testing.T) {
	d := crashed(t, work(25))
	d.do(33, Event{Verb: Keep})
	if d.s.Cycle.Credits != 1 {
		t.Errorf("kept it is worth %v credits, want 1", d.s.Cycle.Credits)
	}
	d.do(33.5, Event{Verb: UndoLast})
	if b := d.only(); !b.Ended.Equal(at(10)) || b.EndedBy != EndedRecovered || d.s.Cycle.Credits != 0 {
		t.Errorf("taken back it is %+v, with %v credits", b, d.s.Cycle.Credits)
	}
	if _, ok := d.s.Recovered(); !ok {
		t.Error("it cannot be kept any more")
	}
}

func TestARecoveredBlockStandsAfterAWhile(t *testing.T) {
	d := crashed(t, work(25))
	if err := d.try(40, Event{Verb: Keep, At: at(10)}); !errors.Is(err, ErrIdle) {
		t.Errorf("after ten minutes: %v, want %v", err, ErrIdle)
	}
}

func TestARecoveredBlockIsKeptInTheNextOne(t *testing.T) {
	d := crashed(t, work(25))
	d.do(31, Event{Verb: Start, Preset: work(5)})
	d.do(33, Event{Verb: Stop})
	d.do(34, Event{Verb: Start, Preset: work(25)})
	d.do(35, Event{Verb: Keep, At: at(10)})
	d.phase(Work)
	kept := 0
	for _, b := range d.blocks {
		if b.EndedBy == EndedKept && b.Ended.Equal(at(25)) {
			kept++
		}
	}
	if kept != 1 || !d.s.Block.Started.Equal(at(34)) {
		t.Errorf("the blocks are %+v, want one of them kept", d.blocks)
	}
	d = crashed(t, work(25))
	d.do(31, Event{Verb: Start, For: span(11)}) // from minute 20, which would have been of that block
	if err := d.try(31.5, Event{Verb: Keep, At: at(10)}); !errors.Is(err, ErrNoGap) {
		t.Errorf("its time was taken: %v, want %v", err, ErrNoGap)
	}
}

func TestStrictBreaks(t *testing.T) {
	begun := []Event{{Verb: Start, Preset: work(25)}, {Verb: Finish}}
	for name, c := range map[string]struct {
		given []Event // at minute 0, 25
		m     float64
		e     Event
		want  error
	}{
		"skip":             {begun, 26, Event{Verb: Skip}, ErrStrict},
		"sure":             {begun, 26, Event{Verb: Skip, Sure: true}, nil},
		"start":            {begun, 26, Event{Verb: Start}, ErrStrict},
		"stop":             {begun, 26, Event{Verb: Stop}, ErrStrict},
		"four fifths over": {begun, 29, Event{Verb: Start}, nil},
		"the break over":   {begun, 31, Event{Verb: Skip}, nil},
		"postpone":         {begun, 26, Event{Verb: Postpone}, nil},
		"undo":             {begun, 25.5, Event{Verb: UndoLast}, nil},
		"past it":          {begun[:1], 20, Event{Verb: Skip}, ErrStrict},
		"past it, sure":    {begun[:1], 20, Event{Verb: Skip, Sure: true}, nil},
		"stop the block":   {begun[:1], 20, Event{Verb: Stop}, nil},
		"replace it":       {begun[:1], 20, Event{Verb: Start, Replace: true}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			for _, strict := range []bool{true, false} {
				d := newDesk(t)
				d.rules.StrictBreaks = strict
				for i, e := range c.given {
					d.do(25*float64(i), e)
				}
				want := c.want
				if !strict {
					want = nil
				}
				if err := d.try(c.m, c.e); !errors.Is(err, want) || err == nil != (want == nil) {
					t.Errorf("strict %v: %v, want %v", strict, err, want)
				}
			}
		})
	}
}
