//go:build linux

package terminal

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"focusd/contrib/standing"
	"focusd/tracker"
	"focusd/tracker/source"
	"focusd/tracker/terminal/ptytest"
)

// onlyThese is a folder of device nodes with some terminals of this machine.
func onlyThese(t *testing.T, terminals ...device) (dev string) {
	t.Helper()
	dev = t.TempDir()
	write(t, dev+"/pts/ptmx", "")
	for _, d := range terminals {
		if err := os.Symlink("/dev/"+d.node(), dev+"/"+d.node()); err != nil {
			t.Fatal(err)
		}
	}
	return dev
}

// login is a session that somebody began over ssh, with a program in front.
func login(pid int, tty device, program string) []process {
	return []process{
		{pid: pid, parent: 1, group: pid, session: pid, front: -1, name: "sshd-session"},
		{pid: pid + 1, parent: pid, group: pid + 1, session: pid + 1, tty: tty, front: pid + 2, name: "bash"},
		{pid: pid + 2, parent: pid + 1, group: pid + 2, session: pid + 1, tty: tty, front: pid + 2, name: program},
	}
}

// atTerminals is a watch of some terminals with a tree of processes.
func atTerminals(t *testing.T, terminals []device, processes ...process) *ttyWatch {
	m := onTree(t, processes...)
	m.dev = onlyThese(t, terminals...)
	w := newTTYWatch(m, time.Minute, func(source.Report) {})
	w.active = m.dev + "/active"
	return w
}

func TestTTYChoosesTheTerminalUsedLast(t *testing.T) {
	now := time.Unix(1795327600, 0)
	a, b := used(t, now), used(t, now)
	w := atTerminals(t, []device{a, b}, append(login(100, a, "vim"), login(200, b, "htop")...)...)
	for name, test := range map[string]struct {
		a, b time.Duration // before now
		want string
	}{
		"the first":        {0, time.Minute, "vim"},
		"the second":       {time.Hour, time.Minute, "htop"},
		"the one come to":  {0, 0, "htop"},
		"within the steps": {-5 * time.Second, 0, "htop"},
	} {
		t.Run(name, func(t *testing.T) {
			touch(t, a, now.Add(-test.a))
			touch(t, b, now.Add(-test.b))
			s, ok := w.look()
			if !ok || s.window != (tracker.Window{App: test.want}) {
				t.Fatalf("look = %+v, %v, want %s", s, ok, test.want)
			}
			if want := inputBefore(now.Add(-min(test.a, test.b))); !s.input.Equal(want) {
				t.Errorf("input = %v, want %v", s.input, want)
			}
		})
	}
}

func TestTTYIsForLogins(t *testing.T) {
	now := time.Now()
	a := used(t, now)
	shell := process{pid: 20, parent: 10, group: 20, session: 20, tty: a, front: 20, name: "bash"}
	by := func(name, exe string, tty device) []process {
		return []process{{pid: 10, parent: 1, group: 10, session: 10, tty: tty, front: -1, name: name, exe: exe}, shell}
	}
	nested := func(outermost string) []process {
		return []process{
			{pid: 5, parent: 1, group: 5, session: 5, front: -1, name: outermost},
			{pid: 6, parent: 5, group: 6, session: 6, tty: pts1, front: 10, name: "bash"},
			{pid: 10, parent: 6, group: 10, session: 6, tty: pts1, front: 10, name: "script"},
			shell,
		}
	}
	for name, test := range map[string]struct {
		processes []process
		want      string // "": nobody is logged in
	}{
		"over ssh":                    {by("sshd", "", 0), "bash"},
		"over mosh":                   {by("mosh-server", "/usr/bin/mosh-server", 0), "bash"},
		"by who knows whom":           {by("something", "", 0), "bash"},
		"nobody, at a prompt":         {[]process{{pid: 20, parent: 1, group: 20, session: 20, tty: a, front: 20, name: "agetty"}}, ""},
		"in a window":                 {by("xterm", "/usr/bin/xterm", 0), ""},
		"in a window with a long":     {by("gnome-terminal-", "/usr/libexec/gnome-terminal-server", 0), ""},
		"in a pane":                   {by("tmux: server", "/usr/bin/tmux", 0), ""},
		"in a terminal over ssh":      {nested("sshd: somebody"), "bash"},
		"in a terminal in a window":   {nested("foot"), ""},
		"in a terminal in a pane":     {nested("tmux: server"), ""},
		"nobody leads the session":    {[]process{{pid: 20, parent: 1, group: 20, session: 19, tty: a, front: 20, name: "cat"}}, ""},
		"the shell is dead":           {[]process{{pid: 20, parent: 1, group: 20, session: 20, tty: a, front: 20, name: "bash", state: 'Z'}}, ""},
		"the session is on no tty":    {[]process{{pid: 20, parent: 1, group: 20, session: 20, front: -1, name: "bash"}}, ""},
		"between two programs":        {[]process{{pid: 20, parent: 1, group: 20, session: 20, tty: a, front: 99, name: "bash"}}, "bash"},
		"started by its own children": {[]process{{pid: 20, parent: 20, group: 20, session: 20, tty: a, front: 20, name: "bash"}}, "bash"},
		"no process at all":           {nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s, ok := atTerminals(t, []device{a}, test.processes...).look()
			if s.window.App != test.want || ok != (test.want != "") {
				t.Errorf("look = %+v, %v, want %q", s, ok, test.want)
			}
		})
	}
}

