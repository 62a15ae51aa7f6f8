//go:build linux

package e2e

import (
	"image"
	"os"
	"strings"
	"testing"
	"time"

	"focusd/contrib/e2e/rig"
	"focusd/daemon/api"
)

// change makes a command of the agenda happen.
func (d *trayDesktop) change(cmd api.AgendaCommand) string {
	d.t.Helper()
	done, err := d.Client().ChangeAgenda(d.ctx, cmd)
	if err != nil {
		d.t.Fatalf("%+v: %v", cmd, err)
	}
	return done.ID
}

// plan has something of everything on today's agenda.
func (d *trayDesktop) plan() {
	d.t.Helper()
	for _, line := range []string{"call dentist ~4m !1", "water plants ~3m", "write report > outline ~5m > draft ~20m"} {
		d.change(api.AgendaCommand{Do: "add", Line: line})
	}
	d.change(api.AgendaCommand{Do: "six", Query: "write report"})
	writing, piano, stretch, once := "writing", "piano", "stretch", "once"
	d.change(api.AgendaCommand{Do: "block_add", TimeBlock: &api.TimeBlockForm{Name: &writing, Minutes: 60}})
	d.change(api.AgendaCommand{Do: "block_add", TimeBlock: &api.TimeBlockForm{Name: &piano, Minutes: 20}})
	d.change(api.AgendaCommand{Do: "habit_add", Habit: &api.HabitForm{Name: &stretch, Measure: &once}})
	d.item("Habits due", "stretch") // the menu is built anew by each: this was the last
}

// patience is for what happens at once on a machine that has nothing else to do.
const patience = 10 * time.Second

// agenda waits until the agenda is so.
func (d *trayDesktop) agenda(what string, ok func(api.Agenda) bool) {
	d.t.Helper()
	until(d.ctx, d.t, patience, what, func() bool {
		a, err := d.Client().Agenda(d.ctx)
		return err == nil && ok(a)
	})
}

// timer waits until the status is so.
func (d *trayDesktop) timer(what string, ok func(api.Status) bool) {
	d.t.Helper()
	until(d.ctx, d.t, patience, what, func() bool {
		s, err := d.Client().Status(d.ctx)
		return err == nil && ok(s)
	})
}

// marked waits for a check mark to be there, or not.
func (d *trayDesktop) marked(want bool, path ...string) {
	d.t.Helper()
	until(d.ctx, d.t, patience, "the mark is turned", func() bool {
		_, item := d.item(path...)
		return item.Checked == want
	})
}

// TestTheTrayKeepsTheAgenda goes through what the menu has of it.
func TestTheTrayKeepsTheAgenda(t *testing.T) {
	t.Parallel()
	d := newTrayDesktop(t)
	d.plan()

	const few = "I have a few minutes"
	d.click(few, "call dentist · 4 min")
	d.agenda("the dentist is being called", func(a api.Agenda) bool { return a.Active != nil && a.Active.Title == "call dentist" })
	d.click(few, "Done with call dentist")
	d.agenda("the dentist was called", func(a api.Agenda) bool { return a.Active == nil && len(a.Done) == 1 })
	d.click("Undo “done: call dentist”")
	d.agenda("the dentist is being called again", func(a api.Agenda) bool { return a.Active != nil && len(a.Done) == 0 })

	for _, line := range []struct{ menu, title string }{{"Today's blocks", "writing"}, {"Habits due", "stretch"}} {
		done := func(a api.Agenda) (n int) {
			for _, b := range a.TimeBlocks {
				if b.Name == line.title && b.State == "done" {
					n++
				}
			}
			for _, h := range a.Habits {
				if h.Name == line.title && h.State == "done" {
					n++
				}
			}
			return n
		}
		d.marked(false, line.menu, line.title)
		d.click(line.menu, line.title)
		d.agenda(line.title+" is done", func(a api.Agenda) bool { return done(a) == 1 })
		d.marked(true, line.menu, line.title)
		d.click(line.menu, line.title)
		d.agenda(line.title+" is not done", func(a api.Agenda) bool { return done(a) == 0 })
		d.marked(false, line.menu, line.title)
	}
	d.click("Today's blocks · 0 of 2", "piano · 20 min")
	d.item("Today's blocks · 1 of 2")
}

// TestTheTrayStartsAnything starts each sort of block that the menu has.
func TestTheTrayStartsAnything(t *testing.T) {
	t.Parallel()
	d := newTrayDesktop(t)
	d.plan()
	for _, tt := range []struct{ line, preset, label string }{
		{"First – write report: outline", "25/5", "write report: outline"},
		{"Just five minutes", "5m", ""},
		{"15 min", "15/5", ""},
		{"25 min", "25/5", ""},
		{"50 min", "50/10", ""},
		{"60 min", "60/15", ""},
		{"Flow", "flow", ""},
	} {
		d.click("Start…", tt.line)
		d.timer("the block of "+tt.line+" runs", func(s api.Status) bool {
			return s.Timer.State == "work" && s.Timer.Preset == tt.preset && (tt.label == "" || s.Timer.Label == tt.label)
		})
		d.click("Stop")
		d.timer("it has ended", func(s api.Status) bool { return s.Timer.State == "idle" })
	}
}

