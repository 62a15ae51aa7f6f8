package agenda

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"focusd/timer/agenda/streak"
	"focusd/tracker"
)

// live lets days go by from a Monday on: D ticks the habit, H does half of it,
// S excuses it, V is a day of vacation, T one of travel, any other letter does
// nothing. The last day is today, and lasts.
func (d *desk) live(ref Ref, days string) Story {
	d.t.Helper()
	for i, c := range days {
		today := d.When.Today()
		switch c {
		case 'D':
			d.tick(ref, 0)
		case 'H':
			d.tick(ref, d.Habits[ref.ID].Target(today)/2)
		case 'S':
			d.do(d.Excuse(ref, "", today, d.When))
		case 'V':
			d.do(d.AddVacation(Vacation{From: today, To: today}, 0, d.When))
		}
		if i < len(days)-1 {
			d.do(d.EndDay(today, Facts{Seen: true, Short: c == 'T'}, d.When), nil)
			d.sleep()
		}
	}
	s, err := d.Story(ref.ID, Facts{}, d.When)
	if err != nil {
		d.t.Fatal(err)
	}
	return s
}

// monday is the desk of six days before.
func monday(t *testing.T) *desk {
	d := newDesk(t)
	d.Now = d.Now.AddDate(0, 0, -6)
	return d
}

func codes(s Story) string {
	var all []streak.Code
	for _, d := range s.Days {
		all = append(all, d.Code)
	}
	return streak.Format(all)
}

func TestDaysOfAHabit(t *testing.T) {
	workdays := On(time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday)
	minutes := Habit{Measure: Minutes}
	for _, c := range []struct {
		name          string
		habit         Habit
		target        float64
		days, want    string
		current, best int
	}{
		{"each day", Habit{}, 0, "DDD.", "DDDP", 3, 3},
		{"a miss", Habit{}, 0, "DDD..", "DDDMP", 0, 3},
		{"after a miss", Habit{}, 0, "DD.D", "DDMD", 1, 2},
		{"workdays", Habit{Days: workdays}, 0, "DDDDD..D", "DDDDDRRD", 6, 6},
		{"the weekend too", Habit{Days: workdays}, 0, "DDDDDD.D", "DDDDDDRD", 7, 7},
		{"excused", Habit{}, 0, "DDDSSSSSD.", "DDDSSSSSDP", 4, 4},
		{"vacation", Habit{}, 0, "DVVD.", "DSSDP", 2, 2},
		{"travel", Habit{}, 0, "DTD.", "DSDP", 2, 2},
		{"frozen", Habit{}, 0, "DDDDDDD.DD", "DDDDDDDFDD", 9, 9},
		{"half of it is none", minutes, 10, "DHD.", "DMDP", 1, 1},
		{"half of it on a day off", Habit{Measure: Minutes, Days: workdays}, 10, "DDDDDH.D", "DDDDDDRD", 7, 7},
		{"times a week", Habit{PerWeek: 3}, 0, "D.D.D..D.", "DMDMDMMDP", 1, 1},
		{"times a week, one too few", Habit{PerWeek: 3}, 0, "D.D....D.", "DMDMMMMDP", 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := monday(t)
			c.habit.Name = "habit"
			s := d.live(d.habit(c.habit, c.target), c.days)
			if got := codes(s); got != c.want {
				t.Errorf("%s is %s, want %s", c.days, got, c.want)
			}
			if s.Standing.Current != c.current || s.Standing.Best != c.best {
				t.Errorf("%s: streak %d, best %d, want %d, %d", c.days, s.Standing.Current, s.Standing.Best, c.current, c.best)
			}
		})
	}
}

