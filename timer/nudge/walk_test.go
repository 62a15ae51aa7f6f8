package nudge

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"focusd/timer"
	"focusd/tracker"
	"focusd/tracker/category"

	"pgregory.net/rapid"
)

// TestWalk lets anything happen in any order and checks what must always hold.
func TestWalk(t *testing.T) { rapid.Check(t, walk) }

func FuzzNext(f *testing.F) { f.Fuzz(rapid.MakeFuzz(walk)) }

func walk(rt *rapid.T) {
	w := &walker{T: rt, now: zero, asked: map[tracker.Day]int{}, open: map[uint64]bool{}}
	w.rules.Calendar.Start = 4 * time.Hour
	w.rules.WinsAt = rapid.SampledFrom([]time.Duration{0, 18 * time.Hour, 2 * time.Hour}).Draw(rt, "wins at")
	w.rules.RecordAt = rapid.SampledFrom([]time.Duration{0, 17 * time.Hour}).Draw(rt, "record at")
	w.rules.DailyLimit = rapid.SampledFrom([]time.Duration{0, 4 * time.Hour}).Draw(rt, "daily limit")
	w.world.Input = timer.Input{Last: zero, Since: zero}
	for range rapid.IntRange(1, 80).Draw(rt, "events") {
		w.pass()
		w.turnOfEvents()
		w.happen()
		w.probeDue()
	}
}

type walker struct {
	*rapid.T
	rules Rules
	clock timer.Rules
	timer timer.State
	s     State
	now   time.Time
	world World
	a     Agenda
	event Event // to come
	asked map[tracker.Day]int
	open  map[uint64]bool
	last  uint64
}

var lengths = []time.Duration{
	0, 1, time.Second, 10 * time.Second, 21 * time.Second, minute, 2 * minute, 5 * minute, 10 * minute, 16 * minute,
	26 * minute, 51 * minute, 101 * minute, 6 * time.Hour, 30 * time.Hour,
}

func (w *walker) length(name string) time.Duration { return rapid.SampledFrom(lengths).Draw(w.T, name) }

func (w *walker) coin(name string, oneIn int) bool {
	return rapid.IntRange(1, oneIn).Draw(w.T, name) == 1
}

// pass lets time pass: some of it, or until something is due.
func (w *walker) pass() {
	if due := w.rules.Due(w.s); !due.IsZero() && !w.coin("something else", 3) {
		w.now = due
	} else {
		w.now = w.now.Add(w.length("pass"))
	}
	if w.coin("clock", 40) {
		w.setBack(w.length("back"))
	}
	if w.coin("touched", 2) && !w.world.Input.Last.IsZero() {
		w.world.Input.Last = w.now
		if w.coin("after a silence", 3) {
			w.world.Input.Since = w.now.Add(-w.length("since"))
		}
	}
}

// setBack sets the clock back. Whoever tells of the world knows.
func (w *walker) setBack(d time.Duration) {
	w.now = w.now.Add(-d)
	for _, at := range []*time.Time{&w.world.Since, &w.world.Input.Last, &w.world.Input.Since} {
		if !at.IsZero() {
			*at = at.Add(-d)
		}
	}
	if step, err := w.clock.Next(w.timer, timer.Event{Verb: timer.ClockSet, For: -d}, w.now); err == nil {
		w.timer = step.State
	}
}

// turnOfEvents changes one thing.
func (w *walker) turnOfEvents() {
	w.event = Event{}
	switch rapid.IntRange(0, 9).Draw(w.T, "what") {
	case 0:
		w.world.Presence = rapid.SampledFrom([]tracker.Presence{
			tracker.Active, tracker.Active, tracker.Active, tracker.Passive, tracker.Idle, tracker.Locked, tracker.Asleep, tracker.Paused, tracker.Unobserved,
		}).Draw(w.T, "presence")
		w.world.Since = w.now.Add(-w.length("since"))
	case 1:
		w.world.Class = category.Class(rapid.IntRange(0, int(category.Wastes)).Draw(w.T, "class"))
	case 2:
		w.world.Meeting = !w.world.Meeting
	case 3:
		w.world.HeldUntil = w.now.Add(w.length("held"))
	case 4, 5:
		w.turnTimer()
	case 6:
		w.turnAgenda()
	case 7, 8:
		w.answer()
	case 9:
		w.event.Entry = Entry{Stretch: Stretch{w.now.Add(-w.length("from")), w.now.Add(-w.length("to"))}, Rest: w.coin("rest", 2)}
		w.world.OffTask = w.coin("off task", 2)
	}
}

