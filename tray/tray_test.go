package tray_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"focusd/daemon/api"
	"focusd/timer"
	"focusd/tray"
	"focusd/tray/icon"
	"focusd/tray/traytest"
)

// within is how long anything may take on a busy machine.
const within = 10 * time.Second

// screen is a panel for tests.
type screen struct {
	t      *testing.T
	clicks chan tray.ItemID

	mu      sync.Mutex
	view    tray.View
	shown   int
	changes int // how often it was another one than before
}

func (s *screen) Show(v tray.View) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !cmp.Equal(s.view, v) {
		s.changes++
	}
	s.view = v
	s.shown++
}

func (s *screen) Clicks() <-chan tray.ItemID { return s.clicks }

func (s *screen) present() (tray.View, int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.view, s.shown
}

func (s *screen) changed() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.changes
}

// click is taken by Run before it returns.
func (s *screen) click(id tray.ItemID) {
	s.t.Helper()
	select {
	case s.clicks <- id:
	case <-time.After(within):
		s.t.Fatalf("nobody takes the click on %s", id)
	}
}

// until waits for a view.
func (s *screen) until(what string, ok func(tray.View) bool) {
	s.t.Helper()
	for deadline := time.Now().Add(within); ; time.Sleep(time.Millisecond) {
		v, n := s.present()
		if n > 0 && ok(v) {
			return
		}
		if time.Now().After(deadline) {
			s.t.Fatalf("waited in vain for %s; the status line is %q", what, v.Items[0].Title)
		}
	}
}

func (s *screen) untilStatus(want string) {
	s.t.Helper()
	s.until(want, func(v tray.View) bool { return v.Items[0].Title == want })
}

// start runs the tray against a fake daemon until the end of the test.
func start(t *testing.T, s api.Status) (*traytest.Daemon, *screen, <-chan struct{}) {
	t.Helper()
	daemon := traytest.NewDaemon(t, s)
	screen := &screen{t: t, clicks: make(chan tray.ItemID)}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		tray.Run(ctx, &api.Client{Socket: daemon.Socket}, screen, tray.Desktop{})
	}()
	t.Cleanup(func() {
		cancel()
		<-ended
	})
	return daemon, screen, ended
}

func idle() api.Status {
	return api.Status{
		At:       time.Now().UTC(),
		Timer:    api.Timer{State: "idle", Kind: "pomodoro", Preset: "25/5", Next: "work", NextSeconds: 1500},
		Tracking: api.Tracking{On: true},
	}
}

// ending is a block with that long to go.
func ending(left time.Duration) api.Status {
	s := idle()
	ends := s.At.Add(left)
	s.Timer = api.Timer{
		State: "work", Kind: "pomodoro", Preset: "25/5", Label: "Writing",
		Ends: &ends, Planned: 1500, Elapsed: 300, Next: "short_break",
	}
	return s
}

func receive(t *testing.T, d *traytest.Daemon) traytest.Request {
	t.Helper()
	select {
	case r := <-d.Requests:
		return r
	case <-time.After(within):
		t.Fatal("the daemon was asked for nothing")
		return traytest.Request{}
	}
}

