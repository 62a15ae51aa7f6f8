package agenda

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"focusd/daemon/engine"
	"focusd/daemon/engine/enginetest"
	"focusd/daemon/undo"
	"focusd/timer/agenda"
	"focusd/tracker"
)

// desk is a Book on a store in memory, and somebody who gives it commands.
type desk struct {
	*Book
	memory  *enginetest.Memory
	counted []engine.Increment // by all that was kept
	t       tester
}

// tester is what *testing.T and *rapid.T have in common.
type tester interface {
	Helper()
	Error(...any)
	Errorf(string, ...any)
	Fatal(...any)
}

func newDesk(t tester) *desk {
	d := &desk{memory: enginetest.NewMemory(), t: t}
	d.restart()
	return d
}

// restart is a daemon that was started again.
func (d *desk) restart() {
	d.Book = New(d.memory, func(_ context.Context, counts []engine.Increment, documents ...engine.Document) error {
		err := d.memory.Commit(engine.Change{Documents: documents})
		if err == nil {
			d.counted = append(d.counted, counts...)
		}
		return err
	}, func() tracker.Calendar { return tracker.Calendar{Location: time.UTC, Start: 4 * time.Hour} })
}

func (d *desk) do(c Command, follow ...Command) agenda.Change {
	d.t.Helper()
	change, err := d.Do(context.Background(), c, follow...)
	if err != nil {
		d.t.Fatal(err)
	}
	return change
}

func (d *desk) undo() undo.Note {
	d.t.Helper()
	note, err := d.Undo(context.Background())
	if err != nil {
		d.t.Fatal(err)
	}
	return note
}

func (d *desk) add(line string) (id string) {
	d.t.Helper()
	return d.do(add(line)).Put[0].Ref().ID
}

func add(line string) Command {
	return func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) { return a.Add(line, w) }
}

// on is a command that takes one ID.
func on(id string, do func(*agenda.Agenda, string, agenda.When) (agenda.Change, error)) Command {
	return func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) { return do(a, id, w) }
}

func six(ids ...string) Command {
	return func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
		return a.SetSix(ids, agenda.DefaultSix, w)
	}
}

// see is what f finds in the agenda.
func see[T any](d *desk, f func(*agenda.Agenda) T) (seen T) {
	d.t.Helper()
	if err := d.Look(func(a *agenda.Agenda, _ agenda.When) error { seen = f(a); return nil }); err != nil {
		d.t.Fatal(err)
	}
	return seen
}

func (d *desk) task(id string) agenda.Task {
	d.t.Helper()
	return see(d, func(a *agenda.Agenda) agenda.Task { return a.Tasks[id] })
}

func (d *desk) diary() agenda.Diary {
	d.t.Helper()
	return see(d, func(a *agenda.Agenda) agenda.Diary { return a.Diaries[d.when().Today()] })
}

// kept are the documents of items, without diaries that say nothing.
func (d *desk) kept() map[string]string {
	d.t.Helper()
	all := make(map[string]string)
	for _, kind := range append(kinds(), agenda.KindEnded, agenda.KindDiary) {
		documents, err := d.memory.Documents(string(kind))
		if err != nil {
			d.t.Fatal(err)
		}
		for _, doc := range documents {
			if kind == agenda.KindDiary && string(doc.Data) == `{"day":"`+doc.ID+`","v":1}` {
				continue
			}
			all[doc.Kind+" "+doc.ID] = string(doc.Data)
		}
	}
	return all
}

// inMemory are the items of the agenda as documents.
func (d *desk) inMemory() map[string]string {
	d.t.Helper()
	return see(d, func(a *agenda.Agenda) map[string]string {
		all := make(map[string]string)
		put := func(i agenda.Item) {
			data, err := agenda.Encode(i)
			if err != nil {
				d.t.Fatal(err)
			}
			if _, blank := i.(agenda.Diary); blank && string(data) == `{"day":"`+i.Ref().ID+`","v":1}` {
				return
			}
			all[string(i.Ref().Kind)+" "+i.Ref().ID] = string(data)
		}
		for t := range maps.Values(a.Tasks) {
			put(t)
		}
		for _, t := range a.Ended {
			put(t)
		}
		for diary := range maps.Values(a.Diaries) {
			put(diary)
		}
		for tpl := range maps.Values(a.Templates) {
			put(tpl)
		}
		return all
	})
}

func TestCommandsAreKeptAndTakenBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t)
		report := d.add("write report > outline ~5m > draft")
		before := d.kept()
		time.Sleep(time.Minute)
		d.do(on(report, (*agenda.Agenda).Do))
		time.Sleep(5 * time.Minute)
		active := see(d, func(a *agenda.Agenda) agenda.Task { t, _ := a.Active(); return t })
		if active.Title != "outline" {
			t.Fatalf("%q is being done, want the first step", active.Title)
		}
		d.do(on(active.ID, (*agenda.Agenda).Done))
		d.restart()
		if ended := see(d, func(a *agenda.Agenda) []agenda.Task { return a.Ended }); len(ended) != 1 || ended[0].Spent != 5*time.Minute {
			t.Errorf("after a restart there are %+v, want the outline done in five minutes", ended)
		}
		if note := d.undo(); note.Verb != "done" || note.What != "outline" || !note.At.Equal(time.Now()) {
			t.Errorf("taken back was %+v, want done", note)
		}
		d.undo()
		if diff := cmp.Diff(before, d.kept()); diff != "" {
			t.Errorf("what is kept after taking both back (-before +after):\n%s", diff)
		}
		d.undo()
		if _, err := d.Undo(t.Context()); !errors.Is(err, undo.ErrNothing) || len(d.kept()) != 0 {
			t.Errorf("then Undo = %v, and %v is kept, want %v and nothing", err, d.kept(), undo.ErrNothing)
		}
	})
}

func TestWhatFollowsIsPartOfTheCommand(t *testing.T) {
	d := newDesk(t)
	id := d.add("tax form ~40m due:today")
	var seen time.Duration
	d.do(on(id, (*agenda.Agenda).ForToday), func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
		if a.Tasks[id].Today != w.Today() {
			t.Error("what follows does not see the command")
		}
		seen = a.Tasks[id].Estimate
		notices, c := a.Notices(agenda.Load{}, 0, w)
		if len(notices) != 1 {
			t.Errorf("notices %v, want that it be split", notices)
		}
		return c, nil
	})
	if task := d.task(id); !task.Noticed || (task.Today == tracker.Day{}) || seen != 40*time.Minute {
		t.Errorf("the task is %+v, want both in it", task)
	}
	d.undo()
	if task := d.task(id); task.Noticed || (task.Today != tracker.Day{}) {
		t.Errorf("taken back it is %+v, want neither in it", task)
	}
	refusal := errors.New("no")
	_, err := d.Do(t.Context(), on(id, (*agenda.Agenda).Drop), func(*agenda.Agenda, agenda.When) (agenda.Change, error) {
		return agenda.Change{}, refusal
	})
	if !errors.Is(err, refusal) || d.task(id).ID == "" {
		t.Errorf("what follows was refused: Do = %v, the task is %+v, want it as it was", err, d.task(id))
	}
}

func TestWhatWasNotAskedForSurvivesUndo(t *testing.T) {
	d := newDesk(t)
	first, second := d.add("one"), d.add("two")
	d.do(six(first, second))
	note := func(verb string) Command {
		return func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
			diary := a.Diaries[w.Today()]
			diary.Notices = append(slices.Clone(diary.Notices), verb)
			return agenda.Change{Verb: verb, Put: []agenda.Item{diary}}, nil
		}
	}
	if _, err := d.Note(t.Context(), note("load")); err != nil {
		t.Fatal(err)
	}
	d.undo()
	if diary := d.diary(); len(diary.Six) != 0 || !slices.Equal(diary.Notices, []string{"load"}) {
		t.Errorf("the diary is %+v, want no six, and the notice", diary)
	}
	d.do(on(first, (*agenda.Agenda).ForToday))
	if _, err := d.Note(t.Context(), func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
		return a.NotToday(first, w)
	}); err != nil {
		t.Fatal(err)
	}
	if note, err := d.Undo(t.Context()); !errors.Is(err, undo.ErrChanged) || note.What != "one" {
		t.Errorf("Undo of what was changed since = %+v, %v, want %v", note, err, undo.ErrChanged)
	}
}

