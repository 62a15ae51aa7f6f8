//go:build linux

package main_test

import (
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"focusd/contrib/standing"
	"focusd/contrib/standing/wm"
	"focusd/tray/traytest"
)

// panelConfig is a panel of 30 pixels at the top with nothing but a tray.
const panelConfig = `<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array"><value type="int" value="1"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=6;x=0;y=0"/>
      <property name="length" type="uint" value="100"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="size" type="uint" value="30"/>
      <property name="plugin-ids" type="array"><value type="int" value="1"/></property>
    </property>
  </property>
  <property name="plugins" type="empty"><property name="plugin-1" type="string" value="systray"/></property>
</channel>
`

// newXfce is a session with a real window manager and a real panel.
func newXfce(t *testing.T) *session {
	t.Helper()
	standing.Need(t, "dbus-daemon", "Xvfb", "openbox", "xfce4-panel", "xdotool", "import")
	s := &session{t: t, runtime: shortDir(t)}
	display := s.startX()
	s.env = environment(t, s.runtime, "DISPLAY="+display)
	for _, v := range s.env {
		if config, ok := strings.CutPrefix(v, "XDG_CONFIG_HOME="); ok {
			writePanelConfig(t, config)
		}
	}
	// The panel's settings are read by a daemon that the bus starts, with the
	// environment that the bus was started with.
	s.bus = startBusWith(t, s.env, "--session")
	s.env = setenv(s.env, "DBUS_SESSION_BUS_ADDRESS", s.bus)
	run(t, s.env, "openbox")
	standing.Until(t, 10*time.Second, "openbox answers", func() bool { return wm.Answers(display) })
	run(t, s.env, "xfce4-panel", "--disable-wm-check")
	return s
}

func writePanelConfig(t *testing.T, config string) {
	t.Helper()
	dir := filepath.Join(config, "xfce4", "xfconf", "xfce-perchannel-xml")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "xfce4-panel.xml"), []byte(panelConfig), 0o600); err != nil {
		t.Fatal(err)
	}
}

// registered are the indicators that the real panel has.
func registered(conn *dbus.Conn) []string {
	v, err := conn.Object(watcherName, watcherPath).GetProperty(watcherName + ".RegisteredStatusNotifierItems")
	if err != nil {
		return nil // the panel is not there yet
	}
	items, _ := v.Value().([]string)
	return items
}

// mouse moves to a point, and clicks if button is not zero.
func (s *session) mouse(x, y, button int) {
	s.t.Helper()
	args := fmt.Sprintf("mousemove %d %d", x, y)
	if button != 0 {
		args += fmt.Sprintf(" sleep 0.05 click %d", button)
	}
	cmd := exec.Command("xdotool", strings.Fields(args)...)
	cmd.Env = s.env
	if out, err := cmd.CombinedOutput(); err != nil {
		s.t.Fatalf("xdotool %s: %v\n%s", args, err, out)
	}
}

// screenshot is what is on the screen. It stays in $FOCUSD_SCREENSHOTS, if
// that is set, for a person to look at.
func (s *session) screenshot(name string) image.Image {
	s.t.Helper()
	dir := os.Getenv("FOCUSD_SCREENSHOTS")
	if dir == "" {
		dir = s.runtime
	}
	path := filepath.Join(dir, name+".png")
	cmd := exec.Command("import", "-window", "root", path)
	cmd.Env = s.env
	if out, err := cmd.CombinedOutput(); err != nil {
		s.t.Fatalf("import: %v\n%s", err, out)
	}
	file, err := os.Open(path)
	if err != nil {
		s.t.Fatal(err)
	}
	defer file.Close()
	img, err := png.Decode(file)
	if err != nil {
		s.t.Fatalf("decode %s: %v", path, err)
	}
	return img
}

// has reports whether one pixel of area has about that colour.
func has(img image.Image, area image.Rectangle, c color.NRGBA) bool {
	near := func(a uint32, b uint8) bool { return max(a>>8, uint32(b))-min(a>>8, uint32(b)) < 12 }
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			if r, g, b, _ := img.At(x, y).RGBA(); near(r, c.R) && near(g, c.G) && near(b, c.B) {
				return true
			}
		}
	}
	return false
}

// In a real panel, with the mouse: the icon is there, its menu opens, a click
// on a line reaches the daemon, the icon changes with the daemon's news.
func TestInARealPanel(t *testing.T) {
	program := tray(t)
	desktop := newXfce(t)
	conn, err := dbus.Connect(desktop.bus)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	daemon := traytest.NewDaemon(t, idle())
	eventually(t, "the panel", func() bool { return registered(conn) != nil })
	run(t, desktop.env, program, "--socket", daemon.Socket, "--theme", "light")
	eventually(t, "the icon's registration", func() bool { return len(registered(conn)) == 1 })

	corner := image.Rect(0, 0, 30, 30)
	ink := color.NRGBA{R: 0x3a, G: 0x3f, B: 0x47}
	eventually(t, "the ring in the panel", func() bool { return has(desktop.screenshot("idle"), corner, ink) })

	// The first line that can be clicked is the third, under a separator.
	empty := desktop.screenshot("idle")
	eventually(t, "the click on Start", func() bool {
		desktop.mouse(12, 15, 1)
		eventually(t, "the menu to open", func() bool { return differs(empty, desktop.screenshot("menu"), image.Rect(0, 34, 200, 200)) })
		desktop.mouse(40, 107, 1)
		select {
		case r := <-daemon.Requests:
			return r.Timer.Do == "start"
		default:
			return false
		}
	})

	daemon.Publish(working())
	red := color.NRGBA{R: 0xc9, G: 0x2a, B: 0x2a}
	eventually(t, "the red ring in the panel", func() bool { return has(desktop.screenshot("work"), corner, red) })
}

// differs reports whether two pictures do, in area.
func differs(a, b image.Image, area image.Rectangle) bool {
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			if a.At(x, y) != b.At(x, y) {
				return true
			}
		}
	}
	return false
}
