package ptytest

import (
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"focusd/contrib/standing"
)

// Terminal is a pty. What programs write to it is thrown away.
type Terminal struct {
	Node string // "/dev/pts/3"

	t      testing.TB
	master *os.File
	done   chan struct{} // nobody writes to it any more
}

// Open makes a terminal of 80 columns and 24 rows, which is closed with the
// test.
func Open(t testing.TB) *Terminal {
	t.Helper()
	fd, err := unix.Open("/dev/ptmx", unix.O_RDWR|unix.O_NOCTTY|unix.O_CLOEXEC|unix.O_NONBLOCK, 0)
	if err != nil {
		standing.Missing(t, "no pty: "+err.Error())
	}
	number, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	if err := unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	if err := unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: 80}); err != nil {
		t.Fatal(err)
	}
	return &Terminal{
		Node:   "/dev/pts/" + strconv.Itoa(number),
		t:      t,
		master: os.NewFile(uintptr(fd), "ptmx"),
	}
}

// Run starts a program that has the terminal as its own and leads a session on
// it, as a login shell would. It is killed with the test, and the terminal
// closed.
func (x *Terminal) Run(args ...string) *exec.Cmd {
	x.t.Helper()
	slave, err := os.OpenFile(x.Node, os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		x.t.Fatal(err)
	}
	defer slave.Close()
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = slave, slave, slave
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	cmd.Env = append(os.Environ(), "TERM=xterm", "PS1=$ ", "HISTFILE=")
	if err := cmd.Start(); err != nil {
		x.t.Fatal(err)
	}
	if x.done == nil {
		x.done = make(chan struct{})
		go x.swallow()
	}
	x.t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
		x.Close()
	})
	return cmd
}

// swallow reads until the last program has gone.
func (x *Terminal) swallow() {
	defer close(x.done)
	buffer := make([]byte, 4096)
	for {
		if _, err := x.master.Read(buffer); err != nil {
			return
		}
	}
}

// Type presses keys.
func (x *Terminal) Type(keys string) {
	x.t.Helper()
	if _, err := x.master.WriteString(keys); err != nil {
		x.t.Fatalf("type at %s: %v", x.Node, err)
	}
}

// Close hangs up: what runs on the terminal gets a signal.
func (x *Terminal) Close() {
	x.master.Close()
	if x.done != nil {
		<-x.done
	}
}

// Eventually waits until is is true.
func Eventually(t testing.TB, what string, is func() bool) {
	t.Helper()
	standing.Until(t, 10*time.Second, what, is)
}
