package agenda

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"focusd/tracker"
)

// habit adds one and says its Ref.
func (d *desk) habit(h Habit, target float64) Ref {
	d.t.Helper()
	c, err := d.AddHabit(h, target, d.When)
	d.do(c, err)
	return c.Put[0].Ref()
}

// block adds a time block and says its Ref.
func (d *desk) block(b TimeBlock, minutes float64) Ref {
	d.t.Helper()
	c, err := d.AddTimeBlock(b, minutes, false, d.When)
	d.do(c, err)
	return c.Put[0].Ref()
}

// goal adds one and says its ID.
func (d *desk) goal(g Goal) string {
	d.t.Helper()
	c, err := d.AddGoal(g, d.When)
	d.do(c, err)
	return c.Put[0].Ref().ID
}

func (d *desk) tick(ref Ref, amount float64) {
	d.t.Helper()
	d.do(d.Tick(ref, amount, d.When.Today(), d.When))
}

// sleep is the next morning.
func (d *desk) sleep() { d.Now = d.Now.AddDate(0, 0, 1) }

// see is today.
func (d *desk) see(facts Facts) Today {
	d.t.Helper()
	return d.Look(d.When.Today(), facts, d.When)
}

func (d *desk) blockOn(ref Ref, day tracker.Day, facts Facts) BlockOn {
	d.t.Helper()
	for _, b := range d.Look(day, facts, d.When).TimeBlocks {
		if b.TimeBlock.Ref() == ref {
			return b
		}
	}
	d.t.Fatalf("%s has no time block %s", day, ref.ID)
	return BlockOn{}
}

func (d *desk) habitOn(ref Ref, facts Facts) HabitOn {
	d.t.Helper()
	for _, h := range d.see(facts).Habits {
		if h.Habit.Ref() == ref {
			return h
		}
	}
	d.t.Fatalf("today has no habit %s", ref.ID)
	return HabitOn{}
}

// spent is time in an app.
func spent(app string, n float64) Activity { return Activity{App: app, Time: inMinutes(n)} }

func app(pattern string) []Match { return []Match{{"app", pattern}} }

func TestATimeBlockTicksItselfAtNineTenths(t *testing.T) {
	d := newDesk(t)
	ref := d.block(TimeBlock{Name: "Write", Match: app("editor")}, 60)
	for _, c := range []struct {
		minutes float64
		want    State
		ticks   int
	}{{0, StateOpen, 0}, {30, StateOpen, 0}, {53.9, StateOpen, 0}, {54, StateDone, 1}, {70, StateDone, 1}} {
		facts := Facts{Activities: []Activity{spent("Editor", c.minutes), spent("mail", 100)}}
		b := d.blockOn(ref, d.When.Today(), facts)
		if b.State != c.want || b.Spent != c.minutes || len(b.Ticks) != c.ticks {
			t.Errorf("after %v of 60 minutes: %s, %v spent, %d ticks, want %s and %d", c.minutes, b.State, b.Spent, len(b.Ticks), c.want, c.ticks)
		}
		if change := d.Track(facts, d.When); change.Empty() != (c.minutes < 54) {
			t.Errorf("Track after %v of 60 minutes changes %d things", c.minutes, len(change.Put))
		}
	}
}

func TestATickSaysByWhomAndWhy(t *testing.T) {
	tracked := Activity{App: "editor", Time: 50 * time.Minute}
	said := Activity{Entry: "run in the park", Time: 50 * time.Minute}
	for _, c := range []struct {
		name       string
		activities []Activity
		want       By
		proof      int
	}{
		{"tracked", []Activity{tracked}, ByTracker, 1},
		{"an entry", []Activity{said}, ByEntry, 1},
		{"both", []Activity{said, tracked}, ByTracker, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t)
			ref := d.block(TimeBlock{Name: "Write", Match: []Match{{"app", "editor"}, {"entry", "*run*"}}}, 50)
			d.do(d.Track(Facts{Activities: c.activities}, d.When), nil)
			b := d.blockOn(ref, d.When.Today(), Facts{})
			if len(b.Ticks) != 1 || b.Ticks[0].By != c.want || len(b.Ticks[0].Evidence) != c.proof {
				t.Errorf("ticks %+v, want one by %s with %d activities", b.Ticks, c.want, c.proof)
			}
			if again := d.Track(Facts{Activities: c.activities}, d.When); !again.Empty() {
				t.Errorf("Track ticks again: %+v", again)
			}
		})
	}
}