func TestTTYOfOthers(t *testing.T) {
	a := used(t, time.Now())
	w := atTerminals(t, []device{a}, login(100, a, "vim")...)
	w.uid++
	if s, ok := w.look(); ok {
		t.Errorf("look = %+v, want nothing of another person's terminal", s)
	}
}

const tty1 device = 0x0401

// atConsole is a watch of some terminals and of a console, which is the person's.
func atConsole(t *testing.T, terminals []device, processes ...process) *ttyWatch {
	t.Helper()
	n, err := readNode("/dev/tty1")
	if err != nil || n.device != tty1 {
		t.Skipf("this machine has no console: %v", err)
	}
	if showsGraphics("/dev/tty1") {
		t.Skip("the console shows a desktop")
	}
	w := atTerminals(t, append(terminals, tty1), processes...)
	w.uid = n.owner
	return w
}

func TestTTYOfTheConsoleInFront(t *testing.T) {
	w := atConsole(t, nil, login(100, tty1, "vim")...)
	for _, test := range []struct {
		active string
		want   bool
	}{{"tty1", true}, {"tty2", false}, {"tty1", true}, {"", false}} {
		write(t, w.active, test.active+"\n")
		if s, ok := w.look(); ok != test.want || ok && s.window.App != "vim" {
			t.Errorf("look with %q in front = %+v, %v, want vim: %v", test.active, s, ok, test.want)
		}
	}
	if err := os.Remove(w.active); err != nil {
		t.Fatal(err)
	}
	if s, ok := w.look(); ok {
		t.Errorf("look = %+v, want nothing without a console in front", s)
	}
}

func TestTTYNoticesALoginOnTheConsoleInFront(t *testing.T) {
	ssh := used(t, time.Unix(1795327600, 0).AddDate(-30, 0, 0)) // long before the console
	w := atConsole(t, []device{ssh}, login(100, ssh, "vim")...)
	write(t, w.active, "tty1\n")
	if s, ok := w.look(); !ok || s.window.App != "vim" {
		t.Fatalf("look = %+v, %v, want vim over ssh", s, ok)
	}
	w.machine.proc = tree(t, append(login(100, ssh, "vim"), login(200, tty1, "htop")...)...)
	if s, ok := w.look(); !ok || s.window.App != "htop" {
		t.Errorf("look = %+v, %v, want htop on the console", s, ok)
	}
}

func TestTTYNoticesWhoComesAndGoes(t *testing.T) {
	now := time.Unix(1795327600, 0)
	a, b := used(t, now), used(t, now.Add(-time.Hour))
	w := atTerminals(t, []device{a}, append(login(100, a, "vim"), login(200, b, "htop")...)...)
	look := func(want string) {
		t.Helper()
		if s, ok := w.look(); s.window.App != want || ok != (want != "") {
			t.Fatalf("look = %+v, %v, want %q", s, ok, want)
		}
	}
	logout := func(pid int) {
		t.Helper()
		for i := range 3 {
			if err := os.RemoveAll(filepath.Join(string(w.machine.proc), fmt.Sprint(pid+i))); err != nil {
				t.Fatal(err)
			}
		}
	}
	look("vim")
	w.machine.dev = onlyThese(t, a, b)
	look("vim")
	touch(t, b, now.Add(time.Minute))
	look("htop")
	logout(200)
	look("vim")
	logout(100)
	look("")
}

