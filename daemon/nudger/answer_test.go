package nudger

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"focusd/timer"
	"focusd/timer/agenda"
	"focusd/timer/nudge"
	"focusd/tracker"
	"focusd/tracker/category"
)

// inFront has a pen be for work, and a game be none.
func inFront(w tracker.Window) (string, category.Class) {
	switch w.App {
	case "pen":
		return "work", category.Earns
	case "game":
		return "play", category.Wastes
	}
	return "", category.Unclassified
}

func (d *desk) see(app string) {
	d.source.Focus(tracker.Window{App: app, Title: "a title"})
	synctest.Wait()
}

// plan makes a command of the agenda happen, and returns the ID of what it put.
func (d *desk) plan(do func(*agenda.Agenda, agenda.When) (agenda.Change, error)) string {
	d.Helper()
	c, err := d.book.Do(d.Context(), do)
	if err != nil {
		d.Fatal(err)
	}
	synctest.Wait()
	return c.Put[len(c.Put)-1].Ref().ID
}

func (d *desk) task(line string) string {
	d.Helper()
	return d.plan(func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) { return a.Add(line, w) })
}

// open is the nudge of a kind that is open, and whether there is one.
func (d *desk) open(k nudge.Kind) (nudge.Nudge, bool) {
	synctest.Wait()
	for _, n := range d.nudger.Open() {
		if n.Kind == k {
			return n, true
		}
	}
	return nudge.Nudge{}, false
}

// mustSay fails unless one of the kind is open.
func (d *desk) mustSay(k nudge.Kind) nudge.Nudge {
	d.Helper()
	n, ok := d.open(k)
	if !ok {
		d.Fatalf("open are %+v, want a %v", d.nudger.Open(), k)
	}
	return n
}

func (d *desk) say(n nudge.Nudge, a nudge.Answer) {
	d.Helper()
	if err := d.nudger.Answer(d.Context(), n.ID, a); err != nil {
		d.Fatalf("%v to %v: %v", a, n.Kind, err)
	}
	synctest.Wait()
}

func (d *desk) agenda() (seen agenda.Today) {
	d.Helper()
	err := d.book.Look(func(a *agenda.Agenda, w agenda.When) error {
		seen = a.Look(w.Today(), agenda.Facts{}, w)
		return nil
	})
	if err != nil {
		d.Fatal(err)
	}
	return seen
}

func TestWorkWithoutABlockBecomesOne(t *testing.T) {
	bubble(t, func(d *desk) {
		id := d.task("draft the chapter")
		d.plan(func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) { return a.SetSix([]string{id}, 6, w) })
		d.plan(func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) { return a.SetOne(id, w) })
		d.see("pen")
		d.work(11 * time.Minute)
		n := d.mustSay(nudge.Start)
		if got := d.nudger.About(n); len(got) != 1 || got[0] != "draft the chapter" {
			t.Errorf("it is about %q", got)
		}
		d.say(n, nudge.Accept)
		state := d.engine.Snapshot().Timer
		if state.Phase != timer.Work || state.Block.Label() != "draft the chapter" {
			t.Errorf("the timer is %v on %q", state.Phase, state.Block.Label())
		}
		d.about("the focus", state.Elapsed(time.Now()), time.Since(n.From))
		if active := d.agenda().Active; active == nil || active.ID != id {
			t.Errorf("active is %+v, want the task", active)
		}
	})
}

func TestStrayingInABlock(t *testing.T) {
	for _, test := range []struct {
		answer nudge.Answer
		phase  timer.Phase
		again  bool // it is mentioned again after some minutes of it
	}{
		{nudge.Back, timer.Work, true},
		{nudge.Belongs, timer.Work, false},
		{nudge.Pause, timer.Paused, false},
	} {
		t.Run(test.answer.String(), func(t *testing.T) {
			bubble(t, func(d *desk) {
				d.do(timer.Event{Verb: timer.Start})
				d.see("pen")
				d.work(5 * time.Minute)
				d.see("game")
				d.work(15 * time.Second)
				d.quiet("after fifteen seconds")
				d.work(10 * time.Second)
				d.say(d.mustSay(nudge.Drift), test.answer)
				if got := d.engine.Snapshot().Timer.Phase; got != test.phase {
					t.Errorf("after %v the timer is %v, want %v", test.answer, got, test.phase)
				}
				d.see("pen")
				d.work(6 * time.Minute)
				d.see("game")
				d.work(30 * time.Second)
				if _, again := d.open(nudge.Drift); again != test.again {
					t.Errorf("after %v it is mentioned again: %v", test.answer, again)
				}
			})
		})
	}
}