func TestWhatIsTakenBackIsNotTickedAgain(t *testing.T) {
	d := newDesk(t)
	ref := d.block(TimeBlock{Name: "Write", Match: app("editor")}, 60)
	facts := Facts{Activities: []Activity{spent("editor", 60)}}
	d.do(d.Track(facts, d.When), nil)
	d.do(d.Untick(ref, d.When.Today(), d.When))
	facts.Activities[0].Time = 90 * time.Minute
	if c := d.Track(facts, d.When); !c.Empty() {
		t.Errorf("Track ticks what was taken back: %+v", c)
	}
	d.do(d.EndDay(d.When.Today(), facts, d.When), nil)
	if b := d.blockOn(ref, d.When.Today(), facts); b.State != StateOpen || len(b.Ticks) != 1 || b.Ticks[0].Taken.IsZero() {
		t.Errorf("it is %s with ticks %+v, want it open with one taken back", b.State, b.Ticks)
	}
	if _, err := d.Untick(ref, d.When.Today(), d.When); !errors.Is(err, ErrNoTick) {
		t.Errorf("Untick again: %v, want ErrNoTick", err)
	}
	d.tick(ref, 0)
	if b := d.blockOn(ref, d.When.Today(), facts); b.State != StateDone || b.Spent != 60 {
		t.Errorf("ticked by the person it is %s with %v minutes, want done with 60", b.State, b.Spent)
	}
}

func TestADayThatIsOver(t *testing.T) {
	d := newDesk(t)
	d.Now = d.Now.AddDate(0, 0, -1)
	yesterday := d.When.Today()
	write := d.block(TimeBlock{Name: "Write", Match: app("editor")}, 60)
	move := d.block(TimeBlock{Name: "Move"}, 30)
	read := d.block(TimeBlock{Name: "Read"}, 30)
	off := d.block(TimeBlock{Name: "Off"}, 30)
	d.tick(move, 0)
	d.do(d.Excuse(off, "ill", yesterday, d.When))
	d.sleep()
	if got := d.Unended(d.When); !slices.Equal(got, []tracker.Day{yesterday}) {
		t.Fatalf("Unended = %v, want yesterday", got)
	}
	d.do(d.EndDay(yesterday, Facts{Activities: []Activity{spent("editor", 20)}, Seen: true}, d.When), nil)
	for ref, want := range map[Ref]State{write: StatePartly, move: StateDone, read: StateNotDone, off: StateExcused} {
		if got := d.blockOn(ref, yesterday, Facts{}); got.State != want {
			t.Errorf("%s is %s, want %s", got.Name, got.State, want)
		}
		if got := d.blockOn(ref, d.When.Today(), Facts{}); got.State != StateOpen || got.Asked > 60 {
			t.Errorf("%s is %s today and asks for %v: nothing is owed", got.Name, got.State, got.Asked)
		}
	}
	if got := d.Unended(d.When); len(got) != 0 {
		t.Errorf("Unended = %v after EndDay", got)
	}
	before := d.Diaries[yesterday]
	d.do(d.EndDay(yesterday, Facts{Activities: []Activity{spent("editor", 20)}, Seen: true}, d.When), nil)
	if got := d.Diaries[yesterday]; len(got.Ticks) != len(before.Ticks) {
		t.Errorf("ending a day again leaves %d ticks, want %d", len(got.Ticks), len(before.Ticks))
	}
}

func TestATimeBlockIsNeverLate(t *testing.T) {
	for _, s := range []State{StateOpen, StateDone, StatePartly, StateNotDone, StateExcused} {
		for _, word := range []string{"late", "overdue", "miss", "behind", "fail"} {
			if strings.Contains(string(s), word) {
				t.Errorf("a state is called %q", s)
			}
		}
	}
	d := newDesk(t)
	ref := d.block(TimeBlock{Name: "Write", Window: &Window{From: 6 * time.Hour, To: 7 * time.Hour}}, 60)
	for range 18 {
		if got := d.blockOn(ref, d.When.Today(), Facts{}).State; got != StateOpen {
			t.Fatalf("at %s it is %s, want open until the day ends", d.Now.Format(time.TimeOnly), got)
		}
		d.pass(time.Hour)
	}
}

