package agenda

import (
	"testing"
	"time"
)

func TestParseDay(t *testing.T) {
	sunday := newDesk(t).When
	for _, c := range []struct{ text, want string }{
		{"today", "2026-11-22"},
		{"Tomorrow", "2026-11-23"},
		{"tom", "2026-11-23"},
		{"mon", "2026-11-23"},
		{"Saturday", "2026-11-28"},
		{"sun", "2026-11-29"},
		{"eow", "2026-11-22"},
		{"eom", "2026-11-30"},
		{"eoy", "2026-12-31"},
		{"+0d", "2026-11-22"},
		{"+3d", "2026-11-25"},
		{"+2w", "2026-12-06"},
		{"+1m", "2026-12-22"},
		{"+14m", "2028-01-22"},
		{"2026-12-01", "2026-12-01"},
		{"2020-01-01", "2020-01-01"},
		{"12-01", "2026-12-01"},
		{"11-22", "2026-11-22"},
		{"11-21", "2027-11-21"},
		{"02-29", "2028-02-29"},
	} {
		if got, ok := sunday.ParseDay(c.text); !ok || got.String() != c.want {
			t.Errorf("ParseDay(%q) = %v, %v, want %s", c.text, got, ok, c.want)
		}
	}
	for _, text := range []string{"", "someday", "mo", "+", "+3", "+d", "+-3d", "+3y", "+9999d", "2026-13-01", "1826-11-22", "02-30", "1-1", "11-", "-"} {
		if got, ok := sunday.ParseDay(text); ok {
			t.Errorf("ParseDay(%q) = %v, want nothing", text, got)
		}
	}
}

func TestParseDayIsOfTheLogicalDay(t *testing.T) {
	w := newDesk(t).When
	w.Now = time.Date(2026, 11, 28, 1, 0, 0, 0, w.Calendar.Location) // still Friday the 27th
	for text, want := range map[string]string{"today": "2026-11-27", "tomorrow": "2026-11-28", "sat": "2026-11-28", "fri": "2026-12-04", "eow": "2026-11-29"} {
		if got, ok := w.ParseDay(text); !ok || got.String() != want {
			t.Errorf("ParseDay(%q) at one at night = %v, %v, want %s", text, got, ok, want)
		}
	}
	day, at, ok := w.parseDue("03:00")
	if want := time.Date(2026, 11, 28, 3, 0, 0, 0, w.Calendar.Location); !ok || day.String() != "2026-11-27" || !at.Equal(want) {
		t.Errorf("parseDue(03:00) at one at night = %v, %v, %v, want two hours later, on Friday", day, at, ok)
	}
}

func TestAMonthAfterALongOne(t *testing.T) {
	if got, ok := ahead(day("2027-01-31"), "1m"); !ok || got != day("2027-02-28") {
		t.Errorf("a month after January the 31st = %v, %v, want February the 28th", got, ok)
	}
}

func TestDeadline(t *testing.T) {
	w := newDesk(t).When
	if at, ok := w.Deadline(Task{}); ok {
		t.Errorf("Deadline without a date = %v, want none", at)
	}
	at, ok := w.Deadline(Task{Due: day("2026-11-27")})
	if want := time.Date(2026, 11, 28, 4, 0, 0, 0, w.Calendar.Location); !ok || !at.Equal(want) {
		t.Errorf("Deadline of a date = %v, want the end of its logical day, %v", at, want)
	}
	noon := time.Date(2026, 11, 27, 11, 0, 0, 0, time.UTC)
	if at, ok := w.Deadline(Task{Due: day("2026-11-27"), DueAt: noon}); !ok || !at.Equal(noon) {
		t.Errorf("Deadline of a time = %v, want %v", at, noon)
	}
}

func TestDueTimesWhereTheClockIsChanged(t *testing.T) {
	w := newDesk(t).When
	for _, c := range []struct{ text, want string }{
		{"2026-03-28-02:30", "2026-03-29T03:00:00+02:00"}, // does not exist: the first minute that does
		{"2026-10-24-02:30", "2026-10-25T02:30:00+02:00"}, // is there twice: the first
		{"2026-10-25-02:30", "2026-10-26T02:30:00+01:00"},
	} {
		_, at, ok := w.parseDue(c.text)
		if got := at.In(w.Calendar.Location).Format(time.RFC3339); !ok || got != c.want {
			t.Errorf("parseDue(%q) = %s, %v, want %s", c.text, got, ok, c.want)
		}
		if at.Location() != time.UTC {
			t.Errorf("parseDue(%q) is in %v, and an instant is kept in UTC", c.text, at.Location())
		}
	}
}
