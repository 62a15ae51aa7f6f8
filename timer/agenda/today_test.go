package agenda

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestWhatIsOpenToday(t *testing.T) {
	d := newDesk(t)
	write := d.block(TimeBlock{Name: "Write", Match: app("editor")}, 60)
	d.block(TimeBlock{Name: "Move"}, 30)
	done := d.block(TimeBlock{Name: "Mail"}, 30)
	d.block(TimeBlock{Name: "Monday", Days: On(time.Monday)}, 30)
	off := d.block(TimeBlock{Name: "Off"}, 30)
	d.tick(done, 0)
	d.do(d.Excuse(off, "", d.When.Today(), d.When))
	d.habit(Habit{Name: "Read", Measure: Minutes}, 20)
	d.habit(Habit{Name: "Stretch", Burst: 10}, 0)
	d.habit(Habit{Name: "Water", Measure: Count}, 8)
	d.habit(Habit{Name: "Walk", Anchor: AfterLunch}, 0)
	d.habit(Habit{Name: "Feeds", Measure: Minutes, AtMost: true}, 20)
	facts := Facts{Activities: []Activity{spent("editor", 25)}}
	today := d.see(facts)
	blocks, habits, planned := today.Open()
	if blocks != 65*time.Minute || habits != 35*time.Minute || planned != 3 {
		t.Errorf("open are %v of time blocks, %v of habits, %d planned, want 65 min, 35 min, 3", blocks, habits, planned)
	}
	if got := d.blockOn(write, d.When.Today(), facts).Spent; got != 25 {
		t.Errorf("%v minutes were written, want 25", got)
	}
	offers := today.Offers()
	if len(offers) != 3 || offers[0].Title != "Read" || offers[0].Cost != 20*time.Minute || offers[1].Cost != 10*time.Minute || offers[2].Cost != 5*time.Minute {
		t.Errorf("offers are %+v, want reading, stretching and water", offers)
	}
	picked := d.Pick(Gap{Length: 12 * time.Minute, Habits: offers}, Factors{}, d.When)
	if len(picked) != 1 || picked[0].Title != "Stretch" && picked[0].Title != "Water" {
		t.Errorf("for 12 minutes %+v is picked, want one of the short habits", picked)
	}
}

func TestTasksOfADay(t *testing.T) {
	d := newDesk(t)
	one, two := d.add("one"), d.add("two due:today")
	d.do(d.SetSix([]string{one.ID, two.ID}, DefaultSix, d.When))
	d.do(d.SetOne(two.ID, d.When))
	d.done("one")
	d.begin("two")
	today := d.see(Facts{})
	if len(today.Six) != 2 || today.Six[0].Outcome != Done || today.One != two.ID || !today.Asked || today.Active == nil || today.Active.ID != two.ID {
		t.Errorf("today has six %v, one %s, asked %v, active %v", titles(today.Six), today.One, today.Asked, today.Active)
	}
	if len(today.Done) != 1 || len(today.Tasks) != 1 {
		t.Errorf("today has done %v and tasks %v", titles(today.Done), titles(today.Tasks))
	}
	yesterday := d.When.Today()
	d.sleep()
	then := d.Look(yesterday, Facts{}, d.When)
	if then.Active != nil || len(then.Tasks) != 0 || len(then.Done) != 1 || len(then.Six) != 2 {
		t.Errorf("yesterday has active %v, tasks %v, done %v, six %v", then.Active, titles(then.Tasks), titles(then.Done), titles(then.Six))
	}
	if next := d.see(Facts{}); len(next.Six) != 0 || next.One != "" || next.Asked || len(next.Done) != 0 {
		t.Errorf("the next day begins with six %v, one %q, done %v", titles(next.Six), next.One, titles(next.Done))
	}
}

func TestCommandsOfDaysAreTakenBack(t *testing.T) {
	d := newDesk(t)
	ref := d.habit(Habit{Name: "read"}, 0)
	today := d.When.Today()
	for _, c := range []struct {
		name string
		do   func() (Change, error)
	}{
		{"tick", func() (Change, error) { return d.Tick(ref, 0, today, d.When) }},
		{"excuse", func() (Change, error) { return d.Excuse(ref, "ill", today, d.When) }},
		{"begin", func() (Change, error) { return d.BeginDay(d.Now, d.When), nil }},
		{"end", func() (Change, error) { return d.EndDay(today, Facts{Seen: true}, d.When), nil }},
		{"vacation", func() (Change, error) { return d.AddVacation(Vacation{From: today, To: today}, 0, d.When) }},
		{"habit", func() (Change, error) { return d.EndHabit(ref.ID, d.When) }},
		{"exercise", func() (Change, error) { return d.StartExercise(d.When) }},
	} {
		before := d.see(Facts{})
		change, err := c.do()
		inverse := d.Inverse(change)
		d.do(change, err)
		d.do(inverse, nil)
		if diff := sameToday(before, d.see(Facts{})); diff != "" {
			t.Errorf("%s and back, -before +after:\n%s", c.name, diff)
		}
	}
	if len(d.Diaries)+len(d.Vacations)+len(d.Exercises) != 0 {
		t.Errorf("%d diaries, %d vacations, %d exercises are left, want none", len(d.Diaries), len(d.Vacations), len(d.Exercises))
	}
}

// A change must not reach into what was put before: the lists of a diary are
// shared by those who look.
func TestADiaryThatWasPutStaysAsItIs(t *testing.T) {
	d := newDesk(t)
	a, b := d.habit(Habit{Name: "a"}, 0), d.habit(Habit{Name: "b"}, 0)
	d.tick(a, 0)
	d.tick(b, 0)
	put := d.Diaries[d.When.Today()]
	d.do(d.Untick(a, d.When.Today(), d.When))
	d.tick(a, 0)
	d.do(d.EndDay(d.When.Today(), Facts{Activities: []Activity{{Label: "b", Time: time.Hour}}}, d.When), nil)
	if len(put.Ticks) != 2 || !put.Ticks[0].Taken.IsZero() || put.Ticks[0].Of != a || put.Ticks[1].Of != b {
		t.Errorf("the diary from before has ticks %+v", put.Ticks)
	}
}

func sameToday(a, b Today) string {
	return cmp.Diff(a, b, cmpopts.EquateEmpty())
}
