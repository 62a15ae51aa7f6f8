package agenda

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"focusd/tracker"
)

// copied is an agenda that later commands of a do not change.
func (a *Agenda) copied() *Agenda {
	return &Agenda{
		Tasks: maps.Clone(a.Tasks), TimeBlocks: maps.Clone(a.TimeBlocks), Habits: maps.Clone(a.Habits), Goals: maps.Clone(a.Goals),
		Diaries: maps.Clone(a.Diaries), Vacations: maps.Clone(a.Vacations), Rewards: maps.Clone(a.Rewards), Templates: maps.Clone(a.Templates),
		Exercises: maps.Clone(a.Exercises), Ended: slices.Clone(a.Ended),
	}
}

// same is what differs between two agendas.
func same(a, b *Agenda) string {
	return cmp.Diff(a, b, cmpopts.EquateEmpty(), cmpopts.IgnoreFields(Agenda{}, "NewID"), cmpopts.IgnoreUnexported(Agenda{}))
}

// walk is somebody who gives commands to anything.
type walk struct {
	*desk
	r *rapid.T
}

// task is the ID of one that is open, ended, or was never there.
func (k walk) task() string {
	ids := []string{"01KNOTHING"}
	for _, t := range sorted(k.Tasks) {
		ids = append(ids, t.ID, t.ID)
	}
	for _, t := range k.Ended {
		ids = append(ids, t.ID)
	}
	return rapid.SampledFrom(ids).Draw(k.r, "task")
}

func (k walk) tasks() []string {
	return rapid.SliceOfN(rapid.Custom(func(r *rapid.T) string { return walk{k.desk, r}.task() }), 0, 4).Draw(k.r, "tasks")
}

func (k walk) line() string {
	return rapid.SampledFrom([]string{
		"plain", "short ~4m @phone", "steps > one ~2m > two", "daily every:daily", "again every!:3d > first > last", "twice every:weekly_2_times due:today",
		"wait wait:Anna", "due due:fri-14:00 !1", "long ~3h +work %low",
	}).Draw(k.r, "line")
}

// command is any of them.
func (k walk) command() (Change, error) {
	id := k.task()
	switch rapid.IntRange(0, 19).Draw(k.r, "command") {
	case 0, 1, 2:
		return k.Add(k.line(), k.When)
	case 3:
		return k.Edit(id, rapid.SampledFrom([]string{"~6m", "other @home", "every:none", "every:mon-fri", "due:none later:mon", ""}).Draw(k.r, "edit"), k.When)
	case 4:
		return k.Split(id, "a ~1m\nb", k.When)
	case 5:
		return k.Order(id, k.tasks(), k.When)
	case 6, 7:
		return k.Do(id, k.When)
	case 8:
		return k.Leave("go on", k.When)
	case 9, 10:
		return k.Done(id, k.When)
	case 11:
		return k.Drop(id, k.When)
	case 12:
		return k.Skip(id, k.When)
	case 13:
		return k.Later(id, k.Today().Add(rapid.IntRange(-1, 3).Draw(k.r, "later")), k.When)
	case 14:
		return k.Reopen(id, k.When)
	case 15:
		return k.SetSix(k.tasks(), 3, k.When)
	case 16:
		return k.MoveSix(id, rapid.IntRange(0, 3).Draw(k.r, "place"), 3, k.When)
	case 17:
		return k.ForToday(id, k.When)
	case 18:
		return k.templates(id)
	}
	return k.NewDay(k.When), nil
}

func (k walk) templates(id string) (Change, error) {
	all := sorted(k.Templates)
	if len(all) == 0 || rapid.Bool().Draw(k.r, "save") {
		return k.SaveTemplate(id, "", k.When)
	}
	return k.UseTemplate(rapid.SampledFrom(all).Draw(k.r, "template").ID, "", k.When)
}

// check is what holds after every command.
func (k walk) check() error {
	active := 0
	ranks := make(map[string]bool)
	before := make(map[string]bool)
	for _, t := range k.Tasks {
		if !t.Since.IsZero() {
			active++
		}
		if _, open := k.Tasks[t.Parent]; t.Parent != "" && !open {
			return fmt.Errorf("%q is an open step of nothing that is open", t.Title)
		}
		if place := fmt.Sprintf("%s %d", t.Parent, t.Rank); t.Parent != "" && ranks[place] {
			return fmt.Errorf("two steps have the same place: %s", place)
		} else {
			ranks[place] = true
		}
		if t.Before != "" && before[t.Before] {
			return fmt.Errorf("two instances came after one of %q", t.Title)
		}
		before[t.Before] = true
		if t.Spent < 0 || t.Repeat != nil && t.Due == (tracker.Day{}) {
			return fmt.Errorf("%+v cannot be", t)
		}
	}
	if active > 1 {
		return fmt.Errorf("%d tasks are being done at once", active)
	}
	if !slices.IsSortedFunc(k.Ended, func(t, u Task) int {
		return t.Ended.Truncate(time.Millisecond).Compare(u.Ended.Truncate(time.Millisecond))
	}) {
		return fmt.Errorf("ended tasks are out of order")
	}
	for _, d := range k.Diaries {
		for _, id := range d.SixDone {
			if !slices.Contains(d.Six, id) {
				return fmt.Errorf("%s was done of the six without being of them", id)
			}
		}
	}
	return nil
}

