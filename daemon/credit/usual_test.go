package credit

import (
	"slices"
	"testing"
	"time"

	"focusd/timer/agenda"
)

func TestWhatIsUsualIsLearned(t *testing.T) {
	bubble(t, func(d *desk) {
		d.addTimeBlock("Writing", 60)
		saturday := d.today()
		for range 9 {
			d.work(2 * time.Hour)
			d.leave(22 * time.Hour)
		}
		d.do(func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
			return a.AddVacation(agenda.Vacation{From: saturday.Add(3), To: saturday.Add(3)}, 0, w)
		})
		d.work(24 * time.Hour) // to a tenth day, a Tuesday
		u := d.teller.Usual()
		if len(u.Days) != 9 || u.Days[0].Day != saturday || slices.ContainsFunc(u.Days, func(o agenda.UsualDay) bool { return o.Day == saturday.Add(3) }) {
			t.Fatalf("of ten days, one of them vacation, it has learned %+v", u.Days)
		}
		for i, day := range u.Days[:8] {
			if got := day.Focus.Round(time.Minute); got < 119*time.Minute || got > 125*time.Minute || day.Active < day.Focus-5*time.Minute {
				t.Errorf("day %d came to %+v, want 2 h", i, day)
			}
		}
		if want := []int{9, 10}; !slices.Equal(u.Best, want) {
			t.Errorf("the best hours are %v, want %v", u.Best, want)
		}
		if got := u.Capacity(d.today(), 0).Round(5 * time.Minute); got != 2*time.Hour {
			t.Errorf("capacity %v, want 2 h", got)
		}
		facts, err := d.teller.Facts(d.today(), agenda.When{Now: time.Now(), Calendar: calendar()})
		if err != nil || !slices.Equal(facts.Best, u.Best) || len(facts.Usual.Days) != len(u.Days) {
			t.Errorf("the facts say %v, %d days, %v", facts.Best, len(facts.Usual.Days), err)
		}
	})
}

func TestLearnsOncePerDayAndRules(t *testing.T) {
	bubble(t, func(d *desk) {
		d.work(time.Minute)
		d.leave(25 * time.Hour)
		learn := func() bool {
			w := agenda.When{Now: time.Now(), Calendar: calendar()}
			d.teller.usual = agenda.Usual{}
			if err := d.teller.Learn(w); err != nil {
				t.Fatal(err)
			}
			return len(d.teller.usual.Days) > 0
		}
		if !learn() || learn() {
			t.Error("it has to learn once on a day")
		}
		if err := d.teller.Rules.While(func() error { return nil }); err != nil {
			t.Fatal(err)
		}
		if !learn() || learn() {
			t.Error("it has to learn once more by other rules")
		}
		d.leave(24 * time.Hour)
		if !learn() || learn() {
			t.Error("it has to learn once on the next day")
		}
	})
}

func TestSwitching(t *testing.T) {
	tests := []struct {
		name string
		live func(d *desk)
		want float64
	}{
		{"one thing", func(d *desk) { d.work(30 * time.Minute) }, 0},
		{"another each minute", func(d *desk) { d.juggle(30, time.Minute) }, 60},
		{"but a few times", func(d *desk) { d.juggle(6, 5*time.Minute) }, 0},
		{"away for half of it", func(d *desk) {
			d.juggle(10, time.Minute)
			d.leave(10 * time.Minute)
		}, 0},
		{"before that", func(d *desk) {
			d.juggle(20, time.Minute)
			d.work(21 * time.Minute)
		}, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			bubble(t, func(d *desk) {
				tt.live(d)
				if _, err := d.engine.Settle(d.Context()); err != nil {
					t.Fatal(err)
				}
				got, err := d.teller.Switching(20*time.Minute, time.Now())
				if err != nil || got < tt.want-6 || got > tt.want+6 {
					t.Errorf("%v an hour, %v, want about %v", got, err, tt.want)
				}
			})
		})
	}
}

// juggle goes n times from work to the mail or back, and stays there so long.
func (d *desk) juggle(n int, length time.Duration) {
	for i := range n {
		d.front([]string{"mail", "editor"}[i%2])
		d.work(length)
	}
}

func TestWhatLooksLikeABlock(t *testing.T) {
	bubble(t, func(d *desk) {
		begun := time.Now()
		d.front("editor")
		d.work(40 * time.Minute)
		if _, err := d.engine.Settle(d.Context()); err != nil {
			t.Fatal(err)
		}
		from, to, name, err := d.teller.Unrecorded()
		if err != nil || from.Sub(begun).Abs() > time.Minute || to.Sub(from) < 38*time.Minute || name != "work" {
			t.Errorf("from %v to %v, %q, %v, want 40 min of work from %v", from, to, name, err, begun)
		}
		if _, err := d.engine.Note(d.Context(), from, to.Sub(from), name); err != nil {
			t.Fatal(err)
		}
		if from, to, name, err := d.teller.Unrecorded(); err != nil || !to.IsZero() {
			t.Errorf("written down, and from %v to %v, %q looks like one, %v", from, to, name, err)
		}
	})
}
