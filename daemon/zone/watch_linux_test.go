package zone

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"focusd/tracker/sessionbus/bustest"
)

const patience = 20 * time.Second

// noBus makes sure that the machine's own bus is not heard.
func noBus(t *testing.T) {
	t.Helper()
	t.Setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path="+filepath.Join(t.TempDir(), "none"))
}

func expect(t *testing.T, zones <-chan *time.Location, want string) {
	t.Helper()
	select {
	case zone := <-zones:
		if zone.String() != want {
			t.Fatalf("told %s, want %s", zone, want)
		}
	case <-time.After(patience):
		t.Fatalf("waited %v to be told %s", patience, want)
	}
}

func TestWatchTellsChangesOnly(t *testing.T) {
	unpinned(t)
	noBus(t)
	m := place(t)
	link(t, database+"Europe/Berlin", m.link)
	zones := m.watch(t.Context(), slog.New(slog.DiscardHandler))

	link(t, database+"Asia/Tokyo", m.link)
	expect(t, zones, "Asia/Tokyo")

	silent := func(why string) {
		t.Helper()
		select {
		case zone := <-zones:
			t.Fatalf("told %s: %s", zone, why)
		case <-time.After(2 * settle):
		}
	}
	write(t, m.name, []byte("no matter"))
	link(t, database+"Asia/Tokyo", m.link)
	silent("it is the same zone")
	link(t, database+"Mars/Olympus", m.link)
	silent("there is no such zone")
	removed := time.Now() // removed and made again: one change
	os.Remove(m.link)
	if err := os.Symlink(database+"America/Lima", m.link); err != nil {
		t.Fatal(err)
	}
	if time.Since(removed) < settle { // else it was two: a busy machine stopped the test in between
		expect(t, zones, "America/Lima")
	} else {
		until(t, func() bool {
			select {
			case zone := <-zones:
				return zone.String() == "America/Lima"
			default:
				return false
			}
		})
	}

	write(t, m.link+".copy", zoneFile())
	if err := os.Rename(m.link+".copy", m.link); err != nil {
		t.Fatal(err)
	}
	expect(t, zones, "Local")
	os.Remove(m.link)
	expect(t, zones, "UTC")
}

func TestWatchTellsTheLastOfUnreceivedChanges(t *testing.T) {
	unpinned(t)
	noBus(t)
	m := place(t)
	var out log
	zones := m.watch(t.Context(), slog.New(slog.NewTextHandler(&out, nil)))
	logged := func(text string) { until(t, func() bool { return strings.Contains(out.String(), text) }) }
	for _, name := range []string{"Asia/Tokyo", "America/Lima"} {
		link(t, database+name, m.link)
		logged("zone=" + name)
	}
	// What was logged is told before the next is looked at.
	link(t, database+"Mars/Olympus", m.link)
	logged("cannot be read")
	expect(t, zones, "America/Lima")
}

func until(t *testing.T, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(patience); !ok(); <-time.After(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("waited %v", patience)
		}
	}
}

// TestWatchHearsTimedate: the link leads through a folder that is not watched.
func TestWatchHearsTimedate(t *testing.T) {
	unpinned(t)
	timedate := timedate(t)
	m := place(t)
	elsewhere := filepath.Join(t.TempDir(), "localtime")
	link(t, database+"Europe/Berlin", elsewhere)
	link(t, elsewhere, m.link)
	zones := m.watch(t.Context(), slog.New(slog.DiscardHandler))
	until(t, func() bool { return isHeard(t, timedate) })

	link(t, database+"Asia/Tokyo", elsewhere)
	err := timedate.Emit("/org/freedesktop/timedate1", properties+".PropertiesChanged", service,
		map[string]dbus.Variant{"Timezone": dbus.MakeVariant("Asia/Tokyo")}, []string{})
	if err != nil {
		t.Fatal(err)
	}
	expect(t, zones, "Asia/Tokyo")
}

// isHeard tells whether somebody asked the bus for signals of timedate1.
func isHeard(t *testing.T, conn *dbus.Conn) bool {
	t.Helper()
	var rules map[string][]string
	err := conn.Object("org.freedesktop.DBus", "/org/freedesktop/DBus").
		Call("org.freedesktop.DBus.Debug.Stats.GetAllMatchRules", 0).Store(&rules)
	if err != nil {
		t.Skipf("the bus does not tell who listens: %v", err)
	}
	for _, of := range rules {
		if strings.Contains(strings.Join(of, "\n"), service) {
			return true
		}
	}
	return false
}

// timedate is a connection to a bus of its own, made the system's, with the
// name of timedate1.
func timedate(t *testing.T) *dbus.Conn {
	t.Helper()
	address, _ := bustest.Start(t)
	t.Setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
	conn, err := dbus.ConnectSystemBus()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	if _, err := conn.RequestName(service, dbus.NameFlagDoNotQueue); err != nil {
		t.Fatal(err)
	}
	return conn
}

func TestWatchIsPinned(t *testing.T) {
	for value, warns := range map[string]bool{"Europe/Berlin": false, "": false, "Mars/Olympus": true} {
		t.Run(value, func(t *testing.T) {
			t.Setenv("TZ", value)
			var out bytes.Buffer
			if Watch(t.Context(), slog.New(slog.NewTextHandler(&out, nil))) != nil {
				t.Errorf("TZ=%q: the zone is watched, want that it is pinned", value)
			}
			if got := strings.Contains(out.String(), "TZ names no time zone"); got != warns {
				t.Errorf("TZ=%q: warned %v, want %v: %s", value, got, warns, &out)
			}
		})
	}
}

func TestWatchEndsWithContext(t *testing.T) {
	unpinned(t)
	noBus(t)
	before := runtime.NumGoroutine()
	m := place(t)
	for range 20 {
		ctx, cancel := context.WithCancel(t.Context())
		m.watch(ctx, slog.New(slog.DiscardHandler))
		cancel()
	}
	until(t, func() bool { return runtime.NumGoroutine() <= before })
}

func TestWatchWithoutFolder(t *testing.T) {
	unpinned(t)
	noBus(t)
	var out log
	machine{link: filepath.Join(t.TempDir(), "none", "localtime")}.watch(t.Context(), slog.New(slog.NewTextHandler(&out, nil)))
	if !strings.Contains(out.String(), "may go unnoticed") {
		t.Errorf("logged %q, want that changes go unnoticed", out.String())
	}
}

// log is a buffer for several goroutines.
type log struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
