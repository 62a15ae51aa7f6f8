package category

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestHoursContain(t *testing.T) {
	// 2026-03-02 is a Monday.
	tests := []struct {
		name, hours, at string
		want            bool
	}{
		{"within", "09:00-17:00", "2026-03-02 12:00", true},
		{"from is in", "09:00-17:00", "2026-03-02 09:00", true},
		{"to is not", "09:00-17:00", "2026-03-02 17:00", false},
		{"the minute before", "09:00-17:00", "2026-03-02 08:59", false},
		{"weekday", "mon-fri 09:00-17:00", "2026-03-06 12:00", true},
		{"weekend", "mon-fri 09:00-17:00", "2026-03-07 12:00", false},
		{"over midnight, evening", "22:00-02:00", "2026-03-02 23:00", true},
		{"over midnight, night", "22:00-02:00", "2026-03-02 01:59", true},
		{"over midnight, outside", "22:00-02:00", "2026-03-02 02:00", false},
		{"night after friday", "fri 22:00-02:00", "2026-03-07 01:00", true},
		{"night after thursday", "fri 22:00-02:00", "2026-03-06 01:00", false},
		{"night after sunday", "sun 22:00-02:00", "2026-03-02 01:00", true},
		{"whole days", "sat,sun", "2026-03-08 00:00", true},
		{"not whole days", "sat,sun", "2026-03-09 00:00", false},
		{"up to midnight", "22:00-24:00", "2026-03-02 23:59", true},
		{"after midnight", "22:00-00:00", "2026-03-02 00:00", false},
		{"range over a sunday", "sat-mon", "2026-03-02 12:00", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h, err := ParseHours(tt.hours)
			if err != nil {
				t.Fatal(err)
			}
			at, err := time.Parse("2006-01-02 15:04", tt.at)
			if err != nil {
				t.Fatal(err)
			}
			if got := h.Contain(at); got != tt.want {
				t.Errorf("%v contain %v = %v, want %v", h, at, got, tt.want)
			}
		})
	}
}

// The clock is that of where the time is said to be.
func TestHoursAreOfTheCivilClock(t *testing.T) {
	evening, err := ParseHours("20:00-22:00")
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 3, 2, 19, 30, 0, 0, time.UTC)
	if evening.Contain(at) || !evening.Contain(at.In(time.FixedZone("", 3600))) {
		t.Error("the location of the time does not decide")
	}
}

func TestHoursText(t *testing.T) {
	tests := []struct{ in, want string }{
		{"mon-fri 09:00-17:00", "mon-fri 09:00-17:00"},
		{"Monday-Friday 9:00-17:30", "mon-fri 09:00-17:30"},
		{"  sat,sun ", "sat,sun"},
		{"fri-mon", "mon,fri-sun"},
		{"mon,tue,wed", "mon-wed"},
		{"22:00-2:00", "22:00-02:00"},
		{"22:00-00:00", "22:00-24:00"},
		{"mon 00:00-24:00", "mon"},
		{"mon-sun 08:00-09:00", "08:00-09:00"},
	}
	for _, tt := range tests {
		h, err := ParseHours(tt.in)
		if err != nil || h.String() != tt.want {
			t.Errorf("ParseHours(%q) = %q, %v, want %q", tt.in, h, err, tt.want)
		}
	}
}

func TestHoursThatAreNone(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", "there are no hours"},
		{"00:00-24:00", "these hours are always; leave them out"},
		{"mon-sun", "these hours are always; leave them out"},
		{"09:00-09:00", "the hours end when they begin; for whole days write only the weekdays"},
		{"24:00-02:00", "a day has no 24:00 to begin at; write 00:00"},
		{"25:00-02:00", `"25:00" is not a time of day`},
		{"9-17", `"9" is not a weekday`},
		{"9:5-10:00", `"9:5" is not a time of day`},
		{"09:00-24:01", `"24:01" is not a time of day`},
		{"09:00", `"09:00" has no end`},
		{"mon-", `"" is not a weekday`},
		{"mo 09:00-10:00", `"mo" is not a weekday`},
		{"mon 09:00-10:00 x", `"x" is too much`},
	}
	for _, tt := range tests {
		if h, err := ParseHours(tt.in); err == nil || err.Error() != tt.want {
			t.Errorf("ParseHours(%q) = %q, %v, want error %s", tt.in, h, err, tt.want)
		}
	}
}

func drawHours(t *rapid.T) Hours {
	h := Hours{Days: Weekdays(rapid.IntRange(0, int(everyDay)-1).Draw(t, "days"))}
	if rapid.Bool().Draw(t, "whole days") {
		h.Days = max(h.Days, 1)
		return h
	}
	h.From = rapid.IntRange(0, dayMinutes-1).Draw(t, "from")
	h.To = rapid.IntRange(1, dayMinutes).Draw(t, "to")
	if h.From == h.To || h.To-h.From == dayMinutes {
		h.From, h.To = 60, 120
	}
	return h
}

func TestHoursRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := drawHours(t)
		if err := h.check(); err != nil {
			t.Fatalf("check of %+v: %v", h, err)
		}
		back, err := ParseHours(h.String())
		if err != nil || back != h {
			t.Errorf("ParseHours(%q) = %+v, %v, want %+v", h, back, err, h)
		}
		text, err := json.Marshal(h)
		if err != nil {
			t.Fatal(err)
		}
		var read Hours
		if err := json.Unmarshal(text, &read); err != nil || read != h {
			t.Errorf("%s read is %+v, %v, want %+v", text, read, err, h)
		}
		// As many minutes of a week are contained as are said to be.
		minutes, start := 0, time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
		for i := range 7 * dayMinutes {
			if h.Contain(start.Add(time.Duration(i) * time.Minute)) {
				minutes++
			}
		}
		if minutes != h.weekMinutes() {
			t.Errorf("%v contain %d minutes, but weekMinutes = %d", h, minutes, h.weekMinutes())
		}
	})
}

func TestHoursOfAProgramAreChecked(t *testing.T) {
	for _, h := range []Hours{{Days: 200}, {From: -1, To: 5}, {From: 5, To: 1441}, {From: 7, To: 7}, {From: 7}, {Days: everyDay}, {To: dayMinutes}} {
		if h.check() == nil {
			t.Errorf("check of %+v finds nothing", h)
		}
	}
}
