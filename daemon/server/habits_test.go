package server

import (
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"focusd/daemon/api"
)

func says[T any](v T) *T { return &v }

func (d *desk) addTimeBlock(name string, minutes float64) string {
	d.t.Helper()
	return d.do(api.AgendaCommand{Do: "block_add", TimeBlock: &api.TimeBlockForm{Name: &name, Minutes: minutes}}).ID
}

func (d *desk) addHabit(name string, form api.HabitForm) string {
	d.t.Helper()
	form.Name = &name
	return d.do(api.AgendaCommand{Do: "habit_add", Habit: &form}).ID
}

func TestATimeBlockFromAddToUndo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t)
		d.addTimeBlock("writing", 60)
		a := d.today()
		if len(a.TimeBlocks) != 1 || a.TimeBlocks[0].State != "open" || !a.TimeBlocks[0].Planned || !a.TimeBlocks[0].Next {
			t.Fatalf("the agenda has %+v, want writing, open and next", a.TimeBlocks)
		}
		if a.Load.TimeBlocks != 3600 || a.Score.TimeBlocks != (api.Done{Planned: 1}) {
			t.Errorf("load %+v, score %+v, want an hour of one time block", a.Load, a.Score)
		}
		ticked := d.do(api.AgendaCommand{Do: "tick", Query: "writ", Amount: 40})
		if ticked.Verb != "tick" || ticked.TimeBlock == nil || ticked.TimeBlock.Spent != 40 || ticked.TimeBlock.State != "open" {
			t.Errorf("tick answers %+v, want 40 of 60 min", ticked.TimeBlock)
		}
		if ticked = d.do(api.AgendaCommand{Do: "tick", Query: "writing"}); ticked.TimeBlock.State != "done" || *ticked.TimeBlock.Week != (api.Done{Done: 1, Planned: 3}) {
			t.Errorf("tick answers %+v, want it done, one of three days of the week", ticked.TimeBlock)
		}
		d.do(api.AgendaCommand{Do: "untick", Query: "writing"})
		if b := d.today().TimeBlocks[0]; b.State != "open" || b.Spent != 0 || len(b.Ticks) != 2 {
			t.Errorf("unticked it is %+v, want it open, with what was taken back", b)
		}
		if undone := d.do(api.AgendaCommand{Do: "undo"}); undone.Verb != "untick" {
			t.Errorf("undo answers %+v, want untick taken back", undone)
		}
		if b := d.today().TimeBlocks[0]; b.State != "done" {
			t.Errorf("after undo it is %+v, want it done", b)
		}
	})
}

func TestTimeBlocksAreEdited(t *testing.T) {
	d := newDesk(t)
	d.addTimeBlock("writing", 60)
	edited := d.do(api.AgendaCommand{Do: "block_edit", Query: "writing", TimeBlock: &api.TimeBlockForm{
		Minutes: 90, Days: says("mon-fri"), Window: says("9:00-11:30"), Deep: says(true), Match: says([]string{"category:writing"}),
	}}).TimeBlock
	want := api.TimeBlock{Minutes: 90, Days: "mon,tue,wed,thu,fri", Window: "09:00-11:30", Deep: true}
	if edited.Minutes != want.Minutes || edited.Days != want.Days || edited.Window != want.Window || !edited.Deep || edited.Match[0] != "category:writing" || edited.Name != "writing" {
		t.Errorf("edited it is %+v, want %+v", edited, want)
	}
	if d.do(api.AgendaCommand{Do: "block_edit", Query: "writing", TimeBlock: &api.TimeBlockForm{Window: says("first 3h")}}).TimeBlock.Window != "first 3h" {
		t.Error("the window is not the first three hours")
	}
	d.do(api.AgendaCommand{Do: "block_end", Query: "writing"})
	if list, err := d.TimeBlocks(t.Context()); err != nil || len(list.TimeBlocks) != 0 {
		t.Errorf("ended, there are %+v, %v, want none", list, err)
	}
	d.addTimeBlock("writing", 30)
	if b := d.do(api.AgendaCommand{Do: "tick", Query: "writing"}).TimeBlock; b.Minutes != 30 {
		t.Errorf("ticked was %+v, want the one that has not ended", b)
	}
}

