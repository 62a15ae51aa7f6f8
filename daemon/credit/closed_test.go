package credit

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"focusd/daemon/engine"
	"focusd/daemon/report"
	"focusd/timer/agenda"
	"focusd/tracker"
	"focusd/tracker/entry"
)

// sums are the days up to the one before today.
func (d *desk) sums(back int) []report.Day {
	d.Helper()
	w := agenda.When{Now: time.Now(), Calendar: calendar()}
	days, err := d.teller.Days(w.Today().Add(-back), w.Today().Add(-1), w)
	if err != nil {
		d.Fatal(err)
	}
	return days
}

// read has the rules be read again, with those of documents.
func (d *desk) read(documents ...engine.Document) {
	d.Helper()
	if err := d.teller.Rules.While(func() error { return d.engine.Keep(d.Context(), documents...) }); err != nil {
		d.Fatal(err)
	}
}

// addRule, addVacation and addWriting change what days before may rest on.
func (d *desk) addRule(tracker.Day) {
	d.Helper()
	d.read(engine.Document{Kind: "rule", ID: "01KB0000000000000000000003", Data: []byte(`{"v":1,"text":"app=chat -> office"}`)})
}

func (d *desk) addVacation(from tracker.Day) {
	d.Helper()
	d.do(func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
		return a.AddVacation(agenda.Vacation{From: from, To: w.Today()}, 0, w)
	})
}

func (d *desk) addWriting(tracker.Day) { d.Helper(); d.addTimeBlock("Writing", 60) }

// forget has something be forgotten.
func (d *desk) forget() {
	d.Helper()
	if err := d.teller.While(func() error { return nil }); err != nil {
		d.Fatal(err)
	}
}

// remembers is whether the sum of a day is kept.
func (d *desk) remembers(day tracker.Day) bool {
	d.teller.closed.mu.Lock()
	defer d.teller.closed.mu.Unlock()
	_, ok := d.teller.closed.days[day]
	return ok
}

// remembered is how many days are.
func (d *desk) remembered() int {
	d.teller.closed.mu.Lock()
	defer d.teller.closed.mu.Unlock()
	return len(d.teller.closed.days)
}

func TestAClosedDayIsSummedUpOnce(t *testing.T) {
	bubble(t, func(d *desk) {
		day := d.today()
		d.work(time.Hour)
		d.leave(14 * time.Hour) // 00:00
		d.leave(8 * time.Hour)  // 08:00: the night may go on
		if d.sums(1); d.remembers(day) {
			t.Error("it is remembered before its night is over")
		}
		d.leave(3 * time.Hour)
		sum := d.sums(1)[0]
		if got := sum.Classes[0] + sum.Capacity; got < time.Hour || !d.remembers(day) {
			t.Fatalf("it came to %v, remembered %v", got, d.remembers(day))
		}
		r := d.teller.closed.days[day]
		r.Sum.Switches = 99
		d.teller.closed.days[day] = r
		if got := d.sums(1)[0].Switches; got != 99 {
			t.Errorf("it is summed up again: %d switches", got)
		}
	})
}

func TestWhatForgetsAClosedDay(t *testing.T) {
	tests := []struct {
		name string
		do   func(d *desk, day tracker.Day)
		want bool // it is known still
	}{
		{"nothing", func(*desk, tracker.Day) {}, true},
		{"an entry", func(d *desk, day tracker.Day) {
			from, _ := calendar().Bounds(day)
			e := entry.Entry{Start: from.Add(10 * time.Hour), End: from.Add(11 * time.Hour), Text: "walk"}
			if _, err := d.entries.Add(d.Context(), e, entry.Over); err != nil {
				d.Fatal(err)
			}
		}, false},
		{"a rule", (*desk).addRule, false},
		{"the same rules", func(d *desk, _ tracker.Day) { d.read() }, true},
		{"something is forgotten", func(d *desk, _ tracker.Day) { d.forget() }, false},
		{"vacation", (*desk).addVacation, false},
		{"a time block", (*desk).addWriting, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			bubble(t, func(d *desk) {
				day := d.today()
				d.work(10 * time.Minute)
				d.leave(27 * time.Hour)
				d.sums(1)
				r := d.teller.closed.days[day]
				r.Sum.Switches = 99
				d.teller.closed.days[day] = r
				tt.do(d, day)
				if got := d.sums(1)[0].Switches == 99; got != tt.want {
					t.Errorf("the sum is the one before: %v, want %v", got, tt.want)
				}
			})
		})
	}
}

