package daemon

import (
	"errors"
	"testing"
	"time"

	"focusd/daemon/metrics"
	"focusd/daemon/report"
	"focusd/timer/agenda"
	"focusd/tracker"
)

// worked are the four weeks before a day, with so much focus on each weekday
// and its first block at nine. Nobody is there on the days without.
func worked(first, last tracker.Day, focus map[time.Weekday]time.Duration) (days []report.Day) {
	for day := first; !last.Before(day); day = day.Add(1) {
		d := report.Day{Date: day, Focus: focus[day.Weekday()]}
		if d.Focus > 0 {
			d.Presences[tracker.Active] = 8 * time.Hour
			d.Blocks = []report.Block{{Start: time.Date(day.Year, day.Month, day.Day, 9, 0, 0, 0, time.UTC)}}
		}
		days = append(days, d)
	}
	return days
}

func TestRegularDays(t *testing.T) {
	week := make(map[time.Weekday]time.Duration)
	for d := time.Monday; d <= time.Friday; d++ {
		week[d] = 4 * time.Hour
	}
	made := noon().Today().Add(-60)
	for name, tt := range map[string]struct {
		blocks []agenda.TimeBlock
		want   float64 // evenness; 0: not known
	}{
		"nothing is planned":              {nil, 1},
		"of every day":                    {[]agenda.TimeBlock{{ID: "1", Made: made}}, 5. / 7},
		"of workdays":                     {[]agenda.TimeBlock{{ID: "1", Made: made, Days: agenda.On(1, 2, 3, 4, 5)}}, 1},
		"of six days, by two":             {[]agenda.TimeBlock{{ID: "1", Made: made, Days: agenda.On(1, 2, 3)}, {ID: "2", Made: made, Days: agenda.On(3, 4, 5, 6)}}, 5. / 6},
		"that has ended":                  {[]agenda.TimeBlock{{ID: "1", Made: made, Ended: made.Add(3)}}, 1},
		"of Sundays, on which nobody was": {[]agenda.TimeBlock{{ID: "1", Made: made, Days: agenda.On(0)}}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			a := &agenda.Agenda{}
			for _, b := range tt.blocks {
				a.Put(b)
			}
			var got metrics.Agenda
			err := regularOf(a, noon()).measure(&got, func(first, last tracker.Day, _ agenda.When) ([]report.Day, error) {
				if first != noon().Today().Add(-28) || last != noon().Today().Add(-1) {
					t.Errorf("days from %v to %v are read, want the 28 before today", first, last)
				}
				return worked(first, last, week), nil
			})
			if err != nil {
				t.Fatal(err)
			}
			evenness := 0.0
			if got.Evenness != nil {
				evenness = *got.Evenness
			}
			if evenness < tt.want-1e-9 || evenness > tt.want+1e-9 {
				t.Errorf("evenness is %v, want %v", evenness, tt.want)
			}
			if known := got.StartSpread != nil; known != (tt.want > 0) {
				t.Errorf("the spread of starts is known: %v", known)
			}
		})
	}
}

func TestRegularDaysThatCannotBeRead(t *testing.T) {
	broken := errors.New("broken")
	err := regularOf(&agenda.Agenda{}, noon()).measure(new(metrics.Agenda), func(tracker.Day, tracker.Day, agenda.When) ([]report.Day, error) {
		return nil, broken
	})
	if !errors.Is(err, broken) {
		t.Errorf("error %v, want %v", err, broken)
	}
}
