//go:build linux

package terminal

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"focusd/contrib/standing"
	"focusd/tracker/terminal/ptytest"
)

const (
	pts0 device = 0x8800 + iota
	pts1
	pts2
)

// window is a terminal's window with a shell in it, which has a job of the
// given group in the foreground.
func window(front int, jobs ...process) []process {
	return append([]process{
		{pid: 10, parent: 1, group: 10, session: 10, front: -1, name: "xterm"},
		{pid: 20, parent: 10, group: 20, session: 20, tty: pts0, front: front, name: "bash", exe: "/usr/bin/bash", args: []string{"-bash"}},
	}, jobs...)
}

// job is a process that the shell of window started.
func job(pid, group int, name, exe string, args ...string) process {
	return process{pid: pid, parent: 20, group: group, session: 20, tty: pts0, front: 30, name: name, exe: exe, args: args}
}

func inWindow(m machine, pid int) (program string, ok bool) { return m.foreground(m.terminals(pid)) }

func TestForegroundNames(t *testing.T) {
	below := func(p process, parent int) process { p.parent = parent; return p }
	dead := job(30, 30, "cat", "")
	dead.state = 'Z'
	for name, test := range map[string]struct {
		processes []process
		want      string
		ok        bool
	}{
		"a shell at its prompt": {window(20), "", true},
		"a program":             {window(30, job(30, 30, "vim", "/usr/bin/vim.basic")), "vim", true},
		"of a pipeline the first": {
			window(30, job(30, 30, "sleep", "/usr/bin/sleep"), job(31, 30, "cat", "/usr/bin/cat")), "sleep", true,
		},
		"of a pipeline who is left": {
			window(30, job(31, 30, "sort", "/usr/bin/sort"), job(32, 30, "less", "/usr/bin/less"), job(33, 33, "sleep", "")), "less", true,
		},
		"a leader that is dead":     {window(30, dead, job(31, 30, "less", "/usr/bin/less")), "less", true},
		"a job in the background":   {window(20, job(30, 30, "make", "/usr/bin/make")), "", true},
		"nothing is left of it":     {window(30), "", false},
		"another group by that pid": {window(30, job(30, 29, "vim", "")), "", false},
		"a blank":                   {window(30, job(30, 30, "my sleep", "/home/u/my sleep")), "my sleep", true},
		"brackets":                  {window(30, job(30, 30, "my (odd) name", "/home/u/my (odd) name")), "my (odd) name", true},
		"a long name":               {window(30, job(30, 30, "systemd-analyze"[:15], "/usr/bin/systemd-analyze")), "systemd-analyze", true},
		"a longer name":             {window(30, job(30, 30, "transmission-re", "/usr/bin/transmission-remote")), "transmission-remote", true},
		"an updated program":        {window(30, job(30, 30, "transmission-re", "/usr/bin/transmission-remote (deleted)")), "transmission-remote", true},
		"a script":                  {window(30, job(30, 30, "deploy", "/usr/bin/dash", "/bin/sh", "-e", "/home/u/bin/deploy")), "deploy", true},
		"a script of a shell":       {window(30, job(30, 30, "bash", "/usr/bin/bash", "bash", "./deploy.sh", "--key=secret")), "deploy.sh", true},
		"a script of python":        {window(30, job(30, 30, "python3", "/usr/bin/python3.11", "python3", "/srv/a/train.py", "secret")), "train.py", true},
		"a module of python":        {window(30, job(30, 30, "python3", "/usr/bin/python3.11", "python3", "-m", "http.server", "80")), "http.server", true},
		"python by itself":          {window(30, job(30, 30, "python3", "/usr/bin/python3.11", "python3")), "python3", true},
		"python told what to do":    {window(30, job(30, 30, "python3", "/usr/bin/python3.11", "python3", "-c", "secret")), "python3", true},
		"node with an option":       {window(30, job(30, 30, "node", "/usr/bin/node", "node", "--require", "secret", "x.js")), "node", true},
		"perl told a module":        {window(30, job(30, 30, "perl", "/usr/bin/perl", "perl", "-m", "secret", "x")), "perl", true},
		"arguments in the name":     {window(30, job(30, 30, "npm run secret", "/usr/bin/node", "npm run secret", "", "")), "node", true},
		"a thread's name":           {window(30, job(30, 30, "MainThread", "/usr/bin/node", "node")), "node", true},
		"a shell in a shell":        {window(30, job(30, 30, "zsh", "/usr/bin/zsh", "zsh", "-l")), "", true},
		"a shell told what to do":   {window(30, job(30, 30, "sh", "/usr/bin/dash", "sh", "-c", "secret")), "", true},
		"a shell told to run": {
			window(30, job(30, 30, "sh", "/usr/bin/dash", "sh", "-ec", "secret"), below(job(31, 30, "vim", ""), 30)), "vim", true,
		},
		"a shell that waits beside another": {
			window(30, job(30, 30, "zsh", "/usr/bin/zsh", "zsh", "-l"), below(job(31, 30, "status", ""), 30)), "", true,
		},
		"of somebody else":       {window(30, job(30, 30, "nginx: master", "")), "nginx", true},
		"ssh":                    {window(30, job(30, 30, "ssh", "/usr/bin/ssh", "ssh", "secret")), "ssh", true},
		"tmux that says nothing": {window(30, job(30, 30, "tmux: client", "/usr/bin/tmux")), "tmux", true},
		"sudo at its question":   {window(30, job(30, 30, "sudo", "")), "sudo", true},
		"sudo on this terminal": {
			window(30, job(30, 30, "sudo", ""), below(job(31, 30, "vim", ""), 30)), "vim", true,
		},
		"sudo after nice after sudo": {
			window(30, job(30, 30, "sudo", ""), below(job(31, 30, "nice", ""), 30), below(job(32, 30, "sudo", ""), 31), below(job(33, 30, "htop", ""), 32)),
			"htop", true,
		},
		"sudo on one of its own": {
			window(30, job(30, 30, "sudo", ""),
				process{pid: 31, parent: 30, group: 31, session: 31, tty: pts1, front: 32, name: "sudo"},
				process{pid: 32, parent: 31, group: 32, session: 31, tty: pts1, front: 32, name: "visudo"}),
			"visudo", true,
		},
		"a shell by sudo": {
			window(30, job(30, 30, "sudo", ""),
				process{pid: 31, parent: 30, group: 31, session: 31, tty: pts1, front: 32, name: "sudo"},
				process{pid: 32, parent: 31, group: 32, session: 31, tty: pts1, front: 32, name: "bash"}),
			"", true,
		},
		"on the terminal it was started from": {
			[]process{
				{pid: 10, parent: 1, group: 10, session: 5, tty: pts1, front: 5, name: "xterm"},
				{pid: 11, parent: 10, group: 10, session: 5, tty: pts1, front: 5, name: "helper"},
				{pid: 20, parent: 10, group: 20, session: 20, tty: pts0, front: 30, name: "bash"},
				job(30, 30, "vim", ""),
			},
			"vim", true,
		},
		"started by an agent": {
			[]process{
				{pid: 10, parent: 1, group: 10, session: 10, front: -1, name: "ptyxis"},
				{pid: 11, parent: 10, group: 10, session: 10, front: -1, name: "ptyxis-agent"},
				{pid: 20, parent: 11, group: 20, session: 20, tty: pts0, front: 30, name: "bash"},
				job(30, 30, "vim", ""),
			},
			"vim", true,
		},
		"no terminal yet": {[]process{{pid: 10, parent: 1, group: 10, session: 10, front: -1, name: "xterm"}}, "", false},
		"no such window":  {nil, "", false},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := inWindow(onTree(t, test.processes...), 10)
			if got != test.want || ok != test.ok {
				t.Errorf("foreground = %q, %v, want %q, %v", got, ok, test.want, test.ok)
			}
		})
	}
}