// TestTheTrayHoldsAndPauses goes through how long reminders and tracking can be
// off, both at once.
func TestTheTrayHoldsAndPauses(t *testing.T) {
	t.Parallel()
	d := newTrayDesktop(t)
	until := func(end *time.Time, want time.Duration) bool {
		return end != nil && time.Until(*end) > want-time.Minute && time.Until(*end) <= want
	}
	for line, want := range map[string]time.Duration{"for 30 min": 30 * time.Minute, "for 1 h": time.Hour, "for 2 h": 2 * time.Hour} {
		d.click("Hold reminders", line)
		d.timer("reminders are held "+line, func(s api.Status) bool { return until(s.Tracking.HeldUntil, want) })
		d.click("Reminders held until")
		d.timer("reminders are released", func(s api.Status) bool { return s.Tracking.HeldUntil == nil })
	}
	for line, want := range map[string]time.Duration{"for 15 min": 15 * time.Minute, "for 1 h": time.Hour} {
		d.click("Pause tracking", line)
		d.timer("tracking is paused "+line, func(s api.Status) bool { return !s.Tracking.On && until(s.Tracking.PausedUntil, want) })
		d.click("Tracking paused until")
		d.timer("tracking is resumed", func(s api.Status) bool { return s.Tracking.On })
	}
	d.click("Hold reminders", "until")
	d.click("Pause tracking", "until resumed")
	d.timer("both are off", func(s api.Status) bool {
		held := s.Tracking.HeldUntil
		return !s.Tracking.On && s.Tracking.PausedUntil == nil && held != nil && held.Equal(s.Today.To)
	})
	d.item("Reminders held until")
	d.item("Tracking paused – resume")
	items, err := d.icon().Menu()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"No block running", "reminders held until", "tracking paused"} {
		if !strings.Contains(items[0].Label, want) {
			t.Errorf("the first line is %q, want it to say %q", items[0].Label, want)
		}
	}
	if err := d.screen.Save(artifact(t, d.Machine, "held.png")); err != nil {
		t.Error(err)
	}
}

// TestTheTrayCorrectsABlock goes through what the menu can do to a block that
// runs, and to the break after it.
func TestTheTrayCorrectsABlock(t *testing.T) {
	t.Parallel()
	d := newTrayDesktop(t)
	focus(d.ctx, t, d.Machine, "start", "50/10", "writing", "--ago", "40m")
	left := func(want int64) func(api.Status) bool {
		return func(s api.Status) bool { return s.Timer.Left > want-60 && s.Timer.Left <= want }
	}
	d.click("+5 minutes")
	d.timer("a quarter of an hour is left", left(15*60))
	for minutes, line := range []string{5: "the last 5 min", 10: "the last 10 min", 15: "the last 15 min"} {
		if line == "" {
			continue
		}
		before := d.status().Timer.Elapsed
		d.click("I was away", line)
		d.timer(line+" do not count", func(s api.Status) bool { return s.Timer.Elapsed <= before-int64(minutes)*60+60 })
		d.click("Undo")
		d.timer("they count again", func(s api.Status) bool { return s.Timer.Elapsed >= before })
	}
	d.click("Finish now")
	d.timer("a break has begun", func(s api.Status) bool { return s.Timer.State == "short_break" })
	d.click("Postpone 5 min")
	d.timer("the break is put off", func(s api.Status) bool { return s.Timer.State != "short_break" })
	d.click("Stop")
	d.timer("nothing runs", func(s api.Status) bool { return s.Timer.State == "idle" })
}

// TestTheTrayOpensThePage has a browser that writes down what it is shown.
func TestTheTrayOpensThePage(t *testing.T) {
	t.Parallel()
	d := newTrayDesktop(t, func(m *rig.Machine) {
		script := "#!/bin/sh\necho \"$1\" >>" + m.Path("opened") + "\n"
		if err := os.WriteFile(m.Path("tmp/xdg-open"), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
		m.Set("PATH", m.Path("tmp")+":"+m.Get("PATH"))
	})
	d.plan()
	for i, path := range [][]string{{"Open today"}, {"I have a few minutes", "more…"}} {
		d.click(path...)
		until(d.ctx, t, 10*time.Second, "the page is shown", func() bool {
			text, err := os.ReadFile(d.Path("opened"))
			return err == nil && strings.Count(string(text), "http://127.0.0.1:") == i+1
		})
	}
}

// TestTheMenusOnTheScreen opens each submenu with the mouse, and keeps pictures
// of them.
func TestTheMenusOnTheScreen(t *testing.T) {
	t.Parallel()
	d := newTrayDesktop(t)
	d.plan()
	d.change(api.AgendaCommand{Do: "tick", Query: "stretch"})
	d.change(api.AgendaCommand{Do: "do", Query: "water plants"})
	d.item("I have a few minutes", "Done with water plants")
	if err := d.screen.Click(image.Pt(12, 15), 1); err != nil {
		t.Fatal(err)
	}
	for _, menu := range []string{"Start…", "I have a few minutes", "Today's blocks", "Habits due", "Hold reminders", "Pause tracking"} {
		line := d.menuLine(menu)
		before := d.beside(line)
		if err := d.screen.Click(line, 1); err != nil {
			t.Fatal(err)
		}
		until(d.ctx, t, patience, menu+" is open", func() bool {
			now := d.beside(line)
			return !equalPictures(now, before) && !equalPictures(now, blank(now))
		})
		time.Sleep(300 * time.Millisecond) // for the pictures: panels fade menus in
		if err := d.screen.Save(artifact(t, d.Machine, strings.Fields(menu)[0]+".png")); err != nil {
			t.Error(err)
		}
	}
}

// beside is the screen to the right of a line of the menu, where a submenu opens.
func (d *trayDesktop) beside(line image.Point) image.Image {
	d.t.Helper()
	all, err := d.screen.Picture()
	if err != nil {
		d.t.Fatal(err)
	}
	return all.SubImage(image.Rect(line.X+240, line.Y, all.Bounds().Max.X, line.Y+100))
}
