package agenda

import (
	"errors"
	"slices"
	"testing"
)

// ranked are tasks of these titles, as the six of today.
func (d *desk) ranked(titles ...string) (ids []string) {
	d.t.Helper()
	for _, title := range titles {
		ids = append(ids, d.add(title).ID)
	}
	d.do(d.SetSix(ids, DefaultSix, d.When))
	return ids
}

func (d *desk) diaryToday() Diary { return d.Diaries[d.Today()] }

func TestTheFirstOfTheSixIsWhatToBegin(t *testing.T) {
	d := newDesk(t)
	if got, ok := d.FirstOfSix(d.Today()); ok {
		t.Errorf("FirstOfSix of nothing = %q", got.Title)
	}
	d.ranked("one > first half > second half", "two")
	for _, want := range []string{"first half", "second half", "two"} {
		if got, _ := d.FirstOfSix(d.Today()); got.Title != want {
			t.Errorf("FirstOfSix = %q, want %q", got.Title, want)
		}
		d.done(want)
	}
	if got, ok := d.FirstOfSix(d.Today()); ok {
		t.Errorf("FirstOfSix when all are done = %q", got.Title)
	}
	if got := d.diaryToday().Offset; got != 60 {
		t.Errorf("the day's offset is %d minutes, want 60", got)
	}
}

func TestOrderKept(t *testing.T) {
	for _, c := range []struct {
		name       string
		done       []string
		drop       string
		kept, want int
	}{
		{"nothing", nil, "", 0, 0},
		{"in order", []string{"a", "b", "c"}, "", 3, 3},
		{"the last first", []string{"c", "a", "b"}, "", 2, 3},
		{"backwards", []string{"c", "b", "a"}, "", 1, 3},
		{"one dropped on the way", []string{"b", "c"}, "a", 2, 2},
	} {
		d := newDesk(t)
		d.ranked("a", "b", "c")
		if c.drop != "" {
			d.do(d.Drop(d.id(c.drop), d.When))
		}
		for _, title := range c.done {
			d.done(title)
		}
		if kept, done := d.diaryToday().OrderKept(); kept != c.kept || done != c.want {
			t.Errorf("%s: OrderKept = %d of %d, want %d of %d", c.name, kept, done, c.kept, c.want)
		}
	}
}

func TestSetSixRefuses(t *testing.T) {
	d := newDesk(t)
	ids := d.ranked("a", "b", "c", "d", "e", "f")
	more := append(slices.Clone(ids), d.add("g").ID)
	if _, err := d.SetSix(more, DefaultSix, d.When); !errors.Is(err, ErrFull) {
		t.Errorf("SetSix with seven = %v, want ErrFull", err)
	}
	if _, err := d.SetSix(more, 7, d.When); err != nil {
		t.Errorf("SetSix with seven of seven: %v", err)
	}
	if _, err := d.SetSix([]string{ids[0], ids[0]}, DefaultSix, d.When); !errors.Is(err, ErrOrder) {
		t.Errorf("SetSix with one twice = %v, want ErrOrder", err)
	}
	if _, err := d.MoveSix(more[6], 1, DefaultSix, d.When); !errors.Is(err, ErrFull) {
		t.Errorf("MoveSix of a seventh = %v, want ErrFull", err)
	}
	for _, place := range []int{0, 7} {
		if _, err := d.MoveSix(ids[0], place, DefaultSix, d.When); !errors.Is(err, ErrOrder) {
			t.Errorf("MoveSix to place %d = %v, want ErrOrder", place, err)
		}
	}
}

func TestMoveSix(t *testing.T) {
	d := newDesk(t)
	ids := d.ranked("a", "b", "c")
	before := slices.Clone(d.diaryToday().Six)
	d.do(d.MoveSix(ids[2], 1, DefaultSix, d.When))
	if got, want := d.diaryToday().Six, []string{ids[2], ids[0], ids[1]}; !slices.Equal(got, want) {
		t.Errorf("the six are %v, want %v", got, want)
	}
	d.do(d.MoveSix(d.add("e").ID, 4, DefaultSix, d.When))
	if got := d.diaryToday().Six; len(got) != 4 {
		t.Errorf("the six are %v, want a fourth", got)
	}
	if !slices.Equal(before, ids) {
		t.Errorf("the list of before was changed: %v", before)
	}
}

func TestSetSixKeepsWhatWasDone(t *testing.T) {
	d := newDesk(t)
	ids := d.ranked("a", "b", "c")
	d.done("a")
	d.do(d.SetSix([]string{ids[0], ids[2]}, DefaultSix, d.When))
	if got := d.diaryToday().SixDone; !slices.Equal(got, ids[:1]) {
		t.Errorf("done of the six: %v, want %v", got, ids[:1])
	}
	d.do(d.SetSix(ids[1:2], DefaultSix, d.When))
	if got := d.diaryToday().SixDone; len(got) != 0 {
		t.Errorf("done of the six without it: %v, want none", got)
	}
}

func TestSetOne(t *testing.T) {
	d := newDesk(t)
	id := d.add("write").ID
	d.do(d.SetOne(id, d.When))
	if got := d.diaryToday(); got.One != id || !got.Asked {
		t.Errorf("answered: %+v, want the task and that it was asked", got)
	}
	d.do(d.SetOne("", d.When))
	if got := d.diaryToday(); got.One != "" || !got.Asked {
		t.Errorf("not answered: %+v, want that it was asked", got)
	}
}
