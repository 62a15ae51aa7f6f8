package timer

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestWalk lets anything happen in any order and checks what must always hold.
func TestWalk(t *testing.T) { rapid.Check(t, walk) }

func walk(rt *rapid.T) {
	w := &walker{
		T: rt, now: zero, in: Input{Last: zero, Since: zero},
		kept: map[Seq]string{}, settled: map[Seq]bool{}, seen: map[Seq]string{},
		rules: Rules{
			AfterWork:  rapid.SampledFrom([]AfterWork{ToOvertime, ToBreak}).Draw(rt, "after work"),
			AfterBreak: rapid.SampledFrom([]AfterBreak{WaitForStart, StartByActivity}).Draw(rt, "after break"),
		},
	}
	for range rapid.IntRange(1, 60).Draw(rt, "events") {
		w.pass()
		w.happen(w.event())
		w.probeDue()
	}
	w.rules.AfterBreak = WaitForStart
	for range 5 { // until nothing can be taken back any more
		w.now = w.now.Add(100 * time.Hour)
		w.happen(Event{Verb: Tick})
	}
	for seq, what := range w.kept {
		if !w.settled[seq] {
			rt.Errorf("%s %d was kept and never settled", what, seq)
		}
	}
}

type walker struct {
	*rapid.T
	rules   Rules
	s       State
	now     time.Time
	in      Input
	kept    map[Seq]string
	seen    map[Seq]string
	settled map[Seq]bool
}

var someLengths = []time.Duration{
	0, 1, time.Second, 10 * time.Second, 31 * time.Second, time.Minute, 2 * time.Minute, 5 * time.Minute,
	11 * time.Minute, 25 * time.Minute, 31 * time.Minute, 61 * time.Minute, 8 * time.Hour,
}

func (w *walker) length(name string) time.Duration {
	return rapid.SampledFrom(someLengths).Draw(w.T, name)
}

// pass lets time pass, and the person type or not meanwhile.
func (w *walker) pass() {
	w.now = w.now.Add(w.length("pass"))
	switch rapid.IntRange(0, 5).Draw(w.T, "input") {
	case 0:
		w.in = Input{}
	case 1:
		w.in = Input{Last: w.now, Since: later(w.in.Since, w.now.Add(-w.length("typed")))}
	case 2:
		w.in = Input{Last: w.now}
	case 3:
		w.in.Last = later(w.in.Last, w.now.Add(-w.length("quiet")))
	}
	if rapid.IntRange(0, 30).Draw(w.T, "clock") == 0 {
		w.now = w.now.Add(-w.length("back")) // and nobody says so
	}
}

func (w *walker) event() Event {
	e := Event{
		Verb:    Verb(rapid.IntRange(0, int(NewDay)).Draw(w.T, "verb")),
		For:     w.length("for"),
		Cause:   rapid.SampledFrom([]Cause{None, Internal, External}).Draw(w.T, "cause"),
		Replace: rapid.Bool().Draw(w.T, "replace"),
		Sure:    rapid.Bool().Draw(w.T, "sure"),
		Label:   rapid.SampledFrom([]string{"", "one", "two"}).Draw(w.T, "label"),
		Preset:  rapid.SampledFrom(append(Presets(), Preset{}, work(1), Preset{Work: 2})).Draw(w.T, "preset"),
	}
	if rapid.Bool().Draw(w.T, "since") {
		e.At = w.now.Add(-w.length("ago"))
	}
	if e.Verb == ClockSet {
		e.For -= w.length("minus")
		w.now = w.now.Add(e.For)
	}
	if rapid.Bool().Draw(w.T, "just a tick") {
		e = Event{Verb: Tick}
	}
	return e
}

func (w *walker) happen(e Event) {
	e.Input = w.in
	before := asText(w.s)
	step, err := w.rules.Next(w.s, e, w.now)
	again, _ := w.rules.Next(w.s, e, w.now)
	if after := asText(w.s); after != before {
		w.Fatalf("%s changed its input\nfrom %s\nto   %s", e.Verb, before, after)
	}
	if a, b := asText(step), asText(again); a != b {
		w.Fatalf("%s is not determined:\n%s\n%s", e.Verb, a, b)
	}
	if !step.Changed && asText(step.State) != before || step.Changed && err != nil {
		w.Fatalf("%s: changed %v, error %v\nfrom %s\nto   %s", e.Verb, step.Changed, err, before, asText(step.State))
	}
	if e.Verb == Tick && len(step.Records) > 1 {
		w.Fatalf("a tick made %d transitions", len(step.Records))
	}
	w.bookkeeping(step)
	w.s = step.State
	w.consistent()
}

func (w *walker) bookkeeping(step Step) {
	last := w.s.Seq
	for _, r := range step.Records {
		if r.Seq <= last || r.From.After(r.At) {
			w.Fatalf("record %+v after %d", r, last)
		}
		last = r.Seq
	}
	if step.State.Seq < last {
		w.Fatalf("state has seq %d, records %d", step.State.Seq, last)
	}
	for _, seq := range step.Revoked {
		if w.kept[seq] == "" || w.settled[seq] {
			w.Fatalf("revoked %d: kept %q, settled %v", seq, w.kept[seq], w.settled[seq])
		}
		delete(w.kept, seq)
	}
	for _, b := range step.Blocks {
		w.keep(b.Seq, "block")
		w.block(b, b.Ended)
	}
	for _, b := range step.Breaks {
		w.keep(b.Seq, "break")
		if b.Ended.Before(b.Started) || b.Outcome == Open {
			w.Fatalf("break %+v", b)
		}
	}
	for _, c := range step.Settled {
		if w.settled[c.seq()] || w.kept[c.seq()] == "" {
			w.Fatalf("settled %d: kept %q, before %v", c.seq(), w.kept[c.seq()], w.settled[c.seq()])
		}
		w.settled[c.seq()] = true
	}
}

