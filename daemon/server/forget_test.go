package server

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"focusd/daemon/api"
	"focusd/daemon/engine"
	"focusd/timer"
	"focusd/tracker"
	"focusd/tracker/privacy"
)

// forgetful is a rig whose store is in memory and forgets; failing, if it is
// set, is why it does not.
func forgetful(t *testing.T, failing *error) *rig {
	var r *rig
	r = newRig(t, Options{Forget: func(ctx context.Context, o Oblivion) (api.Forgotten, error) {
		if !o.Really {
			return api.Forgotten{}, nil
		}
		err := r.engine.Forget(ctx, o.What, func(f engine.Forgetting) error {
			if *failing != nil {
				return *failing
			}
			return r.memory.Forget(f)
		})
		return api.Forgotten{Spans: 7}, err
	}})
	return r
}

func TestForget(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(5 * time.Hour) // past the beginning of the day
		var failing error
		r := forgetful(t, &failing)
		c := r.client(t)
		if _, err := r.engine.Do(t.Context(), timer.Event{Verb: timer.Start, Label: "draft"}); err != nil {
			t.Fatal(err)
		}
		r.source.Focus(tracker.Window{App: "mail", Title: "Canary"})
		synctest.Wait()
		time.Sleep(time.Minute)
		r.source.Focus(tracker.Window{App: "editor", Title: "chapter"})
		synctest.Wait()
		time.Sleep(time.Minute)

		count := func(app string) (n int) {
			for row, err := range c.Log(t.Context(), time.Time{}, time.Time{}) {
				if err != nil {
					t.Fatal(err)
				}
				if row.App == app {
					n++
				}
			}
			return n
		}
		would, err := c.Forget(t.Context(), api.ForgetCommand{Title: "canary"})
		if err != nil || would.Done || would.Spans != 1 || would.Millis != 60_000 || fmt.Sprint(would.Days) != "[2000-01-01]" || would.Labels != 0 {
			t.Errorf("it would forget %+v (%v), want a minute of one row", would, err)
		}
		if label, err := c.Forget(t.Context(), api.ForgetCommand{Title: "dra"}); err != nil || label.Spans != 0 || label.Labels != 1 {
			t.Errorf("of a title it would forget %+v (%v), want the label that has it", label, err)
		}
		from := time.Now().Add(-time.Hour)
		if all, err := c.Forget(t.Context(), api.ForgetCommand{From: &from}); err != nil || all.Spans != 2 || all.Labels != 1 {
			t.Errorf("of an hour it would forget %+v (%v), want two rows and a label", all, err)
		}
		if count("mail") != 1 {
			t.Error("asking has changed the log")
		}

		failing = errors.New("the disk is full")
		var refused *api.Error
		if _, err := c.Forget(t.Context(), api.ForgetCommand{App: "mail", Yes: true}); !errors.As(err, &refused) || !errors.Is(err, api.ErrStore) ||
			refused.Message != "it is still there: could not be saved: the disk is full" {
			t.Errorf("on a full disk: %v", err)
		}
		if failing = nil; count("mail") != 1 {
			t.Error("what failed has changed the log")
		}

		did, err := c.Forget(t.Context(), api.ForgetCommand{App: "mail", Yes: true})
		if err != nil || !did.Done || did.Spans != 7 || len(did.Days) != 1 {
			t.Errorf("it forgot %+v (%v), want what the store says", did, err)
		}
		if count("mail") != 0 || count(privacy.Forgotten) != 1 || count("editor") != 1 {
			t.Errorf("the log has %d rows of mail, %d forgotten, %d of the editor", count("mail"), count(privacy.Forgotten), count("editor"))
		}
	})
}

func TestForgetIsRefused(t *testing.T) {
	var none error
	r := forgetful(t, &none)
	early, late, ancient := time.Now().Add(-time.Hour), time.Now(), time.Date(99, 1, 1, 0, 0, 0, 0, time.UTC)
	c := through(r.Socket())
	for name, cmd := range map[string]api.ForgetCommand{
		"nothing said":         {Yes: true},
		"not an expression":    {Title: "/(/"},
		"ends before it":       {From: &late, To: &early},
		"before there was one": {From: &ancient},
		"rules of no title":    {App: "x", Rules: true},
	} {
		if _, err := c.Forget(t.Context(), cmd); !errors.Is(err, api.ErrRequest) {
			t.Errorf("%s: %v, want that the request is malformed", name, err)
		}
	}
	var refused *api.Error
	if _, err := through(newRig(t, Options{}).Socket()).Forget(t.Context(), api.ForgetCommand{App: "x"}); !errors.As(err, &refused) || refused.Code != api.CodeAbsent {
		t.Errorf("a daemon that cannot: %v, want that it is not here", err)
	}
}

// TestForgetOverLoopback is done by who has looked first, once: a page of somebody
// else cannot read the key, even if a browser sends what it asks for.
func TestForgetOverLoopback(t *testing.T) {
	var none error
	r := forgetful(t, &none)
	ask := func(body string) (*httptest.ResponseRecorder, api.Forgotten) {
		req := httptest.NewRequest(http.MethodPost, "http://"+testHost+"/v1/forget", strings.NewReader(body))
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Authorization", "Bearer "+testToken)
		res := httptest.NewRecorder()
		r.Loopback(testHost).ServeHTTP(res, req)
		var f api.Forgotten
		_ = json.Unmarshal(res.Body.Bytes(), &f)
		return res, f
	}
	for _, body := range []string{`{"app":"x","yes":true}`, `{"app":"x","yes":true,"key":"guessed"}`} {
		if res, _ := ask(body); res.Code != http.StatusBadRequest || !strings.Contains(res.Body.String(), "looked at first") {
			t.Errorf("%s: %d %s, want it refused", body, res.Code, res.Body)
		}
	}
	res, would := ask(`{"app":"x"}`)
	if res.Code != http.StatusOK || would.Done || would.Key == "" {
		t.Fatalf("looking: %d %s, want a key", res.Code, res.Body)
	}
	really := `{"app":"x","yes":true,"key":"` + would.Key + `"}`
	if res, did := ask(really); res.Code != http.StatusOK || !did.Done || did.Key != "" {
		t.Errorf("with the key: %d %s, want it done", res.Code, res.Body)
	}
	if res, _ := ask(really); res.Code != http.StatusBadRequest {
		t.Errorf("with the key again: %d %s, want it refused", res.Code, res.Body)
	}
}
