package privacy_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"focusd/tracker"
	"focusd/tracker/category"
	"focusd/tracker/privacy"
)

// at is a minute of the day that these tests are about.
func at(minute int) time.Time {
	return time.Date(2026, 11, 20, 9, minute, 0, 0, time.UTC)
}

func span(from, to int, app, title string) tracker.Span {
	return tracker.Span{Start: at(from), End: at(to), Window: tracker.Window{App: app, Title: title}}
}

func title(t testing.TB, pattern string) privacy.Title {
	t.Helper()
	p, err := privacy.ParseTitle(pattern)
	if err != nil {
		t.Fatalf("ParseTitle(%q): %v", pattern, err)
	}
	return p
}

func TestErasure(t *testing.T) {
	log := []tracker.Span{
		span(0, 10, "editor", "chapter"), span(10, 20, "browser", "Canary"), span(20, 30, "browser", "news"),
		{Start: at(30), End: at(40), Presence: tracker.Locked},
		{Start: at(40), End: at(50), Presence: tracker.Passive, Window: tracker.Window{App: "browser", Title: "a canary sings"}},
		span(50, 55, "", ""),
	}
	gone := func(from, to int) tracker.Span { return span(from, to, privacy.Forgotten, "") }
	passive := gone(40, 50)
	passive.Presence = tracker.Passive
	tests := []struct {
		name    string
		erasure privacy.Erasure
		want    []tracker.Span
		amount  privacy.Amount
	}{
		{
			"a title",
			privacy.Erasure{Title: title(t, "canary")},
			[]tracker.Span{log[0], gone(10, 20), log[2], log[3], passive, log[5]},
			privacy.Amount{Spans: 2, Time: 20 * time.Minute},
		},
		{
			"a title by an expression",
			privacy.Erasure{Title: title(t, "/^Can/")},
			[]tracker.Span{log[0], gone(10, 20), log[2], log[3], log[4], log[5]},
			privacy.Amount{Spans: 1, Time: 10 * time.Minute},
		},
		{
			"an app: its windows become one",
			privacy.Erasure{App: "browser"},
			[]tracker.Span{log[0], gone(10, 30), log[3], passive, log[5]},
			privacy.Amount{Spans: 3, Time: 30 * time.Minute},
		},
		{
			"a range, also of the empty desktop",
			privacy.Erasure{From: at(25), To: at(54)},
			[]tracker.Span{log[0], log[1], span(20, 25, "browser", "news"), gone(25, 30), log[3], passive, gone(50, 54), span(54, 55, "", "")},
			privacy.Amount{Spans: 3, Time: 19 * time.Minute},
		},
		{
			"a title in a range",
			privacy.Erasure{To: at(30), Title: title(t, "canary")},
			[]tracker.Span{log[0], gone(10, 20), log[2], log[3], log[4], log[5]},
			privacy.Amount{Spans: 1, Time: 10 * time.Minute},
		},
		{"nothing", privacy.Erasure{App: "mail"}, log, privacy.Amount{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, amount := tt.erasure.Spans(log)
			if diff := cmp.Diff(tt.want, unflagged(got)); diff != "" {
				t.Errorf("what is left (-want +got):\n%s", diff)
			}
			if amount != tt.amount {
				t.Errorf("%+v went, want %+v", amount, tt.amount)
			}
			if again, amount := tt.erasure.Spans(got); amount != (privacy.Amount{}) || !cmp.Equal(again, got) {
				t.Errorf("done again it takes %+v more", amount)
			}
		})
	}
}

// unflagged is spans without how they were cut, which another test looks at.
func unflagged(spans []tracker.Span) []tracker.Span {
	out := make([]tracker.Span, len(spans))
	for i, s := range spans {
		s.Flags &^= tracker.Continues
		out[i] = s
	}
	return out
}

// What is left of a span that was cut in three are three stretches.
func TestWhatIsCutDoesNotContinue(t *testing.T) {
	left, _ := privacy.Erasure{From: at(10), To: at(20)}.Spans([]tracker.Span{span(0, 30, "editor", "chapter")})
	if len(left) != 3 {
		t.Fatalf("%d spans are left, want 3", len(left))
	}
	for _, s := range left {
		if s.Flags&tracker.Continues != 0 {
			t.Errorf("the one from %v continues what says something else", s.Start)
		}
	}
}

