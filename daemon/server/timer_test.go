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
	"focusd/daemon/engine"
	"focusd/timer"
	"focusd/tracker"
)

func TestCommands(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, Options{Version: "1.0.0"})
		c := r.client(t)
		s, err := c.Timer(t.Context(), api.Command{Do: "start", Preset: "25/5", Label: "draft"})
		if err != nil {
			t.Fatal(err)
		}
		if s.Version != "1.0.0" || s.Timer.State != "work" || s.Timer.Label != "draft" || s.Timer.Left != 1500 {
			t.Errorf("after start: %+v", s)
		}
		time.Sleep(10 * time.Second)
		if s, err = c.Status(t.Context()); err != nil || s.Timer.Left != 1490 || s.Today.Focus != 10 {
			t.Errorf("10 s later: %d s left, %d s of focus, %v; want 1490, 10", s.Timer.Left, s.Today.Focus, err)
		}
		if s, err = c.Timer(t.Context(), api.Command{Do: "stop"}); err != nil || s.Timer.State != "idle" || s.Timer.Undo != "stop" {
			t.Errorf("after stop: %+v, %v", s.Timer, err)
		}
	})
}

// TestUndoIsOfWhatIsMeant: who saw a start last takes back no pause of somebody else.
func TestUndoIsOfWhatIsMeant(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newRig(t, Options{}).client(t)
		do := func(cmd api.Command) api.Timer {
			s, err := c.Timer(t.Context(), cmd)
			if err != nil {
				t.Fatalf("%+v: %v", cmd, err)
			}
			return s.Timer
		}
		started := do(api.Command{Do: "start"})
		time.Sleep(time.Second)
		paused := do(api.Command{Do: "pause"})
		_, err := c.Timer(t.Context(), api.Command{Do: "undo", At: *started.UndoAt})
		var refused *api.Error
		if !errors.As(err, &refused) || refused.Code != api.CodeChanged || refused.Hint == "" || !strings.Contains(refused.Message, "pause") {
			t.Errorf("undo of the start: %#v, want it refused for the pause", err)
		}
		if now := do(api.Command{Do: "undo", At: *paused.UndoAt}); now.State != "work" {
			t.Errorf("after undo of the pause the timer is %s, want work", now.State)
		}
	})
}

// TestRefusalsReachTheClient asks for what is refused: the sentinels of the
// timer come back as themselves.
func TestRefusalsReachTheClient(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newRig(t, Options{}).client(t)
		for _, tt := range []struct {
			before string
			cmd    api.Command
			want   error
		}{
			{"", api.Command{Do: "stop"}, timer.ErrIdle},
			{"", api.Command{Do: "resume"}, timer.ErrNotPaused},
			{"", api.Command{Do: "postpone"}, timer.ErrNoBreak},
			{"", api.Command{Do: "undo"}, timer.ErrNoUndo},
			{"", api.Command{Do: "start", Preset: "nonsense"}, timer.ErrPresetName},
			{"start", api.Command{Do: "start"}, timer.ErrWorking},
			{"", api.Command{Do: "extend", Seconds: 100_000}, timer.ErrRange},
			{"finish", api.Command{Do: "pause"}, timer.ErrInBreak},
		} {
			if tt.before != "" {
				if _, err := c.Timer(t.Context(), api.Command{Do: tt.before}); err != nil {
					t.Fatalf("%s: %v", tt.before, err)
				}
			}
			_, err := c.Timer(t.Context(), tt.cmd)
			var refused *api.Error
			if !errors.Is(err, tt.want) || !errors.As(err, &refused) || refused.Hint == "" {
				t.Errorf("%+v: %#v, want %v with a hint", tt.cmd, err, tt.want)
			}
		}
	})
}