func TestWhatIsOutsideOfATimeBlockIsAstray(t *testing.T) {
	bubble(t, func(d *desk) {
		d.plan(func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
			return a.AddTimeBlock(agenda.TimeBlock{Name: "Letters", Match: []agenda.Match{{Field: "app", Pattern: "mail"}}}, 30, false, w)
		})
		d.do(timer.Event{Verb: timer.Start, Label: "letters"})
		d.see("mail")
		d.work(2 * time.Minute)
		d.quiet("in what belongs to the block")
		d.see("pen")
		d.work(30 * time.Second)
		d.mustSay(nudge.Drift)
	})
}

func TestTheMorning(t *testing.T) {
	bubble(t, func(d *desk) {
		id := d.task("call the dentist ~4m")
		d.work(31 * time.Minute) // no natural pause
		n := d.mustSay(nudge.Morning)
		if err := d.nudger.Answer(d.Context(), n.ID, nudge.Choose); !errors.Is(err, nudge.ErrAnswer) {
			t.Errorf("without a first task: %v, want %v", err, nudge.ErrAnswer)
		}
		d.say(n, nudge.Skip)
		if seen := d.agenda(); !seen.Asked || seen.One != "" {
			t.Errorf("after it was skipped the day has %+v", seen)
		}
		d.plan(func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) { return a.SetSix([]string{id}, 6, w) })
		d.leave(14 * time.Minute)
		d.work(time.Hour)
		if _, again := d.open(nudge.Morning); again {
			t.Error("it asks again on the same day")
		}
		time.Sleep(22 * time.Hour)
		d.front()
		d.work(time.Minute)
		n = d.mustSay(nudge.Morning)
		d.plan(func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) { return a.SetSix([]string{id}, 6, w) })
		d.say(n, nudge.Choose)
		if seen := d.agenda(); seen.One != id {
			t.Errorf("on the next day the one task is %q, want %q", seen.One, id)
		}
	})
}

func TestSmallTasksInAGap(t *testing.T) {
	bubble(t, func(d *desk) {
		id := d.task("water the plants ~3m")
		d.plan(func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) { return a.SetOne("", w) })
		d.do(timer.Event{Verb: timer.Start})
		d.work(25 * time.Minute)
		d.do(timer.Event{Verb: timer.Finish})
		n := d.mustSay(nudge.Pieces)
		if got := d.nudger.About(n); !n.Quiet || len(got) != 1 || got[0] != "water the plants" {
			t.Errorf("offered are %q, quiet %v", got, n.Quiet)
		}
		d.say(n, nudge.Accept)
		if active := d.agenda().Active; active == nil || active.ID != id {
			t.Errorf("active is %+v, want what was offered", active)
		}
	})
}

// typing lets time pass with an input every five seconds.
func (d *desk) typing(length time.Duration) {
	for ; length > 0; length -= 5 * time.Second {
		time.Sleep(5 * time.Second)
		d.source.Touch()
		synctest.Wait()
	}
}

func TestWhoTypesDoesNotRest(t *testing.T) {
	bubble(t, func(d *desk) {
		d.typing(42 * time.Minute) // ten before
		d.mustSay(nudge.Rest)
		if n, ok := d.open(nudge.Resting); ok {
			t.Errorf("somebody types, and it says %+v", n)
		}
	})
}

func TestWhoStopsRests(t *testing.T) {
	bubble(t, func(d *desk) {
		d.typing(40*time.Minute + 5*time.Second)
		d.mustSay(nudge.Rest)
		time.Sleep(15 * time.Second)
		d.mustSay(nudge.Resting)
	})
}

func TestTheDayIsKept(t *testing.T) {
	bubble(t, func(d *desk) {
		day := d.engine.Snapshot().Day.Day
		d.leave(20 * time.Minute)
		d.mustSay(nudge.Gap)
		time.Sleep(24 * time.Hour)
		d.front()
		d.work(time.Minute)
		got, ok, err := Day(d.store, day)
		if err != nil || !ok || got.Questions != 1 {
			t.Errorf("of %v it is known: %+v, %v, %v", day, got, ok, err)
		}
		if _, ok, err := Day(d.store, day.Add(-7)); ok || err != nil {
			t.Errorf("of a day without a daemon: %v, %v", ok, err)
		}
	})
}

func TestANightWithoutADaemonIsNoWork(t *testing.T) {
	for name, first := range map[string]tracker.Sample{
		"locked at first": {Locked: true},
		"there at once":   {Window: tracker.Window{App: "editor"}, IdleKnown: true},
		"idle at first":   {Idle: time.Hour, IdleKnown: true},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(d *desk) {
				d.typing(20 * time.Minute)
				d.stop()
				time.Sleep(10 * time.Hour)
				d.start()
				d.source.Show(first)
				time.Sleep(time.Second)
				d.front()
				d.typing(20 * time.Minute)
				if n, ok := d.open(nudge.Rest); ok {
					t.Errorf("after a night and twenty minutes it says %+v", n)
				}
			})
		})
	}
}