func TestStrengthOfAHabit(t *testing.T) {
	for _, c := range []struct {
		name   string
		habit  Habit
		target float64
		days   string
		want   float64 // per cent
	}{
		{"one day", Habit{}, 0, "D", 5.2},
		{"seven days", Habit{}, 0, strings.Repeat("D", 7), 31.1},
		{"thirty days", Habit{}, 0, strings.Repeat("D", 30), 79.8},
		{"thirty days and one that is frozen", Habit{}, 0, strings.Repeat("D", 30) + "..", 79.8},
		{"thirty days and seven misses", Habit{}, 0, strings.Repeat("D", 30) + "........", 54.9},
		{"thirty days and a vacation", Habit{}, 0, strings.Repeat("D", 30) + "VVVVVVV.", 79.8},
		{"half the minutes", Habit{Measure: Minutes}, 10, strings.Repeat("H", 60) + ".", 48},
		{"nothing", Habit{}, 0, ".", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := monday(t)
			c.habit.Name = "habit"
			s := d.live(d.habit(c.habit, c.target), c.days)
			if got := s.Firm() * 100; math.Abs(got-c.want) > 0.05 {
				t.Errorf("%.2f %%, want %.1f", got, c.want)
			}
		})
	}
}

func TestALimitIsDecidedWhenTheDayIsOver(t *testing.T) {
	for _, c := range []struct {
		name         string
		amount       float64
		seen         bool
		today, later State
		code         string
	}{
		{"kept", 1, true, StateOpen, StateDone, "D"},
		{"nothing of it", 0, true, StateOpen, StateDone, "D"},
		{"passed", 3, true, StateNotDone, StateNotDone, "M"},
		{"not seen", 0, false, StateOpen, StateDone, "S"},
		{"passed, for all that was not seen", 3, false, StateNotDone, StateNotDone, "M"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := monday(t)
			ref := d.habit(Habit{Name: "coffee", Measure: Count, AtMost: true}, 2)
			day := d.When.Today()
			for range int(c.amount) {
				d.tick(ref, 0) // one more
			}
			if got := d.habitOn(ref, Facts{}); got.State != c.today || got.Did != c.amount || got.Code != streak.Pending {
				t.Errorf("today it is %s (%s) with %v, want %s, pending, %v", got.State, got.Code, got.Did, c.today, c.amount)
			}
			d.do(d.EndDay(day, Facts{Seen: c.seen}, d.When), nil)
			d.sleep()
			if got := d.Look(day, Facts{}, d.When).Habits[0]; got.State != c.later || got.Code.String() != c.code {
				t.Errorf("then it is %s %s, want %s %s", got.State, got.Code, c.later, c.code)
			}
		})
	}
}

func TestALimitOfTrackedTime(t *testing.T) {
	d := newDesk(t)
	ref := d.habit(Habit{Name: "feeds", Measure: Minutes, AtMost: true, Match: app("feeds")}, 30)
	for minutes, want := range map[float64]State{0: StateOpen, 30: StateOpen, 31: StateNotDone} {
		facts := Facts{Activities: []Activity{spent("feeds", minutes)}}
		if got := d.habitOn(ref, facts); got.State != want || len(got.Ticks) != 0 {
			t.Errorf("after %v of 30 minutes it is %s with %d ticks, want %s and none", minutes, got.State, len(got.Ticks), want)
		}
		if c := d.Track(facts, d.When); !c.Empty() {
			t.Errorf("Track ticks a limit: %+v", c)
		}
	}
}

func TestTrackedHabits(t *testing.T) {
	for _, c := range []struct {
		name  string
		habit Habit
		time  Activity
		want  State
	}{
		{"enough minutes", Habit{Measure: Minutes, Match: app("cards")}, spent("Cards", 9), StateDone},
		{"too few", Habit{Measure: Minutes, Match: app("cards")}, spent("cards", 8.9), StateOpen},
		{"something else", Habit{Measure: Minutes, Match: app("cards")}, spent("mail", 60), StateOpen},
		{"once, by a burst of its name", Habit{}, Activity{App: "anything", Label: "spanish", Time: 5 * time.Minute}, StateDone},
		{"once, by a moment", Habit{Match: app("cards")}, spent("cards", 1), StateOpen},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t)
			c.habit.Name = "Spanish"
			target := 0.0
			if c.habit.Measure == Minutes {
				target = 10
			}
			ref := d.habit(c.habit, target)
			facts := Facts{Activities: []Activity{c.time}}
			if got := d.habitOn(ref, facts); got.State != c.want {
				t.Errorf("it is %s, want %s", got.State, c.want)
			}
			d.do(d.Track(facts, d.When), nil)
			if got := d.habitOn(ref, Facts{}); (got.State == StateDone) != (c.want == StateDone) || len(got.Ticks) == 1 != (c.want == StateDone) {
				t.Errorf("once ticked it is %s with %d ticks, want %s", got.State, len(got.Ticks), c.want)
			}
		})
	}
}

