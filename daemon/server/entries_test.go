package server

import (
	"bytes"
	"errors"
	"io"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"focusd/daemon/api"
	"focusd/daemon/entries"
	"focusd/tracker"
)

// withEntries returns a rig whose log has the spans, an hour of them after
// eight: editor, nobody, browser.
func withEntries(t *testing.T) *rig {
	t.Helper()
	away := minutes(20, 50, "")
	away.Presence, away.Window = tracker.Locked, tracker.Window{}
	r := newRig(t, Options{})
	r.Server.store = &shelf{Store: r.memory, spans: []tracker.Span{minutes(0, 20, "editor"), away, minutes(50, 60, "browser")}}
	r.Server.entries = entries.New(r.engine, r.Server.store, r.location)
	return r
}

func after(m int) time.Time { return eight.Add(time.Duration(m) * time.Minute) }

func ptr(s string) *string { return &s }

func TestEntriesOverTheWire(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := withEntries(t)
		c, ctx := r.client(t), t.Context()
		gaps, err := c.Gaps(ctx, after(-240), after(60)) // from before the log began
		if err != nil || len(gaps.Gaps) != 1 || gaps.Gaps[0].Presence != "locked" {
			t.Fatalf("gaps %+v, %v, want one that was locked", gaps, err)
		}
		added, err := c.Correct(ctx, api.EntryCommand{Do: "add", Start: after(20), End: after(45), Text: ptr("errand"), Category: ptr("health"), Origin: "fill"})
		if err != nil || len(added.After) != 1 || added.After[0].Kind != "added" || added.After[0].Origin != "fill" {
			t.Fatalf("added %+v, %v", added, err)
		}
		_, err = c.Correct(ctx, api.EntryCommand{Do: "add", Start: after(10), End: after(20), Text: ptr("call")})
		wantRefusal(t, err, api.CodeTaken, "1999-12-30 08:10–08:20 is taken: active in editor")
		_, err = c.Correct(ctx, api.EntryCommand{Do: "add", Start: after(40), End: after(48), Text: ptr("call")})
		wantRefusal(t, err, api.CodeTaken, "1999-12-30 08:40–08:45 is taken: \"errand\"")
		if _, err = c.Correct(ctx, api.EntryCommand{Do: "add", Start: after(10), End: after(30), Text: ptr("call"), Taken: "over"}); err != nil {
			t.Fatal(err)
		}
		sum, err := c.Summary(ctx, after(0), after(60))
		if err != nil || len(sum.Entries) != 2 || sum.Entries[0] != (api.EntryTotal{Text: "call", Millis: 20 * 60_000}) ||
			sum.Entries[1] != (api.EntryTotal{Text: "errand", Category: "health", Millis: 15 * 60_000}) {
			t.Errorf("entries of the summary %+v, %v, want 20 min of call and 15 of errand", sum.Entries, err)
		}
		if sum.Apps[0].Millis != 10*60_000 || sum.Apps[1].Millis != 10*60_000 || sum.Presences["active"] != 30*60_000 {
			t.Errorf("apps %+v, presence %v, want 10 min in each app and half an hour active as before", sum.Apps, sum.Presences)
		}
		if _, err = c.Correct(ctx, api.EntryCommand{Do: "delete", At: after(55)}); err != nil {
			t.Fatal(err)
		}
		if sum, err = c.Summary(ctx, after(0), after(60)); err != nil || len(sum.Apps) != 1 || sum.Hidden != 10*60_000 {
			t.Errorf("with the browser hidden: apps %+v, hidden %d ms, %v", sum.Apps, sum.Hidden, err)
		}
		_, err = c.Correct(ctx, api.EntryCommand{Do: "undo", ID: added.ID})
		wantRefusal(t, err, api.CodeChanged, "it was changed since: add of 1999-12-30 08:10–08:45")
		for range 3 {
			if _, err := c.Correct(ctx, api.EntryCommand{Do: "undo"}); err != nil {
				t.Fatal(err)
			}
		}
		_, err = c.Correct(ctx, api.EntryCommand{Do: "undo"})
		wantRefusal(t, err, "no_undo", "no correction")
		all, err := c.Entries(ctx, after(0), after(60))
		if err != nil || len(all.Entries) != 0 || all.Entries == nil {
			t.Errorf("after undoing everything %+v, %v, want an empty list", all, err)
		}
		history, err := c.Corrections(ctx, 2)
		if err != nil || len(history.Edits) != 2 || history.Edits[0].Verb != "delete" || history.Edits[0].Undone.IsZero() {
			t.Errorf("history %+v, %v, want the last two, undone", history, err)
		}
	})
}

