package hook

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"time"

	"focusd/daemon/engine"
)

const (
	limit = 10 * time.Second // for a program
	// lingering is how long the output is read of what an ended program has
	// left running.
	lingering = 500 * time.Millisecond
	// most is how many commands wait at most for the one that runs.
	most = 32
)

// Runner runs the commands. Run is its goroutine; the rest is for any.
type Runner struct {
	log *slog.Logger

	mu       sync.Mutex // guards what follows
	commands map[Event]Command
	troubles map[Event]Trouble // of the last run of each
}

// Trouble is how the last run of a command failed.
type Trouble struct {
	At  time.Time
	Err error // errors.Is exec.ErrNotFound: the program is not there
}

// New returns a runner of commands that have been checked.
func New(commands map[Event]Command, log *slog.Logger) *Runner {
	r := &Runner{log: log}
	r.Use(commands)
	return r
}

// Use replaces the commands, and forgets how they went.
func (r *Runner) Use(commands map[Event]Command) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.commands, r.troubles = maps.Clone(commands), make(map[Event]Trouble)
}

// Commands are those in force.
func (r *Runner) Commands() map[Event]Command {
	r.mu.Lock()
	defer r.mu.Unlock()
	return maps.Clone(r.commands)
}

// Troubles are the commands whose last run failed.
func (r *Runner) Troubles() map[Event]Trouble {
	r.mu.Lock()
	defer r.mu.Unlock()
	return maps.Clone(r.troubles)
}

// job is a command that is to be run.
type job struct {
	happening
	command Command
}

// Run follows the snapshots until the channel is closed or ctx is done. Who
// sends them waits for no program; one that runs at the end is ended.
func (r *Runner) Run(ctx context.Context, snapshots <-chan *engine.Snapshot) {
	ctx, cancel := context.WithCancel(ctx)
	jobs := make(chan job, most)
	var worker sync.WaitGroup
	worker.Go(func() {
		for j := range jobs {
			if ctx.Err() == nil {
				r.do(ctx, j)
			}
		}
	})
	defer worker.Wait()
	defer cancel()
	defer close(jobs)
	last, ok := <-snapshots
	if !ok {
		return
	}
	for now := range snapshots {
		for _, h := range happened(last.Timer, now.Timer, now.At) {
			r.enqueue(jobs, h)
		}
		last = now
	}
}

// enqueue has the command of a happening run, if there is one.
func (r *Runner) enqueue(jobs chan<- job, h happening) {
	r.mu.Lock()
	command := r.commands[h.event]
	r.mu.Unlock()
	if command == nil {
		return
	}
	select {
	case jobs <- job{h, command}:
	default:
		r.log.Warn("a hook was left out: too many wait for the one that runs", "event", h.event)
	}
}

// do runs a command to its end.
func (r *Runner) do(ctx context.Context, j job) {
	said, err := run(ctx, j)
	if ctx.Err() != nil {
		return // the daemon ends, and the program with it
	}
	r.log.Debug("a hook was run", "event", j.event, "said", said)
	r.mu.Lock()
	defer r.mu.Unlock()
	before := r.troubles[j.event]
	if err == nil {
		delete(r.troubles, j.event)
		return
	}
	r.troubles[j.event] = Trouble{At: time.Now(), Err: err}
	if before.Err == nil || before.Err.Error() != err.Error() { // a row of the same is one
		r.log.Warn("a hook failed", "event", j.event, "err", err)
	}
}

// run starts the program of a job and waits for its end. It returns the first
// line that it has printed.
func run(ctx context.Context, j job) (said string, err error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	cmd := exec.CommandContext(ctx, j.command[0], j.command[1:]...)
	out := new(head)
	cmd.Stdout, cmd.Stderr = out, out
	cmd.Env = append(environ(), append([]string{"FOCUSD_EVENT=" + string(j.event)}, j.facts...)...)
	cmd.Dir = os.Getenv("HOME")
	cmd.WaitDelay = lingering
	together(cmd)
	err = cmd.Run()
	switch {
	case errors.Is(err, exec.ErrWaitDelay):
		err = nil // it has ended well, and something that it started has not
	case ctx.Err() != nil:
		err = fmt.Errorf("%s took longer than %v and was ended", j.command[0], limit)
	case errors.Is(err, exec.ErrNotFound):
		err = fmt.Errorf("%s is not there: %w", j.command[0], exec.ErrNotFound)
	case err != nil:
		err = fmt.Errorf("%s: %w", j.command[0], err)
	}
	return out.line(), err
}

// environ is our environment without what our own service manager has told us
// alone: a program that obeyed it would speak for the daemon.
func environ() []string {
	return slices.DeleteFunc(os.Environ(), func(entry string) bool {
		name, _, _ := strings.Cut(entry, "=")
		return name == "NOTIFY_SOCKET" || strings.HasPrefix(name, "WATCHDOG_") || strings.HasPrefix(name, "LISTEN_")
	})
}

// head keeps the beginning of what is written to it.
type head struct{ text bytes.Buffer }

const longestLine = 200

func (h *head) Write(p []byte) (int, error) {
	if room := longestLine - h.text.Len(); room > 0 {
		h.text.Write(p[:min(room, len(p))])
	}
	return len(p), nil
}

func (h *head) line() string {
	line, err := bufio.NewReader(&h.text).ReadString('\n')
	if err != nil && err != io.EOF {
		return ""
	}
	return strings.ToValidUTF8(strings.TrimSpace(line), "\uFFFD")
}