// Each item asks for what it says, in a state where it can be seen.
func TestRunTurnsClicksIntoRequests(t *testing.T) {
	work, over, rest, paused, held := ending(10*time.Minute), ending(0), idle(), ending(time.Hour), idle()
	over.Timer.State = "overtime"
	since, ends := rest.At, rest.At.Add(5*time.Minute)
	rest.Timer = api.Timer{State: "short_break", Since: &since, Ends: &ends, Planned: 300, Postpones: 1, Next: "work"}
	paused.Timer.State, paused.Timer.Ends = "paused", nil
	later := held.At.Add(time.Hour)
	held.Tracking = api.Tracking{HeldUntil: &later}
	held.Timer.Undo, held.Timer.UndoAt, held.Timer.UndoUntil = "stop", &held.At, &later
	asked := ending(10 * time.Minute)
	asked.Nudges = []api.Nudge{{ID: 7, Kind: "return", Seconds: 480, Answers: []string{"keep", "offline_work", "break", "drop"}}}

	command := func(do string) traytest.Request {
		return traytest.Request{Path: "/v1/timer", Timer: api.Command{Do: do}}
	}
	lasting := func(do string, seconds int64) traytest.Request {
		return traytest.Request{Path: "/v1/timer", Timer: api.Command{Do: do, Seconds: seconds}}
	}
	starting := func(preset string) traytest.Request {
		return traytest.Request{Path: "/v1/timer", Timer: api.Command{Do: "start", Preset: preset}}
	}
	other := func(path, do string, seconds int64) traytest.Request {
		return traytest.Request{Path: path, Tracking: api.TrackingCommand{Do: do, Seconds: seconds}}
	}
	answering := func(answer string) traytest.Request {
		return traytest.Request{Path: "/v1/answer", Answer: api.AnswerCommand{ID: 7, Answer: answer}}
	}
	for _, tt := range []struct {
		name   string
		status api.Status
		clicks map[tray.ItemID]traytest.Request
	}{
		{"idle", idle(), map[tray.ItemID]traytest.Request{
			"primary":     command("start"),
			"start.15/5":  starting("15/5"),
			"start.25/5":  starting("25/5"),
			"start.50/10": starting("50/10"),
			"start.60/15": starting("60/15"),
			"start.flow":  starting("flow"),
			"hold.30m":    other("/v1/reminders", "hold", 1800),
			"hold.1h":     other("/v1/reminders", "hold", 3600),
			"hold.2h":     other("/v1/reminders", "hold", 7200),
			"hold.day":    other("/v1/reminders", "hold", 0),
			"track.15m":   other("/v1/tracking", "pause", 900),
			"track.1h":    other("/v1/tracking", "pause", 3600),
			"track.off":   other("/v1/tracking", "pause", 0),
		}},
		{"work", work, map[tray.ItemID]traytest.Request{
			"primary": command("pause"),
			"finish":  command("finish"),
			"extend":  lasting("extend", 300),
			"away.5":  lasting("rewind", 300),
			"away.10": lasting("rewind", 600),
			"away.15": lasting("rewind", 900),
			"stop":    command("stop"),
		}},
		{"overtime", over, map[tray.ItemID]traytest.Request{
			"primary": command("finish"),
			"extend":  lasting("extend", 300),
			"skip":    command("skip"),
			"stop":    command("stop"),
		}},
		{"break", rest, map[tray.ItemID]traytest.Request{
			"primary":  command("start"),
			"skip":     command("skip"),
			"postpone": lasting("postpone", 300),
			"stop":     command("stop"),
		}},
		{"paused", paused, map[tray.ItemID]traytest.Request{
			"primary": command("resume"),
			"finish":  command("finish"),
			"stop":    command("stop"),
		}},
		{"asked", asked, map[tray.ItemID]traytest.Request{
			"asked":          answering("keep"),
			"answer.1":       answering("offline_work"),
			"answer.2":       answering("break"),
			"answer.3":       answering("drop"),
			"answer.dismiss": answering("dismissed"),
		}},
		{"held and not tracking", held, map[tray.ItemID]traytest.Request{
			"undo":    {Path: "/v1/timer", Timer: api.Command{Do: "undo", At: held.At}},
			"release": other("/v1/reminders", "release", 0),
			"resume":  other("/v1/tracking", "resume", 0),
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			daemon, screen, _ := start(t, tt.status)
			screen.until("the daemon", func(v tray.View) bool { return v.Icon.Shape != icon.NoDaemon })
			for id, want := range tt.clicks {
				screen.click(id)
				if diff := cmp.Diff(want, receive(t, daemon)); diff != "" {
					t.Errorf("a click on %s asked for something else (-want +got):\n%s", id, diff)
				}
			}
		})
	}
}

