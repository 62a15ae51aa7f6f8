//go:build linux

package e2e

import (
	"context"
	"encoding/json"
	"image"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"focusd/contrib/e2e/rig"
	"focusd/daemon/api"
)

// inTime is how soon after a click the whole machine knows of it, as a rule. One
// that has more to do at the moment may take up to tooLate.
const (
	inTime  = time.Second
	tooLate = 15 * time.Second
)

// trayDesktop is a desktop with a panel, a daemon, and the tray in the panel.
type trayDesktop struct {
	*rig.Machine

	t      *testing.T
	ctx    context.Context // of the one test it is made for
	screen *rig.Screen
	bus    *dbus.Conn
	panel  *rig.Process
	daemon *rig.Process
	tray   *rig.Process
	took   []time.Duration // until the timer was in a state, by state
}

// newTrayDesktop prepares the machine before anything is started on it.
func newTrayDesktop(t *testing.T, prepare ...func(*rig.Machine)) *trayDesktop {
	t.Helper()
	ctx, m, screen := newDesktop(t, 3*time.Minute, "xfce4-panel", "dbus-daemon")
	if trayError != nil {
		t.Fatal(trayError)
	}
	for _, f := range prepare {
		f(m)
	}
	d := &trayDesktop{Machine: m, t: t, ctx: ctx, screen: screen}
	if _, err := m.StartBus(ctx); err != nil {
		t.Fatal(err)
	}
	var err error
	if d.bus, err = m.Bus(ctx); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.bus.Close() })
	if d.panel, err = m.StartPanel(ctx); err != nil {
		t.Fatal(err)
	}
	d.daemon = startDaemon(ctx, t, m)
	if d.tray, err = m.Start("focus-tray"); err != nil {
		t.Fatal(err)
	}
	d.icon()
	return d
}

// icon waits until the icon is in the panel.
func (d *trayDesktop) icon() rig.Icon {
	d.t.Helper()
	var icon rig.Icon
	until(d.ctx, d.t, 10*time.Second, "the icon is in the panel", func() bool {
		var err error
		icon, err = rig.FindIcon(d.bus)
		return err == nil
	})
	return icon
}

// item waits until a line of the menu begins so; more than one is the way
// through a submenu.
func (d *trayDesktop) item(path ...string) (rig.Icon, rig.MenuItem) {
	d.t.Helper()
	var all []rig.MenuItem
	var found rig.MenuItem
	var icon rig.Icon
	ctx, cancel := context.WithTimeout(d.ctx, 10*time.Second)
	defer cancel()
	err := rig.Until(ctx, "the menu has "+strings.Join(path, ", "), func() bool {
		icon = d.icon()
		var err error
		if all, err = icon.Menu(); err != nil {
			return false
		}
		var ok bool
		found, ok = lineOf(all, path)
		return ok
	})
	if err != nil {
		d.t.Fatalf("%v; it has %v", err, all)
	}
	return icon, found
}

// lineOf is the line at the end of the way that can be clicked.
func lineOf(items []rig.MenuItem, path []string) (rig.MenuItem, bool) {
	for _, item := range items {
		if !item.Enabled || !strings.HasPrefix(item.Label, path[0]) {
			continue
		}
		if len(path) == 1 {
			return item, true
		}
		return lineOf(item.Items, path[1:])
	}
	return rig.MenuItem{}, false
}

// click clicks the line of the menu at the end of the way, over the bus.
func (d *trayDesktop) click(path ...string) {
	d.t.Helper()
	icon, item := d.item(path...)
	if err := icon.Click(item); err != nil {
		d.t.Fatal(err)
	}
}

// status is what the command line prints for programs.
func (d *trayDesktop) status() api.Status {
	d.t.Helper()
	var s api.Status
	text := focus(d.ctx, d.t, d.Machine, "status", "--json")
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		d.t.Fatalf("focus status --json: %v in %.300s", err, text)
	}
	return s
}

// state waits until the timer is in it.
func (d *trayDesktop) state(want string) {
	d.t.Helper()
	var got string
	began := time.Now()
	ctx, cancel := context.WithTimeout(d.ctx, tooLate)
	defer cancel()
	err := rig.Until(ctx, "focus status says "+want, func() bool {
		got = d.status().Timer.State
		return got == want
	})
	if err != nil {
		d.t.Fatalf("%v; it says %s", err, got)
	}
	d.took = append(d.took, time.Since(began))
}

