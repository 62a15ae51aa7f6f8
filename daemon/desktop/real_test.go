//go:build unix

package desktop

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"focusd/contrib/standing"
	"focusd/tracker/x11/x11test"
)

// screen is a desktop with a notification server that people have.
type screen struct {
	*x11test.Desktop
	program string
	press   func(t *testing.T, s *screen, n Notice, button int) // as a person would
	dismiss func(t *testing.T, s *screen)                       // the last notice
	count   func(s *screen) int                                 // notices to be seen
	server  *exec.Cmd
}

// eachServer runs a test on every server there is, the bus and the display of
// which are the test's own.
func eachServer(t *testing.T, test func(t *testing.T, s *screen)) {
	for _, s := range []screen{
		{program: "dunst", press: pressInDunst, dismiss: dismissInDunst, count: countInDunst},
		{program: "xfce4-notifyd", press: pressInXfce, dismiss: dismissInXfce, count: countInXfce},
	} {
		t.Run(s.program, func(t *testing.T) {
			sessionBus(t)
			home := t.TempDir()
			t.Setenv("HOME", home)
			t.Setenv("XDG_CONFIG_HOME", filepath.Join(home, ".config"))
			t.Setenv("XDG_CACHE_HOME", filepath.Join(home, ".cache"))
			t.Setenv("XDG_RUNTIME_DIR", home)
			s.program = programOf(t, s.program)
			s.Desktop = x11test.Start(t)
			configureDunst(t, home)
			s.start(t)
			test(t, &s)
		})
	}
}

// programOf finds a server; that of Xfce is not on the path.
func programOf(t *testing.T, name string) string {
	t.Helper()
	if path, err := exec.LookPath(name); err == nil {
		return path
	}
	for _, pattern := range []string{"/usr/lib/*/xfce4/notifyd/", "/usr/lib*/xfce4/notifyd/"} {
		if found, _ := filepath.Glob(pattern + name); len(found) > 0 {
			return found[0]
		}
	}
	standing.Missing(t, name+" is not installed")
	return ""
}

// start starts the server and waits until it is the one on the bus.
func (s *screen) start(t *testing.T) {
	t.Helper()
	s.server = exec.Command(s.program)
	s.server.Env = append(os.Environ(), "DISPLAY="+s.Display, "NO_AT_BRIDGE=1", "GSETTINGS_BACKEND=memory")
	standing.Group(t, s.server)
	s.Until("the server answers", func() bool {
		out, err := s.run("gdbus", "call", "--session", "--dest", service, "--object-path", path, "--method", member+"GetServerInformation")
		return err == nil && out != ""
	})
}

// kill ends the server and all it has started, at this instant.
func (s *screen) kill() { standing.End(s.server) }

func (s *screen) run(name string, args ...string) (string, error) {
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), "DISPLAY="+s.Display)
	out, err := cmd.Output()
	return strings.TrimSpace(string(out)), err
}

// seen waits until there are so many notices to be seen.
func (s *screen) seen(n int) {
	s.Until(fmt.Sprintf("%d notices are on the screen", n), func() bool { return s.count(s) == n })
}

// configureDunst has its menu of actions choose the line in the file "choice".
func configureDunst(t *testing.T, home string) {
	t.Helper()
	dir := filepath.Join(home, ".config", "dunst")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	pick := filepath.Join(home, "pick")
	write(t, pick, "#!/bin/sh\ngrep -F -f "+filepath.Join(home, "choice")+"\n")
	write(t, filepath.Join(dir, "dunstrc"), "[global]\ndmenu = "+pick+"\n")
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o700); err != nil {
		t.Fatal(err)
	}
}

func pressInDunst(t *testing.T, s *screen, n Notice, button int) {
	t.Helper()
	write(t, filepath.Join(os.Getenv("HOME"), "choice"), fmt.Sprintf("%s (%s)\n", n.Buttons[button].Label, n.Summary))
	if out, err := s.run("dunstctl", "context"); err != nil {
		t.Fatalf("dunstctl context: %v: %s", err, out)
	}
}

func dismissInDunst(t *testing.T, s *screen) {
	t.Helper()
	if out, err := s.run("dunstctl", "close"); err != nil {
		t.Fatalf("dunstctl close: %v: %s", err, out)
	}
}

func countInDunst(s *screen) int {
	out, _ := s.run("dunstctl", "count", "displayed")
	n, err := strconv.Atoi(out)
	if err != nil {
		return -1
	}
	return n
}