func TestATargetHoldsFromItsDay(t *testing.T) {
	d := monday(t)
	ref := d.habit(Habit{Name: "push-ups", Measure: Count}, 5)
	before := d.live(ref, "DDDH")
	d.do(d.EditHabit(d.Habits[ref.ID], 50, 0, d.When))
	after, err := d.Story(ref.ID, Facts{}, d.When)
	if err != nil || !slices.Equal(before.Days[:3], after.Days[:3]) || !slices.Equal(before.Strength[:3], after.Strength[:3]) {
		t.Errorf("raising the target changes the past: %v, %+v was %+v", err, after.Days, before.Days)
	}
	if got := after.Days[3].Target; got != 50 {
		t.Errorf("today asks for %v, want 50", got)
	}
}

func TestOtherWeekdaysHoldFromTheirDay(t *testing.T) {
	d := monday(t)
	ref := d.habit(Habit{Name: "walk", Days: On(time.Monday, time.Wednesday)}, 0)
	d.live(ref, "D.DX")
	h := d.Habits[ref.ID]
	h.Days = 0
	d.do(d.EditHabit(h, 0, 0, d.When))
	s := d.live(ref, "D.")
	if got := codes(s); got != "DRDDP" {
		t.Errorf("days are %s, want DRDDP: Tuesday was none of its days", got)
	}
}

func TestEasingWaitsForTheHorizon(t *testing.T) {
	for _, c := range []struct {
		name   string
		atMost bool
		target float64
		waits  bool
	}{
		{"less of a habit", false, 5, true},
		{"more of a habit", false, 20, false},
		{"a higher limit", true, 20, true},
		{"a lower limit", true, 5, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t)
			ref := d.habit(Habit{Name: "habit", Measure: Minutes, AtMost: c.atMost}, 10)
			d.do(d.EditHabit(d.Habits[ref.ID], c.target, 3, d.When))
			h, today := d.Habits[ref.ID], d.When.Today()
			if waits := h.Target(today) == 10; waits != c.waits {
				t.Errorf("today it asks for %v, want it to wait: %v", h.Target(today), c.waits)
			}
			if got := h.Target(today.Add(3)); got != c.target {
				t.Errorf("after the horizon it asks for %v, want %v", got, c.target)
			}
		})
	}
	d := newDesk(t)
	today := d.When.Today()
	if _, err := d.AddVacation(Vacation{From: today.Add(2), To: today.Add(5)}, 3, d.When); !errors.Is(err, ErrHorizon) {
		t.Errorf("a vacation before the horizon: %v, want ErrHorizon", err)
	}
	d.do(d.AddVacation(Vacation{From: today.Add(3), To: today.Add(5)}, 3, d.When))
}

func TestAVacationOfSome(t *testing.T) {
	d := newDesk(t)
	gym, read := d.habit(Habit{Name: "gym"}, 0), d.habit(Habit{Name: "read"}, 0)
	today := d.When.Today()
	d.do(d.AddVacation(Vacation{From: today.Add(-3), To: today.Add(3), Of: []Ref{gym}, Reason: "injured"}, 0, d.When))
	if g, r := d.habitOn(gym, Facts{}), d.habitOn(read, Facts{}); g.State != StateExcused || r.State != StateOpen || d.Off(today, d.When) {
		t.Errorf("gym is %s and read %s, want excused and open", g.State, r.State)
	}
	id := sorted(d.Vacations)[0].ID
	d.do(d.EndVacation(id, d.When))
	if got := d.Vacations[id].To; got != today.Add(-1) || d.habitOn(gym, Facts{}).State != StateOpen {
		t.Errorf("the vacation ends on %s, want yesterday", got)
	}
	if _, err := d.EndVacation(id, d.When); !errors.Is(err, ErrEnded) {
		t.Errorf("ending it again: %v, want ErrEnded", err)
	}
	c, err := d.AddVacation(Vacation{From: today.Add(1), To: today.Add(2)}, 0, d.When)
	d.do(c, err)
	d.do(d.EndVacation(c.Put[0].Ref().ID, d.When))
	if n := len(d.Vacations); n != 1 {
		t.Errorf("%d vacations are left, want the one that began", n)
	}
	d.do(d.Excuse(Ref{}, "ill", today, d.When))
	if got := d.see(Facts{}); !got.Off || got.Habits[1].State != StateExcused {
		t.Errorf("a day excused as a whole is off: %v, and read is %s", got.Off, got.Habits[1].State)
	}
	d.do(d.Unexcuse(Ref{}, today, d.When))
	if d.Off(today, d.When) {
		t.Error("the day is off after all")
	}
}