// TestEveryErrorOnTheWire looks at what becomes of each error, without asking
// for it.
func TestEveryErrorOnTheWire(t *testing.T) {
	inside := errors.New("inside")
	for _, tt := range []struct {
		err, want error
		status    int
	}{
		{fmt.Errorf("%w: start a block", timer.ErrIdle), timer.ErrIdle, 409},
		{timer.ErrWorking, timer.ErrWorking, 409},
		{timer.ErrInBreak, timer.ErrInBreak, 409},
		{timer.ErrNotPaused, timer.ErrNotPaused, 409},
		{timer.ErrNoBreak, timer.ErrNoBreak, 409},
		{timer.ErrTooLate, timer.ErrTooLate, 409},
		{timer.ErrStrict, timer.ErrStrict, 409},
		{timer.ErrOverlap, timer.ErrOverlap, 409},
		{timer.ErrNoUndo, timer.ErrNoUndo, 409},
		{timer.ErrRange, timer.ErrRange, 422},
		{timer.ErrPresetName, timer.ErrPresetName, 422},
		{engine.ErrStopped, api.ErrStopping, 503},
		{errors.Join(engine.ErrStore, inside), api.ErrStore, 507},
		{badRequest("what", "why"), api.ErrRequest, 400},
		{inside, nil, 500},
	} {
		d := &door{Server: newRig(t, Options{}).Server}
		res := httptest.NewRecorder()
		d.fail(res, httptest.NewRequest("GET", "/", nil), tt.err)
		e := errorOf(t, res)
		if res.Code != tt.status || tt.want != nil && !errors.Is(&e, tt.want) {
			t.Errorf("%v: %d %+v, want %d %v", tt.err, res.Code, e, tt.status, tt.want)
		}
		if e.Message == inside.Error() || e.Hint == inside.Error() {
			t.Errorf("%v: shown to a client", tt.err)
		}
	}
}

func TestHints(t *testing.T) {
	for _, tt := range []struct {
		err           error
		message, hint string
	}{
		{fmt.Errorf("%w: start a block", timer.ErrIdle), "the timer is not running", "start a block"},
		{fmt.Errorf("%w: %q; write 25/5", timer.ErrPresetName, "x"), `that is not a preset or a duration: "x"`, "write 25/5"},
		{timer.ErrTooLate, "it is too late for that", ""},
	} {
		if e := wire(tt.err); e.Message != tt.message || e.Hint != tt.hint {
			t.Errorf("wire(%v) = %+v, want %q and %q", tt.err, e, tt.message, tt.hint)
		}
	}
}

func TestStoreThatFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, Options{})
		c := r.client(t)
		synctest.Wait()
		r.memory.FailNext(1, errors.New("no space left on device"))
		if _, err := c.Timer(t.Context(), api.Command{Do: "start"}); !errors.Is(err, api.ErrStore) {
			t.Errorf("start: %v, want %v", err, api.ErrStore)
		}
		if s, err := c.Status(t.Context()); err != nil || s.Timer.State != "idle" {
			t.Errorf("after it: %q, %v, want idle", s.Timer.State, err)
		}
		if _, err := c.Summary(t.Context(), time.Time{}, time.Time{}); err != nil {
			t.Errorf("reading: %v, want that it goes on", err)
		}
	})
}

func TestTrackingAndReminders(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newRig(t, Options{}).client(t)
		s, err := c.Tracking(t.Context(), api.TrackingCommand{Do: "pause", Seconds: 900})
		if err != nil || s.Tracking.On || s.Tracking.PausedUntil == nil || s.Tracking.PausedUntil.Sub(s.At).Round(time.Second) != 15*time.Minute {
			t.Errorf("pause: %+v, %v", s.Tracking, err)
		}
		if s, err = c.Tracking(t.Context(), api.TrackingCommand{Do: "pause"}); err != nil || s.Tracking.On || s.Tracking.PausedUntil != nil {
			t.Errorf("pause without end: %+v, %v", s.Tracking, err)
		}
		if s, err = c.Tracking(t.Context(), api.TrackingCommand{Do: "resume"}); err != nil || !s.Tracking.On {
			t.Errorf("resume: %+v, %v", s.Tracking, err)
		}
		if s, err = c.Reminders(t.Context(), api.TrackingCommand{Do: "hold"}); err != nil || s.Tracking.HeldUntil == nil || !s.Tracking.HeldUntil.Equal(s.Today.To) {
			t.Errorf("hold: %+v, %v, want until %v", s.Tracking, err, s.Today.To)
		}
		if s, err = c.Reminders(t.Context(), api.TrackingCommand{Do: "release"}); err != nil || s.Tracking.HeldUntil != nil {
			t.Errorf("release: %+v, %v", s.Tracking, err)
		}
	})
}

