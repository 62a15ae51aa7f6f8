package agenda

import (
	"errors"
	"math"
	"testing"
	"time"
)

func (d *desk) goalOn(id string, facts Facts) GoalOn {
	d.t.Helper()
	for _, g := range d.see(facts).Goals {
		if g.ID == id {
			return g
		}
	}
	d.t.Fatalf("today has no goal %s", id)
	return GoalOn{}
}

func TestAnActivityCountsOnceForAGoal(t *testing.T) {
	d := newDesk(t)
	dream := d.goal(Goal{Name: "Write a book"})
	goal := d.goal(Goal{Name: "Chapter one", Parent: dream, Match: []Match{{"category", "work/writing"}}, Parts: []Part{{"plot", app("outliner")}}})
	block := d.block(TimeBlock{Name: "Write", Match: app("editor"), Goal: goal}, 60)
	habit := d.habit(Habit{Name: "Ten lines", Measure: Minutes, Goal: goal}, 10)
	task := d.add("Find a title goal:\"chapter one\" > ask Anna")
	for _, c := range []struct {
		name       string
		activities []Activity
		do         func(*desk)
		minutes    float64
		count      int
		plot       float64
	}{
		{"nothing", nil, nil, 0, 0, 0},
		{"by two matches at once", []Activity{{App: "editor", Category: "Work/Writing/Drafts", Label: "write", Time: 30 * time.Minute}}, nil, 30, 0, 0},
		{"by the match of a part", []Activity{spent("outliner", 20)}, nil, 20, 0, 20},
		{"by the title of a task", []Activity{{App: "x", Label: "find a title", Time: 8 * time.Minute}}, nil, 8, 0, 0},
		{"by that of a step", []Activity{{App: "x", Label: "ask anna", Time: 8 * time.Minute}}, nil, 8, 0, 0},
		{"something else", []Activity{spent("mail", 20)}, nil, 0, 0, 0},
		{"said", nil, func(d *desk) { d.tick(block, 0); d.tick(habit, 12) }, 72, 2, 0},
		{"tracked and said", []Activity{spent("editor", 45)}, func(d *desk) { d.tick(block, 0) }, 60, 1, 0},
		{"more tracked than said", []Activity{spent("editor", 75)}, func(d *desk) { d.tick(block, 0) }, 75, 1, 0},
		{"a task was done", nil, func(d *desk) { d.done(task.Title) }, 0, 1, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := newDesk(t)
			for _, item := range []Item{d.Goals[dream], d.Goals[goal], d.TimeBlocks[block.ID], d.Habits[habit.ID]} {
				e.Put(item)
			}
			for _, open := range d.Tasks {
				e.Put(open)
			}
			if c.do != nil {
				c.do(e)
			}
			for _, id := range []string{goal, dream} {
				g := e.goalOn(id, Facts{Activities: c.activities})
				if g.Minutes != c.minutes || g.Count != c.count {
					t.Errorf("%s has %v minutes and %d things, want %v and %d", g.Name, g.Minutes, g.Count, c.minutes, c.count)
				}
				if id == goal && g.ByPart[0].Minutes != c.plot {
					t.Errorf("the plot has %v minutes, want %v", g.ByPart[0].Minutes, c.plot)
				}
			}
			e.do(e.EndDay(e.When.Today(), Facts{Activities: c.activities}, e.When), nil)
			e.sleep()
			if g := e.goalOn(goal, Facts{}); g.Minutes != c.minutes || g.Count != c.count {
				t.Errorf("the next day %s has %v minutes and %d things, want %v and %d", g.Name, g.Minutes, g.Count, c.minutes, c.count)
			}
		})
	}
}

