package tracker

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// noon is where the logs of these tests begin.
var noon = time.Date(2026, time.November, 20, 12, 0, 0, 0, time.UTC)

// sec is so many seconds after noon.
func sec(s float64) time.Time { return noon.Add(time.Duration(s * float64(time.Second))) }

func seconds(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }

// show writes spans as text: "0-10 active editor/one".
func show(spans []Span) []string {
	lines := []string{}
	for _, s := range spans {
		line := fmt.Sprintf("%g-%g %v", s.Start.Sub(noon).Seconds(), s.End.Sub(noon).Seconds(), s.Presence)
		if s.Presence.hasWindow() {
			line += " " + s.Window.App + "/" + s.Window.Title
		}
		if s.Offset != 0 {
			line += fmt.Sprintf(" %+d", s.Offset)
		}
		if s.Flags&Continues != 0 {
			line += " continues"
		}
		if s.Flags&ClockAdjusted != 0 {
			line += " adjusted"
		}
		lines = append(lines, line)
	}
	return lines
}

func diffSpans(t *testing.T, what string, got []Span, want ...string) {
	t.Helper()
	if diff := cmp.Diff(append([]string{}, want...), show(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// sees is a sample of a window "app/title" at s, with input idle seconds ago.
func sees(s float64, window string, idle float64) Sample {
	app, title, _ := strings.Cut(window, "/")
	return Sample{At: sec(s), Window: Window{app, title}, Idle: seconds(idle), IdleKnown: true}
}

func locks(s, idle float64) Sample {
	return Sample{At: sec(s), Idle: seconds(idle), IdleKnown: true, Locked: true}
}

func TestRecorder(t *testing.T) {
	tests := []struct {
		name string
		do   func(r *Recorder) // idle after 60 s, the log begins at noon
		want []string
	}{
		{"nothing was seen yet", func(r *Recorder) {
			r.Advance(sec(5))
		}, []string{"0-5 unobserved"}},
		{"a window grows", func(r *Recorder) {
			r.Sample(sees(0, "editor/one", 0))
			r.Advance(sec(5))
			r.Advance(sec(10))
		}, []string{"0-10 active editor/one"}},
		{"windows follow one another", func(r *Recorder) {
			r.Sample(sees(0, "editor/one", 0))
			r.Sample(sees(10, "browser/two", 0))
			r.Sample(sees(10, "editor/one", 0))
			r.Advance(sec(15))
			r.Sample(sees(20, "terminal/", 0))
			r.Advance(sec(21))
		}, []string{"0-20 active editor/one", "20-21 active terminal/"}},
		{"an empty desktop is active without an app", func(r *Recorder) {
			r.Sample(sees(0, "editor/one", 0))
			r.Sample(sees(10, "", 0))
			r.Sample(sees(12, "editor/one", 0))
			r.Advance(sec(15))
		}, []string{"0-10 active editor/one", "10-12 active /", "12-15 active editor/one"}},
		{"idle is counted back to the last input", func(r *Recorder) {
			r.Sample(sees(0, "editor/one", 0))
			r.Advance(sec(80))
			r.Sample(sees(100, "editor/one", 60))
			r.Advance(sec(130))
		}, []string{"0-40 active editor/one", "40-130 idle"}},
		{"idle is counted back over several windows", func(r *Recorder) {
			r.Sample(sees(0, "editor/one", 0))
			r.Sample(sees(50, "player/two", 10))
			r.Sample(sees(70, "player/three", 30))
			r.Sample(sees(100, "player/three", 60))
			r.Advance(sec(101))
		}, []string{"0-40 active editor/one", "40-101 idle"}},
		{"windows that change while nobody is there do not end idle", func(r *Recorder) {
			r.Sample(sees(0, "player/one", 0))
			r.Sample(sees(60, "player/one", 60))
			r.Sample(sees(90, "player/two", 90))
			r.Advance(sec(100))
		}, []string{"0-100 idle"}},
		{"less than the threshold is not idle", func(r *Recorder) {
			r.Sample(sees(0, "editor/one", 0))
			r.Sample(sees(100, "editor/one", 59.999))
			r.Advance(sec(101))
		}, []string{"0-101 active editor/one"}},
		{"a person returns to the same window", func(r *Recorder) {
			r.Sample(sees(0, "editor/one", 0))
			r.Sample(sees(60, "editor/one", 60))
			r.Sample(sees(90, "editor/one", 0))
			r.Advance(sec(95))
		}, []string{"0-90 idle", "90-95 active editor/one"}},
		{"a person who returned a while ago", func(r *Recorder) {
			r.Sample(sees(0, "editor/one", 0))
			r.Sample(sees(60, "editor/one", 60))
			r.Sample(sees(90, "browser/two", 20))
			r.Advance(sec(95))
		}, []string{"0-70 idle", "70-90 active editor/one", "90-95 active browser/two"}},
		{"unknown idleness changes nothing about idleness", func(r *Recorder) {
			r.Sample(sees(0, "editor/one", 0))
			r.Sample(sees(60, "editor/one", 60))
			r.Sample(Sample{At: sec(70), Window: Window{App: "player"}})
			r.Advance(sec(80))
		}, []string{"0-80 idle"}},
		{"a source that never knows idleness", func(r *Recorder) {
			r.Sample(Sample{At: sec(0), Window: Window{App: "editor"}, Idle: time.Hour})
			r.Advance(sec(500))
		}, []string{"0-500 active editor/"}},
		{"lock and unlock", func(r *Recorder) {
			r.Sample(sees(0, "editor/one", 0))
			r.Sample(locks(10, 5))
			r.Sample(sees(30, "editor/one", 0))
			r.Advance(sec(31))
		}, []string{"0-10 active editor/one", "10-30 locked", "30-31 active editor/one"}},
		{"a lock after an absence leaves the absence idle", func(r *Recorder) {
			r.Sample(sees(0, "editor/one", 0))
			r.Sample(locks(100, 90))
			r.Sample(locks(150, 140))
			r.Sample(sees(200, "editor/one", 2))
			r.Advance(sec(201))
		}, []string{"0-10 active editor/one", "10-100 idle", "100-200 locked", "200-201 active editor/one"}},
		{"the source is lost and comes back", func(r *Recorder) {
			r.Sample(locks(0, 100))
			r.Lose(sec(10))
			r.Sample(Sample{At: sec(20), Window: Window{App: "editor"}})
			r.Advance(sec(30))
		}, []string{"0-10 locked", "10-20 unobserved", "20-30 active editor/"}},
		{"paused by the person", func(r *Recorder) {
			r.Sample(sees(0, "editor/one", 0))
			r.Pause(sec(10))
			r.Sample(sees(12, "browser/two", 0))
			r.Unpause(sec(20))
			r.Advance(sec(25))
		}, []string{"0-10 active editor/one", "10-20 paused", "20-25 active browser/two"}},
		{"lock wins over pause, pause over idle, lost over all", func(r *Recorder) {
			r.Sample(sees(0, "editor/one", 0))
			r.Pause(sec(10))
			r.Sample(sees(80, "editor/one", 70))
			r.Sample(locks(90, 80))
			r.Lose(sec(100))
			r.Sample(sees(110, "editor/one", 100))
			r.Unpause(sec(120))
			r.Advance(sec(130))
		}, []string{
			"0-10 active editor/one", "10-90 paused", "90-100 locked", "100-110 unobserved",
			"110-120 paused", "120-130 idle",
		}},
		{"sleep, then what was before", func(r *Recorder) {
			r.Sample(sees(0, "editor/one", 0))
			r.Sleep(sec(10), sec(50))
			r.Advance(sec(55))
		}, []string{"0-10 active editor/one", "10-50 asleep", "50-55 active editor/one"}},
		{"sleep inside a lock", func(r *Recorder) {
			r.Sample(locks(0, 0))
			r.Sleep(sec(10), sec(50))
			r.Advance(sec(55))
		}, []string{"0-10 locked", "10-50 asleep", "50-55 locked"}},
		{"sleep that is noticed late", func(r *Recorder) {
			r.Sample(sees(0, "editor/one", 0))
			r.Sample(sees(20, "browser/two", 0))
			r.Advance(sec(60))
			r.Sleep(sec(10), sec(50))
			r.Advance(sec(61))
		}, []string{"0-10 active editor/one", "10-50 asleep", "50-61 active browser/two"}},
		{"sleep nobody saw", func(r *Recorder) {
			r.Sleep(sec(10), sec(50))
			r.Advance(sec(60))
		}, []string{"0-60 unobserved"}},
		{"sleep that ends before it begins", func(r *Recorder) {
			r.Sample(sees(0, "editor/one", 0))
			r.Sleep(sec(50), sec(10))
			r.Advance(sec(20))
		}, []string{"0-20 active editor/one"}},
		{"clock set forward", func(r *Recorder) {
			r.Sample(sees(0, "editor/one", 0))
			r.ClockSet(sec(3610), seconds(3600))
			r.Advance(sec(3620))
		}, []string{"0-10 active editor/one", "10-3610 unobserved", "3610-3620 active editor/one"}},
		{"clock set forward, noticed late", func(r *Recorder) {
			r.Sample(sees(0, "editor/one", 0))
			r.Advance(sec(3610))
			r.ClockSet(sec(3612), seconds(3600))
			r.Advance(sec(3620))
		}, []string{"0-12 active editor/one", "12-3612 unobserved", "3612-3620 active editor/one"}},
		{"clock set back", func(r *Recorder) {
			r.Sample(sees(0, "editor/one", 0))
			r.ClockSet(sec(50), seconds(-50))
			r.Sample(sees(60, "browser/two", 0))
			r.Advance(sec(99))
			r.Advance(sec(120))
		}, []string{"0-100 active editor/one", "100-120 active browser/two adjusted"}},
		{"clock set back within one window", func(r *Recorder) {
			r.Sample(sees(0, "editor/one", 0))
			r.ClockSet(sec(50), seconds(-50))
			r.Advance(sec(120))
		}, []string{"0-100 active editor/one", "100-120 active editor/one continues adjusted"}},
		{"idle is not counted back beyond a clock set back", func(r *Recorder) {
			r.Sample(sees(0, "editor/one", 0))
			r.ClockSet(sec(50), seconds(-50))
			r.Sample(sees(80, "editor/one", 70))
			r.Advance(sec(130))
		}, []string{"0-100 active editor/one", "100-130 idle adjusted"}},
		{"a sample just before the end of the log", func(r *Recorder) {
			r.Sample(sees(0, "editor/one", 0))
			r.Advance(sec(100))
			r.Sample(sees(99.9, "editor/one", 60))
			r.Advance(sec(101))
		}, []string{"0-39.9 active editor/one", "39.9-101 idle"}},
		{"instants are cut to milliseconds", func(r *Recorder) {
			r.Sample(sees(0, "editor/one", 0))
			r.Sample(sees(1.0009, "browser/two", 0))
			r.Advance(sec(2.0019))
		}, []string{"0-1 active editor/one", "1-2.001 active browser/two"}},
		{"restless titles: the first for a second, then the latest", func(r *Recorder) {
			r.Sample(sees(0, "editor/one", 0))
			r.Sample(sees(5, "editor/two", 0))
			r.Sample(sees(5.3, "editor/three", 0))
			r.Sample(sees(5.6, "editor/four", 0))
			r.Advance(sec(7))
			r.Sample(sees(8, "editor/five", 0))
			r.Advance(sec(9))
		}, []string{"0-5 active editor/one", "5-6 active editor/two", "6-8 active editor/four", "8-9 active editor/five"}},
		{"a title that comes back within the second", func(r *Recorder) {
			r.Sample(sees(0, "editor/one", 0))
			r.Sample(sees(0.3, "editor/two", 0))
			r.Sample(sees(0.6, "editor/one", 0))
			r.Advance(sec(7))
		}, []string{"0-7 active editor/one"}},
		{"another app is never held back", func(r *Recorder) {
			r.Sample(sees(0, "editor/one", 0))
			r.Sample(sees(0.2, "editor/two", 0))
			r.Sample(sees(0.4, "browser/three", 0))
			r.Sample(sees(0.5, "editor/two", 0))
			r.Advance(sec(7))
		}, []string{"0-0.4 active editor/one", "0.4-0.5 active browser/three", "0.5-7 active editor/two"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := NewRecorder(time.Minute, time.Time{}, noon, nil)
			tt.do(r)
			diffSpans(t, "Tail()", r.Tail(), tt.want...)
		})
	}
}

func TestNewRecorderFillsTheTimeSinceTheLastSpan(t *testing.T) {
	r := NewRecorder(time.Minute, sec(-30), noon, nil)
	r.Sample(sees(1, "editor/one", 0))
	r.Advance(sec(2))
	diffSpans(t, "Tail()", r.Tail(), "-30-1 unobserved", "1-2 active editor/one")
}

func TestNewRecorderWhenTheLogIsAheadOfTheClock(t *testing.T) {
	r := NewRecorder(time.Minute, sec(30), noon, nil)
	r.Sample(sees(1, "editor/one", 0))
	if tail := r.Tail(); len(tail) != 0 {
		t.Errorf("Tail() before the clock has caught up = %v, want none", show(tail))
	}
	r.Advance(sec(40))
	diffSpans(t, "Tail()", r.Tail(), "30-40 active editor/one adjusted")
}

func TestRecorderTakesAnIdleThresholdThatIsNotPositiveForTheDefault(t *testing.T) {
	r := NewRecorder(0, time.Time{}, noon, nil)
	r.Sample(sees(0, "editor/one", 0))
	r.Sample(sees(179, "editor/one", 179))
	r.Advance(sec(179.5))
	diffSpans(t, "Tail() after 179 s without input", r.Tail(), "0-179.5 active editor/one")
	r.Sample(sees(180, "editor/one", 180))
	diffSpans(t, "Tail() after 180 s without input", r.Tail(), "0-180 idle")
}

func TestRecorderCutsWhereTheOffsetChanges(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	offset := func(at time.Time) int {
		_, seconds := at.In(berlin).Zone()
		return seconds / 60
	}
	start := time.Date(2026, 10, 24, 23, 0, 0, 0, time.UTC)
	r := NewRecorder(time.Hour, time.Time{}, start, offset)
	r.Sample(Sample{At: start, Window: Window{App: "editor"}})
	r.Advance(start.Add(3 * time.Hour))
	want := []Span{
		{Start: start, End: start.Add(2 * time.Hour), Window: Window{App: "editor"}, Offset: 120},
		{Start: start.Add(2 * time.Hour), End: start.Add(3 * time.Hour), Window: Window{App: "editor"}, Offset: 60, Flags: Continues},
	}
	if diff := cmp.Diff(want, r.Tail()); diff != "" {
		t.Errorf("Tail() over the end of summer time (-want +got):\n%s", diff)
	}
}

func TestRecorderCutsAHoleOfYearsAtEachChangeOfOffset(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	offset := func(at time.Time) int {
		_, seconds := at.In(berlin).Zone()
		return seconds / 60
	}
	r := NewRecorder(time.Hour, noon.AddDate(-3, 0, 0), noon, offset)
	tail := r.Tail()
	if len(tail) != 7 {
		t.Fatalf("Tail() over three years of absence has %d spans, want 7", len(tail))
	}
	for _, s := range tail {
		if last := s.End.Add(-time.Millisecond); offset(s.Start) != s.Offset || offset(last) != s.Offset {
			t.Errorf("span from %v to %v has offset %d, want %d and %d", s.Start, s.End, s.Offset, offset(s.Start), offset(last))
		}
	}
}

func TestRecorderCutsWhenThePersonTravels(t *testing.T) {
	minutes := 60
	r := NewRecorder(time.Minute, time.Time{}, noon, func(time.Time) int { return minutes })
	r.Sample(sees(0, "editor/one", 0))
	r.Advance(sec(10))
	minutes = 540
	r.Advance(sec(20))
	diffSpans(t, "Tail()", r.Tail(), "0-10 active editor/one +60", "10-20 active editor/one +540 continues")
	r.Sample(sees(60, "editor/one", 60))
	diffSpans(t, "Tail() when it turned out idle", r.Tail(), "0-10 idle +60", "10-60 idle +540 continues")
}

func TestSettleStaysBehindWhileActive(t *testing.T) {
	r := NewRecorder(time.Minute, time.Time{}, noon, nil)
	r.Sample(sees(0, "editor/one", 0))
	r.Sample(sees(50, "browser/two", 0))
	r.Advance(sec(59))
	diffSpans(t, "Settle() within the threshold", r.Settle())
	r.Advance(sec(70))
	diffSpans(t, "Settle() at 70", r.Settle(), "0-10 active editor/one")
	r.Advance(sec(115))
	diffSpans(t, "Settle() at 115", r.Settle(), "10-50 active editor/one continues", "50-55 active browser/two")
	diffSpans(t, "Settle() again", r.Settle())
	if got := r.Watermark(); !got.Equal(sec(55)) {
		t.Errorf("Watermark() = %v, want %v", got, sec(55))
	}
}

func TestSettleDecidesUpToNow(t *testing.T) {
	tests := []struct {
		name string
		do   func(r *Recorder)
		want []string
	}{
		{"locked", func(r *Recorder) { r.Sample(locks(50, 0)) }, []string{"0-50 active editor/one", "50-55 locked"}},
		{"idle", func(r *Recorder) { r.Sample(sees(50, "editor/one", 70)) }, []string{"0-55 idle"}},
		{"paused", func(r *Recorder) { r.Pause(sec(50)) }, []string{"0-50 active editor/one", "50-55 paused"}},
		{"lost", func(r *Recorder) { r.Lose(sec(50)) }, []string{"0-50 active editor/one", "50-55 unobserved"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := NewRecorder(time.Minute, time.Time{}, noon, nil)
			r.Sample(sees(0, "editor/one", 0))
			tt.do(r)
			r.Advance(sec(55))
			diffSpans(t, "Settle()", r.Settle(), tt.want...)
			r.Sample(sees(60, "editor/one", 0))
			r.Settle()
			if got := r.Watermark(); !got.Equal(sec(55)) && !got.Equal(sec(60)) {
				t.Errorf("Watermark() after the return = %v, want it not to go back from %v", got, sec(55))
			}
		})
	}
}

func TestIdleIsNotCountedBackBeyondTheWatermark(t *testing.T) {
	r := NewRecorder(time.Minute, time.Time{}, noon, nil)
	r.Sample(sees(0, "editor/one", 0))
	r.Advance(sec(100))
	r.Settle()
	r.Sample(sees(100, "editor/one", 80))
	diffSpans(t, "Tail()", r.Tail(), "0-40 active editor/one", "40-100 idle")
	diffSpans(t, "Settle()", r.Settle(), "40-100 idle")
}

func TestTailForgetsWhatIsDecidedAndTold(t *testing.T) {
	r := NewRecorder(time.Minute, time.Time{}, noon, nil)
	r.Sample(sees(0, "editor/one", 0))
	r.Sample(sees(10, "browser/two", 0))
	r.Sample(sees(20, "editor/one", 0))
	r.Advance(sec(75))
	r.Settle()
	diffSpans(t, "Tail() of what was never returned", r.Tail(),
		"0-10 active editor/one", "10-20 active browser/two", "20-75 active editor/one")
	r.Settle()
	diffSpans(t, "Tail() from the span at the watermark", r.Tail(),
		"10-20 active browser/two", "20-75 active editor/one")
	r.Advance(sec(80))
	r.Settle()
	diffSpans(t, "Tail() when a span ends at the watermark", r.Tail(),
		"10-20 active browser/two", "20-80 active editor/one")
}

func TestTailIsTheCallersOwn(t *testing.T) {
	r := NewRecorder(time.Minute, time.Time{}, noon, nil)
	r.Sample(sees(0, "editor/one", 0))
	r.Advance(sec(10))
	r.Tail()[0].Window.App = "changed"
	diffSpans(t, "Tail()", r.Tail(), "0-10 active editor/one")
}

func TestNow(t *testing.T) {
	r := NewRecorder(time.Minute, time.Time{}, noon, nil)
	r.Sample(sees(0, "editor/one", 0))
	r.Advance(sec(10))
	diffSpans(t, "Now()", []Span{r.Now()}, "0-10 active editor/one")
	r.Sample(sees(10, "browser/two", 0))
	diffSpans(t, "Now() of a window that just came", []Span{r.Now()}, "10-10 active browser/two")
	r.Sample(locks(12, 0))
	diffSpans(t, "Now() when just locked", []Span{r.Now()}, "12-12 locked")
}

func TestPresenceSinceOutlivesTheTail(t *testing.T) {
	r := NewRecorder(time.Minute, time.Time{}, noon, nil)
	r.Sample(sees(5, "editor/one", 0))
	for i := range 100 {
		r.Sample(sees(float64(10*i+10), fmt.Sprintf("app%d/", i), 0))
		r.Tail()
		r.Settle()
	}
	if got := r.PresenceSince(); !got.Equal(sec(5)) {
		t.Errorf("PresenceSince() = %v, want %v, when the person came", got, sec(5))
	}
	r.Sample(locks(1010, 0))
	if got := r.PresenceSince(); !got.Equal(sec(1010)) {
		t.Errorf("PresenceSince() when just locked = %v, want %v", got, sec(1010))
	}
}

func TestLastInput(t *testing.T) {
	r := NewRecorder(time.Minute, time.Time{}, noon, nil)
	r.Sample(Sample{At: sec(1), Idle: seconds(1)})
	if at, ok := r.LastInput(); ok {
		t.Errorf("LastInput() when no source knows = %v, want none", at)
	}
	steps := []struct {
		name string
		do   func()
		want float64
	}{
		{"from the idle time", func() { r.Sample(sees(30, "editor/one", 10)) }, 20},
		{"never earlier than known", func() { r.Sample(sees(40, "editor/one", 25)) }, 20},
		{"unknown", func() { r.Sample(Sample{At: sec(50)}) }, 20},
		{"while locked", func() { r.Sample(locks(60, 5)) }, 55},
		{"in the new time when the clock was set", func() { r.ClockSet(sec(50), seconds(-20)) }, 35},
	}
	for _, step := range steps {
		step.do()
		if at, ok := r.LastInput(); !ok || !at.Equal(sec(step.want)) {
			t.Errorf("%s: LastInput() = %v, %v, want %v", step.name, at, ok, sec(step.want))
		}
	}
}

func TestSetIdleAfterHoldsForSamplesToCome(t *testing.T) {
	r := NewRecorder(time.Minute, time.Time{}, noon, nil)
	r.Sample(sees(0, "editor/one", 0))
	r.Advance(sec(70))
	r.Settle() // up to 10
	r.SetIdleAfter(5 * time.Minute)
	r.Sample(sees(100, "editor/one", 90))
	r.Settle()
	if got := r.Watermark(); !got.Equal(sec(10)) {
		t.Errorf("Watermark() with a longer threshold = %v, want %v still", got, sec(10))
	}
	diffSpans(t, "Tail()", r.Tail(), "0-100 active editor/one")
}

// busy has a thousand changes of app a second, the worst a source can do.
func busy(b *testing.B, each func(r *Recorder, i int)) {
	apps := []string{"editor", "browser", "terminal"}
	r := NewRecorder(3*time.Minute, time.Time{}, noon, nil)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		at := noon.Add(time.Duration(i) * time.Millisecond)
		r.Sample(Sample{At: at, Window: Window{apps[i%3], "title"}, IdleKnown: true})
		each(r, i)
	}
}

func BenchmarkSample(b *testing.B) {
	busy(b, func(r *Recorder, i int) {
		if i%30_000 == 0 { // a commit every 30 s
			r.Tail()
			r.Settle()
		}
	})
}

func BenchmarkSampleAndSettle(b *testing.B) {
	busy(b, func(r *Recorder, i int) {
		r.Settle()
		if i%30_000 == 0 {
			r.Tail()
		}
	})
}

func BenchmarkSampleOfTheSameWindow(b *testing.B) {
	r := NewRecorder(3*time.Minute, time.Time{}, noon, nil)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		r.Sample(Sample{At: noon.Add(time.Duration(i) * time.Second), Window: Window{"editor", "title"}, IdleKnown: true})
		r.Settle()
	}
}

func TestTailIsBounded(t *testing.T) {
	apps := []string{"editor", "browser", "terminal"}
	r := NewRecorder(time.Minute, time.Time{}, noon, nil)
	longest := 0
	for i := range 100_000 { // ten a second
		r.Sample(Sample{At: noon.Add(time.Duration(i) * 100 * time.Millisecond), Window: Window{App: apps[i%3]}, IdleKnown: true})
		if i%300 == 0 {
			r.Settle()
			longest = max(longest, len(r.Tail()))
		}
	}
	// A minute that is not decided, and 30 s that were not told.
	if want := 600 + 300 + 2; longest > want {
		t.Errorf("Tail() had up to %d spans, want at most %d", longest, want)
	}
}

// replace is what a store does with a tail.
func replace(log, tail []Span) []Span {
	if len(tail) == 0 {
		return log
	}
	n := slices.IndexFunc(log, func(s Span) bool { return !s.Start.Before(tail[0].Start) })
	if n < 0 {
		n = len(log)
	}
	return append(log[:n:n], tail...)
}
