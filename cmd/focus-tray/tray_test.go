//go:build linux

package main_test

import (
	"bytes"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"focusd/daemon/api"
	"focusd/tray/traytest"
)

// idle is of a day that ends late enough for no test to see its end.
func idle() api.Status {
	now := time.Now().UTC()
	return api.Status{
		At:       now,
		Timer:    api.Timer{State: "idle", Kind: "pomodoro", Preset: "25/5", LongEvery: 4, Next: "work", NextSeconds: 1500},
		Tracking: api.Tracking{On: true},
		Today: api.Today{
			Focus: 3*3600 + 10*60, Blocks: 6,
			To: time.Date(now.Year(), now.Month(), now.Day()+2, 4, 0, 0, 0, time.UTC),
		},
	}
}

// working has half a minute more than it shows, so that no test runs over the
// change of a minute.
func working() api.Status {
	s := idle()
	ends := s.At.Add(11*time.Minute + 30*time.Second)
	since := ends.Add(-25 * time.Minute)
	s.Timer = api.Timer{
		State: "work", Kind: "pomodoro", Preset: "25/5", Label: "Writing a_b & c",
		Since: &since, Started: &since, Ends: &ends, Planned: 1500, Left: 690, Elapsed: 810,
		Credits: 1, LongEvery: 4, Next: "short_break", NextSeconds: 300,
	}
	return s
}

// show starts a daemon, the tray and a panel that has it.
func show(t *testing.T, s api.Status) (*session, *traytest.Daemon, *process, *indicator) {
	t.Helper()
	program := tray(t)
	desktop := newSession(t)
	daemon := traytest.NewDaemon(t, s)
	panel := newPanel(desktop)
	panel.appear()
	p := run(t, desktop.env, program, "--socket", daemon.Socket)
	return desktop, daemon, p, panel.indicator()
}

func TestClicksReachTheDaemon(t *testing.T) {
	desktop, daemon, p, tray := show(t, idle())

	start := tray.find("Start 25 min")
	tray.click(start)
	if got := receive(t, daemon); got.Path != "/v1/timer" || got.Timer != (api.Command{Do: "start"}) {
		t.Errorf("the click asked for %+v, want a start", got)
	}
	if _, ok := search(tray.lines(), "Start 25 min"); !ok {
		t.Error("the click has changed the menu before the daemon has spoken")
	}

	daemon.Publish(working())
	status := tray.find("Writing a_b & c · 12 min left · 2 of 4")
	if status.enabled {
		t.Error("the status line can be clicked, want it disabled")
	}
	tray.click(status)
	tray.click(start) // now the line that says Pause
	if got := receive(t, daemon); got.Timer != (api.Command{Do: "pause"}) {
		t.Errorf("the next request is %+v, want pause, and none for the disabled line", got)
	}
	tray.click(tray.find("the last 10 min"))
	if got := receive(t, daemon); got.Timer != (api.Command{Do: "rewind", Seconds: 600}) {
		t.Errorf("the click in the submenu asked for %+v, want rewind of 600", got)
	}
	tray.click(tray.find("until tomorrow, 04:00"))
	if got := receive(t, daemon); got.Path != "/v1/reminders" || got.Tracking != (api.TrackingCommand{Do: "hold"}) {
		t.Errorf("the click in the submenu asked for %+v, want hold", got)
	}

	tray.click(tray.find("Quit tray (the timer goes on)"))
	if code := p.code(); code != 0 {
		t.Errorf("exit %d after Quit, want 0; it printed:\n%s", code, p.printed())
	}
	if left := desktop.icons(); len(left) > 0 {
		t.Errorf("Quit leaves %v", left)
	}
	if text := p.printed(); text != "" {
		t.Errorf("it printed:\n%s", text)
	}
}

// day is an agenda with everything in it.
func day() (api.Agenda, api.Next) {
	a := api.Agenda{
		Day: "2026-11-22", Open: 3,
		Six: []api.Task{{ID: "report", Title: "write report", Outcome: "open"}},
		TimeBlocks: []api.TimeBlock{
			{ID: "writing", Name: "writing", Minutes: 60, Spent: 35, State: "open"},
			{ID: "mail", Name: "a_b mail", Minutes: 30, State: "done"},
		},
		Habits: []api.Habit{{ID: "stretch", Name: "stretch", Measure: "once", State: "open", Due: true, Streak: 9}},
		Score:  api.Score{TimeBlocks: api.Done{Done: 1, Planned: 2}, Habits: api.Done{Planned: 1}},
	}
	n := api.Next{Gap: 600, Offers: []api.Offer{
		{ID: "call", Kind: "task", Title: "call dentist", Cost: 240},
		{ID: "plants", Kind: "task", Title: "water plants", Cost: 180},
	}}
	return a, n
}

