//go:build linux

package terminal

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"focusd/contrib/standing"
	"focusd/tracker"
	"focusd/tracker/source"
	"focusd/tracker/terminal/ptytest"
	"focusd/tracker/terminal/tmux"
)

// watched is a source being watched.
type watched struct {
	ask chan struct{}
	end chan error

	mu      sync.Mutex
	reports []source.Report
}

// watch watches s until the test ends.
func watch(t *testing.T, s source.Source, idleAfter time.Duration) *watched {
	t.Helper()
	w := &watched{ask: make(chan struct{}), end: make(chan error, 1)}
	ctx, cancel := context.WithCancel(context.Background())
	var group sync.WaitGroup
	group.Go(func() {
		w.end <- s.Watch(ctx, idleAfter, w.ask, func(r source.Report) {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.reports = append(w.reports, r)
		})
	})
	t.Cleanup(func() { cancel(); group.Wait() })
	return w
}

func (w *watched) count() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.reports)
}

func (w *watched) last() source.Report {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.reports) == 0 {
		return source.Report{}
	}
	return w.reports[len(w.reports)-1]
}

// sees waits for a report with app in front.
func (w *watched) sees(t *testing.T, app, title string) source.Report {
	t.Helper()
	want := tracker.Window{App: app, Title: title}
	w.until(t, "it sees "+app+" with title "+title, func(r source.Report) bool {
		return r.Facts.Has(source.Windows) && r.Window == want
	})
	return w.last()
}

func (w *watched) until(t *testing.T, what string, is func(source.Report) bool) {
	t.Helper()
	defer func() {
		if t.Failed() {
			t.Logf("last report: %+v of %d", w.last(), w.count())
		}
	}()
	ptytest.Eventually(t, what, func() bool { return w.count() > 0 && is(w.last()) })
}

// ended waits for the end of Watch.
func (w *watched) ended(t *testing.T) error {
	t.Helper()
	select {
	case err := <-w.end:
		return err
	case <-time.After(10 * time.Second):
		t.Fatal("Watch goes on")
		return nil
	}
}

func TestTmuxFollowsThePerson(t *testing.T) {
	if testing.Short() {
		t.Skip("takes as long as a person needs to become idle")
	}
	server := ptytest.StartTmux(t, "cat")
	keys := server.Attach("first")
	const idleAfter = 3 * time.Second
	w := watch(t, Tmux{Socket: server.Socket}, idleAfter)

	w.sees(t, "cat", "")
	w.until(t, "it sees how long nobody typed, and a process", func(r source.Report) bool {
		return r.Facts.Has(source.Idleness) && r.Idle <= 5*time.Second && r.PID != 0
	})
	server.Do("new-window", "-t", "first", "sleep 1000")
	w.sees(t, "sleep", "")
	keys.Type("\x02p") // the prefix and: previous window
	w.sees(t, "cat", "")
	server.Do("select-pane", "-t", "first", "-T", "notes (3)")
	w.sees(t, "cat", "notes (3)")
	server.Do("split-window", "-t", "first", "bash --norc --noprofile -i")
	w.sees(t, "bash", "")

	server.Do("new-session", "-d", "-s", "second", "tail -f /dev/null")
	keys.Type("\x02)") // next session
	w.sees(t, "tail", "")
	if clients := server.Do("list-clients", "-F", "#{client_control_mode}"); clients != "0" {
		t.Errorf("control mode of who is attached: %q, want 0 of the person alone", clients)
	}

	keys.Type("\x02d")
	w.until(t, "nobody is there", func(r source.Report) bool { return r.Facts == 0 })
	ptytest.Eventually(t, "no session looks attached", func() bool {
		return server.Do("list-clients") == ""
	})

	keys = server.Attach("first")
	w.sees(t, "bash", "")
	w.until(t, "the person is idle", func(r source.Report) bool { return r.Idle >= idleAfter })
	keys.Type("x")
	w.until(t, "the person is back", func(r source.Report) bool { return r.Idle < idleAfter })

	server.Do("kill-server")
	if err := w.ended(t); !errors.Is(err, tmux.ErrNoServer) {
		t.Errorf("Watch = %v, want %v", err, tmux.ErrNoServer)
	}
}

