package credit

import (
	"testing"
	"time"

	"focusd/daemon/engine"
	"focusd/daemon/engine/enginetest"
	"focusd/tracker"
)

// monday is the day of these tests.
var monday = tracker.Day{Year: 2026, Month: time.November, Day: 23}

// clock is a time of that day, UTC; hours go beyond 24, and below 0.
func clock(hour int) time.Time {
	return time.Date(2026, time.November, 23, hour, 0, 0, 0, time.UTC)
}

func active(from, to, offset int) tracker.Span {
	return tracker.Span{Start: clock(from), End: clock(to), Offset: offset * 60, Window: tracker.Window{App: "editor"}}
}

func stored(t *testing.T, spans ...tracker.Span) *Teller {
	t.Helper()
	st := enginetest.NewMemory()
	if len(spans) > 0 {
		if err := st.Commit(engine.Change{Spans: spans}); err != nil {
			t.Fatal(err)
		}
	}
	return &Teller{Store: st}
}

func TestShort(t *testing.T) {
	tests := []struct {
		name  string
		spans []tracker.Span
		want  bool
	}{
		{"nobody knows", nil, false},
		{"at home", []tracker.Span{active(-10, 40, 0)}, false},
		{"summer time ends", []tracker.Span{active(-10, 2, 1), active(2, 40, 0)}, false},
		{"eleven hours to the east", []tracker.Span{active(-10, 12, 0), active(12, 40, 11)}, false},
		{"thirteen hours to the east", []tracker.Span{active(-10, 12, 0), active(12, 40, 13)}, true},
		{"over the date line, and it never was", []tracker.Span{active(-20, 10, -10), active(10, 40, 14)}, true},
		{"to the west it is long", []tracker.Span{active(-10, 12, 10), active(12, 40, -8)}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			from, to, err := stored(t, tt.spans...).lived(monday, calendar())
			if got := to.Sub(from) < shortDay; got != tt.want || err != nil {
				t.Errorf("it lasted from %v to %v, short %v, %v, want %v", from, to, got, err, tt.want)
			}
		})
	}
}

func TestSeen(t *testing.T) {
	day := func(back, hours int) tracker.Span { return active(9-24*back, 9-24*back+hours, 0) }
	usual := func(last ...tracker.Span) []tracker.Span {
		return append([]tracker.Span{day(6, 8), day(5, 6), day(4, 4), day(3, 8), day(2, 1), day(1, 1)}, last...) // two days of a weekend last
	}
	tests := []struct {
		name  string
		spans []tracker.Span
		want  bool
	}{
		{"nothing is known, and nothing was seen", nil, false},
		{"nothing is known", []tracker.Span{day(0, 1)}, true},
		{"half of a usual workday", usual(day(0, 4)), true},
		{"a third of it", usual(day(0, 2)), false},
		{"nothing", usual(), false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			from, to := calendar().Bounds(monday)
			got, err := stored(t, tt.spans...).seen(monday, from, to, calendar())
			if got != tt.want || err != nil {
				t.Errorf("seen = %v, %v, want %v", got, err, tt.want)
			}
		})
	}
}
