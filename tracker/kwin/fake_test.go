package kwin

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"focusd/tracker/sessionbus"
)

// connect is a connection of the test to the bus.
func connect(t *testing.T, address string) *dbus.Conn {
	t.Helper()
	conn, err := dbus.Connect(address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return conn
}

// fakeKWin is a fake: it has KWin's interface for scripts on the bus, but it
// runs none. It only looks up in the script whom to call, and calls what the
// test says. What the script itself does is tested with the real KWin.
type fakeKWin struct {
	t       *testing.T
	conn    *dbus.Conn
	format  string // of the path of a script
	notYet  int    // so many loads fail: it is starting
	refuse  bool   // it takes no scripts
	silent  bool   // run reaches another script
	ran     chan string
	mu      sync.Mutex
	file    string // of the script that is loaded
	actions []string
}

const (
	path5 = "/%d"
	path6 = "/Scripting/Script%d"
)

// start puts k on the bus, as the owner of the name.
func (k *fakeKWin) start(t *testing.T, address string) *fakeKWin {
	t.Helper()
	k.t, k.conn, k.ran = t, connect(t, address), make(chan string, 8)
	methods := map[string]any{"loadScript": k.load, "unloadScript": k.unload, "start": k.run}
	if err := k.conn.ExportMethodTable(methods, scripting, scriptingFace); err != nil {
		t.Fatal(err)
	}
	if _, err := k.conn.RequestName(service, dbus.NameFlagDoNotQueue); err != nil {
		t.Fatal(err)
	}
	return k
}

func (k *fakeKWin) did(what string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.actions = append(k.actions, what)
}

func (k *fakeKWin) history() string {
	k.mu.Lock()
	defer k.mu.Unlock()
	return strings.Join(k.actions, " ")
}

func (k *fakeKWin) load(file, name string) (int32, *dbus.Error) {
	k.did("load:" + name)
	k.mu.Lock()
	k.file = file
	refuse, notYet := k.refuse, k.notYet > 0
	k.notYet--
	k.mu.Unlock()
	switch {
	case refuse:
		return -1, nil
	case notYet:
		return 0, dbus.NewError(sessionbus.Service+".Error.UnknownObject", nil)
	}
	run := k.run
	if k.silent {
		run = func() *dbus.Error { return nil }
	}
	const id = 4
	path := dbus.ObjectPath(fmt.Sprintf(k.format, id))
	if err := k.conn.ExportMethodTable(map[string]any{"run": run}, path, "org.kde.kwin.Script"); err != nil {
		return 0, dbus.MakeFailedError(err)
	}
	return id, nil
}

func (k *fakeKWin) unload(name string) (bool, *dbus.Error) {
	k.did("unload:" + name)
	return true, nil
}

var callee = regexp.MustCompile(`callDBus\("(:[0-9.]+)", "` + earPath + `", "` + regexp.QuoteMeta(earFace) + `", "Active"`)

func (k *fakeKWin) run() *dbus.Error {
	k.did("run")
	k.mu.Lock()
	text, err := os.ReadFile(k.file)
	k.mu.Unlock()
	if err != nil {
		return dbus.MakeFailedError(err)
	}
	match := callee.FindSubmatch(text)
	if match == nil {
		return dbus.MakeFailedError(errors.New("the script calls nobody"))
	}
	k.ran <- string(match[1])
	return nil
}

// running waits until the script is run and returns whom it calls.
func (k *fakeKWin) running() string {
	k.t.Helper()
	select {
	case address := <-k.ran:
		return address
	case <-time.After(5 * time.Second):
		k.t.Fatalf("no script was run in 5 s, only: %s", k.history())
		panic("unreachable")
	}
}

// say calls as the script does.
func say(t *testing.T, from *dbus.Conn, to, front string) {
	t.Helper()
	if err := from.Object(to, earPath).Call(earFace+".Active", 0, front).Err; err != nil {
		t.Fatalf("Active(%s): %v", front, err)
	}
}

// files are those in a folder.
func files(t *testing.T, dir string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	return found
}