// picture is the icon as it is on the screen.
func (d *trayDesktop) picture() image.Image {
	d.t.Helper()
	all, err := d.screen.Picture()
	if err != nil {
		d.t.Fatal(err)
	}
	return all.SubImage(image.Rect(0, 0, 50, 30))
}

func equalPictures(a, b image.Image) bool {
	for y := a.Bounds().Min.Y; y < a.Bounds().Max.Y; y++ {
		for x := a.Bounds().Min.X; x < a.Bounds().Max.X; x++ {
			if a.At(x, y) != b.At(x, y) {
				return false
			}
		}
	}
	return true
}

func TestTheTrayDrivesTheTimer(t *testing.T) {
	t.Parallel()
	d := newTrayDesktop(t)
	d.state("idle")
	idle := d.picture()

	d.click("Start ")
	d.state("work")
	until(d.ctx, t, 5*time.Second, "the icon looks different", func() bool { return !equalPictures(idle, d.picture()) })
	if err := d.screen.Save(artifact(t, d.Machine, "work.png")); err != nil {
		t.Error(err)
	}
	d.click("Pause")
	d.state("paused")
	d.click("Resume")
	d.state("work")
	d.click("Stop")
	d.state("idle")
	d.click("Undo")
	d.state("work")
	if err := d.tray.Stop(5 * time.Second); err != nil {
		t.Error(err)
	}
	if code := d.tray.ExitCode(); code != 0 {
		t.Errorf("focus-tray ended with %d:\n%s", code, d.tray.Output())
	}
	d.state("work") // the timer goes on without it
	if slices.Sort(d.took); d.took[len(d.took)/2] > inTime {
		t.Errorf("the machine knew of a click after %v, want %v as a rule", d.took, inTime)
	}
}

func TestTheMouseStartsABlock(t *testing.T) {
	t.Parallel()
	d := newTrayDesktop(t)
	d.item("Start ")
	before := d.picture()
	until(d.ctx, t, 10*time.Second, "the icon is drawn", func() bool {
		_ = d.screen.Save(d.Path("icon.png"))
		return !equalPictures(before, blank(before)) || !equalPictures(before, d.picture())
	})
	if err := d.screen.Click(image.Pt(12, 15), 1); err != nil {
		t.Fatal(err)
	}
	line := d.menuLine("Start ")
	if err := d.screen.Click(line, 1); err != nil {
		t.Fatal(err)
	}
	d.state("work")
	// The middle button on the icon is the first verb of the menu.
	d.item("Pause")
	if err := d.screen.Click(image.Pt(12, 15), 2); err != nil {
		t.Fatal(err)
	}
	d.state("paused")
}

// blank is a picture of one colour, that of the first corner.
func blank(p image.Image) image.Image {
	c := image.NewUniform(p.At(p.Bounds().Min.X, p.Bounds().Min.Y))
	return c
}

// menuLine waits until the menu is open, and is where the line is that begins
// with label.
func (d *trayDesktop) menuLine(label string) image.Point {
	d.t.Helper()
	until(d.ctx, d.t, 5*time.Second, "the menu is open", func() bool {
		corner := d.corner()
		return !equalPictures(corner, blank(corner))
	})
	time.Sleep(500 * time.Millisecond) // a menu ignores the first moment, lest a slow click chooses
	if err := d.screen.Save(artifact(d.t, d.Machine, "menu.png")); err != nil {
		d.t.Error(err)
	}
	items, err := d.icon().Menu()
	if err != nil {
		d.t.Fatal(err)
	}
	// As GTK draws it where no theme is set: lines of 25 points, separators of
	// one, the first below a panel of 30.
	y := 36
	for _, item := range items {
		if strings.HasPrefix(item.Label, label) {
			return image.Pt(60, y+12)
		}
		if item.Label == "" {
			y++
		} else {
			y += 25
		}
	}
	d.t.Fatalf("the menu has no %s: %v", label, items)
	return image.Point{}
}

// corner is where the menu opens.
func (d *trayDesktop) corner() image.Image {
	d.t.Helper()
	all, err := d.screen.Picture()
	if err != nil {
		d.t.Fatal(err)
	}
	return all.SubImage(image.Rect(0, 32, 200, 200))
}

