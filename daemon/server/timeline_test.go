package server

import (
	"errors"
	"fmt"
	"iter"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"focusd/daemon/api"
	"focusd/tracker"
)

// drawn are the stretches of rows: "editor:draft 10" is ten seconds in the editor,
// "- 10" ten seconds of which there is no row, and "idle 10" ten idle ones.
func drawn(t *testing.T, least time.Duration, rows ...string) (shown []string) {
	t.Helper()
	begin := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	at := begin
	var all []tracker.Span
	for _, row := range rows {
		var what string
		var seconds float64
		if _, err := fmt.Sscan(row, &what, &seconds); err != nil {
			t.Fatalf("%q: %v", row, err)
		}
		end := at.Add(time.Duration(seconds * float64(time.Second)))
		span := tracker.Span{Start: at, End: end, Presence: tracker.Active}
		span.Window.App, span.Window.Title, _ = strings.Cut(what, ":")
		if what == "idle" {
			span.Presence, span.Window = tracker.Idle, tracker.Window{}
		}
		if at = end; what != "-" {
			all = append(all, span)
		}
	}
	d := newDrawing(nil, least)
	seq := func(yield func(tracker.Span, error) bool) {
		for _, s := range all {
			if !yield(s, nil) {
				return
			}
		}
	}
	if err := d.read(seq, span{begin, at.Add(time.Hour)}, at); err != nil {
		t.Fatal(err)
	}
	for i, st := range d.all {
		if i > 0 && !st.Start.Equal(d.all[i-1].End) {
			t.Errorf("%v: a hole before %v", rows, st)
		}
		what := st.App + ":" + st.Title
		if st.Presence != "active" {
			what = st.Presence
		}
		text := fmt.Sprintf("%s %v", what, st.End.Sub(st.Start).Seconds())
		if st.Joined > 0 {
			text += fmt.Sprintf(" of %d", st.Joined)
		}
		shown = append(shown, text)
	}
	return shown
}

func TestStretches(t *testing.T) {
	for _, tt := range []struct {
		name  string
		least time.Duration
		rows  []string
		want  string
	}{
		{"nothing", 0, nil, ""},
		{"each app", 0, []string{"a:x 10", "b:y 5", "a:x 5"}, "a:x 10, b:y 5, a:x 5"},
		{"titles of one app are one", 0, []string{"a:x 2", "a:y 5", "a:x 2"}, "a:y 9"},
		{"a hole is unobserved", 0, []string{"a:x 10", "- 60", "a:x 10"}, "a:x 10, unobserved 60, a:x 10"},
		{"no rows are unobserved up to now", 0, []string{"a:x 10", "- 60"}, "a:x 10, unobserved 60"},
		{"a moment is no hole", 0, []string{"a:x 10", "idle 30", "a:x 1"}, "a:x 10, idle 30, a:x 1"},
		{"short ones are joined", 60 * time.Second, []string{"a:x 20", "b:y 30", "a:z 20"}, "a:x 70 of 3"},
		{"a long one stays by itself", 60 * time.Second, []string{"a:x 20", "b:y 90", "c:z 10"}, "a:x 20, b:y 90, c:z 10"},
		{"the most wins, not the longest", 90 * time.Second, []string{"a:x 25", "b:y 40", "a:x 25"}, "a:x 90 of 3"},
		{"a crowd ends when it is long enough", 30 * time.Second, []string{"a:x 20", "b:y 15", "c:z 20", "d:w 20"}, "a:x 35 of 2, c:z 40 of 2"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := strings.Join(drawn(t, tt.least, tt.rows...), ", "); got != tt.want {
				t.Errorf("%v: %s, want %s", tt.rows, got, tt.want)
			}
		})
	}
}

// TestManyStretches: however wild a day was, it is drawn with few.
func TestManyStretches(t *testing.T) {
	var rows []string
	for i := range 20_000 {
		rows = append(rows, fmt.Sprintf("%c:x %d", 'a'+i%7, 1+i%3))
	}
	if got := drawn(t, 108*time.Second, rows...); len(got) > 40_000/108+1 {
		t.Errorf("%d rows are %d stretches", len(rows), len(got))
	}
}

func TestTimelineThatCannotBeRead(t *testing.T) {
	broken := errors.New("a broken page")
	var rows iter.Seq2[tracker.Span, error] = func(yield func(tracker.Span, error) bool) { yield(tracker.Span{}, broken) }
	now := time.Now()
	if err := newDrawing(nil, 0).read(rows, span{now.Add(-time.Hour), now}, now); !errors.Is(err, broken) {
		t.Errorf("got %v, want %v", err, broken)
	}
}

func TestTimeline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, Options{})
		c := r.client(t)
		time.Sleep(5 * time.Hour)
		if _, err := c.ChangeRules(t.Context(), api.RuleCommand{Do: "add", Text: "app=editor -> writing", Class: "earns"}); err != nil {
			t.Fatal(err)
		}
		r.source.Focus(tracker.Window{App: "editor", Title: "chapter two"})
		began := time.Now()
		if _, err := c.Timer(t.Context(), api.Command{Do: "start", Label: "draft"}); err != nil {
			t.Fatal(err)
		}
		for range 10 {
			time.Sleep(time.Minute)
			r.source.Touch()
		}
		if _, err := c.Timer(t.Context(), api.Command{Do: "finish"}); err != nil {
			t.Fatal(err)
		}
		time.Sleep(10 * time.Minute) // nobody is there
		text := "nap"
		if _, err := c.Correct(t.Context(), api.EntryCommand{Do: "add", Start: began.Add(11 * time.Minute), End: began.Add(16 * time.Minute), Text: &text, Taken: "trim"}); err != nil {
			t.Fatal(err)
		}
		line, err := c.Timeline(t.Context(), began.Add(-time.Minute), time.Time{}, 0)
		if err != nil {
			t.Fatal(err)
		}
		var written, idle *api.Stretch
		for i, st := range line.Stretches {
			switch {
			case st.App == "editor" && st.Presence == "active":
				written = &line.Stretches[i]
			case st.Presence == "idle":
				idle = &line.Stretches[i]
			}
		}
		if written == nil || written.Category != "writing" || written.Class != "earns" || written.Hue == 0 || written.Title != "chapter two" || written.Cause != "" {
			t.Errorf("the writing is %+v in %+v", written, line.Stretches)
		}
		if idle == nil || idle.Cause == "" || idle.App != "" && idle.Category != "" {
			t.Errorf("the absence is %+v in %+v, want a cause and no category", idle, line.Stretches)
		}
		if len(line.Blocks) != 1 || line.Blocks[0].Label != "draft" || line.Blocks[0].OnTask == nil || *line.Blocks[0].OnTask != 1 || line.Blocks[0].Text == "" {
			t.Errorf("blocks are %+v, want one on task throughout", line.Blocks)
		}
		if len(line.Breaks) != 1 || len(line.Entries) != 1 || line.Entries[0].Text != "nap" {
			t.Errorf("breaks %+v, entries %+v, want the break and the nap", line.Breaks, line.Entries)
		}
	})
}

func TestTimelineRequests(t *testing.T) {
	h := newRig(t, Options{}).Socket()
	for _, query := range []string{"least=-1", "least=x", "least=3601", "from=2026-01-01&to=2026-02-01", "most=3", "from=x"} {
		res := httptest.NewRecorder()
		h.ServeHTTP(res, request("GET", "/v1/timeline?"+query, header{"Host": "focusd"}))
		if code := codeOf(t, res); res.Code != 400 || code != "request" {
			t.Errorf("%s: %d %s, want it refused", query, res.Code, code)
		}
	}
}