func TestDaysOfLongAgoAreRememberedForAWhile(t *testing.T) {
	bubble(t, func(d *desk) {
		d.sums(100)
		if got := d.remembered(); got != 99 {
			t.Fatalf("%d days are remembered of 100, of which one goes on", got)
		}
		time.Sleep(closedFor - time.Second)
		d.sums(70)
		time.Sleep(closedFor - time.Second)
		if got := d.remembered(); got != 99 {
			t.Fatalf("%d days are remembered while somebody looks back, want 99", got)
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		if got := d.remembered(); got > closedBack || got < closedBack-1 {
			t.Fatalf("%d days are remembered when nobody has looked back, want about %d", got, closedBack)
		}
		d.leave(30 * 24 * time.Hour)
		d.sums(closedBack + 1)
		time.Sleep(closedFor + time.Minute)
		synctest.Wait()
		if got := d.remembered(); got > closedBack {
			t.Errorf("a month later %d of them are", got)
		}
	})
}

// TestClosedDaysAreBounded looks back at more than may be remembered.
func TestClosedDaysAreBounded(t *testing.T) {
	bubble(t, func(d *desk) {
		w := agenda.When{Now: time.Now(), Calendar: calendar()}
		for back := 2000; back > 0; back -= 365 {
			first := w.Today().Add(-back)
			if _, err := d.teller.Days(first, first.Add(364), w); err != nil {
				t.Fatal(err)
			}
			if got := d.remembered(); got > closedMost+365 {
				t.Fatalf("%d days are remembered", got)
			}
			if !d.remembers(first) {
				t.Errorf("what was just looked at, %v, is not remembered", first)
			}
		}
	})
}

// TestDaysInPartsAreTheSame compares a range that several goroutines sum up with
// its days one by one.
func TestDaysInPartsAreTheSame(t *testing.T) {
	bubble(t, func(d *desk) {
		for range 3 {
			d.work(3 * time.Hour)
			d.leave(21 * time.Hour)
			d.work(time.Hour)
			d.leave(29 * 24 * time.Hour)
		}
		w := agenda.When{Now: time.Now(), Calendar: calendar()}
		first := w.Today().Add(-100)
		all, err := d.teller.Days(first, w.Today(), w)
		if err != nil || len(all) != 101 {
			t.Fatalf("%d days, %v, want 101", len(all), err)
		}
		active := 0
		for _, want := range all {
			d.forget()
			got, err := d.teller.Days(want.Date, want.Date, w)
			if err != nil || len(got) != 1 {
				t.Fatal(got, err)
			}
			if diff := cmp.Diff(got[0], want); diff != "" {
				t.Errorf("%v (-alone +together):\n%s", want.Date, diff)
			}
			if want.WasThere() {
				active++
			}
		}
		if active < 6 {
			t.Errorf("somebody was there on %d days: the test compares nothing", active)
		}
	})
}

func TestASumThatComesTooLateIsNotKept(t *testing.T) {
	bubble(t, func(d *desk) {
		d.sums(1)
		age := d.teller.closed.age
		d.forget()
		d.sums(1)
		d.teller.closed.remember(age, report.Day{Date: d.today().Add(-30)}, 1)
		if d.remembers(d.today().Add(-30)) {
			t.Error("what was begun before something was forgotten is remembered")
		}
	})
}
