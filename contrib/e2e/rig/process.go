//go:build linux

package rig

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

// Process is a program that runs on a machine until it is stopped.
type Process struct {
	Name string

	cmd   *exec.Cmd
	log   string // file of its output
	ended chan struct{}
}

// Start starts a program. What it says goes to a file of the machine.
func (m *Machine) Start(name string, args ...string) (*Process, error) {
	return m.start(exec.Command(name, args...))
}

func (m *Machine) start(cmd *exec.Cmd) (*Process, error) {
	// The program is looked up on the machine's PATH, not on the test's.
	path, err := m.lookPath(cmd.Args[0])
	if err != nil {
		return nil, err
	}
	cmd.Path, cmd.Err = path, nil
	log, err := os.CreateTemp(m.Path("log"), base(cmd.Args[0])+"-*.log")
	if err != nil {
		return nil, fmt.Errorf("start %s: %w", base(cmd.Args[0]), err)
	}
	defer log.Close()
	m.prepare(cmd)
	cmd.Stderr = log
	if cmd.Stdout == nil {
		cmd.Stdout = log
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", base(cmd.Args[0]), err)
	}
	p := &Process{Name: base(cmd.Args[0]), cmd: cmd, log: log.Name(), ended: make(chan struct{})}
	go func() {
		_ = cmd.Wait() // how it ended is in ProcessState
		close(p.ended)
	}()
	m.running = append(m.running, p)
	return p, nil
}

// prepare makes a program one of the machine's.
func (m *Machine) prepare(cmd *exec.Cmd) {
	cmd.Env, cmd.Dir = m.Environ(), m.Path("home")
	if m.user != nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: m.user}
	}
}

func (m *Machine) lookPath(name string) (string, error) {
	if strings.Contains(name, "/") {
		return name, nil
	}
	for dir := range strings.SplitSeq(m.env["PATH"], ":") {
		if path, err := exec.LookPath(dir + "/" + name); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("start %s: %w", name, exec.ErrNotFound)
}

func base(path string) string { return path[strings.LastIndexByte(path, '/')+1:] }

// PID is the process id.
func (p *Process) PID() int { return p.cmd.Process.Pid }

// Ended is closed when the process has ended.
func (p *Process) Ended() <-chan struct{} { return p.ended }

// Alive reports whether it still runs.
func (p *Process) Alive() bool {
	select {
	case <-p.ended:
		return false
	default:
		return true
	}
}

// ExitCode is how it ended, -1 if a signal ended it. It waits for the end.
func (p *Process) ExitCode() int {
	<-p.ended
	return p.cmd.ProcessState.ExitCode()
}

// Output is all that it has said, to whomever.
func (p *Process) Output() string {
	text, _ := os.ReadFile(p.log)
	return string(text)
}

// Signal sends a signal; to a process that has ended it does nothing.
func (p *Process) Signal(s syscall.Signal) {
	if p.Alive() {
		_ = p.cmd.Process.Signal(s)
	}
}

// Kill ends it at this instant, and waits until it is gone.
func (p *Process) Kill() {
	p.Signal(syscall.SIGKILL)
	<-p.ended
}

// Stop asks it to end; one that has not within grace is killed, and that is
// an error.
func (p *Process) Stop(grace time.Duration) error {
	p.Signal(syscall.SIGTERM)
	// A stopped process hears nothing but this.
	p.Signal(syscall.SIGCONT)
	select {
	case <-p.ended:
		return nil
	case <-time.After(grace):
		p.Kill()
		return fmt.Errorf("stop %s: it did not end within %v; it said:\n%s", p.Name, grace, p.Output())
	}
}

// Result is what a program that has ended left behind.
type Result struct {
	Args           []string
	Stdout, Stderr string
	Code           int // -1: it could not be run, or was ended
	Took           time.Duration
}

// String is the command line and what came of it, for the message of a test.
func (r Result) String() string {
	return fmt.Sprintf("%s: exit code %d\nstdout: %s\nstderr: %s", strings.Join(r.Args, " "), r.Code, r.Stdout, r.Stderr)
}

// Run runs a program to its end.
func (m *Machine) Run(ctx context.Context, name string, args ...string) Result {
	result := Result{Args: append([]string{name}, args...), Code: -1}
	path, err := m.lookPath(name)
	if err != nil {
		result.Stderr = err.Error()
		return result
	}
	cmd := exec.CommandContext(ctx, path, args...)
	var stdout, stderr bytes.Buffer
	m.prepare(cmd)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	// A grandchild that keeps the pipes open must not keep the test waiting.
	cmd.WaitDelay = 5 * time.Second
	began := time.Now()
	err = cmd.Run()
	result.Took = time.Since(began)
	result.Stdout, result.Stderr = stdout.String(), stderr.String()
	var exit *exec.ExitError
	switch {
	case err == nil:
		result.Code = 0
	case errors.As(err, &exit):
		result.Code = exit.ExitCode()
	default:
		result.Stderr += err.Error()
	}
	return result
}
