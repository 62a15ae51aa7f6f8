package tracker

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func utc(t testing.TB, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatalf("time in a test: %v", err)
	}
	return at.UTC()
}

func day(t testing.TB, s string) Day {
	t.Helper()
	d, err := ParseDay(s)
	if err != nil {
		t.Fatalf("date in a test: %v", err)
	}
	return d
}

func TestCalendarDay(t *testing.T) {
	tests := []struct {
		name, zone string
		start      time.Duration
		at, want   string
	}{
		{"before four", "Europe/Berlin", 4 * time.Hour, "2026-11-20T03:59:59.999+01:00", "2026-11-19"},
		{"at four", "Europe/Berlin", 4 * time.Hour, "2026-11-20T04:00:00+01:00", "2026-11-20"},
		{"first of a year", "Europe/Berlin", 4 * time.Hour, "2026-01-01T00:00:00+01:00", "2025-12-31"},
		{"four o'clock when summer time begins", "Europe/Berlin", 4 * time.Hour, "2026-03-29T04:00:00+02:00", "2026-03-29"},
		{"before four when summer time begins", "Europe/Berlin", 4 * time.Hour, "2026-03-29T03:59:00+02:00", "2026-03-28"},
		{"before four when summer time ends", "Europe/Berlin", 4 * time.Hour, "2026-10-25T03:59:00+01:00", "2026-10-24"},
		{"four o'clock when summer time ends", "Europe/Berlin", 4 * time.Hour, "2026-10-25T04:00:00+01:00", "2026-10-25"},
		{"a night worker", "Europe/Berlin", 14 * time.Hour, "2026-11-20T13:59:00+01:00", "2026-11-19"},
		{"one minute to midnight", "Europe/Berlin", 23*time.Hour + 59*time.Minute, "2026-11-20T23:58:00+01:00", "2026-11-19"},
		{"missing midnight in Cairo", "Africa/Cairo", 0, "2026-04-24T01:00:00+03:00", "2026-04-24"},
		{"missing midnight in Santiago", "America/Santiago", 0, "2026-09-06T01:00:00-03:00", "2026-09-06"},
		{"Apia after the date it skipped", "Pacific/Apia", 0, "2011-12-31T00:00:00+14:00", "2011-12-31"},
		{"Apia in the night that was left of it", "Pacific/Apia", 4 * time.Hour, "2011-12-31T03:59:00+14:00", "2011-12-30"},
		{"the day does not go back with the clock", "America/St_Johns", 0, "2010-11-06T23:30:00-03:30", "2010-11-07"},
		{"before the clock goes back", "America/St_Johns", 0, "2010-11-06T23:30:00-02:30", "2010-11-06"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := Calendar{zone(t, tt.zone), tt.start}
			if got := c.Day(utc(t, tt.at)); got != day(t, tt.want) {
				t.Errorf("Day(%s) = %v, want %s", tt.at, got, tt.want)
			}
		})
	}
}

func TestCalendarBounds(t *testing.T) {
	tests := []struct {
		name, zone     string
		start          time.Duration
		day, from, end string
	}{
		{"24 hours", "Europe/Berlin", 4 * time.Hour, "2026-11-20", "2026-11-20T04:00:00+01:00", "2026-11-21T04:00:00+01:00"},
		{"23 hours", "Europe/Berlin", 4 * time.Hour, "2026-03-28", "2026-03-28T04:00:00+01:00", "2026-03-29T04:00:00+02:00"},
		{"after the 23 hours", "Europe/Berlin", 4 * time.Hour, "2026-03-29", "2026-03-29T04:00:00+02:00", "2026-03-30T04:00:00+02:00"},
		{"25 hours", "Europe/Berlin", 4 * time.Hour, "2026-10-24", "2026-10-24T04:00:00+02:00", "2026-10-25T04:00:00+01:00"},
		{"after the 25 hours", "Europe/Berlin", 4 * time.Hour, "2026-10-25", "2026-10-25T04:00:00+01:00", "2026-10-26T04:00:00+01:00"},
		{"a start that does not exist", "Europe/Berlin", 150 * time.Minute, "2026-03-29", "2026-03-29T03:00:00+02:00", "2026-03-30T02:30:00+02:00"},
		{"a start that exists twice", "Europe/Berlin", 150 * time.Minute, "2026-10-25", "2026-10-25T02:30:00+02:00", "2026-10-26T02:30:00+01:00"},
		{"Cairo", "Africa/Cairo", 0, "2026-04-24", "2026-04-24T01:00:00+03:00", "2026-04-25T00:00:00+03:00"},
		{"Beirut", "Asia/Beirut", 0, "2026-03-29", "2026-03-29T01:00:00+03:00", "2026-03-30T00:00:00+03:00"},
		{"Santiago", "America/Santiago", 0, "2026-09-06", "2026-09-06T01:00:00-03:00", "2026-09-07T00:00:00-03:00"},
		{"Santiago, the day before", "America/Santiago", 0, "2026-09-05", "2026-09-05T00:00:00-04:00", "2026-09-06T01:00:00-03:00"},
		{"Apia before the skipped date", "Pacific/Apia", 0, "2011-12-29", "2011-12-29T00:00:00-10:00", "2011-12-31T00:00:00+14:00"},
		{"Apia on the skipped date", "Pacific/Apia", 0, "2011-12-30", "2011-12-31T00:00:00+14:00", "2011-12-31T00:00:00+14:00"},
		{"Apia, four hours of it", "Pacific/Apia", 4 * time.Hour, "2011-12-30", "2011-12-31T00:00:00+14:00", "2011-12-31T04:00:00+14:00"},
		{"a zone without rules", "UTC", 4 * time.Hour, "2026-02-28", "2026-02-28T04:00:00Z", "2026-03-01T04:00:00Z"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := Calendar{zone(t, tt.zone), tt.start}
			from, to := c.Bounds(day(t, tt.day))
			if want, end := utc(t, tt.from), utc(t, tt.end); from != want || to != end {
				t.Errorf("Bounds(%s) = %v, %v, want %v, %v", tt.day, from, to, want, end)
			}
		})
	}
}

