package terminal

import (
	"context"
	"os"
	"slices"
	"strings"
	"time"

	"focusd/tracker/source"
)

// errNoTTY is what TTY returns when nobody is logged in on a terminal.
var errNoTTY error = source.NotHere("you are logged in on no console and over no ssh")

// TTY is the source of the terminal, a console or a login over the network,
// that the person used last: what runs in its foreground and since when there
// was no input, which the kernel tells in steps of eight seconds. Terminals
// inside windows and panes are left to those who know which one is in front.
//
// It polls, every ten seconds, and once more when the person would be idle:
// terminals do not say when they are used.
type TTY struct{}

// Name is "tty".
func (TTY) Name() string { return "tty" }

// Facts are source.Windows and source.Idleness.
func (TTY) Facts() source.Facts { return source.Windows | source.Idleness }

// Watch returns an error when the person is logged in on no terminal (any
// more).
func (TTY) Watch(ctx context.Context, idleAfter time.Duration, ask <-chan struct{}, emit func(source.Report)) error {
	return newTTYWatch(thisMachine(), idleAfter, emit).run(ctx, ask)
}

// ttyWatch is the state of one Watch.
type ttyWatch struct {
	machine machine
	teller  teller
	active  string // the file that names the console in front
	uid     int
	places  places
}

func newTTYWatch(m machine, idleAfter time.Duration, emit func(source.Report)) *ttyWatch {
	return &ttyWatch{
		machine: m,
		teller:  teller{idleAfter: idleAfter, emit: emit},
		active:  "/sys/class/tty/tty0/active",
		uid:     os.Getuid(),
	}
}

func (w *ttyWatch) run(ctx context.Context, ask <-chan struct{}) error {
	timer := time.NewTimer(pollEvery)
	defer timer.Stop()
	for asked := 0; ; {
		s, ok := w.look()
		if !ok {
			return errNoTTY
		}
		now := time.Now()
		w.teller.tell(now, s, asked)
		timer.Reset(w.rest(now, s))
		asked = 0
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-ask:
			asked = 1
		case <-timer.C:
		}
	}
}

// rest is how long to wait for the next look. Who is idle must be found out at
// the threshold: a log that is decided up to there is not changed any more.
func (w *ttyWatch) rest(now time.Time, s scene) time.Duration {
	if left := w.teller.untilAway(now, s); 0 < left && left < pollEvery {
		return left
	}
	return pollEvery
}

// look finds the terminal that was used last. Of two that were used in the same
// eight seconds it is the one begun later: it runs in the other one, or was
// come to from there. ok is false when there is none.
func (w *ttyWatch) look() (s scene, ok bool) {
	var newest node
	var on stat
	names := w.nodes()
	w.places.refresh(w.machine, names)
	for _, name := range names {
		leader, is := w.places.leaders[name]
		if !is {
			continue
		}
		n, err := readNode(w.machine.dev + "/" + name)
		if err != nil || n.owner != w.uid || n.device != leader.tty || ok && n.isOlder(newest, leader, on) {
			continue
		}
		newest, on, ok = n, leader, true
	}
	if !ok {
		return scene{}, false
	}
	return w.scene(newest, on), true
}

// isOlder tells whether n was used before other, or together with it and its
// session began before.
func (n node) isOlder(other node, leader, otherLeader stat) bool {
	at, otherAt := inputBefore(n.read), inputBefore(other.read)
	return at.Before(otherAt) || at.Equal(otherAt) && leader.started < otherLeader.started
}

// scene is what runs on a terminal. While one program follows another there is
// only who leads the session.
func (w *ttyWatch) scene(n node, leader stat) scene {
	p, ok := w.machine.inFront(leader)
	if !ok {
		p = w.machine.describe(leader)
	}
	return sceneOf(p, "", inputBefore(n.read))
}

// nodes are the terminals that may be in front: all of the network, and the
// console that the screen shows, unless it shows a desktop.
func (w *ttyWatch) nodes() []string {
	var found []string
	for _, name := range names(w.machine.dev + "/pts") {
		if name != "ptmx" {
			found = append(found, "pts/"+name)
		}
	}
	if b, err := os.ReadFile(w.active); err == nil { // there are no consoles in a container
		console := strings.TrimSpace(string(b))
		if !showsGraphics(w.machine.dev + "/" + console) {
			found = append(found, console)
		}
	}
	slices.Sort(found)
	return found
}
