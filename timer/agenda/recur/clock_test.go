package recur

import (
	"testing"
	"time"
)

func TestAt(t *testing.T) {
	const h, m = time.Hour, time.Minute
	tests := []struct {
		name, zone, day string
		clock           time.Duration
		want            string
	}{
		{"an ordinary day", "Europe/Berlin", "2026-11-20", 9*h + 30*m, "2026-11-20T09:30:00+01:00"},
		{"midnight", "Europe/Berlin", "2026-11-20", 0, "2026-11-20T00:00:00+01:00"},
		{"the last minute", "Europe/Berlin", "2026-11-20", 23*h + 59*m, "2026-11-20T23:59:00+01:00"},
		{"missing half past two", "Europe/Berlin", "2026-03-29", 2*h + 30*m, "2026-03-29T03:00:00+02:00"},
		{"half past two twice", "Europe/Berlin", "2026-10-25", 2*h + 30*m, "2026-10-25T02:30:00+02:00"},
		{"missing midnight in Cairo", "Africa/Cairo", "2026-04-24", 0, "2026-04-24T01:00:00+03:00"},
		{"missing midnight in Beirut", "Asia/Beirut", "2026-03-29", 0, "2026-03-29T01:00:00+03:00"},
		{"missing midnight in Santiago", "America/Santiago", "2026-09-06", 0, "2026-09-06T01:00:00-03:00"},
		{"half past midnight that Santiago leaps over", "America/Santiago", "2026-09-06", 30 * m, "2026-09-06T01:00:00-03:00"},
		{"eleven at night twice in Santiago", "America/Santiago", "2026-04-04", 23 * h, "2026-04-04T23:00:00-03:00"},
		{"a date that Apia skipped", "Pacific/Apia", "2011-12-30", 9 * h, "2011-12-31T00:00:00+14:00"},
		{"the date before it", "Pacific/Apia", "2011-12-29", 9 * h, "2011-12-29T09:00:00-10:00"},
		{"the date after it", "Pacific/Apia", "2011-12-31", 9 * h, "2011-12-31T09:00:00+14:00"},
		{"half an hour missing on Lord Howe", "Australia/Lord_Howe", "2026-10-04", 2*h + 15*m, "2026-10-04T02:30:00+11:00"},
		{"one past midnight twice in St. John's", "America/St_Johns", "2010-11-07", 0, "2010-11-07T00:00:00-02:30"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			location, err := time.LoadLocation(tt.zone)
			if err != nil {
				t.Skipf("no time zones on this machine: %v", err)
			}
			want, err := time.Parse(time.RFC3339, tt.want)
			if err != nil {
				t.Fatalf("time in a test: %v", err)
			}
			if got := At(day(t, tt.day), tt.clock, location); !got.Equal(want) {
				t.Errorf("At(%s, %v, %s) = %v, want %v", tt.day, tt.clock, tt.zone, got.In(location), want)
			}
		})
	}
}

func TestAtWithoutALocationIsUTC(t *testing.T) {
	want := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	if got := At(day(t, "2026-11-20"), 9*time.Hour, nil); got != want {
		t.Errorf("At = %v, want %v", got, want)
	}
}
