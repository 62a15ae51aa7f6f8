package daemon

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"focusd/daemon/api"
)

// configure writes the configuration.
func configure(t *testing.T, paths Paths, text string) {
	t.Helper()
	if err := os.WriteFile(paths.Config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// check is what the doctor says under a name; the zero Check if nothing.
func (r *running) check(name string) api.Check {
	r.t.Helper()
	d, err := r.client.Doctor(r.t.Context())
	if err != nil {
		r.t.Fatal(err)
	}
	if i := slices.IndexFunc(d.Checks, func(c api.Check) bool { return c.Name == name }); i >= 0 {
		return d.Checks[i]
	}
	return api.Check{}
}

func (r *running) do(c api.Command) {
	r.t.Helper()
	if _, err := r.client.Timer(r.t.Context(), c); err != nil {
		r.t.Fatal(err)
	}
}

func TestHooksFollowTheConfiguration(t *testing.T) {
	paths := testPaths(t)
	heard := filepath.Join(filepath.Dir(paths.Config), "heard")
	configure(t, paths, fmt.Sprintf("[hooks]\non_block_start = ['/bin/sh', '-c', 'echo $FOCUSD_EVENT $FOCUSD_LABEL > %s']\n", heard))
	r := start(t, paths)
	if c := r.check("hooks"); c.State != checkOK || c.Text != "on_block_start" {
		t.Errorf("doctor says %+v, want on_block_start", c)
	}
	r.do(api.Command{Do: "start", Label: "draft"})
	r.until("the command has run", func() bool {
		text, _ := os.ReadFile(heard)
		return string(text) == "block_start draft\n"
	})

	configure(t, paths, "[hooks]\non_pause = [\"no-such-lamp\"]\non_block_end = [\"/bin/sh\", \"-c\", \"exit 3\"]\n")
	r.reload <- syscall.SIGHUP
	r.until("doctor names what is missing", func() bool {
		c := r.check("hooks")
		return c.State == checkWarning && len(c.Notes) == 1 && strings.Contains(c.Notes[0], "on_pause: no-such-lamp is not there")
	})
	r.do(api.Command{Do: "stop"})
	r.until("doctor names what has failed", func() bool {
		return slices.ContainsFunc(r.check("hooks").Notes, func(n string) bool {
			return strings.HasPrefix(n, "on_block_end, ") && strings.HasSuffix(n, "exit status 3")
		})
	})

	configure(t, paths, "")
	r.reload <- syscall.SIGHUP
	r.until("there are no hooks", func() bool { return r.check("hooks").Name == "" })
}

func TestDoNotDisturbWithoutADesktop(t *testing.T) {
	paths := testPaths(t)
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	r := start(t, paths)
	if c := r.check("do-not-disturb"); c.State != checkAbsent || !strings.Contains(c.Hint, "timer.do_not_disturb = true") {
		t.Errorf("switched off, doctor says %+v", c)
	}
	r.do(api.Command{Do: "start"})
	configure(t, paths, "[timer]\ndo_not_disturb = true\n")
	r.reload <- syscall.SIGHUP
	r.until("the status says why it is not quiet", func() bool {
		s, err := r.client.Status(t.Context())
		return err == nil && s.Quiet != nil && !s.Quiet.On && strings.Contains(s.Quiet.Problem, "no session bus")
	})
	if c := r.check("do-not-disturb"); c.State != checkWarning || !strings.Contains(c.Text, "no session bus") || c.Hint == "" {
		t.Errorf("without a bus doctor says %+v", c)
	}
	r.do(api.Command{Do: "stop"})
	r.until("there is nothing to say", func() bool {
		s, err := r.client.Status(t.Context())
		return err == nil && s.Quiet == nil
	})
}
