package terminal

import "strings"

// program is what runs in a terminal. The zero program is none that is known.
type program struct {
	pid   int
	name  string // as its file or its script is called
	shell bool   // it waits for commands
}

// throughMost bounds how many programs are gone through that only run another.
const throughMost = 8

// inFront is the program in the foreground of the terminal that s is on. ok is
// false when there is none, or when it ended just now.
func (m machine) inFront(s stat) (p program, ok bool) {
	for range throughMost {
		leader, ok := m.leader(s)
		if !ok {
			return program{}, false
		}
		inner, on := m.through(leader)
		if !on {
			return m.describe(inner), true
		}
		s = inner
	}
	return program{}, false
}

// leader is the process that leads the foreground of the terminal that s is on.
func (m machine) leader(s stat) (stat, bool) {
	if s.tty == 0 || s.front <= 0 {
		return stat{}, false
	}
	leader, ok := m.proc.stat(s.front)
	if ok && !leader.isDead() && leader.group == s.front {
		return leader, true
	}
	return m.survivor(s)
}

// survivor is the youngest process of the foreground whose leader has ended, as
// cat has in `cat file | less`. A shell starts each part of a pipe itself.
func (m machine) survivor(s stat) (last stat, ok bool) {
	for _, pid := range m.proc.children(s.session) {
		if child, is := m.proc.stat(pid); is && !child.isDead() && child.group == s.front {
			last, ok = child, true
		}
	}
	return last, ok
}

// through follows programs that only run another one, as far as it is on the
// same terminal. on says that it goes on in the foreground of another one.
func (m machine) through(s stat) (inner stat, on bool) {
	for range throughMost {
		if s.name == tmuxClient {
			if pane, ok := m.pane(s.pid); ok {
				return pane, true
			}
			return s, false
		}
		if !isWrapper(s.name) && !(isShell(s.name) && m.proc.isTold(s.pid)) {
			return s, false
		}
		child, ok := m.wrapped(s)
		if !ok {
			return s, false
		}
		if child.tty != s.tty && child.tty != 0 {
			return child, true // sudo gives a pty of its own to what it runs
		}
		s = child
	}
	return s, false
}

// wrapped is what a wrapper runs: its youngest child, as those before it
// prepared something.
func (m machine) wrapped(s stat) (last stat, ok bool) {
	for _, pid := range m.proc.children(s.pid) {
		if child, is := m.proc.stat(pid); is && !child.isDead() {
			last, ok = child, true
		}
	}
	return last, ok
}

// describe names a process.
func (m machine) describe(s stat) program {
	if s.name == tmuxClient {
		return program{pid: s.pid, name: "tmux"}
	}
	file := m.proc.program(s.pid)
	if isInterpreter(file) || file == "" && isInterpreter(s.name) {
		if script := m.proc.script(s.pid); script != "" {
			return program{pid: s.pid, name: script}
		}
	}
	name := programName(s.name, file)
	return program{pid: s.pid, name: strings.TrimPrefix(name, "-"), shell: isShell(name)}
}

// programName chooses between the name that a process has and the file that it
// runs. The name is what the person knows, but it may be cut, and programs that
// set it put arguments there ("npm run dev") or what a thread is for.
func programName(name, file string) string {
	const cutAt = 15
	switch {
	case file == "":
		name, _, _ = strings.Cut(name, " ")
		return strings.TrimSuffix(name, ":")
	case len(name) == cutAt && strings.HasPrefix(file, name):
		return file
	case name == file, isShell(name):
		return name
	case strings.Contains(name, " ") || strings.HasSuffix(name, "MainThread"):
		return file
	}
	return name
}