func TestAnchors(t *testing.T) {
	d := newDesk(t)
	ref := d.habit(Habit{Name: "walk", Anchor: AfterLunch}, 0)
	for _, c := range []struct {
		name    string
		anchors map[Anchor]time.Time
		want    bool
	}{
		{"nothing was seen", nil, false},
		{"another one was", map[Anchor]time.Time{AfterFirstBreak: d.Now}, false},
		{"it was", map[Anchor]time.Time{AfterLunch: d.Now.Add(-time.Hour)}, true},
		{"it is to come", map[Anchor]time.Time{AfterLunch: d.Now.Add(time.Hour)}, false},
	} {
		today := d.see(Facts{Anchors: c.anchors})
		if got := today.Habits[0].Due; got != c.want || len(today.Offers()) == 1 != c.want {
			t.Errorf("%s: due %v, %d offers, want %v", c.name, got, len(today.Offers()), c.want)
		}
	}
	d.tick(ref, 0)
	if d.see(Facts{Anchors: map[Anchor]time.Time{AfterLunch: d.Now}}).Habits[0].Due {
		t.Error("what is done is due")
	}
}

func TestEnoughOfAWeekIsNotDue(t *testing.T) {
	d := monday(t)
	ref := d.habit(Habit{Name: "gym", PerWeek: 2}, 0)
	for i, want := range []bool{true, true, false, false, false, false, false, true} {
		if got := d.habitOn(ref, Facts{}).Due; got != want {
			t.Errorf("on day %d it is due: %v, want %v", i+1, got, want)
		}
		if i < 2 {
			d.tick(ref, 0)
		}
		d.sleep()
	}
}

func TestTheOneThatGoesOnIsMeant(t *testing.T) {
	d := newDesk(t)
	old := d.habit(Habit{Name: "read"}, 0)
	d.do(d.EndHabit(old.ID, d.When))
	if h, err := d.FindHabit("read"); err != nil || h.ID != old.ID {
		t.Errorf("FindHabit = %s, %v, want the one that ended", h.ID, err)
	}
	other := d.habit(Habit{Name: "read", PerWeek: 3}, 0)
	if h, err := d.FindHabit("read"); err != nil || h.ID != other.ID {
		t.Errorf("FindHabit = %s, %v, want the one that goes on", h.ID, err)
	}
}

func TestAHabitIsMarkedLater(t *testing.T) {
	d := monday(t)
	ref := d.habit(Habit{Name: "read"}, 0)
	first := d.When.Today()
	d.live(ref, "D.D.")
	d.do(d.Tick(ref, 0, first.Add(1), d.When))
	d.do(d.Tick(ref, 0, first.Add(-2), d.When)) // before there was the habit
	s, err := d.Story(ref.ID, Facts{}, d.When)
	if got := codes(s); err != nil || got != "DRDDDP" || s.Standing.Current != 4 {
		t.Errorf("days are %s, streak %d, %v, want DRDDDP and 4", got, s.Standing.Current, err)
	}
	if _, err := d.Tick(ref, 0, d.When.Today().Add(1), d.When); !errors.Is(err, ErrFuture) {
		t.Errorf("ticking tomorrow: %v, want ErrFuture", err)
	}
}

