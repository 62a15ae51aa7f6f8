package recur

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"focusd/tracker"
)

func day(t testing.TB, s string) tracker.Day {
	t.Helper()
	d, err := tracker.ParseDay(s)
	if err != nil {
		t.Fatalf("date in a test: %v", err)
	}
	return d
}

func days() []time.Weekday {
	return []time.Weekday{
		time.Sunday, time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday,
	}
}

// text is the first n dates, those of a month together: "1997-09 2 4 16".
func text(dates iter.Seq[tracker.Day], n int) string {
	var b strings.Builder
	var month tracker.Day
	for d := range dates {
		if n--; n < 0 {
			break
		}
		if d.Year != month.Year || d.Month != month.Month {
			fmt.Fprintf(&b, " %d-%02d", d.Year, d.Month)
			month = d
		}
		fmt.Fprintf(&b, " %d", d.Day)
	}
	return strings.TrimSpace(b.String())
}

// TestExamplesOfTheStandard are those of RFC 5545 3.8.5.3 that fall in the
// subset. It gives instants for UNTIL, which are dates here.
func TestExamplesOfTheStandard(t *testing.T) {
	for _, tt := range []struct{ name, rule, start, want string }{
		{"daily for 10 occurrences", "FREQ=DAILY;COUNT=10", "1997-09-02", "1997-09 2 3 4 5 6 7 8 9 10 11"},
		{"every other day", "FREQ=DAILY;INTERVAL=2", "1997-09-02", "1997-09 2 4 6 8 10 12 14 16 18 20 22 24 26 28 30 1997-10 2 4 6 8 10"},
		{"every 10 days, 5 occurrences", "FREQ=DAILY;INTERVAL=10;COUNT=5", "1997-09-02", "1997-09 2 12 22 1997-10 2 12"},
		{"weekly for 10 occurrences", "FREQ=WEEKLY;COUNT=10", "1997-09-02", "1997-09 2 9 16 23 30 1997-10 7 14 21 28 1997-11 4"},
		{"weekly until December 24", "FREQ=WEEKLY;UNTIL=19971224", "1997-09-02", "1997-09 2 9 16 23 30 1997-10 7 14 21 28 1997-11 4 11 18 25 1997-12 2 9 16 23"},
		{"Tuesday and Thursday for five weeks", "FREQ=WEEKLY;UNTIL=19971006;BYDAY=TU,TH", "1997-09-02", "1997-09 2 4 9 11 16 18 23 25 30 1997-10 2"},
		{"every other week on three days", "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971223;BYDAY=MO,WE,FR", "1997-09-01", "1997-09 1 3 5 15 17 19 29 1997-10 1 3 13 15 17 27 29 31 1997-11 10 12 14 24 26"},
		{"every other week on Tuesday and Thursday", "FREQ=WEEKLY;INTERVAL=2;COUNT=8;BYDAY=TU,TH", "1997-09-02", "1997-09 2 4 16 18 30 1997-10 2 14 16"},
		{"weeks that start on Monday", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997-08-05", "1997-08 5 10 19 24"},
		{"first Friday", "FREQ=MONTHLY;COUNT=10;BYDAY=1FR", "1997-09-05", "1997-09 5 1997-10 3 1997-11 7 1997-12 5 1998-01 2 1998-02 6 1998-03 6 1998-04 3 1998-05 1 1998-06 5"},
		{"first Friday until December 24", "FREQ=MONTHLY;UNTIL=19971224;BYDAY=1FR", "1997-09-05", "1997-09 5 1997-10 3 1997-11 7 1997-12 5"},
		{"first and last Sunday of every other month", "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU", "1997-09-07", "1997-09 7 28 1997-11 2 30 1998-01 4 25 1998-03 1 29 1998-05 3 31"},
		{"second-to-last Monday", "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", "1997-09-22", "1997-09 22 1997-10 20 1997-11 17 1997-12 22 1998-01 19 1998-02 16"},
		{"third-to-the-last day", "FREQ=MONTHLY;BYMONTHDAY=-3", "1997-09-28", "1997-09 28 1997-10 29 1997-11 28 1997-12 29 1998-01 29 1998-02 26 1998-03 29 1998-04 28 1998-05 29 1998-06 28 1998-07 29 1998-08 29 1998-09 28 1998-10 29 1998-11 28 1998-12 29 1999-01 29 1999-02 26 1999-03 29 1999-04 28"},
		{"2nd and 15th", "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15", "1997-09-02", "1997-09 2 15 1997-10 2 15 1997-11 2 15 1997-12 2 15 1998-01 2 15"},
		{"first and last day", "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1", "1997-09-30", "1997-09 30 1997-10 1 31 1997-11 1 30 1997-12 1 31 1998-01 1 31 1998-02 1"},
		{"every 18 months on the 10th to 15th", "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15", "1997-09-10", "1997-09 10 11 12 13 14 15 1999-03 10 11 12 13"},
		{"every Tuesday of every other month", "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU", "1997-09-02", "1997-09 2 9 16 23 30 1997-11 4 11 18 25 1998-01 6 13 20 27 1998-03 3 10 17 24 31 1998-05 5 12"},
		{"Friday the 13th", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=5", "1997-09-02", "1998-02 13 1998-03 13 1998-11 13 1999-08 13 2000-10 13"},
		{"first Saturday after the first Sunday", "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13;COUNT=10", "1997-09-13", "1997-09 13 1997-10 11 1997-11 8 1997-12 13 1998-01 10 1998-02 7 1998-03 7 1998-04 11 1998-05 9 1998-06 13"},
		{"an invalid date is left out", "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "2007-01-15", "2007-01 15 30 2007-02 15 2007-03 15 30"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := Series{parse(t, tt.rule), day(t, tt.start)}
			if got := text(s.Between(s.Start, s.Start.Add(4000)), 20); got != tt.want {
				t.Errorf("%s from %s:\n got %s\nwant %s", tt.rule, tt.start, got, tt.want)
			}
		})
	}
}

func TestDates(t *testing.T) {
	for _, tt := range []struct{ name, rule, start, want string }{
		{"the 31st is left out in short months", "monthly", "2026-01-31", "2026-01 31 2026-03 31 2026-05 31 2026-07 31 2026-08 31"},
		{"the last day is in every month", "last day of month", "2026-01-31", "2026-01 31 2026-02 28 2026-03 31 2026-04 30 2026-05 31"},
		{"a leap day", "every 12 months", "2024-02-29", "2024-02 29 2028-02 29 2032-02 29 2036-02 29 2040-02 29"},
		{"weekdays over a weekend", "mon-fri", "2026-11-20", "2026-11 20 23 24 25 26"},
		{"the start need not be a date", "tue", "2026-11-18", "2026-11 24 2026-12 1 8 15 22"},
		{"a fifth Friday", "monthly on 5th fri", "2026-11-01", "2027-01 29 2027-04 30 2027-07 30 2027-10 29 2027-12 31"},
		{"over the turn of summer time", "daily", "2026-03-27", "2026-03 27 28 29 30 31"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := Series{parse(t, tt.rule), day(t, tt.start)}
			if got := text(s.Between(s.Start, s.Start.Add(9000)), 5); got != tt.want {
				t.Errorf("%s from %s: %s, want %s", tt.rule, tt.start, got, tt.want)
			}
		})
	}
}