func TestMenuOfADay(t *testing.T) {
	_, daemon, _, tray := show(t, idle())
	daemon.Plan(day())
	tray.find("call dentist · 4 min")
	want := `(No block running)
(3 h 10 focus · 1 of 3 ticked)
—
Start 25 min
Start…
  First – write report
  Just five minutes
  15 min, break 5
  25 min, break 5
  50 min, break 10
  60 min, break 15
  Flow, until you stop
—
I have a few minutes
  call dentist · 4 min
  water plants · 3 min
  more…
Today's blocks · 1 of 2
  [ ] writing · 35 of 60 min
  [x] a_b mail · 30 min
Habits due · 0 of 1
  [ ] stretch · 9 days
—
Hold reminders
  for 30 min
  for 1 h
  for 2 h
  until tomorrow, 04:00
Pause tracking
  for 15 min
  for 1 h
  until resumed
Open today
Quit tray (the timer goes on)
`
	var got string
	eventually(t, "the whole menu:\n"+want, func() bool {
		got = labels(tray.lines(), "")
		return got == want
	})
}

// A click asks for a tick; the mark is the daemon's.
func TestMarksAreTheDaemons(t *testing.T) {
	_, daemon, _, tray := show(t, idle())
	daemon.Plan(day())
	mark := func(want string) func() bool {
		return func() bool {
			l, ok := search(tray.lines(), "stretch · 9 days")
			return ok && l.mark == want
		}
	}
	eventually(t, "the habit unticked", mark("off"))
	daemon.Refuse(&api.Error{Code: "item_kept", Message: "not today"})
	tray.click(tray.find("stretch · 9 days"))
	if got := receive(t, daemon); got.Agenda.Do != "tick" || got.Agenda.ID != "stretch" {
		t.Errorf("the click asked for %+v, want a tick", got)
	}
	tray.find("Not today")
	eventually(t, "the mark to be turned back", mark("off"))

	daemon.Refuse(nil)
	tray.click(tray.find("stretch · 9 days"))
	receive(t, daemon)
	a, n := day()
	a.Habits[0].State, a.Habits[0].Due = "done", false
	daemon.Plan(a, n)
	eventually(t, "the habit ticked", mark("on"))
	tray.click(tray.find("stretch · 9 days"))
	if got := receive(t, daemon); got.Agenda.Do != "untick" {
		t.Errorf("the click asked for %+v, want that it is taken back", got)
	}
	eventually(t, "the mark to be there still", mark("on"))
}

