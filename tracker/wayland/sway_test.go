//go:build linux

package wayland

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"focusd/tracker/wayland/waylandtest"
)

const tree = `{"name":"root","nodes":[
	{"name":"HEADLESS-1","nodes":[
		{"name":"1","nodes":[
			{"name":"mail","app_id":"browser","pid":10,"focused":false},
			{"name":"shell","app_id":"foot","pid":20,"focused":false},
			{"name":"shell","app_id":"foot","pid":21,"focused":true},
			{"name":"logs","app_id":"foot","pid":22},
			{"nodes":[{"name":"a","app_id":"server","pid":30},{"name":"a","app_id":"server","pid":30}]}
		],"floating_nodes":[
			{"name":"player","app_id":null,"window_properties":{"class":"Player","instance":"player"},"pid":40},
			{"name":"odd","app_id":"odd","pid":null}
		]}]}]}`

func TestNodePID(t *testing.T) {
	var root node
	if err := json.Unmarshal([]byte(tree), &root); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		app, title string
		want       int
	}{
		"only one of the app":         {"browser", "whatever", 10},
		"by title":                    {"foot", "logs", 22},
		"by focus":                    {"foot", "shell", 21},
		"title is of nobody":          {"foot", "new title", 0},
		"two windows of a process":    {"server", "a", 30},
		"two that cannot be told":     {"server", "b", 30},
		"floating, of XWayland":       {"Player", "player", 40},
		"without a process":           {"odd", "odd", 0},
		"unknown":                     {"elsewhere", "mail", 0},
		"that says nothing of itself": {"", "", 0},
	} {
		t.Run(name, func(t *testing.T) {
			if got := root.pid(looks{app: test.app, title: test.title}); got != test.want {
				t.Errorf("pid of %q, %q = %d, want %d", test.app, test.title, got, test.want)
			}
		})
	}
}

// fakeIPC answers at path like sway, with reply to everything.
func fakeIPC(t *testing.T, path string, reply []byte) {
	t.Helper()
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	t.Cleanup(func() { l.Close(); <-done })
	go func() {
		defer close(done)
		for {
			nc, err := l.Accept()
			if err != nil {
				return
			}
			if _, err := io.ReadFull(nc, make([]byte, ipcHeader)); err == nil {
				nc.Write(reply)
			}
			nc.Close()
		}
	}()
}

func ipcReply(size uint32, payload string) []byte {
	b := ne.AppendUint32([]byte(ipcMagic), size)
	return append(ne.AppendUint32(b, ipcGetTree), payload...)
}

func TestSwayPID(t *testing.T) {
	for name, test := range map[string]struct {
		reply []byte
		want  int
		fail  bool
	}{
		"tree":        {ipcReply(uint32(len(tree)), tree), 10, false},
		"not sway":    {[]byte("HTTP/1.1 400 Bad Request"), 0, true},
		"too much":    {ipcReply(treeLimit+1, tree), 0, true},
		"cut short":   {ipcReply(uint32(len(tree)), tree[:100]), 0, true},
		"not a tree":  {ipcReply(4, "null"), 0, false},
		"without end": {ipcReply(uint32(3<<20), strings.Repeat(`{"nodes":[`, 300_000)), 0, true},
		"nothing":     {nil, 0, true},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(socketDir(t), "ipc")
			fakeIPC(t, path, test.reply)
			got, err := sway{path}.pid(looks{app: "browser"})
			if got != test.want || (err != nil) != test.fail {
				t.Errorf("pid = %d, %v, want %d, error %v", got, err, test.want, test.fail)
			}
		})
	}
}

// socketDir is t.TempDir with a short path: those of sockets have a limit.
func socketDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "wl")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

func TestWatchTellsProcesses(t *testing.T) {
	f, _, _ := twoWindows(t, waylandtest.OldOffers())
	t.Setenv("SWAYSOCK", "/stale")
	own := fmt.Sprintf("sway-ipc.%d.%d.sock", os.Getuid(), os.Getpid())
	fakeIPC(t, filepath.Join(filepath.Dir(f.Display), own), ipcReply(uint32(len(tree)), tree))
	w := startWatch(t, Source{Display: f.Display}, time.Minute)
	if r := w.expect("a window that sway does not know", one); r.PID != 0 {
		t.Errorf("process %d, want it not to be known", r.PID)
	}
	f.Window("browser", "two").Focus()
	if r := w.expect("a window that sway knows", two); r.PID != 10 {
		t.Errorf("process %d, want 10", r.PID)
	}
}

func TestWatchOutlivesIPC(t *testing.T) {
	f, a, b := twoWindows(t, waylandtest.OldOffers())
	path := filepath.Join(filepath.Dir(f.Display), "ipc")
	t.Setenv("SWAYSOCK", path)
	fakeIPC(t, path, []byte("garbage of some length"))
	w := startWatch(t, Source{Display: f.Display}, time.Minute)
	w.expect("at the start", one)
	b.Focus()
	w.expect("after a switch", two)
	a.Focus()
	w.expect("after a switch back", one)
}