// A pattern is for titles, not for what stands for one that has faded.
func TestWhatHasFadedIsNoTitle(t *testing.T) {
	w := tracker.Window{App: "browser", Title: category.AsTitle("media/video")}
	if (privacy.Erasure{Title: title(t, "video")}).Matches(w) {
		t.Error("the name of a category is taken for a title")
	}
	if !(privacy.Erasure{App: "browser"}).Matches(w) {
		t.Error("the app cannot be forgotten any more")
	}
}

func TestErasureCheck(t *testing.T) {
	if err := (privacy.Erasure{}).Check(); !errors.Is(err, privacy.ErrEverything) {
		t.Errorf("nothing named: %v, want ErrEverything", err)
	}
	if err := (privacy.Erasure{From: at(2), To: at(1)}).Check(); err == nil {
		t.Error("a range that ends before it begins is taken")
	}
	for _, e := range []privacy.Erasure{{From: at(1)}, {To: at(1)}, {App: "a"}, {Title: title(t, "a")}} {
		if err := e.Check(); err != nil {
			t.Errorf("Check(%+v) = %v", e, err)
		}
	}
}

func TestWrongTitles(t *testing.T) {
	for _, pattern := range []string{"/canary(/", "//"} {
		if _, err := privacy.ParseTitle(pattern); err == nil || strings.Contains(err.Error(), "canary") {
			t.Errorf("ParseTitle(%q): %v, want an error that does not quote it", pattern, err)
		}
	}
	if !title(t, "a(b").Matches("xA(By") {
		t.Error("a part of a title is taken for an expression")
	}
}

// Whatever is forgotten, the time is what it was, presence by presence, and no
// matching window is left.
func TestErasureKeepsTheTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var log []tracker.Span
		now := at(0)
		for range rapid.IntRange(0, 12).Draw(t, "spans") {
			now = now.Add(time.Duration(rapid.IntRange(0, 1).Draw(t, "gap")) * time.Minute)
			s := tracker.Span{
				Start: now, End: now.Add(time.Duration(rapid.IntRange(1, 5).Draw(t, "minutes")) * time.Minute),
				Presence: tracker.Presence(rapid.IntRange(0, int(tracker.Unobserved)).Draw(t, "presence")),
				Offset:   rapid.SampledFrom([]int{0, 60}).Draw(t, "offset"),
			}
			if s.Presence == tracker.Active || s.Presence == tracker.Passive {
				s.Window = tracker.Window{App: rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "app"), Title: rapid.SampledFrom([]string{"", "x", "y"}).Draw(t, "title")}
			}
			log, now = append(log, s), s.End
		}
		e := privacy.Erasure{App: rapid.SampledFrom([]string{"", "a"}).Draw(t, "of app"), Title: pattern(t, rapid.SampledFrom([]string{"", "x"}).Draw(t, "of title"))}
		if rapid.Bool().Draw(t, "bounded") {
			e.From = at(rapid.IntRange(0, 30).Draw(t, "from"))
			e.To = e.From.Add(time.Duration(rapid.IntRange(1, 30).Draw(t, "for")) * time.Minute)
		}
		left, gone := e.Spans(log)
		before, after := minutes(log), minutes(left)
		forgotten := 0
		for i, was := range before {
			is := after[i]
			if was.ok != is.ok || was.Presence != is.Presence || was.Offset != is.Offset {
				t.Fatalf("minute %d was %+v and is %+v", i, was, is)
			}
			take := was.ok && e.Covers(at(i)) && e.Matches(was.Window) && (was.Presence == tracker.Active || was.Presence == tracker.Passive)
			if want := map[bool]tracker.Window{true: privacy.Gone(), false: was.Window}[take]; is.Window != want {
				t.Fatalf("minute %d was %+v and is %+v, want %+v", i, was.Window, is.Window, want)
			}
			if take {
				forgotten++
			}
		}
		if gone.Time != time.Duration(forgotten)*time.Minute {
			t.Fatalf("%v are said to be forgotten, and %d minutes are", gone.Time, forgotten)
		}
	})
}

type minute struct {
	tracker.Span
	ok bool
}

// minutes is what was the case in each minute of a log.
func minutes(log []tracker.Span) (out [120]minute) {
	for _, s := range log {
		for m := s.Start; m.Before(s.End); m = m.Add(time.Minute) {
			out[int(m.Sub(at(0))/time.Minute)] = minute{s, true}
		}
	}
	return out
}

func pattern(t *rapid.T, text string) privacy.Title {
	p, err := privacy.ParseTitle(text)
	if err != nil {
		t.Fatalf("ParseTitle(%q): %v", text, err)
	}
	return p
}