func TestPaceOfAGoal(t *testing.T) {
	d := monday(t) // the week of the 16th to the 22nd of November
	id := d.goal(Goal{Name: "Spanish", Target: 140, Unit: Minutes, Period: Weekly, Match: app("cards")})
	first := d.When.Today()
	for i, c := range []struct{ did, expected float64 }{{0, 0}, {30, 20}, {60, 40}, {90, 60}} {
		if g := d.goalOn(id, Facts{}); g.Did != c.did || g.Expected != c.expected {
			t.Errorf("on day %d %v were done and %v expected, want %v and %v", i+1, g.Did, g.Expected, c.did, c.expected)
		}
		d.do(d.EndDay(d.When.Today(), Facts{Activities: []Activity{spent("cards", 30)}}, d.When), nil)
		d.sleep()
	}
	d.do(d.AddVacation(Vacation{From: first.Add(5), To: first.Add(6)}, 0, d.When))
	if g := d.goalOn(id, Facts{}); g.Expected != 112 || g.Reached {
		t.Errorf("with the weekend off %v are expected on Friday, want 4/5 of 140", g.Expected)
	}
	d.Now = d.Now.AddDate(0, 0, 3)
	if g := d.goalOn(id, Facts{}); g.Did != 0 || g.Expected != 0 || g.Minutes != 120 {
		t.Errorf("on the next Monday %v were done, %v expected, %v in all, want 0, 0, 120", g.Did, g.Expected, g.Minutes)
	}
}

func TestPeriodsOfAGoal(t *testing.T) {
	for _, c := range []struct {
		name     string
		goal     Goal
		did      float64
		expected float64
		reached  bool
	}{
		{"a day", Goal{Target: 30, Unit: Minutes, Period: Daily}, 10, 0, false},
		{"a week", Goal{Target: 60, Unit: Minutes, Period: Weekly}, 70, 60 * 6.0 / 7, true},
		{"a month", Goal{Target: 300, Unit: Minutes, Period: Monthly}, 220, 300 * 21.0 / 30, false},
		{"all of it", Goal{Target: 400, Unit: Minutes}, 400, 0, true},
		{"until the end of the month", Goal{Target: 500, Unit: Minutes, Until: day("2026-11-30")}, 400, 500 * 39.0 / 48, false},
		{"a limit", Goal{Target: 50, Unit: Minutes, Period: Weekly, AtMost: true}, 70, 50 * 6.0 / 7, false},
		{"no amount", Goal{}, 0, 0, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t)
			today := d.When.Today()
			d.Now = d.Now.AddDate(0, 0, -39)
			c.goal.Name, c.goal.Match = "goal", app("a")
			id := d.goal(c.goal)
			for i := range 40 {
				d.do(d.EndDay(d.When.Today(), Facts{Activities: []Activity{spent("a", 10)}}, d.When), nil)
				if i < 39 {
					d.sleep()
				}
			}
			if d.When.Today() != today {
				t.Fatalf("it is %s", d.When.Today())
			}
			g := d.goalOn(id, Facts{})
			if g.Unit == Once && g.Minutes != 400 || g.Unit != Once && g.Did != c.did || math.Abs(g.Expected-c.expected) > 1e-9 || g.Reached != c.reached {
				t.Errorf("%v done, %v expected, reached %v, want %v, %v, %v", g.Did, g.Expected, g.Reached, c.did, c.expected, c.reached)
			}
		})
	}
}

func TestAGoalThatNothingIsDoneFor(t *testing.T) {
	d := newDesk(t)
	id := d.goal(Goal{Name: "Spanish", Match: app("cards")})
	slow := d.goal(Goal{Name: "Garden", Idle: 9 * 24 * time.Hour})
	d.do(d.EndDay(d.When.Today(), Facts{Activities: []Activity{spent("cards", 30)}}, d.When), nil)
	for n := range 10 {
		g, s := d.goalOn(id, Facts{}), d.goalOn(slow, Facts{})
		if g.Untouched != n || g.Mention != (n >= 5) || s.Mention != (n >= 9) {
			t.Errorf("after %d days: untouched %d, named %v, the slow one %v", n, g.Untouched, g.Mention, s.Mention)
		}
		d.sleep()
	}
	if g := d.goalOn(id, Facts{Activities: []Activity{spent("cards", 1)}}); g.Untouched != 0 || g.Mention {
		t.Errorf("touched today: untouched %d, named %v", g.Untouched, g.Mention)
	}
}

