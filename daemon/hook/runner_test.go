//go:build linux

package hook

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"focusd/daemon/engine"
	"focusd/timer"
)

// journal is a log that can be read while it is written.
type journal struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.String()
}

// world is a runner that follows a timer.
type world struct {
	*Runner
	t     *testing.T
	log   *journal
	in    chan *engine.Snapshot
	state timer.State
	now   time.Time
	end   func()
}

func begin(t *testing.T, commands map[Event]Command) *world {
	t.Helper()
	w := &world{t: t, log: new(journal), in: make(chan *engine.Snapshot), now: nine, state: timer.State{Preset: timer.Presets()[1]}}
	w.Runner = New(commands, slog.New(slog.NewTextHandler(w.log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	ended := make(chan struct{})
	go func() { defer close(ended); w.Run(t.Context(), w.in) }()
	w.end = sync.OnceFunc(func() { close(w.in); <-ended })
	t.Cleanup(w.end)
	w.in <- &engine.Snapshot{At: w.now, Timer: w.state}
	return w
}

// do makes something happen a minute later.
func (w *world) do(e timer.Event) {
	w.t.Helper()
	w.now = w.now.Add(time.Minute)
	step, err := timer.DefaultRules().Next(w.state, e, w.now)
	if err != nil {
		w.t.Fatal(err)
	}
	w.state = step.State
	select {
	case w.in <- &engine.Snapshot{At: w.now, Timer: w.state}:
	case <-time.After(5 * time.Second):
		w.t.Fatal("who sends snapshots waits for a program")
	}
}

// script is a command that a shell reads, for the test alone.
func script(text string) Command { return Command{"/bin/sh", "-c", text} }

// text waits until a file has something in it that ends in a line.
func text(t *testing.T, file string) string {
	t.Helper()
	for deadline := time.Now().Add(15 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		if got, _ := os.ReadFile(file); bytes.HasSuffix(got, []byte("\n")) {
			return string(got)
		}
		if time.Now().After(deadline) {
			t.Fatalf("nothing in %s within 15 s", file)
		}
	}
}

func eventually(t *testing.T, what string, done func() bool) {
	t.Helper()
	for deadline := time.Now().Add(15 * time.Second); !done(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("not within 15 s: %s", what)
		}
	}
}

func TestACommandHearsWhatHappened(t *testing.T) {
	file := filepath.Join(t.TempDir(), "heard")
	t.Setenv("NOTIFY_SOCKET", "/run/manager")
	t.Setenv("HOOKTEST", "ours")
	home := t.TempDir()
	t.Setenv("HOME", home)
	w := begin(t, map[Event]Command{BlockEnd: script(
		`{ env | grep -E '^(FOCUSD_|NOTIFY_|HOOKTEST)' | grep -vE '^FOCUSD_(REQUIRE_DESKTOP|TEST_ALL|ARTIFACTS|KILLS|NO_APT)=' | sort; pwd; cat; } >` + file + `.part && mv ` + file + `.part ` + file,
	)})
	w.do(timer.Event{Verb: timer.Start, Label: "a; b $HOME `c`"})
	w.do(timer.Event{Verb: timer.Stop})
	want := "FOCUSD_EVENT=block_end\nFOCUSD_FOCUS_SECONDS=60\nFOCUSD_KIND=pomodoro\nFOCUSD_LABEL=a; b $HOME `c`\n" +
		"FOCUSD_OUTCOME=abandoned\nFOCUSD_PLANNED_SECONDS=1500\nHOOKTEST=ours\n" + home + "\n"
	if got := text(t, file); got != want {
		t.Errorf("the command heard:\n%s\nwant:\n%s", got, want)
	}
}

func TestCommandsRunInOrderAndNobodyWaits(t *testing.T) {
	dir := t.TempDir()
	file, gate := filepath.Join(dir, "order"), filepath.Join(dir, "gate")
	if err := syscall.Mkfifo(gate, 0o600); err != nil {
		t.Fatal(err)
	}
	w := begin(t, map[Event]Command{
		BlockStart: script("read _ <" + gate + "; echo start >>" + file),
		Pause:      script("echo pause >>" + file),
		BlockEnd:   script("echo end >>" + file + "; mv " + file + " " + file + ".done"),
	})
	w.do(timer.Event{Verb: timer.Start})
	w.do(timer.Event{Verb: timer.Pause}) // while the first still runs
	w.do(timer.Event{Verb: timer.Stop})
	open, err := os.OpenFile(gate, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintln(open)
	open.Close()
	if got := text(t, file+".done"); got != "start\npause\nend\n" {
		t.Errorf("they ran as %q, want start, pause, end", got)
	}
}

func TestACommandThatFails(t *testing.T) {
	for _, test := range []struct {
		name    string
		command Command
		want    string
		missing bool
	}{
		{"not there", Command{"no-such-lamp"}, "no-such-lamp is not there", true},
		{"exit code", script("echo why; exit 3"), "/bin/sh: exit status 3", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := begin(t, map[Event]Command{Pause: test.command})
			w.do(timer.Event{Verb: timer.Start})
			for range 3 {
				w.do(timer.Event{Verb: timer.Pause})
				w.do(timer.Event{Verb: timer.Resume})
			}
			eventually(t, "all three have run", func() bool { return strings.Count(w.log.String(), "a hook was run") == 3 })
			eventually(t, "the trouble is known", func() bool { return len(w.Troubles()) == 1 })
			got := w.Troubles()[Pause]
			if !strings.Contains(got.Err.Error(), test.want) || got.At.IsZero() || errors.Is(got.Err, exec.ErrNotFound) != test.missing {
				t.Errorf("the trouble is %v, want %q, not there: %v", got, test.want, test.missing)
			}
			if n := strings.Count(w.log.String(), "level=WARN"); n != 1 {
				t.Errorf("the log warns %d times, want once:\n%s", n, w.log)
			}
			w.Use(nil)
			if len(w.Troubles()) != 0 {
				t.Error("with other commands the trouble is still there")
			}
		})
	}
}

func TestOutputIsForDebuggingOnly(t *testing.T) {
	w := begin(t, map[Event]Command{BlockStart: script("echo first; echo second; head -c 1000000 /dev/zero")})
	w.do(timer.Event{Verb: timer.Start})
	eventually(t, "it has run", func() bool { return strings.Contains(w.log.String(), "a hook was run") })
	got := w.log.String()
	if !strings.Contains(got, "level=DEBUG") || !strings.Contains(got, "said=first") || strings.Contains(got, "second") {
		t.Errorf("the log says %q, want the first line, at debug", got)
	}
}

// TestWhatTakesTooLongEndsWithAllItStarted ends the time early, as soon as the
// program has a child.
func TestWhatTakesTooLongEndsWithAllItStarted(t *testing.T) {
	file := filepath.Join(t.TempDir(), "child")
	command := script("sleep 600 & echo $! >" + file + "; wait")
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		_, err := run(ctx, job{happening{event: Pause}, command})
		ended <- err
	}()
	child, err := strconv.Atoi(strings.TrimSpace(text(t, file)))
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	if err := <-ended; err == nil || !strings.Contains(err.Error(), "was ended") {
		t.Errorf("run = %v, want that it was ended", err)
	}
	eventually(t, "the child is gone", func() bool { return !alive(child) })
}

// alive says whether a process runs: one that waits to be reaped does not.
func alive(pid int) bool {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	return err == nil && !bytes.Contains(stat, []byte(") Z"))
}

func TestWhatIsLeftRunningIsLeftAlone(t *testing.T) {
	file := filepath.Join(t.TempDir(), "child")
	began := time.Now()
	_, err := run(t.Context(), job{happening{event: Pause}, script("sleep 60 & echo $! >" + file)})
	child, _ := strconv.Atoi(strings.TrimSpace(text(t, file)))
	defer syscall.Kill(child, syscall.SIGKILL)
	if err != nil || !alive(child) {
		t.Errorf("run = %v, the child lives: %v; want it to", err, alive(child))
	}
	if took := time.Since(began); took >= limit {
		t.Errorf("it took %v to see that the program has ended", took)
	}
}

func TestTheEndWaitsForNoProgram(t *testing.T) {
	file := filepath.Join(t.TempDir(), "pid")
	w := begin(t, map[Event]Command{BlockStart: script("echo $$ >" + file + "; exec sleep 600")})
	w.do(timer.Event{Verb: timer.Start})
	pid, _ := strconv.Atoi(strings.TrimSpace(text(t, file)))
	began := time.Now()
	w.end()
	if took := time.Since(began); took >= limit || alive(pid) {
		t.Errorf("the end took %v, and the program lives: %v", took, alive(pid))
	}
	if got := w.log.String(); strings.Contains(got, "WARN") {
		t.Errorf("the log warns of it: %s", got)
	}
}

func TestMoreThanCanWaitIsLeftOut(t *testing.T) {
	w := begin(t, map[Event]Command{Pause: script("read _ </dev/null; sleep 600")})
	w.do(timer.Event{Verb: timer.Start})
	for range most + 2 {
		w.do(timer.Event{Verb: timer.Pause})
		w.do(timer.Event{Verb: timer.Resume})
	}
	eventually(t, "it is said", func() bool { return strings.Contains(w.log.String(), "too many wait") })
	if !slices.Equal(w.Commands()[Pause], script("read _ </dev/null; sleep 600")) {
		t.Errorf("the commands are %q", w.Commands())
	}
}