func TestTTYWatch(t *testing.T) {
	standing.Need(t, "bash")
	x := ptytest.Open(t)
	shell := x.Run("bash", "--norc", "--noprofile", "-i")
	n, err := readNode(x.Node)
	if err != nil {
		t.Fatal(err)
	}
	m := thisMachine()
	m.dev = onlyThese(t, n.device)
	w := watch(t, ttyAlone{m}, time.Hour)
	r := w.sees(t, "bash", "")
	if r.PID != shell.Process.Pid || !r.Facts.Has(source.Idleness) {
		t.Errorf("report = %+v, want process %d and idleness", r, shell.Process.Pid)
	}
	typed := time.Now()
	x.Type("sleep 300\n")
	r = w.sees(t, "sleep", "")
	if late := r.At.Sub(typed); late > pollEvery/2 {
		t.Errorf("sleep is seen %v after it was typed", late)
	}
	x.Close()
	if err := shell.Wait(); err == nil {
		t.Log("the shell took hanging up for a reason to end well")
	}
	select {
	case w.ask <- struct{}{}:
	case err := <-w.end: // it was looking already
		w.end <- err
	}
	if err := w.ended(t); !errors.Is(err, errNoTTY) {
		t.Errorf("Watch = %v, want %v", err, errNoTTY)
	}
}

// ttyAlone is TTY on a machine of its own.
type ttyAlone struct{ machine }

func (ttyAlone) Name() string        { return TTY{}.Name() }
func (ttyAlone) Facts() source.Facts { return TTY{}.Facts() }

func (a ttyAlone) Watch(ctx context.Context, idleAfter time.Duration, ask <-chan struct{}, emit func(source.Report)) error {
	w := newTTYWatch(a.machine, idleAfter, emit)
	w.active = a.dev + "/active"
	w.used.doorbell, w.others.doorbell = newDoorbell(), newDoorbell()
	defer w.used.close()
	defer w.others.close()
	return w.run(ctx, ask)
}

// TestTTYHears checks what rings after a look.
func TestTTYHears(t *testing.T) {
	x := ptytest.Open(t)
	x.Run("cat")
	n, err := readNode(x.Node)
	if err != nil {
		t.Fatal(err)
	}
	w := atTerminals(t, []device{n.device}, login(100, n.device, "vim")...)
	if w.attend(); w.told {
		t.Error("it is told what happens where there is no bell")
	}
	w.used.doorbell, w.others.doorbell = newDoorbell(), newDoorbell()
	defer w.used.close()
	defer w.others.close()
	write(t, w.active, "tty6\n")
	other := w.machine.dev + "/pts/other"
	for _, test := range []struct {
		what    string
		happens func()
		bell    *rationed
	}{
		{"another terminal", func() { write(t, other, "") }, &w.others},
		{"one terminal less", func() { os.Remove(other) }, &w.others},
		{"another console", func() { write(t, w.active, "tty7\n") }, &w.used},
		{"what is typed", func() { x.Type("a line\n") }, &w.used},
	} {
		test.bell.quiet()
		if _, ok := w.attend(); !ok || !w.told {
			t.Fatalf("%s: attend = %v, and that the kernel tells what happens is %v", test.what, ok, w.told)
		}
		if rings(w.used.awaited()) || rings(w.others.awaited()) {
			t.Fatalf("%s: it rings, and nothing has happened", test.what)
		}
		test.happens()
		ptytest.Eventually(t, "it rings for "+test.what, func() bool { return rings(test.bell.awaited()) })
	}
}

