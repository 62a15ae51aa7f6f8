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
// It looks a second after something was typed or drawn at one of them, or the
// console in front has become another, and when the person would be idle. Where
// something happens all the time it looks every eight seconds, where the kernel
// cannot tell every ten. Of what is typed and drawn it learns that it was, once
// for each look, and nothing else.
type TTY struct{}

// Name is "tty".
func (TTY) Name() string { return "tty" }

// Facts are source.Windows and source.Idleness.
func (TTY) Facts() source.Facts { return source.Windows | source.Idleness }

// Watch returns an error when the person is logged in on no terminal (any
// more).
func (TTY) Watch(ctx context.Context, idleAfter time.Duration, ask <-chan struct{}, emit func(source.Report)) error {
	w := newTTYWatch(thisMachine(), idleAfter, emit)
	w.used.doorbell, w.others.doorbell = newDoorbell(), newDoorbell()
	defer w.used.close()
	defer w.others.close()
	return w.run(ctx, ask)
}

// ttyWatch is the state of one Watch.
type ttyWatch struct {
	machine machine
	teller  teller
	active  string // the file that names the console in front
	uid     int
	places  places

	used   rationed // rings for what happens at the terminals of the person
	others rationed // rings for terminals of anybody that come and go
	ttys   []string // the nodes of the person's terminals, as of the last look
	told   bool     // the kernel tells what happens at all of them
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
	for asked := 0; ; {
		s, ok := w.attend()
		if !ok {
			return errNoTTY
		}
		now := time.Now()
		w.teller.tell(now, s, asked)
		var err error
		if asked, err = w.await(ctx, ask, now.Add(w.rest(now, s))); err != nil {
			return err
		}
	}
}

// await returns when it is time to look, at next if nothing happens before, with
// how many fresh readings are wanted.
func (w *ttyWatch) await(ctx context.Context, ask <-chan struct{}, next time.Time) (asked int, err error) {
	timer := time.NewTimer(time.Until(next))
	defer timer.Stop()
	for {
		timer.Reset(time.Until(w.others.by(w.used.by(next))))
		select {
		case <-ctx.Done():
			return 0, ctx.Err()
		case <-ask:
			return 1, nil
		case <-timer.C:
			return 0, nil
		case <-w.used.awaited():
			w.used.take(time.Now())
		case <-w.others.awaited():
			w.others.take(time.Now())
		}
	}
}

// rest is how long to wait for the next look if nothing rings. Who is idle must
// be found out at the threshold: a log that is decided up to there is not
// changed any more.
func (w *ttyWatch) rest(now time.Time, s scene) time.Duration {
	rest := pollEvery
	if w.told {
		rest = missedEvery
	}
	if left := w.teller.untilAway(now, s); left > 0 {
		rest = min(rest, left)
	}
	return rest
}

// attend looks, and has the bells ring once for what happens after that.
func (w *ttyWatch) attend() (s scene, ok bool) {
	now := time.Now()
	w.used.look(now)
	w.others.look(now)
	for {
		ttys := w.ttys
		w.told = w.listen() // before it looks, lest something happens between
		s, ok = w.look()
		if slices.Equal(w.ttys, ttys) {
			return s, ok
		}
	}
}

// listen is false when the kernel cannot tell what happens at all terminals. Of
// the console in front it does where there are consoles, as if its file were
// written: kernfs_notify in fs/kernfs/file.c.
func (w *ttyWatch) listen() bool {
	w.used.once([]string{w.active}, drawn)
	others := w.others.once([]string{w.machine.dev + "/pts"}, opened|closed)
	return w.used.once(w.ttys, drawn|typed) && others
}

// look finds the terminal that was used last. Of two that were used in the same
// eight seconds it is the one begun later: it runs in the other one, or was
// come to from there. ok is false when there is none.
func (w *ttyWatch) look() (s scene, ok bool) {
	var newest node
	var on stat
	names := w.nodes()
	w.places.refresh(w.machine, names, w.uid)
	var ttys []string
	for _, name := range names {
		leader, is := w.places.leaders[name]
		if !is {
			continue
		}
		path := w.machine.dev + "/" + name
		n, err := readNode(path)
		if err != nil || n.owner != w.uid || n.device != leader.tty {
			continue
		}
		ttys = append(ttys, path)
		if !ok || !n.isOlder(newest, leader, on) {
			newest, on, ok = n, leader, true
		}
	}
	w.ttys = ttys
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
