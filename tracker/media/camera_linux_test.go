package media

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// watchFolder watches a folder of devices and returns what asserts the next
// news.
func watchFolder(t *testing.T, devices string) (expect func(state State, meeting bool)) {
	t.Helper()
	updates := make(chan update, 64)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	c := cameras{devices: devices, processes: "/proc"}
	go func() {
		defer close(done)
		if err := c.watch(ctx, func(u update) { updates <- u }); ctx.Err() == nil {
			t.Errorf("watch = %v, want that it goes on", err)
		}
	}()
	t.Cleanup(func() { cancel(); <-done })
	return func(state State, meeting bool) {
		t.Helper()
		for after := time.After(patience); ; {
			select {
			case u := <-updates:
				if (u.err == nil) == (state == On) && isAbsent(u.err) == (state == Absent) && u.knows.meeting == meeting {
					return
				}
			case <-after:
				t.Fatalf("waited %v for a camera that is %v, in use: %v", patience, state, meeting)
			}
		}
	}
}

func touch(t *testing.T, parts ...string) string {
	t.Helper()
	path := filepath.Join(parts...)
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestCameraInUse(t *testing.T) {
	devices := t.TempDir()
	device := touch(t, devices, "video0")
	expect := watchFolder(t, devices)
	expect(On, false)
	mine, err := os.Open(device)
	if err != nil {
		t.Fatal(err)
	}
	expect(On, true)
	mine.Close()
	expect(On, false)

	// Another program, that leaves it open when it is killed.
	program := exec.Command("sleep", "60")
	if program.Stdin, err = os.Open(device); err != nil {
		t.Fatal(err)
	}
	if err := program.Start(); err != nil {
		t.Fatal(err)
	}
	program.Stdin.(*os.File).Close()
	expect(On, true)
	program.Process.Kill()
	program.Wait()
	expect(On, false)
}

func TestCameraComesAndGoes(t *testing.T) {
	devices := t.TempDir()
	expect := watchFolder(t, devices)
	expect(Absent, false)
	touch(t, devices, "audio0") // not ours
	device := touch(t, devices, "video0")
	expect(On, false)
	open, err := os.Open(device)
	if err != nil {
		t.Fatal(err)
	}
	defer open.Close()
	expect(On, true)
	if err := os.Remove(device); err != nil {
		t.Fatal(err)
	}
	expect(Absent, false)
}

// TestCameraLooksOnceForManyEvents: programs that look for cameras open all of
// them, one after the other.
func TestCameraLooksOnceForManyEvents(t *testing.T) {
	devices := t.TempDir()
	device := touch(t, devices, "video0")
	updates := make(chan update, 64)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	c := cameras{devices: devices, processes: "/proc"}
	go func() { defer close(done); c.watch(ctx, func(u update) { updates <- u }) }()
	defer func() { cancel(); <-done }()
	<-updates
	for range 100 {
		open, err := os.Open(device)
		if err != nil {
			t.Fatal(err)
		}
		open.Close()
	}
	<-time.After(3 * cameraSettles)
	if n := len(updates); n < 1 || n > 2 {
		t.Errorf("looked %d times, want once", n)
	}
}

func TestConcernOfGarbledEvents(t *testing.T) {
	c := cameras{watched: map[int]bool{1: true}}
	for name, events := range map[string]string{
		"empty":          "",
		"short":          "\x01\x00\x00\x00",
		"name too long":  "\x02\x00\x00\x00" + strings.Repeat("\x00", 8) + "\xff\x00\x00\x00",
		"name too large": "\x02\x00\x00\x00" + strings.Repeat("\x00", 8) + "\xff\xff\xff\xff",
	} {
		if c.concern([]byte(events)) {
			t.Errorf("%s: events %q concern a camera, want that they do not", name, events)
		}
	}
}

func BenchmarkCameraInUse(b *testing.B) {
	c := cameras{devices: "/dev", processes: "/proc"}
	for b.Loop() {
		c.inUse()
	}
}
