package server

import (
	"errors"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"focusd/daemon/api"
	"focusd/daemon/engine"
	"focusd/tracker"
)

// noonBubble runs a test in a bubble with a server that has been there for a
// while: an editor from 12:00 on, idle from 12:01 to 12:11.
func noonBubble(t *testing.T, test func(t *testing.T, r *rig, c *api.Client, noon time.Time)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(12 * time.Hour)
		noon := time.Now().UTC().Round(0)
		r := newRig(t, Options{})
		editor := tracker.Window{App: "editor", Title: "a title"}
		r.source.Focus(editor)
		time.Sleep(time.Minute)
		r.source.Touch()
		time.Sleep(3 * time.Minute)
		r.source.Show(tracker.Sample{Window: editor, IdleKnown: true, Idle: 3 * time.Minute})
		time.Sleep(7 * time.Minute)
		r.source.Focus(editor)
		time.Sleep(time.Minute)
		synctest.Wait()
		test(t, r, r.client(t), noon)
	})
}

func TestWhy(t *testing.T) {
	noonBubble(t, func(t *testing.T, r *rig, c *api.Client, noon time.Time) {
		got, err := c.Why(t.Context(), noon.Add(2*time.Minute))
		if err != nil {
			t.Fatal(err)
		}
		if got.Presence != "idle" || !got.From.Equal(noon.Add(time.Minute)) || !got.To.Equal(noon.Add(11*time.Minute)) || !got.Journal {
			t.Errorf("at 12:02: %+v, want idle from 12:01 to 12:11, by the journal", got)
		}
		if want := "no input from 12:01:00 on, told by played at 12:04:00"; !strings.Contains(got.Because, want) {
			t.Errorf("because %q, want %q in it", got.Because, want)
		}
		var input api.Witness
		for _, w := range got.Witnesses {
			if w.Kind == "input" {
				input = w
			}
		}
		if input.By != "played" || !input.Since.Equal(noon.Add(time.Minute)) || input.Noted == nil || !input.Noted.Equal(noon.Add(4*time.Minute)) {
			t.Errorf("the witness of the input is %+v, want played, since 12:01, noted at 12:04", input)
		}
	})
}

func TestWhyHasTheRulesAndWhatThePersonSays(t *testing.T) {
	noonBubble(t, func(t *testing.T, r *rig, c *api.Client, noon time.Time) {
		if _, err := c.ChangeRules(t.Context(), api.RuleCommand{Do: "add", Text: "app=editor -> study", Class: "earns"}); err != nil {
			t.Fatal(err)
		}
		text := "a letter"
		if _, err := c.Correct(t.Context(), api.EntryCommand{Do: "add", Start: noon, End: noon.Add(30 * time.Second), Text: &text, Taken: "over"}); err != nil {
			t.Fatal(err)
		}
		tests := []struct {
			name  string
			later time.Duration
			rules bool
			entry bool
		}{
			{"in the entry", 10 * time.Second, true, true},
			{"after it", 40 * time.Second, true, false},
			{"idle", 5 * time.Minute, false, false},
		}
		for _, tt := range tests {
			got, err := c.Why(t.Context(), noon.Add(tt.later))
			if err != nil {
				t.Fatal(err)
			}
			if has := len(got.Rules) > 0 && got.Rules[0].Category == "study" && got.Rules[0].Source == "own"; has != tt.rules {
				t.Errorf("%s: rules %+v, want the own one first: %v", tt.name, got.Rules, tt.rules)
			}
			if has := got.Entry != nil && got.Entry.Text == text; has != tt.entry {
				t.Errorf("%s: entry %+v, want it: %v", tt.name, got.Entry, tt.entry)
			}
		}
	})
}

func TestWhyNow(t *testing.T) {
	noonBubble(t, func(t *testing.T, r *rig, c *api.Client, noon time.Time) {
		for _, later := range []time.Duration{0, 300 * time.Millisecond, 700 * time.Millisecond} {
			time.Sleep(later)
			got, err := c.Why(t.Context(), time.Now())
			if err != nil {
				t.Fatal(err)
			}
			if got.Presence != "active" || got.Span == nil || got.Span.App != "editor" || got.Span.Title != "a title" {
				t.Errorf("now: %+v with the row %+v, want active in the editor", got, got.Span)
			}
		}
	})
}

