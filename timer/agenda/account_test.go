package agenda

import (
	"math"
	"reflect"
	"testing"
)

// TestAnAccountIsWhatADayAdds compares it with what goals have on one day more than
// on the day before, for days in memory, folded ones and today: what a folded day
// gave stands in its month and in its diary, and counts once.
func TestAnAccountIsWhatADayAdds(t *testing.T) {
	d, _ := decade(t)
	facts := Facts{Activities: []Activity{spent("reader", 30), spent("app1", 40)}}
	for _, back := range []int{0, 1, 20, 40, 70, 400, 3000} {
		day, known := d.Today().Add(-back), Facts{}
		if back == 0 {
			known = facts
		}
		got := d.Account(day, known, d.When)
		now, before := d.Look(day, known, d.When), d.Look(day.Add(-1), Facts{}, d.When)
		if got.Score != now.Score {
			t.Errorf("%d days ago: score %+v, want %+v", back, got.Score, now.Score)
		}
		for i, g := range now.Goals {
			minutes, count := g.Minutes-before.Goals[i].Minutes, g.Count-before.Goals[i].Count
			var gift Gift
			for _, other := range got.Gave {
				if other.ID == g.ID {
					gift = other
				}
			}
			if math.Abs(gift.Minutes-minutes) > 1e-6 || gift.Count != count {
				t.Errorf("%d days ago %s was given %v minutes and %d, want %v and %d", back, g.Name, gift.Minutes, gift.Count, minutes, count)
			}
		}
		if len(got.Gave) == 0 {
			t.Errorf("%d days ago gave nothing: the test compares nothing", back)
		}
	}
}

// TestAnAccountIsForgotten when what it rests on is another: that of a day of long
// ago is remembered.
func TestAnAccountIsForgotten(t *testing.T) {
	d, _ := decade(t)
	day := d.Today().Add(-400)
	check := func(after string) {
		t.Helper()
		diary, _ := d.diaryOf(day)
		if got, want := d.Account(day, Facts{}, d.When), d.account(diary); !reflect.DeepEqual(got, want) {
			t.Errorf("after %s it is %+v, want %+v", after, got, want)
		}
	}
	check("nothing")
	var habit Habit
	for _, h := range d.Habits {
		if habit.ID == "" || h.ID < habit.ID {
			habit = h
		}
	}
	before := d.Account(day, Facts{}, d.When)
	if len(d.memory.accounts) != 1 {
		t.Fatalf("%d accounts are remembered, want the one", len(d.memory.accounts))
	}
	d.do(d.Excuse(habit.Ref(), "ill", day, d.When))
	check("an excuse")
	for id, g := range d.Goals {
		g.Name += " again"
		d.Goals[id] = g
		d.Put(g)
	}
	check("another name")
	d.do(d.EndHabit(habit.ID, d.When))
	check("the end of a habit")
	if after := d.Account(day, Facts{}, d.When); reflect.DeepEqual(before, after) {
		t.Error("nothing has changed it: the test compares nothing")
	}
}

func BenchmarkAccountOfAYear(b *testing.B) {
	d, _ := decade(b)
	b.ReportAllocs()
	for b.Loop() {
		for i := range 365 {
			d.Account(d.Today().Add(-i), Facts{}, d.When)
		}
	}
}
