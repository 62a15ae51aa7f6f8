//go:build linux

package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

// tracer notes what a process writes, and how often it syncs. /proc/PID/io would
// not do: of a page that is dirtied it counts the whole folio, which may have
// dozens.
type tracer struct {
	cmd   *exec.Cmd
	said  bytes.Buffer
	file  string
	since time.Time
}

// startTracer begins to note, into a file of that name. It does so as whoever
// runs the bench: a process of somebody else may be traced by root alone.
func startTracer(pid int, file string) (*tracer, error) {
	t := &tracer{file: file, since: time.Now()}
	t.cmd = exec.Command("strace", "-f", "-e", "trace=pwrite64,fdatasync,fsync", "-e", "signal=none",
		"-s", "0", "-o", file, "-p", fmt.Sprint(pid))
	t.cmd.Stderr = &t.said
	if err := t.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start strace: %w", err)
	}
	return t, nil
}

// written is what was noted, up to now.
type written struct {
	bytes, syncs int
	during       time.Duration
}

// stop ends the notes.
func (t *tracer) stop() (w written, err error) {
	w.during = time.Since(t.since)
	// Told to end by a signal, it lets go of the process and says so by its status.
	_ = t.cmd.Process.Signal(syscall.SIGTERM)
	var status *exec.ExitError
	if err := t.cmd.Wait(); err != nil && !errors.As(err, &status) {
		return w, fmt.Errorf("stop strace: %w", err)
	}
	text, err := os.ReadFile(t.file)
	if err != nil {
		return w, fmt.Errorf("read the notes of strace: %w; it said: %s", err, &t.said)
	}
	if !strings.Contains(t.said.String(), "attached") {
		return w, fmt.Errorf("strace could not attach: %s", &t.said)
	}
	w.bytes, w.syncs = writes(string(text))
	return w, nil
}

// page is what a disk takes at least: bytes.
const page = 4096

// writes adds up what strace has noted: "PID pwrite64(…) = 4096". A call that
// another thread interrupts is two lines, and only the second has the result. The
// store is written in whole pages, and synced by calls; a heartbeat is not, and its
// file is one that syncs each write.
func writes(trace string) (bytes, syncs int) {
	for line := range strings.SplitSeq(trace, "\n") {
		_, result, done := strings.Cut(line, ") ")
		var n int
		if _, err := fmt.Sscanf(strings.TrimSpace(result), "= %d", &n); !done || err != nil {
			continue
		}
		if strings.Contains(line, "sync") {
			syncs++
			continue
		}
		bytes += (n + page - 1) / page * page
		if n%page != 0 {
			syncs++
		}
	}
	return bytes, syncs
}