func TestWeekOfATimeBlock(t *testing.T) {
	d := newDesk(t) // a Sunday
	d.Now = d.Now.AddDate(0, 0, -6)
	ref := d.block(TimeBlock{Name: "Write"}, 60)
	for i := range 7 {
		if i != 2 && i != 4 {
			d.tick(ref, 0)
		}
		d.sleep()
	}
	d.Now = d.Now.AddDate(0, 0, -1)
	if got := d.blockOn(ref, d.When.Today(), Facts{}).Week; got != (Share{5, 7}) {
		t.Errorf("Week = %+v, want 5 of 7", got)
	}
	d.do(d.Excuse(ref, "", d.When.Today().Add(-2), d.When))
	if got := d.blockOn(ref, d.When.Today(), Facts{}).Week; got != (Share{5, 6}) {
		t.Errorf("Week = %+v after an excuse, want 5 of 6", got)
	}
}

func TestScore(t *testing.T) {
	for _, c := range []struct {
		name    string
		ticks   string // of the blocks a, b, the habits h, i, and of c, which is added after the plan
		tasks   int    // done, of two
		want    float64
		perfect bool
	}{
		{"nothing", "", 0, 0, false},
		{"half", "ah", 1, 0.5, false},
		{"all", "abhi", 2, 1, true},
		{"something added stands for something", "ahic", 2, 1, true},
		{"more than all is all", "abhic", 2, 1, true},
		{"what is added and not done costs nothing", "abh", 0, 0.5, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t)
			refs := map[rune]Ref{
				'a': d.block(TimeBlock{Name: "a"}, 60), 'b': d.block(TimeBlock{Name: "b"}, 30),
				'h': d.habit(Habit{Name: "h"}, 0), 'i': d.habit(Habit{Name: "i", Measure: Count}, 10),
			}
			d.habit(Habit{Name: "limit", Measure: Count, AtMost: true}, 2)
			d.habit(Habit{Name: "weekly", PerWeek: 3}, 0)
			one, two := d.add("one"), d.add("two")
			d.do(d.SetSix([]string{one.ID, two.ID}, DefaultSix, d.When))
			d.do(d.BeginDay(d.Now, d.When), nil)
			refs['c'] = d.block(TimeBlock{Name: "c"}, 30)
			for _, r := range c.ticks {
				d.tick(refs[r], 0)
			}
			for _, task := range []Task{one, two}[:c.tasks] {
				d.done(task.Title)
			}
			s := d.see(Facts{}).Score
			if got, _ := s.Ratio(); got != c.want || s.Perfect() != c.perfect {
				t.Errorf("%+v: ratio %v, perfect %v, want %v, %v", s, got, s.Perfect(), c.want, c.perfect)
			}
			if all := s.all(); all.Planned != 6 {
				t.Errorf("%d things were planned, want 6", all.Planned)
			}
		})
	}
}

func TestADayBeginsOnce(t *testing.T) {
	d := newDesk(t)
	ref := d.block(TimeBlock{Name: "a"}, 60)
	d.do(d.BeginDay(d.Now, d.When), nil)
	d.block(TimeBlock{Name: "b"}, 60)
	if c := d.BeginDay(d.Now.Add(time.Hour), d.When); !c.Empty() {
		t.Errorf("BeginDay again changes %+v", c)
	}
	if got := d.see(Facts{}).Score.TimeBlocks; got != (Share{0, 1}) {
		t.Errorf("score %+v, want 0 of 1", got)
	}
	d.do(d.Excuse(ref, "", d.When.Today(), d.When))
	if got := d.see(Facts{}).Score.TimeBlocks; got != (Share{}) {
		t.Errorf("score %+v after an excuse, want nothing planned", got)
	}
	d.do(d.Unexcuse(ref, d.When.Today(), d.When))
	d.do(d.EndTimeBlock(ref.ID, d.When))
	if got := d.see(Facts{}).Score.TimeBlocks; got != (Share{}) {
		t.Errorf("score %+v after its end, want nothing planned", got)
	}
}

func TestAPerfectDayHasThreeThings(t *testing.T) {
	d := newDesk(t)
	for i, c := range []string{"a", "b", "c"} {
		d.tick(d.block(TimeBlock{Name: c}, 30), 0)
		today := d.see(Facts{})
		if got := today.Score.Perfect(); got != (i == 2) || today.Perfect == 1 != got {
			t.Errorf("%d of %d things: perfect %v, %d days", i+1, i+1, got, today.Perfect)
		}
	}
}

