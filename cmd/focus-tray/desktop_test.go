//go:build linux

package main_test

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"focusd/contrib/standing"
)

// within is how long anything of the desktop may take on a busy machine.
const within = 20 * time.Second

// builds is the tray with its tag, built once and removed by TestMain.
type builds struct {
	once   sync.Once
	folder string
	err    error
}

var built builds

func TestMain(m *testing.M) {
	code := m.Run()
	if built.folder != "" {
		os.RemoveAll(built.folder)
	}
	os.Exit(code)
}

// tray is the path of the program.
func tray(t *testing.T) string {
	t.Helper()
	standing.Need(t, "go", "gcc", "pkg-config")
	if exec.Command("pkg-config", "--exists", "ayatana-appindicator3-0.1").Run() != nil {
		standing.Missing(t, "libayatana-appindicator3-dev is not installed")
	}
	built.once.Do(func() {
		if built.folder, built.err = os.MkdirTemp("", "focus-tray-test-"); built.err != nil {
			return
		}
		cmd := exec.Command("go", "build", "-tags", "tray", "-o", filepath.Join(built.folder, "focus-tray"), ".")
		cmd.Env = append(os.Environ(), "CGO_ENABLED=1")
		if out, err := cmd.CombinedOutput(); err != nil {
			built.err = fmt.Errorf("%w\n%s", err, out)
		}
	})
	if built.err != nil {
		t.Fatalf("build: %v", built.err)
	}
	return filepath.Join(built.folder, "focus-tray")
}

// eventually waits until ok is true.
func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(within); !ok(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("waited %v in vain for %s", within, what)
		}
	}
}

// process is a program under test or one that it needs.
type process struct {
	t     *testing.T
	cmd   *exec.Cmd
	ended chan struct{}

	mu     sync.Mutex
	output bytes.Buffer
}

// Write takes what the process prints.
func (p *process) Write(data []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.output.Write(data)
}

func (p *process) printed() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.output.String()
}

// run starts a program that is ended with the test.
func run(t *testing.T, env []string, name string, args ...string) *process {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Env = env
	return start(t, cmd)
}

func start(t *testing.T, cmd *exec.Cmd) *process {
	t.Helper()
	p := &process{t: t, cmd: cmd, ended: make(chan struct{})}
	if cmd.Stdout == nil {
		cmd.Stdout = p
	}
	cmd.Stderr = p
	cmd.WaitDelay = time.Second
	if err := cmd.Start(); err != nil {
		t.Fatalf("start %s: %v", cmd.Path, err)
	}
	go func() {
		defer close(p.ended)
		cmd.Wait()
	}()
	t.Cleanup(func() {
		p.end(syscall.SIGTERM)
		if text := p.printed(); t.Failed() && text != "" {
			t.Logf("%s (%v) printed:\n%s", filepath.Base(cmd.Path), cmd.ProcessState, text)
		}
	})
	return p
}

// end sends the signal, then kills, and waits.
func (p *process) end(signal syscall.Signal) {
	p.cmd.Process.Signal(signal)
	select {
	case <-p.ended:
	case <-time.After(5 * time.Second):
		p.cmd.Process.Kill()
		<-p.ended
	}
}

// code waits for the process to end by itself.
func (p *process) code() int {
	p.t.Helper()
	select {
	case <-p.ended:
	case <-time.After(within):
		p.t.Fatalf("%s still runs after %v; it printed:\n%s", p.cmd.Path, within, p.printed())
	}
	return p.cmd.ProcessState.ExitCode()
}

// session is a desktop session without anything in it.
type session struct {
	t       *testing.T
	runtime string // XDG_RUNTIME_DIR
	bus     string // address
	x       *process
	env     []string
}

// newSession starts a bus and an X server.
func newSession(t *testing.T) *session {
	t.Helper()
	standing.Need(t, "dbus-daemon", "Xvfb")
	s := &session{t: t, runtime: shortDir(t)}
	s.bus = startBus(t, s.runtime)
	display := s.startX()
	s.env = environment(t, s.runtime, "DISPLAY="+display, "DBUS_SESSION_BUS_ADDRESS="+s.bus)
	return s
}

// shortDir is a t.TempDir whose name has room for a socket: 108 bytes.
func shortDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "focusd-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// environment has nothing of the session that the test may run in.
func environment(t *testing.T, runtime string, more ...string) []string {
	home := t.TempDir()
	return append([]string{
		"PATH=" + os.Getenv("PATH"),
		"HOME=" + home,
		"XDG_RUNTIME_DIR=" + runtime,
		"XDG_CONFIG_HOME=" + filepath.Join(home, "config"),
		"XDG_CACHE_HOME=" + filepath.Join(home, "cache"),
		"TMPDIR=" + home,
		"LC_ALL=C.UTF-8",
		"TZ=UTC",
		"NO_AT_BRIDGE=1",
	}, more...)
}

// busConfig has no folder of services: nothing can be started over the bus.
const busConfig = `<busconfig>
  <type>session</type>
  <listen>unix:path=%s</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`

// startBus returns the address of a bus with its socket in dir.
func startBus(t *testing.T, dir string) string {
	t.Helper()
	config := filepath.Join(dir, "bus.conf")
	if err := os.WriteFile(config, fmt.Appendf(nil, busConfig, filepath.Join(dir, "bus")), 0o600); err != nil {
		t.Fatal(err)
	}
	return startBusWith(t, os.Environ(), "--config-file="+config)
}

func startBusWith(t *testing.T, env []string, arg string) string {
	t.Helper()
	cmd := exec.Command("dbus-daemon", arg, "--nofork", "--print-address")
	cmd.Env = env
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	start(t, cmd)
	address, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatalf("dbus-daemon printed no address: %v", err)
	}
	return strings.TrimSpace(address)
}

// startX returns the name of a display that nobody else has.
func (s *session) startX() string {
	s.t.Helper()
	read, write, err := os.Pipe()
	if err != nil {
		s.t.Fatal(err)
	}
	defer read.Close()
	cmd := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "800x480x24", "-nolisten", "tcp")
	cmd.ExtraFiles = []*os.File{write}
	s.x = start(s.t, cmd)
	write.Close()
	number, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		s.t.Fatalf("Xvfb printed no display: %v\n%s", err, s.x.printed())
	}
	return ":" + strings.TrimSpace(number)
}

// icons are the folders that a tray has made for its icons.
func (s *session) icons() []string {
	s.t.Helper()
	folders, err := filepath.Glob(filepath.Join(s.runtime, "focus-tray-*"))
	if err != nil {
		s.t.Fatal(err)
	}
	return folders
}

// setenv replaces a variable.
func setenv(env []string, name, value string) []string {
	return append(unsetenv(env, name), name+"="+value)
}

func unsetenv(env []string, name string) []string {
	return slices.DeleteFunc(slices.Clone(env), func(v string) bool {
		return strings.HasPrefix(v, name+"=")
	})
}

// script makes a program that is found before others of its name.
func script(t *testing.T, env []string, name, body string) []string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+body+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, v := range env {
		if path, ok := strings.CutPrefix(v, "PATH="); ok {
			return setenv(env, "PATH", dir+":"+path)
		}
	}
	t.Fatal("the environment has no PATH")
	return nil
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return !errors.Is(err, os.ErrNotExist)
}