// What is asked is a line, and its other answers are behind another one.
func TestQuestionInTheMenu(t *testing.T) {
	s := working()
	s.Nudges = []api.Nudge{
		{ID: 6, Kind: "wins", Answers: []string{}},
		{ID: 7, Kind: "return", Seconds: 480, Answers: []string{"keep", "offline_work", "break", "drop"}},
	}
	_, daemon, _, tray := show(t, s)
	tray.find("Pause")
	want := `(3 h 10 focus · 6 blocks)
Away for 8 min – I was working
Another answer
  Offline work
  A break
  Neither
  Dismiss
(Look what got done today)
—
Pause
`
	var got string
	eventually(t, "the question:\n"+want, func() bool {
		got = labels(tray.lines(), "")
		return strings.Contains(got, want)
	})
	for line, answer := range map[string]string{"Away for 8 min – I was working": "keep", "A break": "break"} {
		tray.click(tray.find(line))
		if got := receive(t, daemon); got.Path != "/v1/answer" || got.Answer != (api.AnswerCommand{ID: 7, Answer: answer}) {
			t.Errorf("the click on %s asked for %+v, want the answer %s", line, got, answer)
		}
	}
	daemon.Publish(working())
	eventually(t, "the question to go", func() bool {
		_, there := search(tray.lines(), "Another answer")
		return !there
	})
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

func TestWholeMenu(t *testing.T) {
	_, _, _, tray := show(t, working())
	tray.find("Pause")
	tray.find("Quit tray (the timer goes on)")
	want := `(Writing a_b & c · 12 min left · 2 of 4)
(3 h 10 focus · 6 blocks)
—
Pause
Finish now
+5 minutes
I was away
  the last 5 min
  the last 10 min
  the last 15 min
Stop
—
Hold reminders
  for 30 min
  for 1 h
  for 2 h
  until tomorrow, 04:00
Pause tracking
  for 15 min
  for 1 h
  until resumed
Open today
Quit tray (the timer goes on)
`
	eventually(t, "the whole menu", func() bool { return labels(tray.lines(), "") == want })
	eventually(t, "the title", func() bool {
		return strings.HasPrefix(tray.text("Title"), "Writing a_b & c – 12 min left (")
	})
}

// The middle button does the first thing there is to do, as long as there is one.
func TestMiddleButton(t *testing.T) {
	_, daemon, _, tray := show(t, idle())
	middle := func() {
		t.Helper()
		if call := tray.item.Call(itemIface+".SecondaryActivate", 0, int32(1), int32(1)); call.Err != nil {
			t.Fatal(call.Err)
		}
	}
	tray.find("Start 25 min")
	middle()
	if got := receive(t, daemon); got.Timer != (api.Command{Do: "start"}) {
		t.Errorf("it asked for %+v, want a start", got)
	}
	daemon.Publish(working())
	tray.find("Pause")
	middle()
	if got := receive(t, daemon); got.Timer != (api.Command{Do: "pause"}) {
		t.Errorf("in a block it asked for %+v, want a pause", got)
	}
	daemon.Stop()
	tray.find("Start focusd")
	middle()
	daemon.Start()
	tray.click(tray.find("Finish now"))
	if got := receive(t, daemon); got.Timer.Do != "finish" {
		t.Errorf("with no daemon it asked for %+v, want nothing", got)
	}
}

func TestAttentionIsAskedFor(t *testing.T) {
	_, daemon, _, tray := show(t, working())
	status := func(want string) {
		t.Helper()
		eventually(t, "the status "+want, func() bool { return tray.text("Status") == want })
	}
	status("Active")
	over := idle()
	ended := over.At.Add(-time.Minute)
	over.Timer = api.Timer{State: "break_over", Preset: "25/5", Since: &ended, Ends: &ended, Left: -60, Next: "work"}
	daemon.Publish(over)
	status("NeedsAttention")
	daemon.Publish(working())
	status("Active")
}

func TestIconIsAPictureOfItsOwn(t *testing.T) {
	desktop, daemon, _, tray := show(t, idle())
	tray.find("Start 25 min")
	before := picture(t, tray)
	daemon.Publish(working())
	tray.find("Pause")
	eventually(t, "another picture", func() bool { return !bytes.Equal(picture(t, tray), before) })

	folder := filepath.Dir(tray.text("IconName"))
	if icons := desktop.icons(); len(icons) != 1 || icons[0] != folder {
		t.Errorf("the icon is in %s, want it in the tray's own folder %v", folder, icons)
	}
	files, err := os.ReadDir(folder)
	if err != nil || len(files) != 1 {
		t.Errorf("%d files in %s (%v), want only the icon", len(files), folder, err)
	}
}

// picture is the icon that is shown, once it is one.
func picture(t *testing.T, tray *indicator) []byte {
	t.Helper()
	var data []byte
	eventually(t, "an icon", func() bool {
		var err error
		if data, err = os.ReadFile(tray.text("IconName")); err != nil {
			return false // it is just being replaced
		}
		_, err = png.Decode(bytes.NewReader(data))
		return err == nil
	})
	return data
}

func TestPanelRestarts(t *testing.T) {
	program := tray(t)
	desktop := newSession(t)
	daemon := traytest.NewDaemon(t, idle())
	panel := newPanel(desktop)
	run(t, desktop.env, program, "--socket", daemon.Socket)

	for range 3 { // the first time, the panel comes after the tray
		panel.appear()
		tray := panel.indicator()
		tray.click(tray.find("Start 25 min"))
		receive(t, daemon)
		panel.vanish()
	}
}

func TestDaemonRestarts(t *testing.T) {
	_, daemon, _, tray := show(t, working())
	tray.find("Pause")
	daemon.Stop()
	tray.find("focusd is not running")
	want := "(focusd is not running)\n—\nStart focusd\n—\nQuit tray (the timer goes on)\n"
	eventually(t, "the short menu", func() bool { return labels(tray.lines(), "") == want })
	daemon.Start()
	tray.find("Pause")
}

func TestStartsTheDaemon(t *testing.T) {
	program := tray(t)
	desktop := newSession(t)
	daemon := traytest.NewDaemon(t, idle())
	daemon.Stop()
	mark := filepath.Join(t.TempDir(), "started")
	env := script(t, desktop.env, "systemctl", "exit 1") // no unit
	env = script(t, env, "focusd", `echo "$FOCUSD_SOCKET $TMPDIR" >`+mark+`; exec sleep 0.2`)
	panel := newPanel(desktop)
	panel.appear()
	run(t, env, program, "--socket", daemon.Socket)

	tray := panel.indicator()
	tray.click(tray.find("Start focusd"))
	var got []byte
	eventually(t, "the daemon to start", func() bool {
		got, _ = os.ReadFile(mark)
		return len(got) > 0
	})
	socket, temp, _ := strings.Cut(strings.TrimSpace(string(got)), " ")
	if socket != daemon.Socket {
		t.Errorf("the daemon was told the socket %q, want %q", socket, daemon.Socket)
	}
	if strings.Contains(temp, "focus-tray-") {
		t.Errorf("the daemon was given the tray's own TMPDIR %q", temp)
	}
	daemon.Start()
	tray.find("Start 25 min")
}

func TestSignalsEndItCleanly(t *testing.T) {
	for _, signal := range []syscall.Signal{syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP} {
		t.Run(signal.String(), func(t *testing.T) {
			desktop, _, p, tray := show(t, idle())
			tray.find("Start 25 min")
			p.end(signal)
			if code := p.code(); code != 0 {
				t.Errorf("exit %d, want 0; it printed:\n%s", code, p.printed())
			}
			if left := desktop.icons(); len(left) > 0 {
				t.Errorf("it leaves %v", left)
			}
		})
	}
}

func TestRemovesWhatAKilledTrayLeft(t *testing.T) {
	desktop, daemon, p, tray := show(t, idle())
	tray.find("Start 25 min")
	p.end(syscall.SIGKILL)
	left := desktop.icons()
	if len(left) != 1 {
		t.Fatalf("a killed tray leaves %v, want one folder", left)
	}
	run(t, desktop.env, p.cmd.Path, "--socket", daemon.Socket)
	eventually(t, "the old folder to go", func() bool { return !exists(left[0]) })
}

func TestXServerDies(t *testing.T) {
	desktop, _, p, tray := show(t, idle())
	tray.find("Start 25 min")
	desktop.x.end(syscall.SIGKILL)
	if code := p.code(); code != 1 {
		t.Errorf("exit %d, want 1, the library's; it printed:\n%s", code, p.printed())
	}
}

func TestNoDesktop(t *testing.T) {
	program := tray(t)
	desktop := newSession(t)
	for _, tt := range []struct {
		name string
		env  []string
		want string
	}{
		{"no display", unsetenv(desktop.env, "DISPLAY"), "focus-tray: no display: neither DISPLAY nor WAYLAND_DISPLAY is set\n"},
		{"dead display", setenv(desktop.env, "DISPLAY", ":64999"), "focus-tray: no display: cannot open the X display :64999\n"},
		{"dead bus", setenv(desktop.env, "DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus"), "focus-tray: no D-Bus session bus: nothing answers at unix:path=/nowhere/bus\n"},
		{"no bus", setenv(unsetenv(desktop.env, "DBUS_SESSION_BUS_ADDRESS"), "XDG_RUNTIME_DIR", t.TempDir()), "focus-tray: no D-Bus session bus: DBUS_SESSION_BUS_ADDRESS is not set\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			launched := filepath.Join(t.TempDir(), "launched")
			env := script(t, tt.env, "dbus-launch", "touch "+launched)
			p := run(t, env, program)
			if code := p.code(); code != 0 {
				t.Errorf("exit %d, want 0", code)
			}
			if got := p.printed(); !strings.HasPrefix(got, tt.want) {
				t.Errorf("it printed %q, want %q and a hint", got, tt.want)
			}
			if exists(launched) {
				t.Error("it has started a bus of its own")
			}
		})
	}
}