func TestNext(t *testing.T) {
	for _, tt := range []struct{ name, rule, start, after, want string }{
		{"before the start", "mon", "2026-11-22", "2026-01-01", "2026-11-23"},
		{"the start itself", "daily", "2026-11-22", "2026-11-21", "2026-11-22"},
		{"after a date", "mon", "2026-11-02", "2026-11-23", "2026-11-30"},
		{"years later", "every 3 days", "2000-01-01", "2026-11-22", "2026-11-25"},
		{"in the other week", "every 2 weeks on tue", "2026-11-03", "2026-11-17", "2026-12-01"},
		{"after the last", "daily until 2026-11-22", "2026-11-01", "2026-11-22", ""},
		{"all of them counted", "daily 3 times", "2026-11-01", "2026-11-03", ""},
		{"one left", "daily 3 times", "2026-11-01", "2026-11-02", "2026-11-03"},
		{"none that exists", "every 12 months on 30", "2026-02-01", "2026-02-01", ""},
		{"none on that weekday", "FREQ=DAILY;INTERVAL=7;BYDAY=MO", "2026-11-22", "2026-11-22", ""},
		{"no start", "daily", "", "2026-11-22", ""},
		{"the first from completion", "every 3 days from completion", "2026-11-22", "2026-11-20", "2026-11-22"},
		{"no second from completion", "every 3 days from completion", "2026-11-22", "2026-11-22", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := Series{Rule: parse(t, tt.rule)}
			if tt.start != "" {
				s.Start = day(t, tt.start)
			}
			got, ok := s.Next(day(t, tt.after))
			if got.String() != tt.want || ok != (tt.want != "") {
				t.Errorf("%s from %s, after %s: %v, %v, want %s", tt.rule, tt.start, tt.after, got, ok, tt.want)
			}
		})
	}
}