// What is asked of the agenda, in order.
func TestRunTurnsClicksIntoPlans(t *testing.T) {
	t.Setenv("PATH", "") // there is no browser
	agenda := api.Agenda{
		Open: 3,
		Six:  []api.Task{{ID: "report", Title: "write report", Outcome: "open"}},
		Undo: &api.AgendaUndo{ID: "01K", At: time.Now(), Verb: "add", What: "call dentist"},
		Day:  "2026-11-22",
		TimeBlocks: []api.TimeBlock{
			{ID: "writing", Name: "writing", Minutes: 60, State: "open"}, {ID: "mail", Name: "mail", Minutes: 60, State: "done"},
		},
		Habits: []api.Habit{{ID: "stretch", Name: "stretch", State: "open", Due: true}},
	}
	offers := api.Next{Gap: 600, Offers: []api.Offer{
		{ID: "call", Kind: "task", Title: "call dentist", Cost: 240},
		{ID: "water", Kind: "habit", Title: "water plants", Cost: 180},
		{ID: "tax", Kind: "task", Title: "tax form", Cost: 180},
	}}
	started := agenda
	started.Active = &api.Task{ID: "call", Title: "call dentist"}
	ask := func(cmd api.AgendaCommand) traytest.Request { return traytest.Request{Path: "/v1/agenda", Agenda: cmd} }
	begin := func(cmd api.Command) traytest.Request {
		cmd.Do = "start"
		return traytest.Request{Path: "/v1/timer", Timer: cmd}
	}
	for _, tt := range []struct {
		name   string
		agenda api.Agenda
		next   api.Next
		click  tray.ItemID
		want   []traytest.Request
	}{
		{"begin a task", agenda, offers, "few.1", []traytest.Request{
			{Path: "/v1/next", Query: "gap=600s&n=3"}, ask(api.AgendaCommand{Do: "do", ID: "call"}),
		}},
		{"be done with it", started, offers, "few.done", []traytest.Request{ask(api.AgendaCommand{Do: "done", ID: "call"})}},
		{"tick a habit", agenda, offers, "few.2", []traytest.Request{ask(api.AgendaCommand{Do: "tick", ID: "water", Day: "2026-11-22"})}},
		{"tick a block", agenda, offers, "blocks.1", []traytest.Request{ask(api.AgendaCommand{Do: "tick", ID: "writing", Day: "2026-11-22"})}},
		{"untick a block", agenda, offers, "blocks.2", []traytest.Request{ask(api.AgendaCommand{Do: "untick", ID: "mail", Day: "2026-11-22"})}},
		{"tick what is due", agenda, offers, "habits.1", []traytest.Request{ask(api.AgendaCommand{Do: "tick", ID: "stretch", Day: "2026-11-22"})}},
		{"more", agenda, offers, "few.more", []traytest.Request{{Path: "/v1/link"}}},
		{"the first of the day", agenda, offers, "start.first", []traytest.Request{
			begin(api.Command{Task: "report"}),
		}},
		{"just five minutes", agenda, offers, "start.five", []traytest.Request{
			{Path: "/v1/next", Query: "five=1"}, begin(api.Command{Preset: "5m", Task: "tax"}),
		}},
		{"just five minutes of nothing", agenda, api.Next{}, "start.five", []traytest.Request{
			{Path: "/v1/next", Query: "five=1"}, begin(api.Command{Preset: "5m"}),
		}},
		{"undo", agenda, offers, "undo", []traytest.Request{ask(api.AgendaCommand{Do: "undo", Known: "01K"})}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			daemon, screen, _ := start(t, idle())
			daemon.Plan(tt.agenda, tt.next)
			screen.until("the agenda", func(v tray.View) bool {
				return slices.ContainsFunc(v.Items, func(i tray.Item) bool { return i.ID == "few" && !i.Hidden })
			})
			screen.click(tt.click)
			for i, want := range tt.want {
				if diff := cmp.Diff(want, receive(t, daemon)); diff != "" {
					t.Errorf("request %d is another one (-want +got):\n%s", i, diff)
				}
			}
		})
	}
}

// The agenda is asked for when it is another one, and when it may have another
// answer: not again and again.
func TestRunAsksForTheAgendaAgain(t *testing.T) {
	daemon, screen, _ := start(t, idle())
	offer := func(title string) {
		daemon.Plan(api.Agenda{Open: 1}, api.Next{Offers: []api.Offer{{ID: "x", Title: title, Cost: 60}}})
	}
	for _, title := range []string{"call dentist", "water plants"} {
		offer(title)
		screen.until(title, func(v tray.View) bool {
			return slices.ContainsFunc(v.Items, func(i tray.Item) bool { return i.Title == title+" · 1 min" && !i.Hidden })
		})
	}
	daemon.Stop()
	screen.untilStatus("focusd is not running")
	daemon.Plan(api.Agenda{}, api.Next{})
	daemon.Start()
	screen.untilStatus("No block running")
	screen.until("an empty agenda", func(v tray.View) bool {
		return slices.ContainsFunc(v.Items, func(i tray.Item) bool { return i.ID == "few" && i.Hidden })
	})
}