func TestAHabitOverDays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t)
		d.addHabit("stretch", api.HabitForm{})
		d.addHabit("pages", api.HabitForm{Measure: says("count"), Target: 10, Days: says("sat,sun"), Quiet: says(true)})
		for range 3 {
			d.do(api.AgendaCommand{Do: "tick", Query: "stretch"})
			time.Sleep(24 * time.Hour)
		}
		d.do(api.AgendaCommand{Do: "excuse", Query: "stretch", Reason: "flu"})
		time.Sleep(24 * time.Hour)
		list, err := d.Habits(t.Context())
		if err != nil || len(list.Habits) != 2 {
			t.Fatalf("Habits = %+v, %v, want both", list, err)
		}
		h := list.Habits[0]
		if h.Name != "stretch" || h.State != "open" || h.Streak != 3 || h.Strength <= 0 || h.Kick == nil || h.Kick.Done != 3 {
			t.Errorf("the habit is %+v, want three in a row", h)
		}
		if p := list.Habits[1]; p.Streak != 0 || p.Days != "sat,sun" || p.Target != 10 {
			t.Errorf("pages is %+v, want it quiet", p)
		}
		story, err := d.Habit(t.Context(), "str")
		if err != nil || story.Codes != "DDDSP" || story.First != "1999-12-31" || len(story.Strength) != 5 || len(story.Days) != 3 {
			t.Errorf("its story is %+v, %v, want three done, one excused, and today", story, err)
		}
		a, err := d.AgendaOf(t.Context(), "2000-01-01")
		if err != nil || len(a.Habits) != 2 || a.Habits[0].State != "done" || a.Habits[1].State != "not_done" {
			t.Errorf("the day before is %+v, %v, want stretch done, and pages not", a.Habits, err)
		}
	})
}

func TestVacations(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t)
		d.addHabit("stretch", api.HabitForm{})
		d.do(api.AgendaCommand{Do: "vacation", From: "today", To: "+3d", Of: []string{"stretch"}, Reason: "sea"})
		list, err := d.Habits(t.Context())
		if err != nil || len(list.Vacations) != 1 || list.Vacations[0].Of[0] != "stretch" || list.Habits[0].State != "excused" {
			t.Fatalf("Habits = %+v, %v, want stretch on vacation", list, err)
		}
		d.do(api.AgendaCommand{Do: "vacation_end"})
		if list, _ = d.Habits(t.Context()); len(list.Vacations) != 0 || list.Habits[0].State != "open" {
			t.Errorf("ended, it is %+v, want stretch expected again", list)
		}
	})
}

func TestGoalsAreServed(t *testing.T) {
	d := newDesk(t)
	d.do(api.AgendaCommand{Do: "goal_add", Goal: &api.GoalForm{
		Name: says("book"), Area: says("work"), Target: says(300.0), Unit: says("minutes"), Period: says("weekly"),
		Parts: &[]api.GoalPart{{Name: "outline", Match: []string{"label:outline"}}},
	}})
	d.do(api.AgendaCommand{Do: "goal_add", Goal: &api.GoalForm{Name: says("chapter"), Dream: says("book")}})
	d.do(api.AgendaCommand{Do: "block_add", TimeBlock: &api.TimeBlockForm{Name: says("writing"), Minutes: 60, Goal: says("chapter")}})
	d.do(api.AgendaCommand{Do: "tick", Query: "writing"})
	list, err := d.Goals(t.Context())
	if err != nil || len(list.Goals) != 2 {
		t.Fatalf("Goals = %+v, %v, want both", list, err)
	}
	book, chapter := list.Goals[0], list.Goals[1]
	if book.Minutes != 60 || book.Did != 60 || book.Count != 1 || chapter.Dream != "book" || chapter.Minutes != 60 || book.Parts[0].Name != "outline" {
		t.Errorf("the goals are %+v and %+v, want an hour for each", book, chapter)
	}
	if _, err := d.ChangeAgenda(t.Context(), api.AgendaCommand{Do: "goal_edit", Query: "book", Goal: &api.GoalForm{Dream: says("chapter")}}); err == nil {
		t.Error("a dream became a milestone of its milestone, want that refused")
	}
}

