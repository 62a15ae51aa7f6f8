//go:build linux

package e2e

import (
	"context"
	"fmt"
	"net"
	"os"
	"strings"
	"testing"

	"focusd/contrib/e2e/rig"
)

// socket dials the daemon's socket, whatever the address.
func socket(m *rig.Machine) func(ctx context.Context, network, address string) (net.Conn, error) {
	return func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "unix", m.Client().Socket)
	}
}

// memory is the anonymous memory of a process, in bytes.
func memory(t *testing.T, p *rig.Process) int {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.PID()))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.SplitSeq(string(text), "\n") {
		var kib int
		if _, err := fmt.Sscanf(line, "RssAnon: %d kB", &kib); err == nil {
			return kib << 10
		}
	}
	t.Fatalf("no RssAnon in:\n%s", text)
	return 0
}