// TestTTYFollowsTheBell has a bell rung by hand, of a kernel that tells nothing.
func TestTTYFollowsTheBell(t *testing.T) {
	a, b := used(t, time.Now()), used(t, time.Now())
	w := atTerminals(t, []device{a, b}, append(login(100, a, "vim"), login(200, b, "htop")...)...)
	w.teller.idleAfter = time.Hour
	synctest.Test(t, func(t *testing.T) {
		bell := &doorbell{ring: make(chan struct{}, 1), fd: -1}
		w.used.doorbell = bell
		reports := make(chan source.Report, 10)
		w.teller.emit = func(r source.Report) { reports <- r }
		touch(t, a, time.Now())
		touch(t, b, time.Now().Add(-time.Minute))
		ask, end := make(chan struct{}), make(chan error, 1)
		ctx, cancel := context.WithCancel(t.Context())
		go func() { end <- w.run(ctx, ask) }()
		if r := <-reports; r.Window.App != "vim" {
			t.Fatalf("report = %+v, want vim", r)
		}

		rang := time.Now()
		bell.ring <- struct{}{}
		time.Sleep(settles / 2)
		ask <- struct{}{} // which must not be taken for the look that is due
		<-reports
		touch(t, b, time.Now().Add(time.Minute))
		if r := <-reports; r.Window.App != "htop" || !r.At.Equal(rang.Add(settles)) {
			t.Errorf("report = %+v, want htop at %v", r, rang.Add(settles))
		}

		const long = time.Hour
		looks := 0
		for begun := time.Now(); time.Since(begun) < long; time.Sleep(settles / 10) {
			select {
			case bell.ring <- struct{}{}:
				looks++
			default: // it has not looked since
			}
		}
		if most := int(long/rationEvery) + rationMost + 1; looks > most || looks < most-rationMost {
			t.Errorf("%d looks in %v in which it rings all the time, want about %d", looks, long, most)
		}
		cancel()
		if err := <-end; !errors.Is(err, context.Canceled) {
			t.Errorf("run = %v, want %v", err, context.Canceled)
		}
	})
}

func TestTTYRests(t *testing.T) {
	const idleAfter = 3 * time.Minute
	now := time.Unix(1795328009, 0)
	for name, test := range map[string]struct {
		told       bool
		idle, want time.Duration
	}{
		"nobody tells":             {false, 0, pollEvery},
		"the kernel tells":         {true, 0, missedEvery},
		"nobody tells, idle soon":  {false, idleAfter - 3*time.Second, 3 * time.Second},
		"the kernel, idle soon":    {true, idleAfter - 30*time.Second, 30 * time.Second},
		"nobody tells, idle now":   {false, idleAfter, pollEvery},
		"the kernel, idle already": {true, idleAfter + time.Hour, missedEvery},
	} {
		w := &ttyWatch{teller: teller{idleAfter: idleAfter}, told: test.told}
		if got := w.rest(now, scene{input: now.Add(-test.idle)}); got != test.want {
			t.Errorf("%s: rest = %v, want %v", name, got, test.want)
		}
	}
}

// TestTTYTellsIdlenessAtTheThreshold, not at the next look: what a log has
// decided by then would not be changed.
func TestTTYTellsIdlenessAtTheThreshold(t *testing.T) {
	a := used(t, time.Now())
	w := atTerminals(t, []device{a}, login(100, a, "vim")...)
	const idleAfter = 24*time.Second + 3*time.Millisecond
	w.teller.idleAfter = idleAfter
	synctest.Test(t, func(t *testing.T) {
		touch(t, a, time.Now())
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		var reports []source.Report
		w.teller.emit = func(r source.Report) { reports = append(reports, r) }
		if err := w.run(ctx, nil); !errors.Is(err, context.DeadlineExceeded) {
			t.Fatal(err)
		}
		if len(reports) != 2 || reports[1].Idle != idleAfter {
			t.Errorf("reports %+v, want one of the window and one of somebody idle for %v", reports, idleAfter)
		}
	})
}

func TestTTYStops(t *testing.T) {
	a := used(t, time.Now())
	w := atTerminals(t, []device{a}, login(100, a, "vim")...)
	ctx, cancel := context.WithCancel(context.Background())
	w.teller.emit = func(source.Report) { cancel() }
	if err := w.run(ctx, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("run = %v, want %v", err, context.Canceled)
	}
}

func BenchmarkTTYLook(b *testing.B) {
	w := newTTYWatch(thisMachine(), time.Hour, nil)
	w.look()
	for b.Loop() {
		w.look()
	}
}

func BenchmarkTTYSurvey(b *testing.B) {
	m := thisMachine()
	for b.Loop() {
		m.logins()
	}
}