func (w *walker) keep(seq Seq, what string) {
	if w.settled[seq] || w.seen[seq] != "" && w.seen[seq] != what {
		w.Fatalf("%s %d kept; settled %v, seen as %q", what, seq, w.settled[seq], w.seen[seq])
	}
	w.kept[seq], w.seen[seq] = what, what
}

// block checks a block as of now.
func (w *walker) block(b Block, now time.Time) {
	at, gaps := b.Started, time.Duration(0)
	for _, g := range b.Gaps {
		if g.Start.Before(at) || !g.Start.Before(g.End) || g.Cause == None {
			w.Fatalf("gap %+v in %+v", g, b)
		}
		at = g.End
		gaps += g.End.Sub(g.Start)
	}
	if !b.Ended.IsZero() && b.Ended.Before(at) {
		w.Fatalf("a gap after the end: %+v", b)
	}
	if now = later(now, at); b.Focus(now)+gaps != now.Sub(b.Started) {
		w.Fatalf("focus %v + gaps %v is not %v: %+v", b.Focus(now), gaps, now.Sub(b.Started), b)
	}
	if len(b.Segments) == 0 || !b.Segments[0].Start.Equal(b.Started) {
		w.Fatalf("segments of %+v", b)
	}
	for i, s := range b.Segments[1:] {
		if !s.Start.After(b.Segments[i].Start) || !b.Ended.IsZero() && !s.Start.Before(b.Ended) {
			w.Fatalf("segment %+v in %+v", s, b)
		}
	}
}

// consistent checks that nothing in the state contradicts its phase.
func (w *walker) consistent() {
	s := w.s
	wrong := func(what string) { w.Fatalf("%s in %s: %s", what, s.Phase, asText(s)) }
	switch {
	case s.Phase == Idle && (s.Block.Seq != 0 || s.Break.Seq != 0 || s.Break.Postponed != 0):
		wrong("a block or a break")
	case s.running() && (!s.Block.Ended.IsZero() || s.Block.Started.IsZero() || s.Block.EndedBy != Running):
		wrong("an ended block")
	case s.running() && s.Break.Seq != 0:
		wrong("a break")
	case s.resting() && (!s.Break.Ended.IsZero() || s.Break.Planned <= 0 || s.Break.Long != (s.Phase == LongBreak)):
		wrong("an ended break")
	case s.Phase == BreakOver && (s.Break.Ended.IsZero() || s.Break.Outcome != Taken):
		wrong("an open break")
	case !s.running() && s.Phase != Idle && s.Block.Ended.IsZero():
		wrong("an open block")
	case (s.Phase == Paused) != (s.Cause != None):
		wrong("cause " + s.Cause.String())
	case !s.counting() && !s.Locked.IsZero():
		wrong("a lock")
	case s.Phase == Overtime && s.Block.Kind == Flow:
		wrong("flow")
	case s.Phase == Paused && s.Left(w.now) != s.Left(w.now.Add(time.Hour)):
		wrong("time left that is not frozen")
	case s.Phase == BreakOver && s.Left(w.now) > 0, s.Phase == Overtime && s.Left(later(w.now, s.Since)) > 0:
		wrong("time left")
	case s.Cycle.Credits < 0 || s.Cycle.Carry < 0 || s.Elapsed(w.now) < 0:
		wrong("a negative length")
	case s.Undo != nil && s.Undo.State.Undo != nil:
		wrong("two levels of undo")
	}
	if s.running() {
		w.block(s.Block, later(w.now, s.Since))
	}
	if phase, length := s.Next(); length < 0 || phase == s.Phase && phase != Idle && !s.running() {
		w.Fatalf("next is %s for %v: %s", phase, length, asText(s))
	}
	if n := s.Postpones(w.now); n > 0 {
		if _, err := w.rules.Next(s, Event{Verb: Postpone, Input: w.in}, w.now); err != nil && w.due() {
			w.Fatalf("can be postponed %d times, but: %v", n, err)
		}
	}
}

// due says whether nothing is overdue.
func (w *walker) due() bool {
	at := w.rules.Due(w.s, w.in)
	return at.IsZero() || at.After(w.now)
}

// probeDue checks that ticks change nothing before Due, and something then.
func (w *walker) probeDue() {
	due := w.rules.Due(w.s, w.in)
	tick := func(at time.Time) bool {
		step, err := w.rules.Next(w.s, Event{Verb: Tick, Input: w.in}, at)
		return step.Changed || err != nil
	}
	if due.IsZero() {
		if tick(w.now.Add(1000 * time.Hour)) {
			w.Fatalf("Due says never: %s", asText(w.s))
		}
		return
	}
	for _, early := range append(someLengths[1:], 17*time.Minute) {
		if tick(due.Add(-early)) {
			w.Fatalf("a tick %v before Due %v changes %s", early, due, asText(w.s))
		}
	}
	if !tick(due) {
		w.Fatalf("a tick at Due %v changes nothing: %s, input %+v", due, asText(w.s), w.in)
	}
}

func asText(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(err)
	}
	return string(b)
}

func FuzzNext(f *testing.F) { f.Fuzz(rapid.MakeFuzz(walk)) }
