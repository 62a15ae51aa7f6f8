//go:build unix

package kwintest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"

	"focusd/contrib/standing"
)

// App is what the windows of this package are to KWin.
const App = "org.freedesktop.weston.wayland-terminal"

// Window is a terminal that shows nothing but its title.
type Window struct {
	PID int

	d      *Desktop
	cmd    *exec.Cmd
	titles *os.File
}

// inside runs in the terminal: each line that comes is a title.
const inside = `#!/bin/sh
exec 3<"$TITLES"
while read -r title <&3; do printf '\033]0;%s\007' "$title"; done
`

// Window opens a window, which KWin brings to the front.
func (d *Desktop) Window(title string) *Window {
	d.t.Helper()
	shell := filepath.Join(d.dir, "inside")
	if err := os.WriteFile(shell, []byte(inside), 0o700); err != nil {
		d.t.Fatal(err)
	}
	d.requests++
	fifo := filepath.Join(d.dir, fmt.Sprintf("titles%d", d.requests))
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		d.t.Fatal(err)
	}
	titles, err := os.OpenFile(fifo, os.O_RDWR, 0) // for writing alone it would wait for the reader
	if err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(func() { titles.Close() })
	w := &Window{d: d, cmd: exec.Command("env", "TITLES="+fifo, "weston-terminal", "--shell="+shell), titles: titles}
	d.start(w.cmd)
	w.PID = w.cmd.Process.Pid
	w.Retitle(title)
	return w
}

// Retitle gives the window another title.
func (w *Window) Retitle(title string) {
	w.d.t.Helper()
	if _, err := fmt.Fprintln(w.titles, title); err != nil {
		w.d.t.Fatal(err)
	}
}

// Close ends the window.
func (w *Window) Close() { standing.End(w.cmd) }
