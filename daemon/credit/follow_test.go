package credit

import (
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"focusd/daemon/engine"
	"focusd/timer"
	"focusd/timer/agenda"
	"focusd/tracker"
	"focusd/tracker/entry"
)

var work = agenda.Match{Field: "category", Pattern: "work"}

func TestATimeBlockTicksItself(t *testing.T) {
	bubble(t, func(d *desk) {
		block := d.addTimeBlock("Writing", 60, work)
		d.work(53 * time.Minute)
		if got := d.ticks(block); len(got) > 0 {
			t.Fatalf("after 53 of 60 min it is ticked: %+v", got)
		}
		if seen := d.look(d.today()); len(seen.TimeBlocks) != 1 || seen.TimeBlocks[0].Spent < 52 || seen.TimeBlocks[0].State != agenda.StateOpen {
			t.Errorf("after 53 min the day shows %+v", seen.TimeBlocks)
		}
		d.work(3 * time.Minute)
		got := d.ticks(block)
		if len(got) != 1 || got[0].By != agenda.ByTracker || len(got[0].Evidence) != 1 || got[0].Evidence[0].App != "editor" {
			t.Fatalf("after 56 of 60 min the ticks are %+v", got)
		}
		if seen := d.look(d.today()); seen.TimeBlocks[0].State != agenda.StateDone {
			t.Errorf("it is ticked, and %v", seen.TimeBlocks[0].State)
		}
	})
}

func TestWhatThePersonTookBackIsNotTickedAgain(t *testing.T) {
	bubble(t, func(d *desk) {
		block := d.addTimeBlock("Writing", 10, work)
		d.work(12 * time.Minute)
		d.do(func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) { return a.Untick(block, w.Today(), w) })
		d.work(time.Hour)
		if got := d.ticks(block); len(got) != 1 || got[0].Taken.IsZero() {
			t.Errorf("the ticks are %+v, want the one that was taken back", got)
		}
	})
}

func TestAnEntryTicks(t *testing.T) {
	bubble(t, func(d *desk) {
		block := d.addTimeBlock("Walk", 30, agenda.Match{Field: "entry", Pattern: "*walk*"})
		d.work(2 * time.Minute)
		now := time.Now().UTC().Truncate(time.Millisecond)
		walk := entry.Entry{Start: now.Add(-2 * time.Hour), End: now.Add(-time.Hour), Text: "a walk in the woods"}
		if _, err := d.entries.Add(d.Context(), walk, entry.Refuse); err != nil {
			t.Fatal(err)
		}
		d.work(2 * time.Minute)
		if got := d.ticks(block); len(got) != 1 || got[0].By != agenda.ByEntry {
			t.Errorf("the ticks are %+v, want one by the entry", got)
		}
	})
}

func TestABlockOfTheNameTicksWithoutAMachine(t *testing.T) {
	bubble(t, func(d *desk) {
		habit := d.do(func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
			return a.AddHabit(agenda.Habit{Name: "Spanish", Measure: agenda.Minutes}, 25, w)
		})
		d.timer(timer.Event{Verb: timer.Start, Label: "spanish"})
		d.work(26 * time.Minute)
		d.timer(timer.Event{Verb: timer.Finish})
		if got := d.ticks(habit); len(got) != 1 || got[0].Evidence[0].Label != "spanish" {
			t.Errorf("when the block has ended the ticks are %+v", got)
		}
	})
}

func TestTheDayBeginsAndEnds(t *testing.T) {
	bubble(t, func(d *desk) {
		block, first := d.addTimeBlock("Writing", 60, work), d.today()
		d.work(20 * time.Minute)
		diary, _ := d.diary(first)
		if diary.First.IsZero() || len(diary.Planned) != 1 || diary.Planned[0] != block {
			t.Errorf("the day has begun with %+v", diary)
		}
		d.leave(22 * time.Hour)
		d.work(time.Minute)
		if diary, _ = d.diary(first); !diary.Ended || !diary.Seen || diary.Short {
			t.Errorf("on the day after it is %+v", diary)
		}
		if seen := d.look(first); seen.TimeBlocks[0].State != agenda.StatePartly {
			t.Errorf("a third of it was done, and it is %v", seen.TimeBlocks[0].State)
		}
	})
}

func TestADayThatTheDaemonSlept(t *testing.T) {
	bubble(t, func(d *desk) {
		d.addTimeBlock("Writing", 10, work)
		first := d.today()
		d.work(20 * time.Minute)
		d.stop()
		time.Sleep(49 * time.Hour)
		d.start()
		d.work(2 * time.Minute)
		for _, want := range []struct {
			day  tracker.Day
			seen bool
		}{{first, true}, {first.Add(1), false}} {
			if diary, kept := d.diary(want.day); !kept || !diary.Ended || diary.Seen != want.seen {
				t.Errorf("%v is %+v", want.day, diary)
			}
		}
	})
}

func TestLunchIsNoneOfATask(t *testing.T) {
	bubble(t, func(d *desk) {
		var id string
		d.do(func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) { return a.Add("draft the chapter", w) })
		_ = d.book.Look(func(a *agenda.Agenda, _ agenda.When) error {
			for id = range a.Tasks {
			}
			return nil
		})
		d.do(func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) { return a.Do(id, w) })
		d.work(20 * time.Minute)
		d.leave(45 * time.Minute)
		d.work(10 * time.Minute)
		d.leave(2 * time.Minute)
		d.do(func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) { return a.Done(id, w) })
		var spent time.Duration
		_ = d.book.Look(func(a *agenda.Agenda, _ agenda.When) error {
			spent = a.Ended[0].Spent
			return nil
		})
		if got, want := spent.Round(time.Second), 32*time.Minute; got != want {
			t.Errorf("it took %v, want %v", got, want)
		}
	})
}

