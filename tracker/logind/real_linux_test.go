package logind

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"syscall"
	"testing"

	"github.com/godbus/dbus/v5"
)

const insideEnv = "FOCUSD_TEST_INSIDE"

// TestRealLogind runs against systemd-logind itself, which wants to be root and
// has its files in /run: the test runs itself again in a name space of mounts.
func TestRealLogind(t *testing.T) {
	const daemon = "/lib/systemd/systemd-logind"
	if os.Getenv("FOCUSD_TEST_ALL") != "1" {
		t.Skip("FOCUSD_TEST_ALL is not 1")
	}
	if os.Getenv(insideEnv) != "" {
		realLogind(t, daemon)
		return
	}
	if os.Getuid() != 0 {
		t.Skip("systemd-logind wants to be root")
	}
	need(t, "dbus-daemon")
	need(t, daemon, "--version")
	inside := exec.Command(os.Args[0], "-test.run=^TestRealLogind$", "-test.v")
	inside.Env = append(os.Environ(), insideEnv+"=1")
	inside.SysProcAttr = &syscall.SysProcAttr{Unshareflags: syscall.CLONE_NEWNS}
	if out, err := inside.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

const busConfig = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:path=/run/dbus/system_bus_socket</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
    <allow own="*"/>
    <allow user="*"/>
  </policy>
</busconfig>
`

func realLogind(t *testing.T, daemon string) {
	ours, _ := os.Readlink("/proc/self/ns/mnt")
	if theirs, err := os.Readlink(fmt.Sprintf("/proc/%d/ns/mnt", os.Getppid())); err != nil || ours == theirs {
		t.Fatalf("not in a name space of mounts: /run is the machine's own (%v)", err)
	}
	// The root of the new name space may still tell the others of its mounts.
	if err := syscall.Mount("", "/", "", syscall.MS_REC|syscall.MS_PRIVATE, ""); err != nil {
		t.Skipf("no name space of mounts: %v", err)
	}
	if err := syscall.Mount("tmpfs", "/run", "tmpfs", 0, "mode=755"); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{"/run/dbus", "/run/systemd/seats", "/run/systemd/users", "/run/systemd/sessions", "/run/systemd/inhibit", "/run/user"} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	config := filepath.Join("/run/dbus", "system.conf")
	if err := os.WriteFile(config, []byte(busConfig), 0o600); err != nil {
		t.Fatal(err)
	}
	start(t, exec.Command("dbus-daemon", "--nofork", "--nopidfile", "--config-file="+config))
	t.Setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/run/dbus/system_bus_socket")
	d := &desk{T: t}
	d.until("there is a bus", func() (ok bool) {
		var err error
		d.conn, err = dbus.ConnectSystemBus()
		return err == nil
	})
	t.Cleanup(func() { d.conn.Close() })
	units := startUnits(t, d.conn)
	logind := exec.Command(daemon)
	logind.Stderr = os.Stderr
	start(t, logind)
	d.until("logind is on the bus", func() bool {
		return d.conn.Object(service, root).Call(managerInterface+".ListSessions", 0).Err == nil
	})
	t.Run("lock", func(t *testing.T) { realLock(t, &desk{T: t, conn: d.conn}) })
	t.Run("shutdown", func(t *testing.T) { realShutdown(t, &desk{T: t, conn: d.conn}, units) })
}

// units is the part of systemd that logind talks to. It does what it is told
// by saying that it is done.
type units struct {
	conn *dbus.Conn

	mu      sync.Mutex
	started []string // guarded by mu
}

func startUnits(t *testing.T, conn *dbus.Conn) *units {
	t.Helper()
	u := &units{conn: conn}
	const name, path = "org.freedesktop.systemd1", "/org/freedesktop/systemd1"
	done := func(unit string) (dbus.ObjectPath, *dbus.Error) {
		u.mu.Lock()
		u.started = append(u.started, unit)
		job := dbus.ObjectPath(fmt.Sprintf("%s/job/%d", path, len(u.started)))
		id := uint32(len(u.started))
		u.mu.Unlock()
		go conn.Emit(path, name+".Manager.JobRemoved", id, job, unit, "done")
		return job, nil
	}
	err := conn.ExportMethodTable(map[string]any{
		"Subscribe": func() *dbus.Error { return nil },
		"StartUnit": func(unit, mode string) (dbus.ObjectPath, *dbus.Error) { return done(unit) },
		"StopUnit":  func(unit, mode string) (dbus.ObjectPath, *dbus.Error) { return done(unit) },
		"StartTransientUnit": func(unit, mode string, _ []struct {
			Name  string
			Value dbus.Variant
		}, _ []struct {
			Name string
			Of   []struct {
				Name  string
				Value dbus.Variant
			}
		},
		) (dbus.ObjectPath, *dbus.Error) {
			return done(unit)
		},
	}, path, name+".Manager")
	if err != nil {
		t.Fatal(err)
	}
	err = conn.ExportMethodTable(map[string]any{
		"Get": func(iface, name string) (dbus.Variant, *dbus.Error) { return dbus.MakeVariant("loaded"), nil },
	}, path+"/unit/poweroff_2etarget", propertyInterface)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := conn.RequestName(name, dbus.NameFlagDoNotQueue); err != nil {
		t.Fatal(err)
	}
	return u
}

func (u *units) has(unit string) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	return slices.Contains(u.started, unit)
}

// createSession logs this user in and returns the session, which lasts until
// its file is closed.
func (d *desk) createSession() (dbus.ObjectPath, *os.File) {
	d.Helper()
	var (
		id, runtime, seat string
		path              dbus.ObjectPath
		fd                dbus.UnixFD
		uid, vt           uint32
		existing          bool
	)
	type property struct {
		Name  string
		Value dbus.Variant
	}
	leader := exec.Command("sleep", "60") // whoever is in a session cannot begin another
	start(d.T, leader)
	err := d.conn.Object(service, root).Call(managerInterface+".CreateSession", 0,
		uint32(os.Getuid()), uint32(leader.Process.Pid), "test", "x11", "user", "", "", uint32(0), "", ":99", false, "", "",
		[]property{}).Store(&id, &path, &runtime, &fd, &uid, &seat, &vt, &existing)
	if err != nil {
		d.Fatalf("CreateSession: %v", err)
	}
	return path, os.NewFile(uintptr(fd), "session")
}

func realLock(t *testing.T, d *desk) {
	expect, _ := watchLock(t)
	expect(unknown)
	path, session := d.createSession()
	expect(unlocked)
	d.call(path, sessionInterface+".SetLockedHint", true)
	expect(locked)
	d.call(path, sessionInterface+".SetIdleHint", true)
	d.call(path, sessionInterface+".Unlock") // a request
	d.call(path, sessionInterface+".SetLockedHint", false)
	expect(unlocked)
	session.Close()
	expect(locked) // logged out
	_, session = d.createSession()
	defer session.Close()
	expect(unlocked)
}

// realShutdown asks logind to switch off, which asks systemd to: the one of
// this test.
func realShutdown(t *testing.T, d *desk, u *units) {
	before, save := make(chan context.Context), make(chan struct{})
	run(t, Sleep{
		Before: func(within context.Context) { before <- within; <-save },
		After:  func() {},
	}.Watch)
	d.awaitInhibitor(true)
	d.call(root, managerInterface+".PowerOff", false)
	receive(t, "Before", before)
	if u.has("poweroff.target") {
		t.Error("logind did not wait until the log is saved")
	}
	close(save)
	d.until("logind goes on", func() bool { return u.has("poweroff.target") })
}