func TestGoalsThatAreRefused(t *testing.T) {
	d := newDesk(t)
	dream := d.goal(Goal{Name: "dream"})
	milestone := d.goal(Goal{Name: "milestone", Parent: dream})
	other := d.goal(Goal{Name: "other"})
	for _, c := range []struct {
		name string
		goal Goal
		want error
	}{
		{"no name", Goal{}, ErrText},
		{"a third level", Goal{Name: "a", Parent: milestone}, ErrValue},
		{"no such dream", Goal{Name: "a", Parent: "x"}, ErrUnknown},
		{"an amount of once", Goal{Name: "a", Target: 3}, ErrValue},
		{"less than nothing", Goal{Name: "a", Target: -3, Unit: Count}, ErrValue},
		{"an end before the beginning", Goal{Name: "a", Target: 3, Unit: Count, Until: day("2026-11-21")}, ErrValue},
		{"two parts of one name", Goal{Name: "a", Parts: []Part{{Name: "b"}, {Name: " b"}}}, ErrValue},
		{"a part without one", Goal{Name: "a", Parts: []Part{{}}}, ErrText},
	} {
		if change, err := d.AddGoal(c.goal, d.When); !errors.Is(err, c.want) || !change.Empty() {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
	g := d.Goals[dream]
	g.Parent = other
	if _, err := d.EditGoal(g, d.When); !errors.Is(err, ErrValue) {
		t.Errorf("a dream with a milestone under another one: %v, want ErrValue", err)
	}
	g = d.Goals[other]
	g.Parent = other
	if _, err := d.EditGoal(g, d.When); !errors.Is(err, ErrValue) {
		t.Errorf("a goal under itself: %v, want ErrValue", err)
	}
}

func TestGoalsInOrder(t *testing.T) {
	d := newDesk(t)
	one := d.goal(Goal{Name: "one"})
	d.goal(Goal{Name: "two"})
	d.goal(Goal{Name: "of one", Parent: one})
	var names []string
	for _, g := range d.see(Facts{}).Goals {
		names = append(names, g.Name)
	}
	if len(names) != 3 || names[0] != "one" || names[1] != "of one" || names[2] != "two" {
		t.Errorf("goals are %q, want a dream, its milestone, the next dream", names)
	}
	d.do(d.EndGoal(one, d.When))
	if got := d.see(Facts{}).Goals; len(got) != 2 {
		t.Errorf("after the end of one there are %d goals, want 2", len(got))
	}
}

func TestNeedOfAGoal(t *testing.T) {
	today := day("2026-11-22")
	for _, c := range []struct {
		name string
		goal Goal
		did  float64
		want float64
		ok   bool
	}{
		{"a day", Goal{Target: 30, Unit: Minutes, Period: Daily}, 0, 210, true},
		{"a week", Goal{Target: 30, Unit: Minutes, Period: Weekly}, 0, 30, true},
		{"a month", Goal{Target: 435, Unit: Minutes, Period: Monthly}, 0, 100.04, true},
		{"ten weeks for what is left", Goal{Target: 1000, Unit: Minutes, Until: today.Add(69)}, 400, 60, true},
		{"nothing is left", Goal{Target: 1000, Unit: Minutes, Until: today.Add(69)}, 1400, 0, true},
		{"no end", Goal{Target: 1000, Unit: Minutes}, 0, 0, false},
		{"a count", Goal{Target: 3, Unit: Count, Period: Weekly}, 0, 0, false},
		{"a limit", Goal{Target: 3, Unit: Minutes, Period: Weekly, AtMost: true}, 0, 0, false},
	} {
		if got, ok := c.goal.Need(c.did, today); math.Abs(got-c.want) > 0.01 || ok != c.ok {
			t.Errorf("%s needs %v %v a week, want %v %v", c.name, got, ok, c.want, c.ok)
		}
	}
	d := newDesk(t)
	goal := d.goal(Goal{Name: "goal"})
	d.block(TimeBlock{Name: "a", Days: On(time.Monday, time.Friday)}, 60)
	d.block(TimeBlock{Name: "b", Goal: goal}, 10)
	d.habit(Habit{Name: "c", Measure: Minutes, PerWeek: 3}, 20)
	d.habit(Habit{Name: "d", Measure: Minutes, AtMost: true}, 20)
	if all, others := d.Promised("", d.When), d.Promised(goal, d.When); all != 250 || others != 180 {
		t.Errorf("%v minutes a week are promised, %v besides the goal, want 250 and 180", all, others)
	}
}

func TestReview(t *testing.T) {
	for _, c := range []struct {
		name   string
		habit  Habit
		target float64
		days   string
		advice Advice
		to     float64
		done   int
	}{
		{"all done", Habit{Measure: Minutes}, 10, "DDDDDDD.", Raise, 12, 7},
		{"most", Habit{Measure: Minutes}, 10, "DDDD.D..", Keep, 0, 5},
		{"few", Habit{Measure: Minutes}, 10, "DD......", Lower, 8, 2},
		{"few, where only days can be fewer", Habit{}, 0, "DD......", Lower, 0, 2},
		{"all, where there is no more", Habit{}, 0, "DDDDDDD.", Keep, 0, 7},
		{"excused days are not looked at", Habit{Measure: Minutes}, 10, "DDDDDDSSSD.", Raise, 12, 7},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := monday(t)
			c.habit.Name = "habit"
			ref := d.habit(c.habit, c.target)
			d.live(ref, c.days)
			lines := d.Review(d.When)
			if len(lines) != 1 {
				t.Fatalf("%d lines, want one", len(lines))
			}
			l := lines[0]
			if l.Advice != c.advice || l.To != c.to || l.Done != c.done || l.Of7 != 7 {
				t.Errorf("%s to %v for %d of %d, want %s to %v for %d of 7", l.Advice, l.To, l.Done, l.Of7, c.advice, c.to, c.done)
			}
			if l.To != 0 {
				d.do(d.SetTarget(l.Of, l.To, 0, d.When))
				if got := d.Habits[ref.ID].Target(d.When.Today()); got != l.To {
					t.Errorf("accepted, it asks for %v", got)
				}
			}
		})
	}
}