func (w *walker) turnTimer() {
	e := timer.Event{
		Verb:   rapid.SampledFrom([]timer.Verb{timer.Start, timer.Start, timer.Tick, timer.Pause, timer.Resume, timer.Finish, timer.Stop, timer.Skip, timer.Locked, timer.Unlocked, timer.Slept}).Draw(w.T, "verb"),
		Preset: rapid.SampledFrom(timer.Presets()).Draw(w.T, "preset"),
		At:     w.now.Add(-w.length("ago")),
		Input:  w.world.Input,
	}
	step, err := w.clock.Next(w.timer, e, w.now)
	if err != nil {
		return // it was refused
	}
	w.timer = step.State
	for _, c := range step.Settled {
		if c.Break != nil {
			w.event.Break = c.Break
		}
	}
}

func (w *walker) turnAgenda() {
	n := func(name string) int { return rapid.IntRange(0, 12).Draw(w.T, name) }
	w.a = Agenda{
		First: "task", Chosen: w.coin("chosen", 2), Overloaded: w.coin("overloaded", 2), Tasks: n("tasks"), Done: n("done"), Blocks: n("blocks"),
		TimeBlocks: n("time blocks"), Juggled: n("juggled"), Switches: float64(n("switches")), Usual: float64(n("usual")),
		Fitting: n("fitting"), Rewards: n("rewards"), Untouched: rapid.SampledFrom([][]string{nil, {"goal"}, {"goal", "other"}}).Draw(w.T, "goals"),
		Unrecorded: Stretch{w.now.Add(-time.Hour), w.now}, Exercise: w.coin("exercise", 10),
	}
}

func (w *walker) answer() {
	if len(w.s.Open) == 0 {
		return
	}
	n := rapid.SampledFrom(w.s.Open).Draw(w.T, "open")
	w.event.Said = Said{ID: n.ID, Answer: rapid.SampledFrom(append([]Answer{Dismissed}, n.Answers...)).Draw(w.T, "answer"), For: w.length("for")}
}

func (w *walker) happen() {
	e := w.event
	e.Now, e.World, e.Agenda = w.now, w.world, w.a
	e.World.Timer = w.timer
	before := asText(w.s)
	step, err := w.rules.Next(w.s, e)
	if after := asText(w.s); after != before {
		w.Fatalf("Next changed its input\nfrom %s\nto   %s", before, after)
	}
	var thawed State
	if err := json.Unmarshal([]byte(before), &thawed); err != nil {
		w.Fatalf("state %s: %v", before, err)
	}
	again, _ := w.rules.Next(thawed, e)
	if a, b := asText(step), asText(again); a != b {
		w.Fatalf("kept and read again, it has another future:\n%s\n%s", a, b)
	}
	if err != nil {
		w.event.Said = Said{} // the question had expired
		w.happen()
		return
	}
	w.s = step.State
	for _, n := range step.Nudges {
		w.said(n)
	}
	w.bookkeeping(step)
	w.consistent()
}

