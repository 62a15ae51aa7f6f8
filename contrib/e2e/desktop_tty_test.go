//go:build linux

package e2e

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"

	"focusd/contrib/e2e/rig"
	"focusd/daemon/api"
	"focusd/tracker/terminal/ptytest"
)

// ttyUser is nobody else's on the machine: a console is whose it belongs to.
const ttyUser = 64217

// How exactly a bare terminal is known: the daemon looks at it a second after
// something happens there, every eight seconds while something does all the
// time, and the kernel tells the last input in steps of eight.
const (
	ttyLook  = time.Second
	ttyBusy  = 8 * time.Second
	ttyInput = 8 * time.Second
	ttyRead  = 5 * time.Second  // how long the person only reads
	ttyStay  = 25 * time.Second // how long they type, so that no look falls together with a switch
)

// TestADayAtATerminal has a person work at a terminal without any desktop or
// tmux, as over ssh. The terminal is real; that sshd opened it is not.
func TestADayAtATerminal(t *testing.T) {
	if os.Getuid() == 0 { // else the terminals of other tests would be this person's
		t.Parallel()
	}
	ctx, m := newMachine(t, 4*time.Minute)
	if os.Getuid() == 0 {
		if err := m.Become(ttyUser); err != nil {
			t.Fatal(err)
		}
	}
	const idleAfter = 20 * time.Second
	if err := m.Configure(fmt.Sprintf("[presence]\nidle_after = \"%v\"\nsources = [\"tty\"]\n", idleAfter)); err != nil {
		t.Fatal(err)
	}
	person := login(t)
	startDaemon(ctx, t, m)

	var acts []act
	then := func(name, keys string, want scene, slack time.Duration) {
		t.Helper()
		a := act{name: name, from: time.Now(), want: want, slack: slack}
		person.Type(keys)
		a.to = time.Now()
		acts = append(acts, a)
	}
	then("the prompt", "\n", scene{"active", "sh", ""}, ttyLook)
	time.Sleep(ttyRead)
	then("a program", "cat\n", scene{"active", "cat", ""}, ttyLook)
	time.Sleep(ttyRead)
	then("the prompt again", "\x04", scene{"active", "sh", ""}, ttyLook)
	typeFor(person, ttyStay)
	then("another, typing", "wc\n", scene{"active", "wc", ""}, ttyBusy)
	typeFor(person, ttyStay)
	then("the last input", "\n", idle, ttyInput)
	time.Sleep(idleAfter + ttyInput)
	then("the next input", "\n", scene{"active", "wc", ""}, ttyLook)
	time.Sleep(ttyRead)
	acts = append(acts, act{name: "logged out", from: time.Now(), to: time.Now(), want: unobserved, slack: ttyLook})
	person.Close()
	log := readUntil(ctx, t, m, time.Now().Add(ttyBusy))
	compare(t, log, acts, tolerance)
	checkPartition(t, log)
}

// login opens a terminal with a shell, which belongs to the person.
func login(t *testing.T) *ptytest.Terminal {
	t.Helper()
	person := ptytest.Open(t)
	person.Run("sh")
	if os.Getuid() == 0 {
		if err := os.Chown(person.Node, ttyUser, ttyUser); err != nil {
			t.Fatal(err)
		}
	}
	return person
}

// typeFor presses keys for a while. The kernel takes a line for input that was
// read, and half a line for nothing yet.
func typeFor(person *ptytest.Terminal, long time.Duration) {
	for end := time.Now().Add(long); time.Now().Before(end); time.Sleep(time.Second) {
		person.Type("\n")
	}
}

// readUntil reads the log once it reaches an instant.
func readUntil(ctx context.Context, t *testing.T, m *rig.Machine, end time.Time) (log []api.Span) {
	t.Helper()
	until(ctx, t, time.Minute, "the log reaches the end of the scenario", func() bool {
		log = readLog(ctx, t, m)
		return len(log) > 0 && !log[len(log)-1].End.Before(end)
	})
	return log
}