func TestWhyOfAHole(t *testing.T) {
	noonBubble(t, func(t *testing.T, r *rig, c *api.Client, noon time.Time) {
		got, err := c.Why(t.Context(), noon.Add(-time.Hour))
		if err != nil {
			t.Fatal(err)
		}
		if got.Presence != "unobserved" || got.Span != nil || got.Journal || len(got.Witnesses) != 0 {
			t.Errorf("before the log began: %+v, want unobserved and no row", got)
		}
		if !strings.Contains(got.Because, "has nothing of that time") {
			t.Errorf("because %q, want that there is no journal", got.Because)
		}
	})
}

func TestWhyWithoutAJournalIsAnsweredByTheLog(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		idle := minutes(10, 40, "")
		idle.Presence, idle.Window = tracker.Idle, tracker.Window{}
		r := with(t, minutes(0, 5, "editor"), minutes(5, 10, "browser"), idle)
		got, err := r.client(t).Why(t.Context(), eight.Add(7*time.Minute))
		if err != nil {
			t.Fatal(err)
		}
		if got.Presence != "active" || !got.From.Equal(eight) || !got.To.Equal(eight.Add(10*time.Minute)) || got.Span.App != "browser" {
			t.Errorf("at 08:07: %+v with the row %+v, want active from 08:00 to 08:10, in the browser", got, got.Span)
		}
		if got.Journal || !strings.Contains(got.Because, "has nothing of that time") {
			t.Errorf("by the journal: %v, because %q", got.Journal, got.Because)
		}
	})
}

// TestWhyOfALongAbsence: the ends of what lasted for weeks are found.
func TestWhyOfALongAbsence(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const weeks = 30 * 24 * 60
		hole := minutes(-weeks, 10, "")
		hole.Presence, hole.Window = tracker.Unobserved, tracker.Window{}
		spans := []tracker.Span{minutes(-weeks-10, -weeks, "editor")}
		for piece := range tracker.SplitUTC(hole) {
			spans = append(spans, piece)
		}
		r := with(t, append(spans, minutes(10, 20, "editor"))...)
		got, err := r.client(t).Why(t.Context(), hole.Start.Add(15*24*time.Hour))
		if err != nil {
			t.Fatal(err)
		}
		if got.Presence != "unobserved" || !got.From.Equal(hole.Start) || !got.To.Equal(hole.End) {
			t.Errorf("%s from %v to %v, want unobserved from %v to %v", got.Presence, got.From, got.To, hole.Start, hole.End)
		}
	})
}

func TestWhyRefuses(t *testing.T) {
	noonBubble(t, func(t *testing.T, r *rig, c *api.Client, noon time.Time) {
		tests := []struct{ name, query, want string }{
			{"no instant", "", "not a time"},
			{"no time", "at=yesterday", "not a time"},
			{"no year", "at=0001-01-01T00:00:00Z", "out of range"},
			{"what is still to come", "at=" + url.QueryEscape(noon.AddDate(0, 0, 1).Format(time.RFC3339)), "still to come"},
			{"another parameter", "at=2000-01-01T12:00:00Z&from=today", "no parameter"},
		}
		for _, tt := range tests {
			req, res := httptest.NewRequest("GET", "/v1/why?"+tt.query, nil), httptest.NewRecorder()
			req.Host = "focusd"
			r.Socket().ServeHTTP(res, req)
			if res.Code != 400 || !strings.Contains(res.Body.String(), tt.want) {
				t.Errorf("%s: %q is answered %d %s, want 400 with %q", tt.name, tt.query, res.Code, res.Body, tt.want)
			}
		}
	})
}

// spoiled is a store whose journal cannot be read.
type spoiled struct {
	engine.Store
	documents []engine.Document
	err       error
}

func (s *spoiled) DocumentsBetween(string, string, string) ([]engine.Document, error) {
	return s.documents, s.err
}

func TestWhyOfASpoiledJournal(t *testing.T) {
	tests := []struct {
		name  string
		store spoiled
	}{
		{"that cannot be read", spoiled{err: errors.New("a broken page")}},
		{"of another form", spoiled{documents: []engine.Document{{Kind: engine.KindWitness, ID: "2000-01-01.00", Data: []byte("?")}}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			noonBubble(t, func(t *testing.T, r *rig, c *api.Client, noon time.Time) {
				tt.store.Store = r.Server.store
				r.Server.store = &tt.store
				var refused *api.Error
				if _, err := c.Why(t.Context(), noon.Add(time.Minute)); !errors.As(err, &refused) || refused.Code != api.CodeInternal {
					t.Errorf("%v, want an internal error", err)
				}
			})
		})
	}
}
