package agenda

import (
	"errors"
	"testing"
	"time"
)

func TestMatch(t *testing.T) {
	x := Activity{App: "org.Editor", Category: "Work/Writing/Drafts", Class: "earns", Label: "Chapter one", Entry: "walk with Anna", Time: time.Minute}
	for _, c := range []struct {
		match string
		want  bool
	}{
		{"app:org.editor", true},
		{"app:editor", false},
		{"app:*editor", true},
		{"app:org*", true},
		{"app:*.*", true},
		{"app:o*r*r", true},
		{"app:org.editor*r", false},
		{"category:work", true},
		{"category:Work/Writing", true},
		{"category:work/writ", false},
		{"category:*/drafts", true},
		{"category:work/writing/drafts/one", false},
		{"class:earns", true},
		{"class:wastes", false},
		{"label:chapter*", true},
		{"label: Chapter one ", true},
		{"entry:*walk*", true},
		{"entry:*run*", false},
	} {
		m, err := ParseMatch(c.match)
		if err != nil {
			t.Errorf("ParseMatch(%q): %v", c.match, err)
		}
		if got := m.Matches(x); got != c.want {
			t.Errorf("%s matches %+v: %v, want %v", c.match, x, got, c.want)
		}
		if again, err := ParseMatch(m.String()); err != nil || again != m {
			t.Errorf("ParseMatch(%q) = %v, %v, want %v", m.String(), again, err, m)
		}
	}
	if (Match{"app", "x"}).Matches(Activity{}) || (Match{"app", "*x"}).Matches(Activity{}) {
		t.Error("an empty field is matched by something")
	}
}

func TestMatchesThatAreNone(t *testing.T) {
	for _, text := range []string{"", "firefox", "title:secret", "app:", "app:*", "app: ** ", "app:a\x00b"} {
		if m, err := ParseMatch(text); err == nil {
			t.Errorf("ParseMatch(%q) = %v, want an error", text, m)
		}
	}
}

func TestAStarInANameIsAStar(t *testing.T) {
	d := newDesk(t)
	ref := d.block(TimeBlock{Name: "*"}, 10)
	for label, want := range map[string]State{"": StateOpen, "anything": StateOpen, "*": StateDone} {
		facts := Facts{Activities: []Activity{{Label: label, Time: time.Hour}}}
		if got := d.blockOn(ref, d.When.Today(), facts).State; got != want {
			t.Errorf("after an hour of %q it is %s, want %s", label, got, want)
		}
	}
}

func TestWeekdays(t *testing.T) {
	for _, c := range []struct {
		text string
		want Weekdays
		says string
	}{
		{"daily", 0, "daily"},
		{"mon-sun", 0, "daily"},
		{"mon", On(time.Monday), "mon"},
		{"Sunday, Monday", On(time.Monday, time.Sunday), "mon,sun"},
		{"mon-fri", On(time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday), "mon,tue,wed,thu,fri"},
		{"fri-mon", On(time.Friday, time.Saturday, time.Sunday, time.Monday), "mon,fri,sat,sun"},
		{"sat-sun,wed", On(time.Saturday, time.Sunday, time.Wednesday), "wed,sat,sun"},
	} {
		got, err := ParseWeekdays(c.text)
		if err != nil || got != c.want || got.String() != c.says {
			t.Errorf("ParseWeekdays(%q) = %s, %v, want %s", c.text, got, err, c.says)
		}
		if again, err := ParseWeekdays(got.String()); err != nil || again != got {
			t.Errorf("ParseWeekdays(%q) = %s, %v, want %s", got, again, err, got)
		}
	}
	for _, text := range []string{"", "mon-", "moonday", "mon fri", "1-5"} {
		if got, err := ParseWeekdays(text); !errors.Is(err, ErrValue) {
			t.Errorf("ParseWeekdays(%q) = %s, %v, want ErrValue", text, got, err)
		}
	}
	d := newDesk(t)
	block, habit := d.block(TimeBlock{Name: "a", Days: everyDay}, 10), d.habit(Habit{Name: "b", Days: everyDay}, 0)
	if d.TimeBlocks[block.ID].Days != 0 || d.Habits[habit.ID].Days != 0 {
		t.Error("each of the seven days is kept as something else than every day")
	}
	for set := range Weekdays(1 << 7) {
		n := 0
		for d := time.Sunday; d <= time.Saturday; d++ {
			if set.Has(d) {
				n++
			}
		}
		if n != set.count() || set == 0 && n != 7 {
			t.Errorf("%s has %d days, count says %d", set, n, set.count())
		}
	}
}

func TestWordsOfWhatIsKept(t *testing.T) {
	for i, w := range measureWords() {
		var m Measure
		if err := m.UnmarshalText([]byte(w)); err != nil || m != Measure(i) || m.String() != w {
			t.Errorf("measure %q is read as %s, %v", w, m, err)
		}
	}
	for i, w := range periodWords() {
		var p Period
		if err := p.UnmarshalText([]byte(w)); err != nil || p != Period(i) || p.String() != w {
			t.Errorf("period %q is read as %s, %v", w, p, err)
		}
	}
	for i, w := range byWords() {
		var b By
		if err := b.UnmarshalText([]byte(w)); err != nil || b != By(i) || b.String() != w {
			t.Errorf("by %q is read as %s, %v", w, b, err)
		}
	}
	var m Measure
	if err := m.UnmarshalText([]byte("furlongs")); !errors.Is(err, ErrValue) {
		t.Errorf("a measure of furlongs: %v, want ErrValue", err)
	}
}