// window is where a notice of Xfce is.
type window struct{ x, y, width, height int }

// windows are those of the notices, from top to bottom.
func windows(s *screen) []window {
	out, _ := s.run("xdotool", "search", "--onlyvisible", "--class", "xfce4-notifyd")
	var all []window
	for _, id := range strings.Fields(out) {
		geometry, _ := s.run("xdotool", "getwindowgeometry", "--shell", id)
		var w window
		for _, line := range strings.Fields(geometry) {
			name, value, _ := strings.Cut(line, "=")
			n, _ := strconv.Atoi(value)
			switch name {
			case "X":
				w.x = n
			case "Y":
				w.y = n
			case "WIDTH":
				w.width = n
			case "HEIGHT":
				w.height = n
			}
		}
		if w.width > 50 { // it keeps small ones for itself
			all = append(all, w)
		}
	}
	return all
}

// pressInXfce clicks on a button: they share the lower end of the notice.
func pressInXfce(t *testing.T, s *screen, n Notice, button int) {
	t.Helper()
	all := windows(s)
	if len(all) == 0 {
		t.Fatal("there is no notice to be clicked on")
	}
	w := all[len(all)-1]
	s.Do("xdotool", "mousemove", fmt.Sprint(w.x+w.width*(2*button+1)/(2*len(n.Buttons))), fmt.Sprint(w.y+w.height-31), "click", "1")
}

func dismissInXfce(t *testing.T, s *screen) {
	t.Helper()
	all := windows(s)
	if len(all) == 0 {
		t.Fatal("there is no notice to be clicked on")
	}
	w := all[len(all)-1]
	s.Do("xdotool", "mousemove", fmt.Sprint(w.x+w.width/2), fmt.Sprint(w.y+20), "click", "1")
}

func countInXfce(s *screen) int { return len(windows(s)) }

func TestButtonsOfRealServers(t *testing.T) {
	eachServer(t, func(t *testing.T, s *screen) {
		b := startBoard(t)
		answers := b.Answers("one")
		b.Show(ask("other"))
		s.seen(1)
		one := ask("one")
		b.Show(one)
		s.seen(2)
		s.press(t, s, one, 1)
		if got := receive(t, "answer", answers); got != (Answer{"one", "no"}) {
			t.Errorf("the answer is %+v, want no to one", got)
		}
		s.seen(1)
		b.Withdraw("other")
		s.seen(0)
	})
}

func TestPutAwayOnRealServers(t *testing.T) {
	eachServer(t, func(t *testing.T, s *screen) {
		b := startBoard(t)
		answers := b.Answers("one")
		b.Show(ask("one"))
		s.seen(1)
		s.dismiss(t, s)
		if got := receive(t, "answer", answers); got != (Answer{Notice: "one"}) {
			t.Errorf("put away, it hears %+v", got)
		}
		s.seen(0)
	})
}

// TestRealServersRestart kills the server while a notice waits for its answer.
func TestRealServersRestart(t *testing.T) {
	eachServer(t, func(t *testing.T, s *screen) {
		b := startBoard(t)
		answers := b.Answers("one")
		one := ask("one")
		b.Show(one)
		s.seen(1)
		s.kill()
		s.start(t)
		s.seen(1)
		s.press(t, s, one, 0)
		if got := receive(t, "answer", answers); got != (Answer{"one", "yes"}) {
			t.Errorf("after the restart the answer is %+v, want yes to one", got)
		}
	})
}

// TestServerIsStarted has the bus start a server that nobody has started.
func TestServerIsStarted(t *testing.T) {
	dunst := programOf(t, "dunst")
	d := x11test.Start(t)
	home := t.TempDir()
	services := filepath.Join(home, "dbus-1", "services")
	if err := os.MkdirAll(services, 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(services, service+".service"), "[D-BUS Service]\nName="+service+"\nExec=/usr/bin/env DISPLAY="+d.Display+" "+dunst+"\n")
	t.Setenv("XDG_DATA_HOME", home)
	t.Setenv("XDG_DATA_DIRS", home)
	t.Setenv("HOME", home)
	t.Setenv("XDG_RUNTIME_DIR", home)
	sessionBus(t)
	s := &screen{Desktop: d, count: countInDunst}
	startBoard(t).Show(ask("one"))
	s.seen(1)
}