func TestForegroundThroughTmux(t *testing.T) {
	m := onTree(t, window(30, job(30, 30, tmuxClient, "/usr/bin/tmux"),
		process{pid: 40, parent: 1, group: 40, session: 40, front: -1, name: tmuxServer},
		process{pid: 50, parent: 40, group: 50, session: 50, tty: pts1, front: 60, name: "zsh"},
		process{pid: 60, parent: 50, group: 60, session: 50, tty: pts1, front: 60, name: "emacs", exe: "/usr/bin/emacs"},
		process{pid: 70, parent: 40, group: 70, session: 70, tty: pts2, front: 30, name: "tmux in itself"},
	)...)
	for name, test := range map[string]struct {
		pane int
		want string
		ok   bool
	}{
		"the pane's program":   {50, "emacs", true},
		"a pane that is gone":  {51, "tmux", true},
		"it goes in a circle":  {70, "", false},
		"nothing on its front": {40, "", false},
	} {
		t.Run(name, func(t *testing.T) {
			m.pane = func(client int) (stat, bool) {
				if client != 30 {
					t.Errorf("the pane of client %d is wanted, want 30", client)
				}
				return m.proc.stat(test.pane)
			}
			if got, ok := inWindow(m, 10); got != test.want || ok != test.ok {
				t.Errorf("foreground = %q, %v, want %q, %v", got, ok, test.want, test.ok)
			}
		})
	}
}