func TestRefusalsOfHabits(t *testing.T) {
	d := newDesk(t)
	d.addTimeBlock("run errands", 30)
	d.addHabit("run", api.HabitForm{})
	for _, name := range []string{"a", "b", "c", "d"} {
		d.addTimeBlock(name, 10)
	}
	for name, tt := range map[string]struct {
		cmd           api.AgendaCommand
		code          string
		message, hint string
	}{
		"a sixth":          {api.AgendaCommand{Do: "block_add", TimeBlock: &api.TimeBlockForm{Name: says("e"), Minutes: 1}}, "value", "five time blocks", "force"},
		"no form":          {api.AgendaCommand{Do: "block_add"}, "request", "time_block", ""},
		"no minutes":       {api.AgendaCommand{Do: "block_add", Force: true, TimeBlock: &api.TimeBlockForm{Name: says("e")}}, "value", "", "more than 0"},
		"no such days":     {api.AgendaCommand{Do: "habit_add", Habit: &api.HabitForm{Name: says("e"), Days: says("someday")}}, "value", "someday", "mon-fri"},
		"no such part":     {api.AgendaCommand{Do: "block_edit", Query: "a", TimeBlock: &api.TimeBlockForm{Window: says("9-x")}}, "value", "9-x", "first 3h"},
		"no such match":    {api.AgendaCommand{Do: "block_edit", Query: "a", TimeBlock: &api.TimeBlockForm{Match: says([]string{"x:y"})}}, "value", "", ""},
		"two of that name": {api.AgendaCommand{Do: "tick", Query: "ru"}, "ambiguous", "run errands", "say which"},
		"of no name":       {api.AgendaCommand{Do: "tick", Query: "nobody"}, "no_item", "nobody", "write some"},
		"nothing named":    {api.AgendaCommand{Do: "tick"}, "request", "which", ""},
		"a day to come":    {api.AgendaCommand{Do: "tick", Query: "a", Day: "tomorrow"}, "value", "not come yet", "wait"},
		"no day":           {api.AgendaCommand{Do: "tick", Query: "a", Day: "someday"}, "value", "someday", "write today"},
		"not ticked":       {api.AgendaCommand{Do: "untick", Query: "a"}, "item_kept", "not ticked", ""},
		"another measure":  {api.AgendaCommand{Do: "habit_edit", Query: "run", Habit: &api.HabitForm{Measure: says("count")}}, "item_kept", "past days", "add another"},
		"a kind of none":   {api.AgendaCommand{Do: "tick", Query: "a", Kind: "task"}, "request", "task", ""},
		"too soon":         {api.AgendaCommand{Do: "vacation", From: "today", Horizon: 3}, "value", "too soon", "excuse single days"},
		"no vacation":      {api.AgendaCommand{Do: "vacation_end"}, "no_item", "no vacation", ""},
		"no exercise":      {api.AgendaCommand{Do: "exercise_end"}, "no_item", "no exercise", "start one"},
		"a field too many": {api.AgendaCommand{Do: "tick", Query: "a", Force: true}, "request", "force", ""},
		"no such reward":   {api.AgendaCommand{Do: "reward_take", Query: "cake"}, "no_item", "cake", ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := d.ChangeAgenda(t.Context(), tt.cmd)
			var refused *api.Error
			if !errors.As(err, &refused) || refused.Code != tt.code || !strings.Contains(refused.Message, tt.message) || !strings.Contains(refused.Hint, tt.hint) {
				t.Errorf("%+v: %#v, want code %s, %q and %q", tt.cmd, err, tt.code, tt.message, tt.hint)
			}
		})
	}
}

// TestWhatIsEasierHoldsAfterTheHorizon: that of the settings, or a longer one.
func TestWhatIsEasierHoldsAfterTheHorizon(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &desk{through(newRig(t, Options{Horizon: 3}).Socket()), t}
		d.addHabit("read", api.HabitForm{Measure: says("minutes"), Target: 20})
		d.do(api.AgendaCommand{Do: "habit_edit", Query: "read", Habit: &api.HabitForm{Target: 5}})
		list, err := d.Habits(t.Context())
		if err != nil || len(list.Habits) != 1 {
			t.Fatalf("Habits = %+v, %v, want one", list, err)
		}
		if h := list.Habits[0]; h.Target != 20 || h.Coming == nil || *h.Coming != (api.Coming{From: "2000-01-03", Target: 5}) {
			t.Errorf("it asks for %v, and then %+v, want 20 now and 5 in three days", h.Target, h.Coming)
		}
		d.do(api.AgendaCommand{Do: "habit_edit", Query: "read", Habit: &api.HabitForm{Target: 30}})
		if list, _ = d.Habits(t.Context()); list.Habits[0].Target != 30 || list.Habits[0].Coming != nil {
			t.Errorf("what is harder is %+v, want it to hold at once", list.Habits[0])
		}
		var refused *api.Error
		_, err = d.ChangeAgenda(t.Context(), api.AgendaCommand{Do: "vacation", From: "tomorrow"})
		if !errors.As(err, &refused) || refused.Code != api.CodeValue {
			t.Errorf("a vacation from tomorrow on: %v, want %s", err, api.CodeValue)
		}
		d.do(api.AgendaCommand{Do: "vacation", From: "+3d"})
		if _, err = d.ChangeAgenda(t.Context(), api.AgendaCommand{Do: "vacation", From: "+6d", Horizon: 7}); err == nil {
			t.Error("a longer horizon of the command is not heeded")
		}
	})
}