// There are 400 years in which nothing more may come, not fewer.
func TestDatesThatAreFarApart(t *testing.T) {
	friday := Series{parse(t, "FREQ=DAILY;BYDAY=FR;BYMONTHDAY=13"), day(t, "1999-08-13")}
	if got, ok := friday.Next(friday.Start); !ok || got != day(t, "2000-10-13") {
		t.Errorf("Friday the 13th after %v = %v, %v, want 2000-10-13", friday.Start, got, ok)
	}
	leap := Series{parse(t, "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=29;BYDAY=SU"), day(t, "2004-02-29")}
	if got, ok := leap.Next(day(t, "2088-02-29")); !ok || got != day(t, "2128-02-29") {
		t.Errorf("the leap day on a Sunday after 2088 = %v, %v, want 2128-02-29", got, ok)
	}
}

func TestASeriesWithoutAnEndHasNone(t *testing.T) {
	s := Series{parse(t, "mon"), day(t, "2026-11-23")}
	n := 0
	for range s.Between(s.Start, s.Start.Add(7*10000)) {
		n++
	}
	if n != 10001 {
		t.Errorf("%d Mondays in 10000 weeks, want 10001", n)
	}
}

func TestBetweenIncludesBoth(t *testing.T) {
	s := Series{parse(t, "daily"), day(t, "2026-11-01")}
	if got, want := text(s.Between(day(t, "2026-11-20"), day(t, "2026-11-22")), 9), "2026-11 20 21 22"; got != want {
		t.Errorf("Between = %s, want %s", got, want)
	}
	if got := text(s.Between(day(t, "2026-11-22"), day(t, "2026-11-21")), 9); got != "" {
		t.Errorf("Between a day and the one before = %s, want none", got)
	}
}

func TestMissed(t *testing.T) {
	for _, tt := range []struct{ name, rule, last, today, want string }{
		{"daily", "daily", "2026-11-18", "2026-11-22", "2026-11 19 20 21"},
		{"today still has time", "daily", "2026-11-21", "2026-11-22", ""},
		{"today was dealt with", "daily", "2026-11-22", "2026-11-22", ""},
		{"weekdays", "mon-fri", "2026-11-18", "2026-11-22", "2026-11 19 20"},
		{"from completion", "every 3 days from completion", "2026-10-01", "2026-11-22", ""},
		{"none was dealt with", "every 7 days", "", "2026-11-22", "2026-11 1 8 15"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := Series{parse(t, tt.rule), day(t, "2026-11-01")}
			var last tracker.Day
			if tt.last != "" {
				last = day(t, tt.last)
			}
			if got := text(s.Missed(last, day(t, tt.today)), 99); got != tt.want {
				t.Errorf("%s, from %s to %s: %s, want %s", tt.rule, tt.last, tt.today, got, tt.want)
			}
		})
	}
}

func TestReschedule(t *testing.T) {
	for _, tt := range []struct{ name, rule, due, done, want string }{
		{"on the day", "mon", "2026-11-16", "2026-11-16", "2026-11-23"},
		{"early does not come again", "mon", "2026-11-16", "2026-11-14", "2026-11-23"},
		{"late comes next after the day it was done", "mon", "2026-11-16", "2026-11-24", "2026-11-30"},
		{"late on the next date takes that too", "mon", "2026-11-16", "2026-11-23", "2026-11-30"},
		{"the last", "daily until 2026-11-16", "2026-11-16", "2026-11-16", ""},
		{"days from completion", "every 3 days from completion", "2026-11-16", "2026-11-20", "2026-11-23"},
		{"early from completion", "every 3 days from completion", "2026-11-16", "2026-11-14", "2026-11-17"},
		{"weeks from completion", "every 2 weeks from completion", "2026-11-16", "2026-11-20", "2026-12-04"},
		{"a month from completion", "monthly from completion", "2026-11-16", "2026-11-20", "2026-12-20"},
		{"a month from the 31st", "monthly from completion", "2027-01-31", "2027-01-31", "2027-02-28"},
		{"a year and a month", "every 13 months from completion", "2026-12-01", "2026-12-31", "2028-01-31"},
		{"past the end from completion", "daily until 2026-11-20 from completion", "2026-11-16", "2026-11-20", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := Series{parse(t, tt.rule), day(t, "2026-11-02")}
			got, ok := s.Reschedule(day(t, tt.due), day(t, tt.done))
			if got.String() != tt.want || ok != (tt.want != "") {
				t.Errorf("%s, due %s, done %s: %v, %v, want %s", tt.rule, tt.due, tt.done, got, ok, tt.want)
			}
		})
	}
}

