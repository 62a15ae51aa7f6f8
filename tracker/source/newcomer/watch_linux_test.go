package newcomer

import (
	"context"
	"encoding/binary"
	"errors"
	"net"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/godbus/dbus/v5"
	"golang.org/x/sys/unix"

	"focusd/tracker/sessionbus/bustest"
)

// began is a watch over folder that tells on the channel.
func began(t *testing.T, all ...place) <-chan Kind {
	t.Helper()
	told := make(chan Kind, 16)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error)
	go func() { ended <- watch(ctx, all, func(k Kind) { told <- k }) }()
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
	told := began(t, place{"/nonexistent", Desktop, []string{"X"}}, place{dir, Desktop, []string{"wayland-"}})
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
	told := began(t, place{"/dev/pts", Terminal, []string{""}})
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
	never := func(Kind) { t.Error("told") }
	if err := watch(t.Context(), nil, never); !errors.Is(err, errNowhere) {
		t.Errorf("without folders: %v, want %v", err, errNowhere)
	}
	if err := watch(t.Context(), []place{{"/nonexistent", Desktop, nil}}, never); !errors.Is(err, os.ErrNotExist) {
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
	c := changes{places: map[int32]place{1: {"/x", Desktop, []string{"X"}}, 2: {"/t", Terminal, []string{""}}}}
	x0, other, terminal := event(1, unix.IN_CREATE, "X0"), event(1, unix.IN_CREATE, "other"), event(2, unix.IN_CREATE, "5")
	for name, test := range map[string]struct {
		events []byte
		want   Kind
	}{
		"a newcomer":                 {x0, Desktop},
		"something else":             {other, 0},
		"a newcomer among others":    {slices.Concat(other, x0), Desktop},
		"a terminal":                 {terminal, Terminal},
		"a terminal and a desktop":   {slices.Concat(x0, terminal), Desktop},
		"of a folder that has gone":  {event(7, unix.IN_CREATE, "X0"), 0},
		"too many to be told":        {event(-1, unix.IN_Q_OVERFLOW, ""), Desktop},
		"cut short":                  {x0[:20], 0},
		"nothing":                    {nil, 0},
		"the folder itself has gone": {event(1, unix.IN_IGNORED, ""), 0},
	} {
		if got := c.matter(test.events); got != test.want {
			t.Errorf("%s: matters %v, want %v", name, got, test.want)
		}
	}
}

// TestADesktopOnTheBusIsNoticed: one that has its name after the bus, and one
// whose bus comes after us.
func TestADesktopOnTheBusIsNoticed(t *testing.T) {
	address, _ := bustest.Start(t)
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", address)
	told := make(chan Kind, 16)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	socket := make(chan struct{}, 1)
	go func() {
		defer close(ended)
		followNames(ctx, socket, func(k Kind) { told <- k })
	}()
	defer func() { cancel(); <-ended }()

	kwin, err := dbus.Connect(address)
	if err != nil {
		t.Fatal(err)
	}
	defer kwin.Close()
	// It may not be heard yet when the name is taken for the first time.
	for deadline := time.Now().Add(time.Minute); ; {
		if _, err := kwin.RequestName("org.kde.KWin", dbus.NameFlagDoNotQueue); err != nil {
			t.Fatal(err)
		}
		select {
		case k := <-told:
			if k != Desktop {
				t.Errorf("told of %v, want a desktop", k)
			}
			return
		case <-time.After(50 * time.Millisecond):
		}
		if _, err := kwin.ReleaseName("org.kde.KWin"); err != nil {
			t.Fatal(err)
		}
		if time.Now().After(deadline) {
			t.Fatal("a desktop took its name and was not noticed")
		}
	}
}

// TestABusThatComesLaterIsHeard: its socket is what announces it.
func TestABusThatComesLaterIsHeard(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
		ctx, cancel := context.WithCancel(t.Context())
		socket := make(chan struct{}, 1)
		var group sync.WaitGroup
		group.Go(func() { followNames(ctx, socket, func(Kind) { t.Error("told of a desktop") }) })
		synctest.Wait()
		began := time.Now()
		socket <- struct{}{}
		synctest.Wait()
		if len(socket) != 0 {
			t.Error("a socket came, and nobody looks")
		}
		time.Sleep(ready + time.Millisecond)
		synctest.Wait()
		socket <- struct{}{}
		synctest.Wait()
		if len(socket) != 0 {
			t.Errorf("after %v a second socket is not looked at", time.Since(began))
		}
		cancel()
		group.Wait()
	})
}
