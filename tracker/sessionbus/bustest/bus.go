// Package bustest starts a message bus of its own for a test and ends it with
// the test. It never touches the bus that the test runs on.
package bustest

import (
	"bufio"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"focusd/contrib/standing"
)

// Start starts a session bus and returns its address, and what ends it. Without
// dbus-daemon the test is skipped, unless FOCUSD_REQUIRE_DESKTOP is 1.
func Start(t testing.TB) (address string, kill func()) {
	t.Helper()
	standing.Need(t, "dbus-daemon")
	cmd := exec.Command("dbus-daemon", "--session", "--nofork", "--print-address")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	kill = sync.OnceFunc(func() { cmd.Process.Kill(); cmd.Wait() })
	t.Cleanup(kill)
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(line), kill
}
