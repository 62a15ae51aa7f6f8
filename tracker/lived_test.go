package tracker

import (
	"errors"
	"testing"
	"time"
)

func TestLivedDays(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Skip("no time zones here:", err)
	}
	at := func(s string) time.Time {
		t.Helper()
		v, err := time.Parse("01-02 15:04 2006", s+" 2026")
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	// log is a log in which the offset changes, in hours.
	log := func(from string, rows ...any) (all []Span) {
		start := at(from)
		for i := 0; i < len(rows); i += 2 {
			end := at(rows[i+1].(string))
			for ; start.Before(end); start = start.Add(time.Hour) { // of an hour each, as rows are short
				all = append(all, Span{Start: start, End: earlier(start.Add(time.Hour), end), Offset: rows[i].(int) * 60})
			}
			start = end
		}
		return all
	}
	for _, tt := range []struct {
		name, day string
		spans     []Span
		from, to  string
	}{
		{"at home", "2026-11-20", log("11-18 00:00", 1, "11-23 00:00"), "11-20 03:00", "11-21 03:00"},
		{"to the west", "2026-11-20", log("11-18 00:00", 1, "11-20 12:00", -5, "11-23 00:00"), "11-20 03:00", "11-21 09:00"},
		{"to the east", "2026-11-20", log("11-18 00:00", 1, "11-20 12:00", 8, "11-23 00:00"), "11-20 03:00", "11-20 20:00"},
		{"no date comes twice", "2026-11-20", log("11-18 00:00", 1, "11-21 05:00", -5, "11-23 00:00"), "11-20 03:00", "11-21 03:00"},
		{"the day after that", "2026-11-21", log("11-18 00:00", 1, "11-21 05:00", -5, "11-24 00:00"), "11-21 03:00", "11-22 09:00"},
		{"landed in the next day", "2026-11-20", log("11-18 00:00", -5, "11-20 22:00", 8, "11-23 00:00"), "11-20 09:00", "11-20 22:00"},
		{"the end of summer time", "2026-10-24", log("10-22 00:00", 2, "10-25 01:00", 1, "10-27 00:00"), "10-24 02:00", "10-25 03:00"},
		{"the begin of summer time", "2026-03-28", log("03-26 00:00", 1, "03-29 01:00", 2, "03-31 00:00"), "03-28 03:00", "03-29 02:00"},
		{"a day that lasts", "2026-11-20", log("11-18 00:00", 1, "11-20 12:00"), "11-20 03:00", "11-21 03:00"},
		{"nothing", "2026-11-20", nil, "11-20 03:00", "11-21 03:00"},
		{"long after the log", "2026-11-20", log("11-01 00:00", 1, "11-02 00:00"), "11-20 03:00", "11-21 03:00"},
		{"a hole in the night", "2026-11-20", append(log("11-18 00:00", 1, "11-19 22:00"), log("11-20 07:00", 1, "11-20 22:00")...), "11-20 03:00", "11-21 03:00"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			day, err := ParseDay(tt.day)
			if err != nil {
				t.Fatal(err)
			}
			c := Calendar{Location: berlin, Start: 4 * time.Hour}
			from, to, err := c.Lived(day, played(nil, tt.spans...))
			if err != nil || !from.Equal(at(tt.from)) || !to.Equal(at(tt.to)) {
				t.Errorf("%s is %v to %v, %v, want %s to %s", tt.day, from, to, err, tt.from, tt.to)
			}
			_, before, _ := c.Lived(day.Add(-1), played(nil, tt.spans...))
			if after, _, _ := c.Lived(day.Add(1), played(nil, tt.spans...)); !before.Equal(from) || !after.Equal(to) {
				t.Errorf("the day before ends at %v, the day after begins at %v: %v to %v has neighbours", before, after, from, to)
			}
		})
	}
	broken := errors.New("the disk is gone")
	if _, _, err := (Calendar{}).Lived(Day{2026, 11, 20}, played(broken)); !errors.Is(err, broken) {
		t.Errorf("%v, want %v", err, broken)
	}
}