func TestRamp(t *testing.T) {
	d := monday(t)
	ref := d.habit(Habit{Name: "push-ups", Measure: Count, Ramp: &streak.Ramp{Start: 5, Step: 2, Ceiling: 20}}, 0)
	var targets []float64
	for range 9 {
		d.live(ref, "DDDDDDD.")
		h := d.habitOn(ref, Facts{})
		targets = append(targets, h.Asked)
		if h.Ramp == nil {
			d.sleep()
			continue
		}
		d.do(d.AnswerRamp(ref.ID, true, d.When))
		if again := d.habitOn(ref, Facts{}); again.Ramp != nil || again.Asked != h.Asked {
			t.Fatalf("after the answer: proposal %+v, target %v, want none and %v until tomorrow", again.Ramp, again.Asked, h.Asked)
		}
		d.tick(ref, 0)
		d.sleep()
	}
	if want := []float64{5, 7, 9, 11, 13, 15, 17, 19, 20}; !slices.Equal(targets, want) {
		t.Errorf("perfect weeks ask for %v, want %v", targets, want)
	}
	if _, err := d.AnswerRamp(ref.ID, true, d.When); !errors.Is(err, ErrUnknown) {
		t.Errorf("at the ceiling there is something to answer: %v", err)
	}
}

func TestARampCanBeRefused(t *testing.T) {
	d := monday(t)
	ref := d.habit(Habit{Name: "push-ups", Measure: Count, Ramp: &streak.Ramp{Start: 10, Step: 5, Floor: 5}}, 0)
	d.live(ref, "DD.....D")
	h := d.habitOn(ref, Facts{})
	if h.Ramp == nil || h.Ramp.Verdict != streak.Lower || h.Ramp.Done != 2 || h.Ramp.From != 10 || h.Ramp.To != 5 {
		t.Fatalf("two of seven propose %+v, want 5", h.Ramp)
	}
	d.do(d.AnswerRamp(ref.ID, false, d.When))
	d.sleep()
	if h := d.habitOn(ref, Facts{}); h.Ramp != nil || h.Asked != 10 {
		t.Errorf("refused, it asks for %v and proposes %+v", h.Asked, h.Ramp)
	}
}

func TestKickStart(t *testing.T) {
	d := monday(t)
	ref := d.habit(Habit{Name: "read"}, 0)
	if got := d.live(ref, "DDD.DDDDX").Kick; got.Day != 8 || got.Done != 7 {
		t.Errorf("kick-start %+v, want it reached on day 8", got)
	}
	d.do(d.RestartKick(ref.ID, d.When))
	if got := d.live(ref, "D.").Kick; got.Done != 1 || got.Day != 0 {
		t.Errorf("kick-start %+v after a restart, want one day", got)
	}
}

func TestAStreakIsAnnouncedOnceADay(t *testing.T) {
	d := monday(t)
	loud, quiet := d.habit(Habit{Name: "loud"}, 0), d.habit(Habit{Name: "quiet", Quiet: true}, 0)
	d.tick(quiet, 0)
	d.live(loud, "D.")
	if h := d.habitOn(quiet, Facts{}); h.Streak != 0 || h.AtRisk || h.Strength == 0 {
		t.Errorf("a quiet habit says streak %d, at risk %v, strength %v", h.Streak, h.AtRisk, h.Strength)
	}
	risks, c := d.Risks(Facts{}, d.When)
	if len(risks) != 1 || risks[0].Name != "loud" {
		t.Fatalf("Risks = %+v, want the loud one", risks)
	}
	d.do(c, nil)
	if again, _ := d.Risks(Facts{}, d.When); len(again) != 0 {
		t.Errorf("it is announced again: %+v", again)
	}
	d.sleep()
	if tomorrow, _ := d.Risks(Facts{}, d.When); len(tomorrow) != 0 {
		t.Errorf("a streak that has ended is announced: %+v", tomorrow)
	}
}

