//go:build unix

// Package x11test starts an X server with a window manager and windows of its
// own for a test, and ends them with it. It never touches the display that the
// test runs on.
package x11test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"focusd/contrib/standing"
	"focusd/contrib/standing/wm"
)

// patience is how long anything on a desktop may take.
const patience = 10 * time.Second

// Desktop is a running X server, as a rule with openbox as its window manager.
type Desktop struct {
	Display string // ":7"

	t      testing.TB
	server *exec.Cmd
	wm     *exec.Cmd
}

// Start starts a server and a window manager. The test is skipped when a
// program is missing, unless FOCUSD_REQUIRE_DESKTOP is 1.
func Start(t testing.TB) *Desktop {
	t.Helper()
	d := StartServer(t)
	d.StartWM()
	return d
}

// StartServer starts a server without a window manager; args are added to its
// command line.
func StartServer(t testing.TB, args ...string) *Desktop {
	t.Helper()
	standing.Need(t, "Xvfb", "openbox", "xterm", "wmctrl", "xdotool", "xprop")
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	d := &Desktop{t: t}
	// -displayfd 3: the server takes a free display and writes its number.
	d.server = exec.Command("Xvfb", append([]string{
		"-displayfd", "3", "-screen", "0", "800x480x24",
		"-nolisten", "tcp", "-noreset",
	}, args...)...)
	d.server.ExtraFiles = []*os.File{w}
	standing.Group(t, d.server)
	w.Close() // the server has its own: with that the pipe ends
	r.SetReadDeadline(time.Now().Add(patience))
	number, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		t.Fatalf("Xvfb did not say its display: %v", err)
	}
	d.Display = ":" + strings.TrimSpace(number)
	return d
}

// StartWM starts the window manager and waits until it manages.
func (d *Desktop) StartWM() {
	d.t.Helper()
	d.wm = d.start("openbox", "--sm-disable")
	d.Until("openbox answers", func() bool { return wm.Answers(d.Display) })
}

// KillWM ends the window manager.
func (d *Desktop) KillWM() { standing.End(d.wm) }

// KillServer ends the server, and with it every window.
func (d *Desktop) KillServer() { standing.End(d.server) }

// Window opens a terminal with a title and a class, waits until it can be
// given the focus, and returns what ends it.
func (d *Desktop) Window(title, class string) (kill func()) {
	d.t.Helper()
	cmd := d.start("xterm", "-T", title, "-class", class, "-e", "sleep", "1000")
	d.Until("window "+title, func() bool {
		out, err := d.run("wmctrl", "-l")
		return err == nil && strings.Contains(out, title)
	})
	return func() { standing.End(cmd) }
}

// Focus makes the window with the title the active one. A window manager that
// has just started may not have listed it yet.
func (d *Desktop) Focus(title string) {
	d.t.Helper()
	d.Until("the focus on "+title, func() bool {
		_, err := d.run("wmctrl", "-F", "-a", title)
		return err == nil
	})
}

// Retitle changes a window's title.
func (d *Desktop) Retitle(from, to string) { d.t.Helper(); d.Do("wmctrl", "-F", "-r", from, "-T", to) }

// ShowDesktop hides all windows or brings them back.
func (d *Desktop) ShowDesktop(on bool) {
	d.t.Helper()
	d.Do("wmctrl", "-k", map[bool]string{true: "on", false: "off"}[on])
}

// Key types a key, as a person would: it ends idleness.
func (d *Desktop) Key() { d.t.Helper(); d.Do("xdotool", "key", "shift") }

// Do runs a program on the desktop and waits for its end.
func (d *Desktop) Do(name string, args ...string) {
	d.t.Helper()
	if out, err := d.run(name, args...); err != nil {
		d.t.Fatalf("%s %q: %v: %s", name, args, err, out)
	}
}

// Until waits for a condition on the desktop.
func (d *Desktop) Until(what string, done func() bool) {
	d.t.Helper()
	standing.Until(d.t, patience, what, done)
}

func (d *Desktop) run(name string, args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = d.environ()
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func (d *Desktop) start(name string, args ...string) *exec.Cmd {
	d.t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Env = d.environ()
	standing.Group(d.t, cmd)
	return cmd
}

func (d *Desktop) environ() []string {
	return append(os.Environ(), fmt.Sprintf("DISPLAY=%s", d.Display), "NO_AT_BRIDGE=1")
}
