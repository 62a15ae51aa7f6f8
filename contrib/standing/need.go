package standing

import (
	"os"
	"os/exec"
	"testing"
	"time"
)

// Need is the path of a program. Without it, or one of the others, the test is
// skipped: see Missing.
func Need(t testing.TB, program string, others ...string) (path string) {
	t.Helper()
	for _, other := range others {
		Need(t, other)
	}
	path, err := exec.LookPath(program)
	if err != nil {
		Missing(t, program+" is not installed")
	}
	return path
}

// Missing skips the test for want of something, or fails it if FOCUSD_REQUIRE_DESKTOP
// is 1, as it is where all that tests need was installed.
func Missing(t testing.TB, why string) {
	t.Helper()
	if os.Getenv("FOCUSD_REQUIRE_DESKTOP") == "1" {
		t.Fatal(why)
	}
	t.Skip(why)
}

// Until waits for what programs do, as a rule within milliseconds.
func Until(t testing.TB, patience time.Duration, what string, done func() bool) {
	t.Helper()
	for deadline := time.Now().Add(patience); !done(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("not in %v: %s", patience, what)
		}
	}
}