func TestForegroundOfTabs(t *testing.T) {
	now := time.Unix(1795327600, 0)
	a, b := used(t, now), used(t, now)
	m := onTree(t,
		process{pid: 10, parent: 1, group: 10, session: 10, front: -1, name: "kitty"},
		process{pid: 20, parent: 10, group: 20, session: 20, tty: a, front: 20, name: "vim"},
		process{pid: 21, parent: 10, group: 21, session: 21, tty: b, front: 21, name: "emacs"},
	)
	for name, test := range map[string]struct {
		a, b time.Duration // before now
		want string
		ok   bool
	}{
		"the first":           {0, time.Minute, "vim", true},
		"the second":          {time.Hour, time.Minute, "emacs", true},
		"at the same time":    {0, 0, "", false},
		"in the same seconds": {-3 * time.Second, 0, "", false},
		"in the seconds next": {-8 * time.Second, 0, "vim", true},
	} {
		t.Run(name, func(t *testing.T) {
			touch(t, a, now.Add(-test.a))
			touch(t, b, now.Add(-test.b))
			if got, ok := inWindow(m, 10); got != test.want || ok != test.ok {
				t.Errorf("foreground = %q, %v, want %q, %v", got, ok, test.want, test.ok)
			}
		})
	}
}

func TestChildrenWithoutLists(t *testing.T) {
	m := onTree(t, window(30, job(30, 30, "vim", ""))...)
	for _, pid := range []string{"10", "20", "30"} {
		if err := os.RemoveAll(string(m.proc) + "/" + pid + "/task"); err != nil {
			t.Fatal(err)
		}
	}
	if got, ok := inWindow(m, 10); got != "vim" || !ok {
		t.Errorf("foreground = %q, %v, want vim", got, ok)
	}
	if got := m.proc.children(99); got != nil {
		t.Errorf("children of nobody = %v", got)
	}
}

// TestForegroundOfThisProcess makes the test the process of a terminal's
// window, with a shell below that a person types at.
func TestForegroundOfThisProcess(t *testing.T) {
	standing.Need(t, "bash")
	odd := filepath.Join(t.TempDir(), "my (odd) name")
	sleep, err := exec.LookPath("sleep")
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(sleep)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(odd, b, 0o700); err != nil {
		t.Fatal(err)
	}
	x := ptytest.Open(t)
	x.Run("bash", "--norc", "--noprofile", "-i")
	becomes := func(want string) {
		t.Helper()
		ptytest.Eventually(t, "in front is "+want, func() bool {
			got, ok := inWindow(thisMachine(), os.Getpid())
			return ok && got == want
		})
	}
	becomes("")
	for _, test := range []struct{ line, want string }{
		{"sleep 300 | cat", "sleep"},
		{"'" + odd + "' 300", "my (odd) name"},
		{"nice sleep 300", "sleep"},
	} {
		x.Type(test.line + "\n")
		becomes(test.want)
		x.Type("\x03")
		becomes("")
	}
}

func TestForegroundThroughRealTmux(t *testing.T) {
	server := ptytest.StartTmux(t, "cat")
	server.Attach("first")
	ptytest.Eventually(t, "in front is cat", func() bool {
		got, ok := inWindow(thisMachine(), os.Getpid())
		return ok && got == "cat"
	})
}

func BenchmarkForeground(b *testing.B) {
	standing.Need(b, "bash")
	x := ptytest.Open(b)
	x.Run("bash", "--norc", "--noprofile", "-i")
	x.Type("sleep 300 | cat\n")
	ptytest.Eventually(b, "sleep is in front", func() bool {
		got, _ := inWindow(thisMachine(), os.Getpid())
		return got == "sleep"
	})
	for b.Loop() {
		inWindow(thisMachine(), os.Getpid())
	}
}
