package logind

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"focusd/tracker/source"
)

var (
	unknown  = source.Report{}
	unlocked = source.Report{Facts: source.Lock}
	locked   = source.Report{Facts: source.Lock, Locked: true}
)

// watchLock begins to watch and returns what asserts the next report.
func watchLock(t *testing.T) (expect func(source.Report), ended <-chan error) {
	t.Helper()
	reports := make(chan source.Report, 16)
	ended, _ = run(t, func(ctx context.Context) error {
		return Source{}.Watch(ctx, 0, nil, func(r source.Report) { reports <- r })
	})
	return func(want source.Report) {
		t.Helper()
		got := receive(t, "a report", reports)
		if got.At.IsZero() {
			t.Errorf("report %+v has no time", got)
		}
		if got.Facts != want.Facts || got.Locked != want.Locked {
			t.Fatalf("report = %+v, want %+v", got, want)
		}
	}, ended
}

func TestLockFollowsHintAndTerminal(t *testing.T) {
	systemBus(t)
	d := startLogind(t, directed(t))
	d.login("c1", "wayland", nil)
	expect, _ := watchLock(t)
	expect(unlocked)

	d.set("c1", "LockedHint", true)
	expect(locked)
	d.set("c1", "LockedHint", false)
	expect(unlocked)

	d.set("c1", "Active", false) // another terminal
	expect(locked)
	d.set("c1", "LockedHint", true) // locked there too: no news
	d.set("c1", "Active", true)     // back, but still locked
	d.set("c1", "LockedHint", false)
	expect(unlocked)
}

func TestLockIgnoresRequests(t *testing.T) {
	systemBus(t)
	d := startLogind(t, directed(t))
	d.login("c1", "x11", nil)
	expect, _ := watchLock(t)
	expect(unlocked)
	d.call(sessionPath("c1"), sessionInterface+".Lock")
	d.set("c1", "IdleHint", true)
	d.set("c1", "LockedHint", true)
	expect(locked)
	d.call(sessionPath("c1"), sessionInterface+".Unlock")
	d.set("c1", "LockedHint", false)
	expect(unlocked)
}

func TestLockIgnoresStrangers(t *testing.T) {
	systemBus(t)
	conn := directed(t)
	d := startLogind(t, conn)
	d.call(root, mock+".AddSession", "other", "seat0", uint32(os.Getuid()+1), "other", true)
	d.login("greeter", "wayland", map[string]any{"Class": "greeter"})
	d.login("ending", "wayland", map[string]any{"State": "closing"})
	d.login("cron", "unspecified", nil)
	expect, _ := watchLock(t)
	expect(unknown)
	d.set("other", "LockedHint", true)
	d.login("c1", "tty", nil)
	expect(unlocked)
}

func TestLockFollowsLogOutAndIn(t *testing.T) {
	systemBus(t)
	d := startLogind(t, directed(t))
	expect, _ := watchLock(t)
	expect(unknown)
	d.login("c1", "x11", nil)
	expect(unlocked)
	d.logout("c1")
	expect(locked)
	d.login("c2", "x11", nil)
	expect(unlocked)
	d.set("c2", "LockedHint", true)
	expect(locked)

	d.login("c3", "wayland", map[string]any{"Timestamp": uint64(1)})
	d.display(strconv.Itoa(os.Getuid()), "c3")
	expect(unlocked)
}

func TestLockOfOwnSession(t *testing.T) {
	systemBus(t)
	d := startLogind(t, directed(t))
	d.login("desk", "wayland", nil)
	d.login("mine", "tty", map[string]any{"LockedHint": true})
	t.Run("by environment", func(t *testing.T) {
		t.Setenv("XDG_SESSION_ID", "mine")
		expect, _ := watchLock(t)
		expect(locked)
	})
	t.Run("by process", func(t *testing.T) {
		t.Setenv("XDG_SESSION_ID", "gone")
		d.call(root, mock+".AddMethod", managerInterface, "GetSessionByPID", "u", "o",
			"ret = '"+string(sessionPath("mine"))+"' if args[0] == "+strconv.Itoa(os.Getpid())+" else '/'")
		expect, _ := watchLock(t)
		expect(locked)
	})
}

func TestLockOutlivesLogind(t *testing.T) {
	systemBus(t)
	conn := directed(t)
	d := startLogind(t, conn)
	d.login("c1", "wayland", nil)
	expect, _ := watchLock(t)
	expect(unlocked)
	d.end()
	expect(unknown)
	d = startLogind(t, conn)
	expect(locked) // the session ended
	d.login("c1", "wayland", nil)
	expect(unlocked)
}

func TestLockWithoutLogind(t *testing.T) {
	watch := func() error {
		return Source{}.Watch(t.Context(), 0, nil, func(r source.Report) { t.Errorf("report %+v of nobody", r) })
	}
	t.Run("no bus", func(t *testing.T) {
		t.Setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path="+filepath.Join(t.TempDir(), "none"))
		if err := watch(); err == nil || errors.Is(err, ErrNoLogind) {
			t.Errorf("Watch = %v, want that there is no bus", err)
		}
	})
	t.Run("no logind", func(t *testing.T) {
		systemBus(t)
		if err := watch(); !errors.Is(err, ErrNoLogind) {
			t.Errorf("Watch = %v, want %v", err, ErrNoLogind)
		}
	})
}

func TestLockTellsThatTheBusIsLost(t *testing.T) {
	endBus := systemBus(t)
	d := startLogind(t, directed(t))
	d.login("c1", "wayland", nil)
	expect, ended := watchLock(t)
	expect(unlocked)
	endBus()
	if err := receive(t, "the end", ended); !errors.Is(err, ErrLost) {
		t.Errorf("Watch = %v, want %v", err, ErrLost)
	}
}