func wantRefusal(t *testing.T, err error, code, message string) {
	t.Helper()
	var e *api.Error
	if !errors.As(err, &e) || e.Code != code || !strings.Contains(e.Message, message) || e.Hint == "" {
		t.Errorf("error %+v, want %s %q with a hint", err, code, message)
	}
}

func TestEntryRequestsThatAreWrong(t *testing.T) {
	h := withEntries(t).Socket()
	for body, code := range map[string]string{
		`{"do":"sing"}`:                       "request",
		`{"do":"add","text":"x"}`:             "request",
		`{"do":"add","seconds":-5,"text":""}`: "request",
		`{"do":"add","seconds":60,"start":"1999-12-30T08:20:00Z","text":"x"}`:                               "request",
		`{"do":"add","start":"1999-12-30T08:30:00Z","end":"1999-12-30T08:20:00Z","text":"x"}`:               "request",
		`{"do":"add","start":"1999-12-30T08:20:00Z","end":"1999-12-30T08:30:00Z"}`:                          "range",
		`{"do":"add","start":"1899-12-30T08:20:00Z","end":"1999-12-30T08:30:00Z","text":"x"}`:               "request",
		`{"do":"add","start":"1999-12-30T08:20:00Z","end":"1999-12-30T08:30:00Z","text":"x","taken":"all"}`: "request",
		`{"do":"add","start":"1999-12-30T08:20:00Z","end":"1999-12-30T08:30:00Z","text":"x","origin":"me"}`: "request",
		`{"do":"edit","text":"x"}`:                                      "request",
		`{"do":"edit","id":"a","at":"1999-12-30T08:20:00Z","text":"x"}`: "request",
		`{"do":"edit","id":"none","text":"x"}`:                          "no_entry",
		`{"do":"edit","id":"none","seconds":5}`:                         "request",
		`{"do":"split"}`:                                                "request",
		`{"do":"split","at":"1999-12-30T08:30:00Z"}`:                    "no_entry",
		`{"do":"delete"}`:                                               "request",
		`{"do":"delete","start":"1999-12-30T08:30:00Z"}`:                "request",
		`{"do":"delete","id":"none"}`:                                   "no_entry",
		`{"do":"undo","id":"none"}`:                                     "no_entry",
		`{"do":"undo","text":"x"}`:                                      "request",
		`{"do":"undo","colour":"x"}`:                                    "request",
	} {
		res := httptest.NewRecorder()
		req := request("POST", "/v1/entries", header{"Host": "focusd", "Content-Type": "application/json"})
		req.Body = io.NopCloser(strings.NewReader(body))
		h.ServeHTTP(res, req)
		if !strings.Contains(res.Body.String(), `"code":"`+code+`"`) {
			t.Errorf("%s: %d %s, want %q", body, res.Code, res.Body, code)
		}
	}
	for _, path := range []string{"/v1/entries/history?last=0", "/v1/entries/history?first=1", "/v1/entries/gaps?from=1999-01-01&to=1999-12-01", "/v1/entries?day=1"} {
		res := httptest.NewRecorder()
		h.ServeHTTP(res, request("GET", path, header{"Host": "focusd"}))
		if res.Code != 400 {
			t.Errorf("%s: %d %s, want 400", path, res.Code, res.Body)
		}
	}
}

// TestEntriesStayOutOfTheLog: what a person says of their time is as private as
// a title.
func TestEntriesStayOutOfTheLog(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const canary = "canary-in-an-entry"
		var log bytes.Buffer
		r := newRig(t, Options{Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
		c, now := r.client(t), time.Now()
		for range 2 { // the second is refused, and names the first
			_, err := c.Correct(t.Context(), api.EntryCommand{Do: "add", Start: now.Add(-time.Hour), End: now.Add(-time.Minute), Text: ptr(canary)})
			if err != nil && !strings.Contains(err.Error(), canary) {
				t.Errorf("refused with %v", err)
			}
		}
		r.memory.FailNext(100, errors.New("the disk is full")) // the loop commits by itself, too
		if _, err := c.Correct(t.Context(), api.EntryCommand{Do: "undo"}); !errors.Is(err, api.ErrStore) {
			t.Errorf("with a full disk: %v", err)
		}
		r.memory.Heal()
		if strings.Contains(log.String(), canary) || !strings.Contains(log.String(), "/v1/entries") {
			t.Errorf("the log is\n%s, want the requests, and not what they said", &log)
		}
	})
}