func TestTheZeroCalendarIsUTC(t *testing.T) {
	var c Calendar
	if got, want := c.Day(noon), day(t, "2026-11-20"); got != want {
		t.Errorf("Day(%v) = %v, want %v", noon, got, want)
	}
}

// TestDaysFollowOneAnother goes through the years of many zones in half hours,
// with any start of the day.
func TestDaysFollowOneAnother(t *testing.T) {
	zones := []string{
		"Europe/Berlin", "Africa/Cairo", "Asia/Beirut", "America/Santiago", "America/Havana", "Pacific/Apia",
		"America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Casablanca", "Antarctica/Troll", "UTC",
	}
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom(zones).Draw(t, "zone")
		loc, err := time.LoadLocation(name)
		if err != nil {
			t.Fatalf("LoadLocation(%q): %v", name, err)
		}
		c := Calendar{loc, time.Duration(rapid.IntRange(0, 24*60-1).Draw(t, "start")) * time.Minute}
		at := time.Date(2011, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 15*365*24).Draw(t, "hours")) * time.Hour)
		last := c.Day(at)
		for range 100 {
			at = at.Add(29 * time.Minute)
			d := c.Day(at)
			if d.Before(last) {
				t.Fatalf("%s, start %v: Day(%v) = %v, after %v", name, c.Start, at, d, last)
			}
			last = d
			checkBounds(t, c, d, at)
		}
	})
}

func checkBounds(t *rapid.T, c Calendar, d Day, at time.Time) {
	t.Helper()
	from, to := c.Bounds(d)
	if at.Before(from) || !at.Before(to) {
		t.Fatalf("start %v: Bounds(%v) = %v, %v without %v, which is of that day", c.Start, d, from, to, at)
	}
	if got := c.Day(from); got != d {
		t.Fatalf("start %v: Day(%v) = %v, want %v, which begins then", c.Start, from, got, d)
	}
	if before := c.Day(from.Add(-1)); !before.Before(d) {
		t.Fatalf("start %v: Day of the instant before %v = %v, want one before %v", c.Start, from, before, d)
	}
	if _, end := c.Bounds(d.Add(-1)); !end.Equal(from) {
		t.Fatalf("start %v: the day before %v ends at %v, want %v", c.Start, d, end, from)
	}
	if d.Before(c.civilDay(at)) {
		t.Fatalf("start %v: Day(%v) = %v, earlier than the civil clock says", c.Start, at, d)
	}
}

func TestDayArithmetic(t *testing.T) {
	tests := []struct {
		day  string
		add  int
		want string
	}{
		{"2026-02-28", 1, "2026-03-01"},
		{"2028-02-28", 1, "2028-02-29"},
		{"2026-01-01", -1, "2025-12-31"},
		{"2026-11-22", 365, "2027-11-22"},
		{"2026-11-22", 0, "2026-11-22"},
	}
	for _, tt := range tests {
		t.Run(fmt.Sprintf("%s%+d", tt.day, tt.add), func(t *testing.T) {
			d := day(t, tt.day)
			got := d.Add(tt.add)
			if got.String() != tt.want {
				t.Errorf("%v.Add(%d) = %v, want %s", d, tt.add, got, tt.want)
			}
			if before := d.Before(got); before != (tt.add > 0) {
				t.Errorf("%v.Before(%v) = %v, want %v", d, got, before, tt.add > 0)
			}
		})
	}
}

func TestDayWeekday(t *testing.T) {
	if got := day(t, "2026-11-22").Weekday(); got != time.Sunday {
		t.Errorf("Weekday of 2026-11-22 = %v, want Sunday", got)
	}
}

func TestTheZeroDayIsNone(t *testing.T) {
	var none Day
	if none.String() != "" || none.Add(3) != none || !none.Before(day(t, "2026-11-22")) {
		t.Errorf("the zero day is %q, and %v three days later, want none", none, none.Add(3))
	}
}

func TestParseDayRefuses(t *testing.T) {
	for _, s := range []string{"", "2026-13-01", "2026-02-29", "2026-2-3", "22.11.2026", "2026-11-22T04:00"} {
		if d, err := ParseDay(s); err == nil {
			t.Errorf("ParseDay(%q) = %v, want an error", s, d)
		}
	}
}

func BenchmarkCalendarDay(b *testing.B) {
	c := Calendar{zone(b, "Europe/Berlin"), 4 * time.Hour}
	b.ReportAllocs()
	for b.Loop() {
		c.Day(noon)
	}
}