// The address of the bus may be unset where systemd runs the session.
func TestFindsTheBusInTheRuntimeFolder(t *testing.T) {
	program := tray(t)
	desktop := newSession(t)
	daemon := traytest.NewDaemon(t, idle())
	panel := newPanel(desktop)
	panel.appear()
	launched := filepath.Join(t.TempDir(), "launched")
	env := script(t, unsetenv(desktop.env, "DBUS_SESSION_BUS_ADDRESS"), "dbus-launch", "touch "+launched)
	run(t, env, program, "--socket", daemon.Socket)

	panel.indicator().find("Start 25 min")
	if exists(launched) {
		t.Error("it has started a bus of its own")
	}
}

func TestUsage(t *testing.T) {
	program := tray(t)
	for _, tt := range []struct {
		name string
		args []string
		code int
		want string
	}{
		{"help", []string{"--help"}, 0, "usage: focus-tray"},
		{"version", []string{"--version"}, 0, "focus-tray "},
		{"flag", []string{"--colour", "red"}, 2, "focus-tray: error: flag provided but not defined: -colour\n"},
		{"theme", []string{"--theme", "pink"}, 2, "focus-tray: error: the theme \"pink\" is none of auto, light and dark\n"},
		{"size", []string{"--size", "7"}, 2, "focus-tray: error: the size 7 is not between 16 and 256\n"},
		{"argument", []string{"start"}, 2, "focus-tray: error: it takes no arguments, but got \"start\"\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := run(t, environment(t, t.TempDir()), program, tt.args...)
			if code := p.code(); code != tt.code {
				t.Errorf("exit %d, want %d", code, tt.code)
			}
			if got := p.printed(); !strings.HasPrefix(got, tt.want) {
				t.Errorf("it printed %q, want it to begin %q", got, tt.want)
			}
		})
	}
}
