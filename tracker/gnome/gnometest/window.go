//go:build unix

package gnometest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"

	"focusd/contrib/standing"
)

// Window is a terminal that shows nothing but its title.
type Window struct {
	PID int

	d      *Desktop
	cmd    *exec.Cmd
	titles *os.File
}

// inside runs in the terminal: each line that comes is a title.
const inside = `exec 3<"$1"; while read -r title <&3; do printf '\033]0;%s\007' "$title"; done`

// Window opens a window of an app, which the shell brings to the front.
func (d *Desktop) Window(app, title string) *Window {
	d.t.Helper()
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
	w := &Window{d: d, titles: titles}
	w.cmd = exec.Command("foot", "--app-id", app, "--title", title, "--log-level=none", "sh", "-c", inside, "sh", fifo)
	d.start(w.cmd)
	w.PID = w.cmd.Process.Pid
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
