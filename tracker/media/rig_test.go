package media

import (
	"bufio"
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"focusd/contrib/standing"
	"focusd/tracker/source"
)

const patience = 20 * time.Second

// bare is an environment with a folder for sockets and nothing in it.
func bare(t *testing.T) (run string) {
	t.Helper()
	// Not t.TempDir: its paths can be too long for a socket.
	run, err := os.MkdirTemp("", "media")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(run) })
	t.Setenv("XDG_RUNTIME_DIR", run)
	t.Setenv("HOME", run)
	for _, name := range []string{"DBUS_SESSION_BUS_ADDRESS", "PULSE_SERVER", "PULSE_RUNTIME_PATH", "PULSE_COOKIE", "DISPLAY", "XDG_CONFIG_HOME", "XDG_STATE_HOME"} {
		t.Setenv(name, "") // has the test put back what was there
		os.Unsetenv(name)
	}
	return run
}

// start starts a program that ends with the test, or when end is called.
func start(t *testing.T, program string, args ...string) (end func()) {
	t.Helper()
	cmd := exec.Command(program, args...)
	var said bytes.Buffer
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := false
	end = func() {
		if ended {
			return
		}
		ended = true
		cmd.Process.Kill()
		cmd.Wait()
		if t.Failed() {
			t.Logf("%s said:\n%s", program, said.String())
		}
	}
	t.Cleanup(end)
	return end
}

// startBus starts a session bus where sessions have it.
func startBus(t *testing.T, run string) (end func()) {
	t.Helper()
	standing.Need(t, "dbus-daemon")
	cmd := exec.Command("dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address",
		"--address=unix:path="+filepath.Join(run, "bus"))
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := false
	end = func() {
		if !ended {
			ended = true
			cmd.Process.Kill()
			cmd.Wait()
		}
	}
	t.Cleanup(end)
	if _, err := bufio.NewReader(out).ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	return end
}

func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(patience); !ok(); <-time.After(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("waited %v until %s", patience, what)
		}
	}
}

// watched is a Source that is watched until the test ends.
type watched struct {
	*testing.T
	*Source
	reports <-chan source.Report
}

func watch(t *testing.T) watched {
	t.Helper()
	reports := make(chan source.Report, 64)
	s := &Source{}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.Watch(ctx, 0, nil, func(r source.Report) { reports <- r })
	}()
	t.Cleanup(func() { cancel(); <-done })
	return watched{t, s, reports}
}

// expect waits for the report that says what is wanted.
func (w watched) expect(want source.Report) {
	w.Helper()
	want.Facts = source.Evidence
	var last source.Report
	for after := time.After(patience); ; {
		select {
		case last = <-w.reports:
			if same(last, want) {
				return
			}
		case <-after:
			w.Fatalf("waited %v for %+v; the last report is %+v, the parts are %v", patience, want, last, w.Parts())
		}
	}
}

// quiet makes sure that nothing is reported for a while.
func (w watched) quiet() {
	w.Helper()
	select {
	case r := <-w.reports:
		w.Fatalf("report %+v, want none", r)
	case <-time.After(3 * microphoneSettles):
	}
}

// expectPart waits until a part is in a state.
func (w watched) expectPart(id partID, state State, reason string) {
	w.Helper()
	until(w.T, id.String()+" is "+state.String(), func() bool {
		p := w.Parts()[id]
		return p.State == state && strings.Contains(p.Reason, reason)
	})
}