// TestTmuxHearsOfWhoIsLeaving has somebody detach whose client takes its time: the
// server tells at once that they leave, and lists them until they have.
func TestTmuxHearsOfWhoIsLeaving(t *testing.T) {
	server := ptytest.StartTmux(t, "cat")
	server.Attach("first")
	w := watch(t, Tmux{Socket: server.Socket}, time.Hour)
	w.sees(t, "cat", "")
	client, err := strconv.Atoi(server.Do("list-clients", "-F", "#{client_pid}"))
	if err != nil || client < 2 {
		t.Fatalf("the client has the process id %d: %v", client, err)
	}
	if err := syscall.Kill(client, syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	server.Do("detach-client", "-s", "first")
	w.until(t, "nobody is there", func(r source.Report) bool { return r.Facts == 0 })
	if still := server.Do("list-clients", "-F", "#{client_pid}"); still != strconv.Itoa(client) {
		t.Errorf("tmux lists the clients %q, want %d that has not gone yet", still, client)
	}
}

func TestTmuxAnswersWhoAsks(t *testing.T) {
	server := ptytest.StartTmux(t, "cat")
	w := watch(t, Tmux{Socket: server.Socket}, time.Hour)
	w.until(t, "nobody is there", func(r source.Report) bool { return r.Facts == 0 })
	w.ask <- struct{}{}
	ptytest.Eventually(t, "a question is answered while nobody is attached", func() bool { return w.count() == 2 })

	server.Attach("first")
	w.sees(t, "cat", "")
	n := w.count()
	for range 3 {
		w.ask <- struct{}{}
	}
	ptytest.Eventually(t, "three questions are answered", func() bool { return w.count() >= n+3 })
	if got := w.count(); got != n+3 {
		t.Errorf("%d reports for 3 questions", got-n)
	}
}

func TestTmuxWithoutAServer(t *testing.T) {
	standing.Need(t, "tmux")
	err := Tmux{Socket: t.TempDir() + "/none"}.Watch(context.Background(), time.Hour, nil, func(r source.Report) {
		t.Errorf("a report %+v", r)
	})
	if !errors.Is(err, tmux.ErrNoServer) {
		t.Errorf("Watch = %v, want %v", err, tmux.ErrNoServer)
	}
}

func TestTmuxScene(t *testing.T) {
	w := &tmuxWatch{host: "vm", machine: onTree(t, window(30, job(30, 30, "vim", "/usr/bin/vim.basic"))...)}
	typed := time.Unix(1795328009, 0)
	for name, test := range map[string]struct {
		client tmux.Client
		want   scene
	}{
		"a program":           {tmux.Client{PanePID: 20, Command: "vim", Title: "notes"}, scene{tracker.Window{App: "vim", Title: "notes"}, 30, typed}},
		"no title of its own": {tmux.Client{PanePID: 20, Command: "vim", Title: "vm"}, scene{tracker.Window{App: "vim"}, 30, typed}},
		"unknown processes":   {tmux.Client{PanePID: 99, Command: "Emacs", Title: "notes"}, scene{tracker.Window{App: "emacs", Title: "notes"}, 0, typed}},
		"no process at all":   {tmux.Client{}, scene{tracker.Window{App: "unknown"}, 0, typed}},
	} {
		t.Run(name, func(t *testing.T) {
			test.client.Activity = typed
			if got := w.scene(test.client); got != test.want {
				t.Errorf("scene(%+v) = %+v, want %+v", test.client, got, test.want)
			}
		})
	}
}

func TestTmuxSurvivesAServerThatStops(t *testing.T) {
	server := ptytest.StartTmux(t, "cat")
	server.Attach("first")
	w := watch(t, Tmux{Socket: server.Socket}, time.Hour)
	w.sees(t, "cat", "")
	pid := server.Do("display-message", "-p", "#{pid}")
	if err := exec.Command("kill", "-KILL", pid).Run(); err != nil {
		t.Fatal(err)
	}
	if err := w.ended(t); err == nil || errors.Is(err, syscall.EPIPE) {
		t.Errorf("Watch = %v, want that the server is gone", err)
	}
}

// TestTmuxSurvivesBeingWatched begins to watch again and again while the server
// has something to say all the time. A client in control mode ends such a server
// within a few times, with all that runs in it.
func TestTmuxSurvivesBeingWatched(t *testing.T) {
	server := ptytest.StartTmux(t, "cat")
	server.Attach("first")
	server.Do("new-window", "-t", "first", "sleep 1000")
	ctx, stop := context.WithCancel(t.Context())
	var restless sync.WaitGroup
	restless.Go(func() {
		for i := 0; ctx.Err() == nil; i++ {
			exec.CommandContext(ctx, "tmux", "select-window", "-t", "first:0", ";", "select-window", "-t", "first:1", ";", "rename-window", fmt.Sprint("w", i)).Run()
		}
	})
	defer restless.Wait()
	defer stop()
	for range 20 {
		seen := make(chan struct{}, 1)
		ctx, leave := context.WithCancel(ctx)
		ended := make(chan error, 1)
		go func() {
			ended <- Tmux{Socket: server.Socket}.Watch(ctx, time.Hour, nil, func(source.Report) {
				select {
				case seen <- struct{}{}:
				default:
				}
			})
		}()
		select {
		case <-seen:
		case err := <-ended:
			t.Fatalf("Watch = %v, want that the server lives", err)
		}
		leave()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Fatalf("Watch = %v, want that it ended because it was told to", err)
		}
	}
	server.Do("has-session", "-t", "first")
}
