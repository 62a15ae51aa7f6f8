package terminal

import (
	"slices"
	"strings"

	"focusd/tracker"
)

// places are the terminals on which somebody is logged in, and not in a window
// or in a pane. The zero places are none.
type places struct {
	leaders map[string]stat // by node: who leads the session on it, as of now
	nodes   []string        // that there were when all was looked at
}

// refresh brings the leaders up to date. Every process is looked at only when a
// terminal has come or gone, or changed hands.
func (p *places) refresh(m machine, nodes []string, uid int) {
	if p.leaders == nil || !slices.Equal(nodes, p.nodes) || !p.reread(m) || p.isTaken(m, uid) {
		p.leaders, p.nodes = m.logins(), nodes
	}
}

// isTaken tells whether a person may just have logged in on a console, which is
// there before and after: login makes them its owner, and then begins a session.
func (p *places) isTaken(m machine, uid int) bool {
	return slices.ContainsFunc(p.nodes, func(name string) bool {
		if _, led := p.leaders[name]; led || strings.HasPrefix(name, "pts/") {
			return false
		}
		n, err := readNode(m.dev + "/" + name)
		return err == nil && n.owner == uid
	})
}

// reread is false when a session has ended.
func (p *places) reread(m machine) bool {
	for name, leader := range p.leaders {
		now, ok := m.proc.stat(leader.pid)
		if !ok || now.tty != leader.tty || now.started != leader.started {
			return false
		}
		p.leaders[name] = now
	}
	return true
}

// logins finds the sessions that lead a terminal and are in no window, nor ask
// for a name and a password.
func (m machine) logins() map[string]stat {
	found := make(map[string]stat)
	for s := range m.proc.all {
		leads := s.pid == s.session && !s.isDead()
		if name := s.tty.node(); name != "" && leads && !isDoor(s.name) && !m.isInWindow(s) {
			found[name] = s
		}
	}
	return found
}

// isInWindow tells whether a session was begun by a terminal of a desktop, or
// in a pane of tmux. It is told by who started whom, up to the first who lets
// people in; in doubt it was not.
func (m machine) isInWindow(s stat) bool {
	const generations = 64
	for range generations {
		parent, ok := m.proc.stat(s.parent)
		if !ok || isDoor(parent.name) {
			return false
		}
		name := programName(parent.name, m.proc.program(parent.pid))
		if parent.name == tmuxServer || IsTerminal(tracker.CanonicalApp("", name)) {
			return true
		}
		s = parent
	}
	return false
}

// isDoor tells whether people come in through a program.
func isDoor(program string) bool {
	program, _, _ = strings.Cut(program, ":")
	switch program {
	case "sshd", "sshd-session", "dropbear", "login", "agetty", "mosh-server", "telnetd", "in.telnetd", "tailscaled", "et", "etserver":
		return true
	}
	return false
}
