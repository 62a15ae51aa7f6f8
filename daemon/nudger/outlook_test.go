package nudger

import (
	"errors"
	"testing"
	"time"

	"focusd/timer/agenda"
	"focusd/tracker"
)

// told is a Teller that says what a test wants.
type told struct {
	usual     agenda.Usual
	switching float64
	err       error
}

func (t *told) Usual() agenda.Usual { return t.usual }

// Unrecorded is half an hour that ended an hour ago.
func (t *told) Unrecorded() (from, to time.Time, name string, err error) {
	now := time.Now().UTC().Truncate(time.Second)
	return now.Add(-90 * time.Minute), now.Add(-time.Hour), "letters", t.err
}

func (t *told) Switching(time.Duration, time.Time) (float64, error) { return t.switching, t.err }

// five are days such as today, of eight hours, with so much focus and so many
// switches.
func five(focus time.Duration, switches int) (u agenda.Usual) {
	for i := 5; i > 0; i-- {
		day := tracker.Calendar{Location: time.UTC, Start: 4 * time.Hour}.Day(time.Now()).Add(-7 * i)
		u.Days = append(u.Days, agenda.UsualDay{Day: day, Focus: focus, Active: 8 * time.Hour, Switches: switches})
	}
	return u
}

func TestOutlookKnowsHowRestlessThePersonIs(t *testing.T) {
	failed := errors.New("the log is gone")
	tests := []struct {
		name            string
		switches        int
		now             float64
		fails           error
		switching, want float64
	}{
		{"nobody knows", 0, 30, nil, 0, 0},
		{"as usual", 80, 12, nil, 12, 10},
		{"three times as often", 80, 30, nil, 30, 10},
		{"the log cannot be read", 80, 30, failed, 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			bubble(t, func(d *desk) {
				teller := &told{usual: five(2*time.Hour, tt.switches), switching: tt.now, err: tt.fails}
				o := outlooker{book: d.book, teller: teller}
				got, err := o.look(d.engine.Snapshot(), time.Now(), false)
				if !errors.Is(err, tt.fails) || got.plan.Switches != tt.switching || got.plan.Usual != tt.want {
					t.Errorf("%v an hour, %v is usual, %v; want %v, %v", got.plan.Switches, got.plan.Usual, err, tt.switching, tt.want)
				}
			})
		})
	}
}

func TestOutlookMeasuresTheDayByWhatIsUsual(t *testing.T) {
	tests := []struct {
		name  string
		focus time.Duration
		want  bool
	}{
		{"four hours, where nobody knows", 0, false},
		{"two hours are usual", 2 * time.Hour, true},
		{"six hours are usual", 6 * time.Hour, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			bubble(t, func(d *desk) {
				d.plan(func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
					return a.AddTimeBlock(agenda.TimeBlock{Name: "Writing"}, 180, false, w)
				})
				o := outlooker{book: d.book}
				if tt.focus > 0 {
					o.teller = &told{usual: five(tt.focus, 0)}
				}
				got, err := o.look(d.engine.Snapshot(), time.Now(), false)
				if err != nil || got.plan.Overloaded != tt.want {
					t.Errorf("three hours are too much: %v, %v, want %v", got.plan.Overloaded, err, tt.want)
				}
			})
		})
	}
}