// slowly looks at each date on its own and asks the standard's text of it.
func slowly(s Series, until tracker.Day) []tracker.Day {
	var all []tracker.Day
	period := 0 // that d is in
	for d := s.Start; !until.Before(d); d = d.Add(1) {
		if d != s.Start && begins(s.Rule.Freq, d) {
			period++
		}
		if s.Rule.Until != (tracker.Day{}) && s.Rule.Until.Before(d) {
			break
		}
		if s.Rule.Count > 0 && len(all) == s.Rule.Count {
			break
		}
		if period%max(s.Rule.Interval, 1) == 0 && inLists(s, d) {
			all = append(all, d)
		}
	}
	return all
}

// begins tells whether a day, week or month begins on d.
func begins(f Freq, d tracker.Day) bool {
	switch f {
	case Weekly:
		return d.Weekday() == time.Monday
	case Monthly:
		return d.Day == 1
	}
	return true
}

func inLists(s Series, d tracker.Day) bool {
	weekdays, monthDays := s.Rule.Weekdays, s.Rule.MonthDays
	if len(weekdays)+len(monthDays) == 0 {
		switch s.Rule.Freq {
		case Weekly:
			return d.Weekday() == s.Start.Weekday()
		case Monthly:
			return d.Day == s.Start.Day
		}
	}
	var first, before, after int // of the month; the same weekday in it, up to d and from d on
	for e := d; e.Month == d.Month; e = e.Add(-7) {
		before++
	}
	for e := d; e.Month == d.Month; e = e.Add(7) {
		after++
	}
	for e := d; e.Month == d.Month; e = e.Add(1) {
		first--
	}
	named := func(w Weekday) bool {
		return w.Day == d.Weekday() && (w.Nth == 0 || w.Nth == before || w.Nth == -after)
	}
	return (len(weekdays) == 0 || slices.ContainsFunc(weekdays, named)) &&
		(len(monthDays) == 0 || slices.Contains(monthDays, d.Day) || slices.Contains(monthDays, first))
}

func TestBetweenAgreesWithALookAtEachDate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Series{rules().Filter(func(r Rule) bool { return !r.FromCompletion }).Draw(t, "rule"), dates().Draw(t, "start")}
		from := s.Start.Add(rapid.IntRange(-40, 300).Draw(t, "from"))
		to := from.Add(rapid.IntRange(-1, 300).Draw(t, "to"))
		want := slices.DeleteFunc(slowly(s, to), func(d tracker.Day) bool { return d.Before(from) })
		got := slices.Collect(s.Between(from, to))
		if !slices.Equal(got, want) {
			t.Fatalf("%v from %v, between %v and %v:\n got %v\nwant %v", s.Rule, s.Start, from, to, got, want)
		}
		next, ok := s.Next(from.Add(-1))
		if len(want) > 0 && (!ok || next != want[0]) || ok && next.Before(from) {
			t.Fatalf("%v from %v: the next from %v on is %v, %v, want %v", s.Rule, s.Start, from, next, ok, want)
		}
	})
}

func TestRescheduleIsAfterBothDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Series{rules().Draw(t, "rule"), dates().Draw(t, "start")}
		due, done := dates().Draw(t, "due"), dates().Draw(t, "done")
		next, ok := s.Reschedule(due, done)
		if ok && (!done.Before(next) || !s.Rule.FromCompletion && !due.Before(next)) {
			t.Fatalf("%v from %v: due %v, done %v, next %v", s.Rule, s.Start, due, done, next)
		}
	})
}

func BenchmarkNextAfterTwentyYears(b *testing.B) {
	s := Series{parse(b, "every 2 weeks on tue,thu"), day(b, "2006-01-02")}
	today := day(b, "2026-11-22")
	for b.Loop() {
		s.Next(today)
	}
}

// BenchmarkNever is a search that cannot find anything.
func BenchmarkNever(b *testing.B) {
	s := Series{parse(b, "FREQ=DAILY;INTERVAL=7;BYDAY=MO"), day(b, "2026-11-22")}
	for b.Loop() {
		s.Next(s.Start)
	}
}