// said checks that n may be said.
func (w *walker) said(n Nudge) {
	world := w.s.World
	wrong := func(what string) { w.Fatalf("%s: said %s", what, asText(n)) }
	switch {
	case n.Kind == Nothing || n.ID <= w.last || !n.At.Equal(w.s.At):
		wrong("no name")
	case !n.Until.IsZero() && !n.Until.After(w.now):
		wrong("it has expired already")
	case w.now.Before(world.HeldUntil):
		wrong("held")
	case world.Presence != tracker.Active:
		wrong("presence " + world.Presence.String())
	case world.Meeting || w.now.Sub(w.s.Met) < 2*minute && w.now.After(w.s.Met):
		wrong("meeting")
	case world.running() && n.Kind != Return && n.Kind != Drift && n.Kind != Rest && n.Kind != Resting:
		wrong("in a block")
	case world.running() && n.Kind == Rest && w.now.Sub(w.timer.Block.Started) < 90*minute:
		wrong("in a block that is not long")
	case world.running() && n.Kind == Return && !n.From.Before(n.To):
		wrong("not its own gap")
	case !world.running() && n.Kind == Drift:
		wrong("not in a block")
	case n.Kind == Rest && w.now.Sub(w.s.Tired.Rested) < 50*minute && !n.Long && !w.s.Tired.Rested.After(w.now):
		wrong("after a rest")
	case n.Kind == Gap && !n.To.After(n.From), n.Kind == Start && n.From.After(w.now):
		wrong("the wrong way round")
	}
	w.last = n.ID
	w.open[n.ID] = true
	if n.Kind.Question() && !(w.a.Exercise && (n.Kind == Return || n.Kind == Gap)) {
		day := w.s.Today.Day
		if w.asked[day]++; w.asked[day] > 3 {
			wrong(fmt.Sprintf("question %d of the day", w.asked[day]))
		}
	}
}

func (w *walker) bookkeeping(step Step) {
	for _, c := range step.Closed {
		if !w.open[c.Nudge.ID] {
			w.Fatalf("closed what was not open: %s", asText(c))
		}
		delete(w.open, c.Nudge.ID)
	}
	if len(w.open) != len(w.s.Open) {
		w.Fatalf("%d are open, the state has %s", len(w.open), asText(w.s.Open))
	}
	for _, b := range step.Breaks {
		if b.Ended.Before(b.Began) || b.Overdue < 0 || b.Outcome == timer.Open || b.Postponed > 2 || (b.Outcome == timer.Skipped) != b.Began.IsZero() {
			w.Fatalf("break %s", asText(b))
		}
	}
	if step.Overhead < 0 || step.Overhead > costAtMost {
		w.Fatalf("an answer cost %v", step.Overhead)
	}
}

func (w *walker) consistent() {
	s := w.s
	wrong := func(what string) { w.Fatalf("%s: %s", what, asText(s)) }
	kinds := map[Kind]bool{}
	for _, n := range s.Open {
		if kinds[n.Kind] || !w.open[n.ID] || n.over(s.At) {
			wrong("open " + n.Kind.String())
		}
		kinds[n.Kind] = true
	}
	switch {
	case s.Tired.Short.Active < 0 || s.Tired.Short.Active > s.Tired.Long.Active:
		wrong("tired")
	case s.Tired.Seen.After(s.At):
		wrong("active in the future")
	case !s.Tired.Rested.IsZero() && s.Tired.Short.Active > max(s.At.Sub(s.Tired.Rested), 0):
		wrong("more active than there was time")
	case s.Today.Active < 0 || s.Break.Busy < 0 || s.Run.Earned < 0:
		wrong("less than nothing")
	case s.Reminds.Due.After(s.At) || s.Reminds.Due.IsZero() && s.Reminds.Shown > 0:
		wrong("reminder")
	case kinds[Rest] != (s.Reminds.Shown > 0 && !s.Break.lasts()) && kinds[Rest]:
		wrong("a reminder is open")
	}
}

// probeDue checks that nothing is said or done before Due.
func (w *walker) probeDue() {
	if w.s.At.IsZero() {
		return
	}
	due := w.rules.Due(w.s)
	if !due.After(w.s.At) {
		w.Fatalf("due at %v, at %v", due, w.s.At)
	}
	for _, early := range []time.Duration{1, time.Second, minute, 7 * minute, time.Hour} {
		at := due.Add(-early)
		if at.Before(w.s.At) {
			break
		}
		for _, touched := range []bool{false, true} {
			e := Event{Now: at, World: w.world, Agenda: w.a}
			e.World.Timer = w.timer
			if touched && !e.World.Input.Last.IsZero() && !w.s.Break.lasts() { // a rest would be cut
				e.World.Input.Last = at
			}
			step, err := w.rules.Next(w.s, e)
			if err != nil || len(step.Nudges)+len(step.Closed)+len(step.Breaks) > 0 {
				w.Fatalf("%v before Due %v (touched %v): %s\nstate %s", early, due, touched, asText(step), asText(w.s))
			}
		}
	}
}

func asText(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(err)
	}
	return string(b)
}