func TestWatch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, Options{})
		c := r.client(t)
		next, stop := iter.Pull2(c.Watch(t.Context()))
		defer stop()
		wait := func(what string, is func(api.Status) bool) {
			t.Helper()
			for range 20 {
				s, err, ok := next()
				if err != nil || !ok {
					t.Fatalf("%s: %v, %t", what, err, ok)
				}
				if is(s) {
					return
				}
			}
			t.Fatalf("%s: did not come", what)
		}
		wait("the present", func(s api.Status) bool { return s.Timer.State == "idle" })
		if _, err := c.Timer(t.Context(), api.Command{Do: "start"}); err != nil {
			t.Fatal(err)
		}
		wait("the start", func(s api.Status) bool { return s.Timer.State == "work" })
		r.source.Focus(tracker.Window{App: "editor", Title: "chapter two"})
		wait("the window", func(s api.Status) bool { return s.Presence.App == "editor" && s.Presence.Title == "chapter two" })
		// Nobody reads for a while: what was overtaken does not come, the last does.
		for _, do := range []string{"pause", "resume", "finish"} {
			if _, err := c.Timer(t.Context(), api.Command{Do: do}); err != nil {
				t.Fatalf("%s: %v", do, err)
			}
		}
		wait("the break", func(s api.Status) bool { return s.Timer.State == "short_break" })
	})
}

// TestAStrictBreakIsLeftByWhoIsSure: who says so, or asks again after a while.
func TestAStrictBreakIsLeftByWhoIsSure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, Options{})
		if err := r.engine.Reconfigure(t.Context(), engine.Config{Rules: timer.Rules{StrictBreaks: true}}); err != nil {
			t.Fatal(err)
		}
		c := r.client(t)
		ask := func(do string, sure bool) error {
			_, err := c.Timer(t.Context(), api.Command{Do: do, Sure: sure})
			return err
		}
		inBreak := func() {
			if err := errors.Join(ask("start", true), ask("finish", false)); err != nil {
				t.Fatal(err)
			}
		}
		inBreak()
		var refused *api.Error
		if err := ask("skip", false); !errors.Is(err, timer.ErrStrict) || !errors.As(err, &refused) || !strings.Contains(refused.Hint, "--sure") {
			t.Errorf("skip: %v, want %v and a hint", err, timer.ErrStrict)
		}
		time.Sleep(time.Second)
		if err := ask("skip", false); !errors.Is(err, timer.ErrStrict) {
			t.Errorf("a double click: %v, want %v", err, timer.ErrStrict)
		}
		time.Sleep(2 * time.Second)
		if err := ask("skip", false); err != nil {
			t.Errorf("after three seconds: %v", err)
		}
		if err := ask("finish", false); err != nil {
			t.Fatal(err)
		}
		if err := ask("stop", false); !errors.Is(err, timer.ErrStrict) {
			t.Errorf("the next one: %v, want %v", err, timer.ErrStrict)
		}
		time.Sleep(surelyWithin + time.Second)
		if err := ask("stop", false); !errors.Is(err, timer.ErrStrict) {
			t.Errorf("an afterthought: %v, want %v", err, timer.ErrStrict)
		}
		if err := ask("stop", true); err != nil {
			t.Errorf("sure: %v", err)
		}
	})
}