func TestNothingIsKeptOfAnEmptyAgenda(t *testing.T) {
	bubble(t, func(d *desk) {
		d.work(10 * time.Minute)
		if diary, kept := d.diary(d.today()); kept {
			t.Errorf("the diary has %+v", diary)
		}
	})
}

func TestItRestsWhenNobodyIsThere(t *testing.T) {
	bubble(t, func(d *desk) {
		d.addTimeBlock("Writing", 60, work)
		d.work(10 * time.Minute)
		d.source.Show(tracker.Sample{Locked: true})
		time.Sleep(time.Minute)
		synctest.Wait()
		before := d.store.Commits()
		time.Sleep(6 * time.Hour)
		synctest.Wait()
		// The engine alone says four times an hour that it is still there.
		if got := d.store.Commits() - before; got > 6*4 {
			t.Errorf("in six hours without anybody there were %d commits", got)
		}
	})
}

func TestADiskThatFailsIsTriedAgain(t *testing.T) {
	bubble(t, func(d *desk) {
		block := d.addTimeBlock("Writing", 10, work)
		d.work(8 * time.Minute)
		d.store.FailAfter(0, errors.New("the disk is full"))
		d.work(8 * time.Minute)
		if got := d.ticks(block); len(got) > 0 {
			t.Errorf("it says what is not on the disk: %+v", got)
		}
		d.store.Heal()
		d.work(5 * time.Minute)
		if got := d.ticks(block); len(got) != 1 {
			t.Errorf("after it was mended the ticks are %+v", got)
		}
	})
}

func TestAnAgendaThatCannotBeReadIsSaidOnce(t *testing.T) {
	bubble(t, func(d *desk) {
		d.stop()
		newer := engine.Document{Kind: "habit", ID: "01KB0000000000000000000003", Data: []byte(`{"v":99}`)}
		if err := d.store.Commit(engine.Change{Documents: []engine.Document{newer}}); err != nil {
			t.Fatal(err)
		}
		d.start()
		d.work(time.Hour)
		if got := strings.Count(d.log.String(), "not credited"); got != 1 {
			t.Errorf("in an hour the log speaks of it %d times:\n%s", got, d.log.String())
		}
	})
}

func TestPurityOfARunningBlock(t *testing.T) {
	bubble(t, func(d *desk) {
		if said, err := d.teller.Purity(d.Context(), time.Now()); !errors.Is(err, timer.ErrIdle) {
			t.Errorf("without a block it says %q, %v", said, err)
		}
		d.timer(timer.Event{Verb: timer.Start})
		d.work(20 * time.Minute)
		d.front("game")
		d.work(5 * time.Minute)
		got, err := d.teller.Purity(d.Context(), time.Now())
		if want := "25 min"; err != nil || !strings.Contains(got, want) || strings.Contains(got, "title") {
			t.Errorf("Purity = %q, %v, want one with %q", got, err, want)
		}
	})
}

// TestATaskTakesWhatItsMatchSays: what goes to something else is none of it, and
// thinking is.
func TestATaskTakesWhatItsMatchSays(t *testing.T) {
	for line, want := range map[string]time.Duration{"draft": 40 * time.Minute, "draft match:category:work": 25 * time.Minute} {
		t.Run(line, func(t *testing.T) {
			bubble(t, func(d *desk) {
				ref := d.do(func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) { return a.Add(line, w) })
				d.front("editor")
				d.do(func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) { return a.Do(ref.ID, w) })
				d.work(15 * time.Minute)
				d.front("mail")
				d.work(15 * time.Minute)
				d.front("editor")
				d.work(10 * time.Minute)
				d.do(func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) { return a.Leave("", w) })
				var spent time.Duration
				err := d.book.Look(func(a *agenda.Agenda, _ agenda.When) error { spent = a.Tasks[ref.ID].Spent; return nil })
				if err != nil || (spent-want).Abs() > 2*time.Minute {
					t.Errorf("it took %v, %v, want about %v", spent, err, want)
				}
			})
		})
	}
}

// TestWhoBeganCanTakeThatBack: also when tracking has gone on from it; what was
// tracked stays.
func TestWhoBeganCanTakeThatBack(t *testing.T) {
	bubble(t, func(d *desk) {
		ref := d.do(func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
			return a.Add("draft match:category:work", w)
		})
		d.front("editor")
		d.do(func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) { return a.Do(ref.ID, w) })
		d.work(15 * time.Minute)
		d.front("mail")
		d.work(15 * time.Minute)
		note, err := d.book.Undo(d.Context())
		if err != nil || note.Verb != "do" {
			t.Fatalf("Undo = %+v, %v, want that of do", note, err)
		}
		err = d.book.Look(func(a *agenda.Agenda, _ agenda.When) error {
			task := a.Tasks[ref.ID]
			if !task.Since.IsZero() || (task.Spent-15*time.Minute).Abs() > 2*time.Minute {
				t.Errorf("it is being done since %v, and took %v, want it not to be, and about 15 min", task.Since, task.Spent)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
}