func TestPassedOverIsCountedOnce(t *testing.T) {
	for name, tt := range map[string]struct {
		take func(ids []string) Command
		want []int // how often each was passed over
	}{
		"one is begun":           {func(ids []string) Command { return on(ids[1], (*agenda.Agenda).Do) }, []int{1, 0, 1}},
		"one is done at once":    {func(ids []string) Command { return on(ids[0], (*agenda.Agenda).Done) }, []int{0, 1, 1}},
		"one is dropped":         {func(ids []string) Command { return on(ids[0], (*agenda.Agenda).Drop) }, []int{0, 0, 0}},
		"something else is done": {func([]string) Command { return add("more") }, []int{0, 0, 0}},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			ids := []string{d.add("one ~2m"), d.add("two ~2m"), d.add("three ~2m")}
			offer := func() {
				offers, err := d.Offer(func(a *agenda.Agenda, w agenda.When) []agenda.Offer {
					return a.Pick(agenda.Gap{Length: 10 * time.Minute}, a.Factors(), w)
				})
				if err != nil || len(offers) != 3 {
					t.Fatalf("Offer = %v, %v, want all three", offers, err)
				}
			}
			offer()
			d.do(tt.take(ids))
			d.do(add("another turn")) // counts nothing twice
			var got []int
			for _, id := range ids {
				got = append(got, d.task(id).Passed)
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("passed over %v times, want %v", got, tt.want)
			}
			d.undo()
			d.undo()
			for _, id := range ids {
				if n := d.task(id).Passed; n != 0 {
					t.Errorf("taken back, %q was passed over %d times, want never", d.task(id).Title, n)
				}
			}
		})
	}
}

func TestAFailedCommitChangesNothing(t *testing.T) {
	d := newDesk(t)
	id := d.add("one")
	broken := errors.New("the disk is full")
	edition, changed, before := d.Edition(), d.Changed(), d.inMemory()
	for what, do := range map[string]func() error{
		"a command": func() error { _, err := d.Do(t.Context(), on(id, (*agenda.Agenda).Done)); return err },
		"a note":    func() error { _, err := d.Note(t.Context(), on(id, (*agenda.Agenda).Done)); return err },
		"an undo":   func() error { _, err := d.Undo(t.Context()); return err },
	} {
		d.memory.FailNext(1, broken)
		if err := do(); !errors.Is(err, broken) {
			t.Errorf("%s: %v, want %v", what, err, broken)
		}
		if diff := cmp.Diff(before, d.inMemory()); diff != "" || d.Edition() != edition {
			t.Errorf("%s that was not kept changed the agenda:\n%s", what, diff)
		}
	}
	select {
	case <-changed:
		t.Error("it was told that the agenda changed")
	default:
	}
	d.add("two")
	<-changed
}

func TestAnAgendaOfANewerRelease(t *testing.T) {
	for name, doc := range map[string]engine.Document{
		"a task":           {Kind: "task", ID: "01KAH4V3Z8QWERTZ0123456789", Data: []byte(`{"v":2,"id":"01KAH4V3Z8QWERTZ0123456789","title":"secret"}`)},
		"an ended task":    {Kind: "task.ended", ID: "29990101T000000.000Z-01KAH4V3Z8QWERTZ0123456789", Data: []byte(`{"v":1,"mood":"secret"}`)},
		"a diary":          {Kind: "diary", ID: "2026-11-22", Data: []byte(`secret`)},
		"one of the wrong": {Kind: "goal", ID: "01KAH4V3Z8QWERTZ0123456789", Data: []byte(`{"v":1,"id":"01","name":"secret"}`)},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			if err := d.memory.Commit(engine.Change{Documents: []engine.Document{doc}}); err != nil {
				t.Fatal(err)
			}
			_, err := d.Do(t.Context(), add("x"))
			if !errors.Is(err, ErrUnreadable) || strings.Contains(err.Error(), "secret") || !strings.Contains(err.Error(), doc.ID) {
				t.Errorf("Do = %v, want %v with the ID and without what it says", err, ErrUnreadable)
			}
			if _, err := d.Undo(t.Context()); !errors.Is(err, ErrUnreadable) {
				t.Errorf("Undo = %v, want %v", err, ErrUnreadable)
			}
			if err := d.memory.Commit(engine.Change{Documents: []engine.Document{{Kind: doc.Kind, ID: doc.ID}}}); err != nil {
				t.Fatal(err)
			}
			d.add("readable again")
		})
	}
}

