package credit

import (
	"context"
	"errors"
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"focusd/daemon/engine"
	"focusd/tracker"
)

// keepSums has the sums be kept in the background, until end is called.
func (d *desk) keepSums() (end func()) {
	ctx, cancel := context.WithCancel(d.Context())
	ended := make(chan struct{})
	go func() { defer close(ended); d.teller.KeepSums(ctx) }()
	return func() { cancel(); <-ended }
}

// kept are the documents with sums.
func (d *desk) kept() []engine.Document {
	d.Helper()
	all, err := d.store.Documents(KindSums)
	if err != nil {
		d.Fatal(err)
	}
	return all
}

// months has a person work on a day of each of some months, the last of which is
// the month that goes on.
func (d *desk) months(n int) {
	for range n {
		d.work(10 * time.Minute)
		d.leave(30*24*time.Hour - 10*time.Minute)
	}
}

// mark changes the sum of a day that is remembered, so that it is known again.
func (d *desk) mark(day tracker.Day) {
	c := &d.teller.closed
	c.mu.Lock()
	defer c.mu.Unlock()
	r := c.days[day]
	r.Sum.Switches = 99
	c.days[day] = r
}

func TestSumsAreKeptOverARestart(t *testing.T) {
	tests := []struct {
		name  string
		while func(d *desk, day tracker.Day) // between the two
		want  bool                           // what was kept is what is told
	}{
		{"nothing changed", func(*desk, tracker.Day) {}, true},
		{"another program", func(d *desk, _ tracker.Day) { d.teller.Program = "2" }, false},
		{"another rule", (*desk).addRule, false},
		{"it is damaged", func(d *desk, _ tracker.Day) {
			for _, doc := range d.kept() {
				doc.Data = doc.Data[:len(doc.Data)/2]
				if err := d.engine.Keep(d.Context(), doc); err != nil {
					d.Fatal(err)
				}
			}
		}, false},
		{"a vacation was said", (*desk).addVacation, false},
		{"a time block was added", (*desk).addWriting, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			bubble(t, func(d *desk) {
				day := d.today()
				d.work(10 * time.Minute)
				d.leave(27 * time.Hour)
				d.sums(1)
				d.mark(day)
				end := d.keepSums()
				time.Sleep(keepAfter + time.Minute)
				synctest.Wait()
				end()
				if len(d.kept()) == 0 {
					d.Fatal("nothing is kept")
				}
				d.stop()
				d.start()
				tt.while(d, day)
				if got := d.sums(1)[0].Switches == 99; got != tt.want {
					d.Errorf("what was kept is told: %v, want %v", got, tt.want)
				}
			})
		})
	}
}

// TestTheLastYearsAreSummedUp waits for what nobody has asked for.
func TestTheLastYearsAreSummedUp(t *testing.T) {
	bubble(t, func(d *desk) {
		d.months(4)
		d.sums(1)
		defer d.keepSums()()
		time.Sleep(keepAfter + time.Minute)
		synctest.Wait()
		if got := len(d.kept()); got != 12+4 {
			d.Fatalf("%d months are kept of the last year and the four of this one", got)
		}
		want := d.sums(200)
		d.teller.closed = closed{}
		if diff := cmp.Diff(d.sums(200), want); diff != "" {
			d.Errorf("what is kept is not what it was (-kept +summed up):\n%s", diff)
		}
	})
}

// TestKeepingComesToRest counts what is written when nothing happens any more.
func TestKeepingComesToRest(t *testing.T) {
	bubble(t, func(d *desk) {
		d.months(3)
		d.leave(8 * time.Hour) // and no other day ends meanwhile
		d.sums(1)
		defer d.keepSums()()
		time.Sleep(keepAfter + time.Minute)
		synctest.Wait()
		before := d.engine.Snapshot().Store.Kept[KindSums]
		for range 5 {
			time.Sleep(closedFor + time.Minute)
			d.sums(80)
		}
		synctest.Wait()
		if got := d.engine.Snapshot().Store.Kept[KindSums]; got != before {
			d.Errorf("%d more times something was kept", got-before)
		}
	})
}

// TestNothingForgottenIsKept keeps sums while something is forgotten: what was
// remembered before is not kept after it.
func TestNothingForgottenIsKept(t *testing.T) {
	bubble(t, func(d *desk) {
		day := d.today()
		d.work(10 * time.Minute)
		d.leave(27 * time.Hour)
		d.sums(1)
		d.mark(day)
		keeping := make(chan error, 1)
		err := d.teller.While(func() error {
			go func() { keeping <- d.teller.keepSums(d.Context()) }()
			for range 1000 {
				runtime.Gosched() // it gets as far as it can
			}
			if len(d.kept()) > 0 {
				d.Error("something was kept while something was forgotten")
			}
			return nil
		})
		if err != nil {
			d.Fatal(err)
		}
		if err := <-keeping; err != nil {
			d.Fatal(err)
		}
		if len(d.kept()) == 0 {
			d.Fatal("nothing is kept afterwards")
		}
		for _, doc := range d.kept() {
			m, err := readMonth(doc.Data)
			if err != nil {
				d.Fatal(err)
			}
			for _, r := range m.Days {
				if r.Sum.Switches == 99 {
					d.Errorf("what was known of %v before is kept", r.Sum.Date)
				}
			}
		}
	})
}

func TestSumsThatCannotBeKeptAreKeptLater(t *testing.T) {
	bubble(t, func(d *desk) {
		d.work(10 * time.Minute)
		d.leave(27 * time.Hour)
		defer d.keepSums()()
		d.sums(1)
		d.store.FailAfter(0, errors.New("full"))
		time.Sleep(keepAfter + time.Minute)
		synctest.Wait()
		d.store.Heal()
		if len(d.kept()) > 0 {
			d.Fatal("it was kept in a store that is full")
		}
		d.leave(24 * time.Hour)
		d.sums(2)
		time.Sleep(keepAfter + time.Minute)
		synctest.Wait()
		if len(d.kept()) == 0 {
			d.Error("it was given up")
		}
	})
}

func TestMonths(t *testing.T) {
	for _, tt := range []struct {
		of     month
		id     string
		last   tracker.Day
		before string
		after  string
	}{
		{month{2026, time.February}, "2026-02", tracker.Day{Year: 2026, Month: time.February, Day: 28}, "2026-01", "2026-03"},
		{month{2024, time.February}, "2024-02", tracker.Day{Year: 2024, Month: time.February, Day: 29}, "2024-01", "2024-03"},
		{month{2026, time.December}, "2026-12", tracker.Day{Year: 2026, Month: time.December, Day: 31}, "2026-11", "2027-01"},
		{month{2026, time.January}, "2026-01", tracker.Day{Year: 2026, Month: time.January, Day: 31}, "2025-12", "2026-02"},
	} {
		if got := tt.of.String(); got != tt.id {
			t.Errorf("%v is called %s", tt.of, got)
		}
		if got := tt.of.last(); got != tt.last {
			t.Errorf("%v ends on %v", tt.of, got)
		}
		if b, a := tt.of.before().String(), tt.of.next().String(); b != tt.before || a != tt.after {
			t.Errorf("%v is between %s and %s", tt.of, b, a)
		}
	}
}