func TestSixTimeBlocksAreTooMany(t *testing.T) {
	d := newDesk(t)
	for _, name := range []string{"one", "two", "three", "four", "five"} {
		d.block(TimeBlock{Name: name, Days: On(time.Monday, time.Tuesday)}, 30)
	}
	_, err := d.AddTimeBlock(TimeBlock{Name: "six"}, 30, false, d.When)
	if !errors.Is(err, ErrCrowded) || !errors.Is(err, ErrFull) || !strings.Contains(err.Error(), "one, two, three, four, five") {
		t.Errorf("a sixth on Monday: %v, want ErrCrowded with the five", err)
	}
	weekend := d.block(TimeBlock{Name: "weekend", Days: On(time.Saturday)}, 30)
	b := d.TimeBlocks[weekend.ID]
	b.Days = On(time.Saturday, time.Monday)
	if _, err := d.EditTimeBlock(b, 0, false, d.When); !errors.Is(err, ErrCrowded) {
		t.Errorf("moving one to Monday: %v, want ErrCrowded", err)
	}
	d.do(d.EditTimeBlock(b, 0, true, d.When))
	c, err := d.AddTimeBlock(TimeBlock{Name: "forced"}, 30, true, d.When)
	d.do(c, err)
	b.Name = "still"
	d.do(d.EditTimeBlock(b, 0, false, d.When)) // it crowds nothing more than before
}

func TestAnEditOfATimeBlockLeavesThePast(t *testing.T) {
	d := newDesk(t)
	ref := d.block(TimeBlock{Name: "Write"}, 60)
	first := d.When.Today()
	d.tick(ref, 50)
	d.sleep()
	b := d.TimeBlocks[ref.ID]
	d.do(d.EditTimeBlock(b, 40, false, d.When))
	if was, is := d.blockOn(ref, first, Facts{}), d.blockOn(ref, d.When.Today(), Facts{}); was.Asked != 60 || was.State != StatePartly || is.Asked != 40 {
		t.Errorf("it asked for %v and was %s, and asks for %v, want 60, partly, 40", was.Asked, was.State, is.Asked)
	}
	d.do(d.EndTimeBlock(ref.ID, d.When))
	if got := d.see(Facts{}).TimeBlocks; len(got) != 0 {
		t.Errorf("today has %d time blocks after the end of one, want none", len(got))
	}
	if got := d.Look(first, Facts{}, d.When).TimeBlocks; len(got) != 1 {
		t.Errorf("its first day has %d, want it", len(got))
	}
}

func TestNextTimeBlock(t *testing.T) {
	d := newDesk(t) // half past nine
	h := time.Hour
	d.block(TimeBlock{Name: "mail"}, 30)
	evening := d.block(TimeBlock{Name: "evening", Window: &Window{From: 18 * h, To: 2 * h}}, 30)
	deep := d.block(TimeBlock{Name: "deep", Deep: true}, 60)
	early := d.block(TimeBlock{Name: "early", Window: &Window{First: 3 * h}}, 30)
	for _, c := range []struct {
		name  string
		at    time.Duration // since half past nine, when the day begins
		best  []int
		fits  []Ref
		next  Ref
		ticks []Ref
	}{
		{"in the first hours", 0, nil, []Ref{deep, early}, deep, nil},
		{"after them", 150 * time.Minute, nil, []Ref{early}, Ref{}, nil},
		{"in the best hour", 3*h + 30*time.Minute, []int{13, 14}, []Ref{deep}, deep, nil},
		{"not in it", 1 * h, []int{13, 14}, []Ref{early}, Ref{}, nil},
		{"at night", 16 * h, []int{13, 14}, []Ref{evening}, Ref{}, nil},
		{"after deep was done", 0, nil, []Ref{early}, Ref{}, []Ref{deep}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := &desk{Agenda: &Agenda{TimeBlocks: d.TimeBlocks, NewID: d.NewID}, When: d.When, t: t}
			d.do(d.BeginDay(d.Now, d.When), nil)
			for _, ref := range c.ticks {
				d.tick(ref, 0)
			}
			d.pass(c.at)
			today := d.see(Facts{Best: c.best})
			var fits []Ref
			for _, b := range today.TimeBlocks {
				if b.Fits && b.Name != "mail" {
					fits = append(fits, b.TimeBlock.Ref())
				}
			}
			if !slices.Equal(fits, c.fits) {
				t.Errorf("time for %v, want %v", fits, c.fits)
			}
			if c.next != (Ref{}) && today.Next != c.next.ID {
				t.Errorf("next is %s, want %s", today.Next, c.next.ID)
			}
		})
	}
}
