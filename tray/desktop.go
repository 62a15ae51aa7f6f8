package tray

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// Desktop starts programs in the session of the person.
type Desktop struct {
	// Env is the environment to give them; nil: that of this process. It may
	// not be: the panel's library wants a TMPDIR of its own.
	Env []string
}

// StartDaemon starts focusd: by systemd where it has a unit, else the program
// that is beside this one or in the PATH. It returns when the daemon is about
// to listen, which may be a little before it does.
func (d Desktop) StartDaemon(ctx context.Context) error {
	if systemctl, err := exec.LookPath("systemctl"); err == nil && d.hasUnit(ctx, systemctl) {
		if out, err := d.command(ctx, systemctl, "--user", "start", "focusd.service").CombinedOutput(); err != nil {
			return fmt.Errorf("systemd could not start focusd: %s", firstLine(out, err))
		}
		return nil
	}
	path, err := findDaemon()
	if err != nil {
		return err
	}
	if err := d.spawn(ctx, path); err != nil {
		return fmt.Errorf("focusd did not start (%w) – run it in a terminal to see why", err)
	}
	return nil
}

// hasUnit is false as well where there is no user manager to ask. In a chroot
// systemctl ignores most of what it is told, and calls that a success.
func (d Desktop) hasUnit(ctx context.Context, systemctl string) bool {
	state, err := d.command(ctx, systemctl, "--user", "show", "--property=LoadState", "--value", "focusd.service").Output()
	return err == nil && strings.TrimSpace(string(state)) == "loaded"
}

func (d Desktop) command(ctx context.Context, path string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Env = d.Env
	// A child that keeps the pipe open must not keep the tray waiting.
	cmd.WaitDelay = time.Second
	return cmd
}

// findDaemon prefers the one beside this program: they were built together.
func findDaemon() (string, error) {
	name := "focusd"
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	if self, err := os.Executable(); err == nil {
		if path, err := exec.LookPath(filepath.Join(filepath.Dir(self), name)); err == nil {
			return path, nil
		}
	}
	path, err := exec.LookPath(name)
	if err != nil {
		return "", errors.New("focusd is not installed beside focus-tray or in the PATH")
	}
	return path, nil
}

// settled is how long a program must live to have started. A daemon that cannot
// read its configuration or open its store ends sooner.
const settled = 500 * time.Millisecond

// spawn starts a program that may outlive this one, and returns its error if
// it ends at once with one.
func (d Desktop) spawn(ctx context.Context, path string, args ...string) error {
	cmd := exec.Command(path, args...) // not of ctx: it is not to end with the click
	cmd.Env = d.Env
	detach(cmd)
	if err := cmd.Start(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	// Nobody waits for this goroutine: it ends with the program, which may be
	// there for longer, and takes its exit status off the system's hands.
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		return err
	case <-time.After(settled):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Browse opens url in the person's browser, which may be running already, or
// become this command and stay. The errors do not have the url: it carries a
// token.
func (d Desktop) Browse(ctx context.Context, url string) error {
	name, args := browser(url)
	path, err := exec.LookPath(name)
	if err != nil {
		return fmt.Errorf("there is no %s to open the page with – try focus open", name)
	}
	if err := d.spawn(ctx, path, args...); err != nil {
		return fmt.Errorf("%s could not open the page (%w)", name, err)
	}
	return nil
}

// browser is the command that opens url.
func browser(url string) (name string, args []string) {
	switch runtime.GOOS {
	case "windows":
		return "rundll32", []string{"url.dll,FileProtocolHandler", url}
	case "darwin":
		return "open", []string{url}
	}
	return "xdg-open", []string{url}
}

// firstLine is what a program that failed said, or else how it ended.
func firstLine(out []byte, err error) string {
	for line := range strings.Lines(string(out)) {
		if line = strings.TrimSpace(line); line != "" {
			return line
		}
	}
	return err.Error()
}