// A click changes nothing by itself, and one on an item that cannot be used
// asks for nothing.
func TestRunLeavesTheMenuToTheDaemon(t *testing.T) {
	daemon, screen, _ := start(t, idle())
	screen.untilStatus("No block running")
	before := screen.changed() // what is heard at first may yet be shown again

	screen.click("status")    // disabled
	screen.click("stop")      // hidden
	screen.click("away.5")    // in a hidden submenu
	screen.click("start")     // the title of a submenu
	screen.click("separator") // nothing
	screen.click("primary")
	if got := receive(t, daemon); got.Timer.Do != "start" {
		t.Errorf("the first request is %+v, want start", got)
	}
	screen.click("status") // the loop has gone round since
	if after := screen.changed(); after != before {
		t.Errorf("clicks have shown %d new views, want none", after-before)
	}

	daemon.Publish(ending(10*time.Minute - time.Second))
	screen.untilStatus("Writing · 10 min left")
}

func TestRunCountsDownByItself(t *testing.T) {
	daemon, screen, _ := start(t, idle())
	screen.untilStatus("No block running")
	// A busy machine may hear of a block when its first minute is over already:
	// the next one has longer to go.
	for left := 300 * time.Millisecond; ; left *= 2 {
		_, before := screen.present()
		s := ending(time.Minute + left)
		s.Timer.Label = left.String()
		daemon.Publish(s)
		var seen string
		screen.until(s.Timer.Label, func(v tray.View) bool {
			seen = v.Items[0].Title
			return strings.HasPrefix(seen, s.Timer.Label)
		})
		if seen != s.Timer.Label+" · 2 min left" && left < within {
			continue
		}
		screen.untilStatus(s.Timer.Label + " · 1 min left")
		if _, after := screen.present(); after-before > 9 { // two minutes, the ring, what is heard at first
			t.Errorf("%d views in %v, want those of the changes only", after-before, left)
		}
		return
	}
}

func TestRunShowsARefusal(t *testing.T) {
	daemon, screen, _ := start(t, idle())
	screen.untilStatus("No block running")
	daemon.Refuse(&api.Error{Code: api.Code(timer.ErrTooLate), Message: "it is too late for that", Hint: "start a new block"})
	screen.click("primary")
	screen.untilStatus("It is too late for that – start a new block")
	if v, _ := screen.present(); v.Next.IsZero() || v.Next.After(time.Now().Add(time.Minute)) {
		t.Errorf("the refusal stays until %v, want seconds", v.Next)
	}
}

// What the daemon says once is not lost because it was clicked.
func TestRunSaysWhatComesOfAClick(t *testing.T) {
	daemon, screen, _ := start(t, idle())
	daemon.Plan(api.Agenda{Open: 1}, api.Next{Offers: []api.Offer{{ID: "call", Title: "call dentist", Cost: 60}}})
	daemon.Notice(api.AgendaNotice{Kind: "load", Text: "today is too full"}, api.AgendaNotice{Kind: "tasks", Text: "eleven tasks"})
	screen.until("the offer", func(v tray.View) bool {
		return slices.ContainsFunc(v.Items, func(i tray.Item) bool { return i.ID == "few" && !i.Hidden })
	})
	screen.click("few.1")
	screen.untilStatus("Today is too full · Eleven tasks")
}

func TestRunFindsTheDaemonAgain(t *testing.T) {
	daemon, screen, _ := start(t, idle())
	screen.untilStatus("No block running")
	for range 3 {
		daemon.Stop()
		screen.untilStatus("focusd is not running")
		daemon.Start()
		stopwatch := time.Now()
		screen.untilStatus("No block running")
		if took := time.Since(stopwatch); took > within/2 {
			t.Errorf("found again after %v, want 2 s and what a busy machine takes", took)
		}
	}
}

func TestRunQuits(t *testing.T) {
	_, screen, ended := start(t, idle())
	screen.untilStatus("No block running")
	screen.click("quit")
	select {
	case <-ended:
	case <-time.After(within):
		t.Fatal("Run has not returned after Quit")
	}
}
