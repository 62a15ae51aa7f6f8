package newcomer

import (
	"context"
	"encoding/binary"
	"errors"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// began is a watch over folder that tells on the channel.
func began(t *testing.T, all ...place) <-chan struct{} {
	t.Helper()
	told := make(chan struct{}, 16)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error)
	go func() { ended <- watch(ctx, all, func() { told <- struct{}{} }) }()
	t.Cleanup(func() {
		cancel()
		select {
		case err := <-ended:
			if !errors.Is(err, context.Canceled) {
				t.Errorf("watch ended with %v", err)
			}
		case <-time.After(10 * time.Second):
			t.Error("watch did not end with its context")
		}
	})
	return told
}

func TestASocketIsNoticed(t *testing.T) {
	dir := t.TempDir()
	told := began(t, place{"/nonexistent", []string{"X"}}, place{dir, []string{"wayland-"}})
	// The watch may not have begun when the first of them comes.
	for i, deadline := 0, time.Now().Add(10*time.Second); ; i++ {
		if err := os.WriteFile(filepath.Join(dir, "other"), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, "wayland-1")
		l, err := net.Listen("unix", path)
		if err != nil {
			t.Fatal(err)
		}
		l.Close() // which removes it
		select {
		case <-told:
			return
		case <-time.After(20 * time.Millisecond):
		}
		if time.Now().After(deadline) {
			t.Fatalf("a socket came %d times and was not noticed", i)
		}
	}
}

func TestATerminalIsNoticed(t *testing.T) {
	told := began(t, place{"/dev/pts", []string{""}})
	for deadline := time.Now().Add(10 * time.Second); ; {
		terminal, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
		if err != nil {
			t.Skip(err) // a sandbox without terminals
		}
		terminal.Close()
		select {
		case <-told:
			return
		case <-time.After(20 * time.Millisecond):
		}
		if time.Now().After(deadline) {
			t.Fatal("a terminal came and was not noticed")
		}
	}
}

func TestWithoutAFolder(t *testing.T) {
	never := func() { t.Error("told") }
	if err := watch(t.Context(), nil, never); !errors.Is(err, errNowhere) {
		t.Errorf("without folders: %v, want %v", err, errNowhere)
	}
	if err := watch(t.Context(), []place{{"/nonexistent", nil}}, never); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("of a folder that is not there: %v, want %v", err, os.ErrNotExist)
	}
}

// event is one of the kernel's.
func event(folder int32, mask uint32, name string) []byte {
	b := make([]byte, unix.SizeofInotifyEvent+16)
	binary.NativeEndian.PutUint32(b, uint32(folder))
	binary.NativeEndian.PutUint32(b[4:], mask)
	binary.NativeEndian.PutUint32(b[12:], 16)
	copy(b[unix.SizeofInotifyEvent:], name)
	return b
}

func TestWhichEventsMatter(t *testing.T) {
	c := changes{places: map[int32]place{1: {"/x", []string{"X"}}}}
	x0, other := event(1, unix.IN_CREATE, "X0"), event(1, unix.IN_CREATE, "other")
	for name, test := range map[string]struct {
		events []byte
		want   bool
	}{
		"a newcomer":                 {x0, true},
		"something else":             {other, false},
		"a newcomer among others":    {append(append([]byte{}, other...), x0...), true},
		"of a folder that has gone":  {event(7, unix.IN_CREATE, "X0"), false},
		"too many to be told":        {event(-1, unix.IN_Q_OVERFLOW, ""), true},
		"cut short":                  {x0[:20], false},
		"nothing":                    {nil, false},
		"the folder itself has gone": {event(1, unix.IN_IGNORED, ""), false},
	} {
		if got := c.matter(test.events); got != test.want {
			t.Errorf("%s: matters %v, want %v", name, got, test.want)
		}
	}
}