func TestEveryCommandKeepsWhatMustHoldAndCanBeTakenBack(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		k := walk{newDesk(t), r}
		for range rapid.IntRange(1, 25).Draw(r, "commands") {
			k.pass(time.Duration(rapid.SampledFrom([]int{0, 1, 60, 24 * 60}).Draw(r, "minutes")) * time.Minute)
			before := k.copied()
			c, err := k.command()
			if diff := same(before, k.Agenda); diff != "" {
				r.Fatalf("%s changed the agenda before it was applied, -before +after:\n%s", c.Verb, diff)
			}
			if err != nil {
				if !c.Empty() {
					r.Fatalf("%s was refused with %v and does %+v", c.Verb, err, c)
				}
				continue
			}
			inverse := k.Inverse(c)
			k.Apply(c)
			if err := k.check(); err != nil {
				r.Fatalf("after %s %q: %v", c.Verb, c.What, err)
			}
			after := k.copied()
			redo := k.Inverse(inverse)
			k.Apply(inverse)
			if diff := same(before, k.Agenda); diff != "" {
				r.Fatalf("%s %q and back, -before +after:\n%s", c.Verb, c.What, diff)
			}
			k.Apply(redo)
			if diff := same(after, k.Agenda); diff != "" {
				r.Fatalf("%s %q, back and again, -before +after:\n%s", c.Verb, c.What, diff)
			}
		}
		k.reread()
	})
}

// reread makes an agenda of the documents of this one, in any order.
func (k walk) reread() {
	var again Agenda
	items := append(anyItems(k.Tasks), anyItems(k.Diaries)...)
	items = append(items, anyItems(k.Templates)...)
	for _, t := range k.Ended {
		items = append(items, t)
	}
	for _, item := range rapid.Permutation(items).Draw(k.r, "order") {
		data, err := Encode(item)
		if err != nil {
			k.r.Fatalf("Encode(%+v): %v", item, err)
		}
		back, err := Decode(item.Ref().Kind, item.Ref().ID, data)
		if err != nil {
			k.r.Fatalf("Decode(%s): %v", data, err)
		}
		again.Put(back)
	}
	if diff := same(k.Agenda, &again); diff != "" {
		k.r.Fatalf("read again, -before +after:\n%s", diff)
	}
}

func anyItems[K comparable, V Item](m map[K]V) (items []Item) {
	for _, v := range m {
		items = append(items, v)
	}
	slices.SortFunc(items, func(a, b Item) int { return cmpID(a.Ref(), b.Ref()) })
	return items
}

func cmpID(a, b Ref) int {
	if a.ID < b.ID {
		return -1
	}
	return 1
}

func TestPutAndRemoveOfEveryKind(t *testing.T) {
	for kind, empty := range kinds() {
		var a Agenda
		item := full(kind, empty, plain)
		if got, ok := a.Item(item.Ref()); ok {
			t.Errorf("an empty agenda has %v", got)
		}
		put := Change{Put: []Item{item}}
		undo := a.Inverse(put)
		a.Apply(put)
		if got, ok := a.Item(item.Ref()); !ok || !cmp.Equal(got, item) {
			t.Errorf("Item of a %s that was put = %v, %v", kind, got, ok)
		}
		a.Apply(put) // it replaces itself
		a.Apply(undo)
		if diff := same(&Agenda{}, &a); diff != "" {
			t.Errorf("a %s put and removed leaves %s", kind, diff)
		}
		a.Apply(undo) // what is not there is not removed
	}
	var a Agenda
	if got, ok := a.Item(Ref{KindDiary, "no date"}); ok {
		t.Errorf("Item of no date = %v", got)
	}
	a.Apply(Change{Remove: []Ref{{KindDiary, "no date"}, {"colour", "red"}}})
}

func TestTrim(t *testing.T) {
	d := newDesk(t)
	d.add("old")
	d.add("open > old step > new step")
	d.done("old")
	d.done("old step")
	d.pass(time.Hour)
	d.add("young")
	d.done("young")
	d.Trim(d.Now.Add(-time.Minute))
	if got, want := titles(d.Ended), []string{"old step", "young"}; !slices.Equal(got, want) {
		t.Errorf("kept after Trim: %v, want %v", got, want)
	}
}