func TestReviewSaysWhatWasExcusedOften(t *testing.T) {
	d := monday(t)
	ref := d.habit(Habit{Name: "run"}, 0)
	d.live(ref, "DDDDDDDDSSSSSSSSS.")
	if got := d.Review(d.When)[0].Excused; got != 0 {
		t.Errorf("%d excused days of 30 are said, want none for 9", got)
	}
	d.live(ref, "S.")
	if got := d.Review(d.When)[0].Excused; got != 10 {
		t.Errorf("%d excused days of 30 are said, want 10", got)
	}
}

func TestReviewOfAGoal(t *testing.T) {
	for _, c := range []struct {
		minutes float64 // a day
		atMost  bool
		advice  Advice
		to      float64
	}{{20, false, Keep, 0}, {30, false, Raise, 168}, {5, false, Lower, 112}, {20, true, Keep, 0}, {30, true, Raise, 168}, {1, true, Keep, 0}} {
		d := monday(t)
		d.goal(Goal{Name: "Spanish", Target: 140, Unit: Minutes, Period: Weekly, AtMost: c.atMost, Match: app("cards")})
		if got := d.Review(d.When); len(got) != 0 {
			t.Errorf("on its first day a goal is reviewed: %+v", got)
		}
		for range 8 {
			d.do(d.EndDay(d.When.Today(), Facts{Activities: []Activity{spent("cards", c.minutes)}}, d.When), nil)
			d.sleep()
		}
		lines := d.Review(d.When)
		if len(lines) != 1 || lines[0].Advice != c.advice || lines[0].To != c.to || lines[0].Did != 7*c.minutes || lines[0].Asked != 140 {
			t.Errorf("%v minutes a day of 20, limit %v: %+v, want %s to %v", c.minutes, c.atMost, lines, c.advice, c.to)
		}
	}
}