func TestEndedTasksOfLongAgo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t)
		thesis := d.add("thesis > chapter one > chapter two")
		old := d.add("old")
		steps := see(d, func(a *agenda.Agenda) []agenda.Task { return a.Steps(thesis) })
		d.do(on(steps[0].ID, (*agenda.Agenda).Done))
		d.do(on(old, (*agenda.Agenda).Done))
		began := time.Now()
		time.Sleep(200 * 24 * time.Hour)
		lately := d.add("lately")
		d.do(on(lately, (*agenda.Agenda).Done))
		check := func(when string) {
			t.Helper()
			var titles []string
			for _, task := range see(d, func(a *agenda.Agenda) []agenda.Task { return a.Ended }) {
				titles = append(titles, task.Title)
			}
			if want := []string{"chapter one", "lately"}; !slices.Equal(titles, want) {
				t.Errorf("%s, in memory are the ended tasks %q, want %q", when, titles, want)
			}
		}
		d.restart()
		check("after a restart")
		d.restart()
		d.add("before the day") // reads
		if err := d.NewDay(t.Context()); err != nil {
			t.Fatal(err)
		}
		check("on a new day")
		ended, err := d.Ended(began, began.Add(time.Hour))
		if err != nil || len(ended) != 2 || ended[1].Title != "old" {
			t.Errorf("Ended = %v, %v, want both that ended then", ended, err)
		}
		for range 4 { // before the day, done and add of lately, then old is open again
			d.undo()
		}
		if d.task(old).ID == "" {
			t.Error("what was done long ago was not taken back")
		}
	})
}

func TestANewDayLetsDatesGoBy(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t)
		id := d.add("water plants every:daily")
		time.Sleep(72 * time.Hour)
		for range 2 { // the second time there is nothing to do
			if err := d.NewDay(t.Context()); err != nil {
				t.Fatal(err)
			}
			if task := d.task(id); task.Due != d.when().Today() || len(task.Repeat.Missed) != 3 {
				t.Errorf("it is due on %v, and %v were missed, want today and three", task.Due, task.Repeat.Missed)
			}
		}
		if d.Edition() != 2 {
			t.Errorf("edition %d, want 2: added, and one new day", d.Edition())
		}
		notes, err := d.Undoable()
		if err != nil || len(notes) != 1 {
			t.Errorf("Undoable = %v, %v, want only what the person did", notes, err)
		}
	})
}

func TestIDsGrowWhateverTheClockSays(t *testing.T) {
	d := newDesk(t)
	last := ""
	for range 50 {
		id := d.add("x")
		if id <= last {
			t.Fatalf("%s came after %s", id, last)
		}
		last = id
	}
	future := "10000000000000000000000000"
	if err := d.memory.Commit(engine.Change{Documents: []engine.Document{
		{Kind: "task", ID: future, Data: []byte(`{"v":1,"id":"` + future + `","title":"x"}`)},
	}}); err != nil {
		t.Fatal(err)
	}
	d.restart()
	if id := d.add("x"); id <= future {
		t.Errorf("%s came after %s", id, future)
	}
}

func TestDiariesOfLongAgoAreReadWhenTheyAreAskedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t)
		id := d.add("one")
		first := d.when().Today()
		d.do(six(id))
		d.do(on(id, (*agenda.Agenda).Done))
		time.Sleep(100 * 24 * time.Hour)
		d.do(six(d.add("two")))
		if err := d.NewDay(t.Context()); err != nil {
			t.Fatal(err)
		}
		d.restart()
		counts := see(d, func(a *agenda.Agenda) [2]int { return [2]int{len(a.Diaries), len(a.Months)} })
		if counts != [2]int{1, 1} {
			t.Errorf("in memory are %v diaries and months, want one of each", counts)
		}
		d.undo()
		d.undo()
		if note := d.undo(); note.Verb != "done" {
			t.Fatalf("taken back was %+v, want done", note)
		}
		diary := see(d, func(a *agenda.Agenda) agenda.Diary { diary, _ := a.Recall(first); return diary })
		if !slices.Equal(diary.Six, []string{id}) || len(diary.SixDone) != 0 {
			t.Errorf("the diary of long ago is %+v, want its six, and none of them done", diary)
		}
		if err := d.memory.Commit(engine.Change{Documents: []engine.Document{{Kind: "diary", ID: first.String(), Data: []byte("spoiled")}}}); err != nil {
			t.Fatal(err)
		}
		before := d.kept()
		if _, err := d.Undo(t.Context()); err == nil {
			t.Error("the six were taken back in a diary that cannot be read")
		}
		if diff := cmp.Diff(before, d.kept()); diff != "" {
			t.Errorf("that changed what is kept:\n%s", diff)
		}
	})
}