func TestTheTraySurvivesThePanel(t *testing.T) {
	t.Parallel()
	d := newTrayDesktop(t)
	d.panel.Kill()
	until(d.ctx, t, 10*time.Second, "the panel is gone", func() bool {
		_, err := rig.FindIcon(d.bus)
		return err != nil
	})
	var err error
	if d.panel, err = d.StartPanel(d.ctx); err != nil {
		t.Fatal(err)
	}
	d.icon()
	d.click("Start ")
	d.state("work")
}

// settled tells whether the tray has asked the panel for its icons since: it does
// so once all of them are there, and takes one away then that is there twice.
func (d *trayDesktop) settled() func() bool {
	d.t.Helper()
	asked, err := d.Monitor(d.ctx, "type='method_call',member='Get',arg1='RegisteredStatusNotifierItems'")
	if err != nil {
		d.t.Fatal(err)
	}
	return func() bool {
		for {
			select {
			case m := <-asked:
				// The test asks too.
				if by, _ := m.Headers[dbus.FieldSender].Value().(string); by != "" && by != d.bus.Names()[0] {
					return true
				}
			default:
				return false
			}
		}
	}
}

// TestTheIconIsThereOnce though the panel has two kinds of tray: when both start
// together, as they do at log in, and when the panel is started again.
func TestTheIconIsThereOnce(t *testing.T) {
	t.Parallel()
	d := newTrayDesktop(t)
	start := func(when string) {
		t.Helper()
		settled := d.settled()
		var err error
		if d.panel, err = d.StartPanel(d.ctx); err != nil {
			t.Fatal(err)
		}
		d.icon()
		place := func(n int) image.Image {
			return d.picture().(*image.RGBA).SubImage(image.Rect(2+n*23, 4, 22+n*23, 26))
		}
		until(d.ctx, t, 30*time.Second, "the icon is drawn", func() bool {
			p := place(0)
			return !equalPictures(p, blank(p))
		})
		until(d.ctx, t, 30*time.Second, "the tray has seen to it that the panel has its icon", settled)
		until(d.ctx, t, 30*time.Second, when+" there is one icon in the panel", func() bool {
			p := place(1)
			return equalPictures(p, blank(p))
		})
		if err := d.screen.Save(artifact(t, d.Machine, "icons.png")); err != nil {
			t.Error(err)
		}
	}
	end := func() {
		d.panel.Kill()
		until(d.ctx, t, 30*time.Second, "the panel is gone", func() bool {
			_, err := rig.FindIcon(d.bus)
			return err != nil
		})
	}
	end()
	if err := d.tray.Stop(5 * time.Second); err != nil {
		t.Fatal(err)
	}
	var err error
	if d.tray, err = d.Start("focus-tray"); err != nil {
		t.Fatal(err)
	}
	start("when both start together")
	end()
	start("when the panel is started again")
}

func TestTheTraySurvivesTheDaemon(t *testing.T) {
	t.Parallel()
	d := newTrayDesktop(t)
	d.click("Start ")
	d.state("work")
	d.daemon.Kill()
	d.item("Start focusd")
	d.daemon = startDaemon(d.ctx, t, d.Machine)
	d.click("Pause") // the block went on, and the menu knows
	d.state("paused")
}

func TestTheTrayStartsTheDaemon(t *testing.T) {
	t.Parallel()
	d := newTrayDesktop(t)
	if err := d.daemon.Stop(10 * time.Second); err != nil {
		t.Fatal(err)
	}
	// The one that the tray starts is not the test's: it must not take the
	// port of a real one.
	if err := d.Configure("[web]\nlisten = \"off\"\n"); err != nil {
		t.Fatal(err)
	}
	d.click("Start focusd")
	until(d.ctx, t, 10*time.Second, "a daemon answers", func() bool { return d.Focus(d.ctx, "status").Code == 0 })
	d.item("Start 2")
}

// TestWithoutADesktopTheTraySaysSo looks at how it ends where it cannot be.
func TestWithoutADesktopTheTraySaysSo(t *testing.T) {
	t.Parallel()
	ctx, m := newMachine(t, time.Minute)
	if trayError != nil {
		t.Fatal(trayError)
	}
	got := m.Run(ctx, "focus-tray")
	if got.Code != 0 || !strings.Contains(got.Stderr, "hint:") {
		t.Errorf("%v; want exit code 0 and a hint", got)
	}
}