func TestHabitsThatAreRefused(t *testing.T) {
	for _, c := range []struct {
		name   string
		habit  Habit
		target float64
		want   error
	}{
		{"no name", Habit{Name: " "}, 0, ErrText},
		{"eight a week", Habit{Name: "a", PerWeek: 8}, 0, ErrValue},
		{"days and times", Habit{Name: "a", PerWeek: 2, Days: On(time.Monday)}, 0, ErrValue},
		{"a limit a week", Habit{Name: "a", PerWeek: 2, AtMost: true}, 0, ErrValue},
		{"a count that is tracked", Habit{Name: "a", Measure: Count, Match: app("x")}, 3, ErrValue},
		{"an amount of nothing", Habit{Name: "a", Measure: Minutes}, 0, ErrValue},
		{"not a number", Habit{Name: "a", Measure: Minutes}, math.NaN(), ErrValue},
		{"an amount of once", Habit{Name: "a"}, 3, ErrValue},
		{"an anchor that is none", Habit{Name: "a", Anchor: "moon"}, 0, ErrValue},
		{"a burst of an hour", Habit{Name: "a", Burst: 60}, 0, ErrValue},
		{"a ramp to nowhere", Habit{Name: "a", Measure: Count, Ramp: &streak.Ramp{Start: 1}}, 0, streak.ErrRamp},
		{"a ramp of once", Habit{Name: "a", Ramp: &streak.Ramp{Start: 1, Step: 1}}, 0, ErrValue},
		{"no such goal", Habit{Name: "a", Goal: "x"}, 0, ErrUnknown},
		{"a match of everything", Habit{Name: "a", Match: app("*")}, 0, ErrValue},
		{"a match of nothing", Habit{Name: "a", Match: []Match{{"title", "x"}}}, 0, ErrValue},
	} {
		d := newDesk(t)
		if change, err := d.AddHabit(c.habit, c.target, d.When); !errors.Is(err, c.want) || !change.Empty() {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
	d := newDesk(t)
	ref := d.habit(Habit{Name: "a", PerWeek: 3}, 0)
	h := d.Habits[ref.ID]
	h.PerWeek = 4
	if _, err := d.EditHabit(h, 0, 0, d.When); !errors.Is(err, ErrHabit) {
		t.Errorf("four a week instead of three: %v, want ErrHabit", err)
	}
}

func TestTicksThatAreRefused(t *testing.T) {
	d := newDesk(t)
	once := d.habit(Habit{Name: "once"}, 0)
	limit := d.habit(Habit{Name: "limit", Measure: Minutes, AtMost: true}, 30)
	count := d.habit(Habit{Name: "count", Measure: Count}, 3)
	today := d.When.Today()
	for _, c := range []struct {
		name   string
		of     Ref
		amount float64
		day    tracker.Day
		want   error
	}{
		{"an amount of once", once, 2, today, ErrValue},
		{"a limit without minutes", limit, 0, today, ErrValue},
		{"less than nothing", count, -1, today, ErrValue},
		{"no day", count, 1, tracker.Day{}, ErrValue},
		{"a task", Ref{KindTask, "x"}, 0, today, ErrValue},
		{"no such habit", Ref{KindHabit, "x"}, 0, today, ErrUnknown},
	} {
		if change, err := d.Tick(c.of, c.amount, c.day, d.When); !errors.Is(err, c.want) || !change.Empty() {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}

func TestUntickOfACountTakesTheLast(t *testing.T) {
	d := newDesk(t)
	ref := d.habit(Habit{Name: "water", Measure: Count}, 8)
	d.tick(ref, 2)
	d.tick(ref, 3)
	d.do(d.Untick(ref, d.When.Today(), d.When))
	if got := d.habitOn(ref, Facts{}).Did; got != 2 {
		t.Errorf("%v glasses are left, want 2", got)
	}
}

func TestAHabitThatEnded(t *testing.T) {
	d := monday(t)
	ref := d.habit(Habit{Name: "read"}, 0)
	d.live(ref, "DDX")
	d.do(d.EndHabit(ref.ID, d.When))
	d.sleep()
	s, err := d.Story(ref.ID, Facts{}, d.When)
	if got := codes(s); err != nil || got != "DD" || s.Standing.Current != 2 {
		t.Errorf("it came to %s and %d, %v, want DD and 2", got, s.Standing.Current, err)
	}
	if got := d.see(Facts{}).Habits; len(got) != 0 {
		t.Errorf("today still has %d habits", len(got))
	}
}
