package agenda

import (
	"errors"
	"testing"
	"time"
)

func TestRewardsAreTaken(t *testing.T) {
	d := newDesk(t)
	for _, text := range []string{"tea", "a walk"} {
		d.do(d.AddReward(text, d.When))
	}
	tea := sorted(d.Rewards)[0]
	d.do(d.TakeReward(tea.ID, d.When))
	if r := d.Rewards[tea.ID]; r.Taken != 1 || r.Text != "tea" {
		t.Errorf("it is %+v, want tea that was taken once", r)
	}
	d.do(d.RemoveReward(tea.ID, d.When))
	if _, err := d.TakeReward(tea.ID, d.When); !errors.Is(err, ErrUnknown) {
		t.Errorf("taking one that was removed: %v, want ErrUnknown", err)
	}
	if _, err := d.AddReward("  ", d.When); !errors.Is(err, ErrText) {
		t.Errorf("a reward without text: %v, want ErrText", err)
	}
}

func TestExercise(t *testing.T) {
	d := newDesk(t)
	if _, err := d.EndExercise(d.When); !errors.Is(err, ErrUnknown) {
		t.Errorf("ending none: %v, want ErrUnknown", err)
	}
	if c := d.Answered(time.Minute, d.When); !c.Empty() {
		t.Errorf("an answer outside of it changes %+v", c)
	}
	d.do(d.StartExercise(d.When))
	if _, err := d.StartExercise(d.When); !errors.Is(err, ErrOpen) {
		t.Errorf("starting another: %v, want ErrOpen", err)
	}
	for want := 1; want <= 3; want++ {
		d.do(d.Answered(20*time.Second, d.When), nil)
		if e, day, ok := d.Exercising(d.When); !ok || day != want || e.Cost != time.Duration(want)*20*time.Second {
			t.Errorf("day %d: it is day %d (%v), cost %v", want, day, ok, e.Cost)
		}
		d.sleep()
	}
	if _, _, ok := d.Exercising(d.When); ok {
		t.Error("it goes on after three days")
	}
	d.do(d.Answered(time.Second, d.When), nil) // a gap of yesterday
	if e, _ := d.lastExercise(); e.Cost != 61*time.Second {
		t.Errorf("with what was said the day after it cost %v, want 1m1s", e.Cost)
	}
	d.do(d.ExtendExercise(d.When)) // yesterday was the last day
	if _, day, ok := d.Exercising(d.When); !ok || day != 4 {
		t.Errorf("extended, it is day %d (%v), want 4", day, ok)
	}
	d.do(d.EndExercise(d.When))
	if _, _, ok := d.Exercising(d.When); ok {
		t.Error("it goes on after its end")
	}
	if c := d.Answered(time.Minute, d.When); !c.Empty() {
		t.Errorf("an answer after its end changes %+v", c)
	}
	if _, err := d.ExtendExercise(d.When); !errors.Is(err, ErrUnknown) {
		t.Errorf("extending one that was ended: %v, want ErrUnknown", err)
	}
}

func TestAnExerciseIsNotExtendedForEver(t *testing.T) {
	d := newDesk(t)
	d.do(d.StartExercise(d.When))
	for range exerciseMost - exerciseDays {
		d.do(d.ExtendExercise(d.When))
	}
	if _, err := d.ExtendExercise(d.When); !errors.Is(err, ErrFull) {
		t.Errorf("an eighth day: %v, want ErrFull", err)
	}
	d.Now = d.Now.AddDate(0, 0, exerciseMost+1)
	if _, err := d.ExtendExercise(d.When); !errors.Is(err, ErrUnknown) {
		t.Errorf("long after its end: %v, want ErrUnknown", err)
	}
}
