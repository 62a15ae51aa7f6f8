//go:build unix && !darwin

package session

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// listen answers at a socket that nobody speaks at.
func listen(t *testing.T, path string) {
	t.Helper()
	listener, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
}

// socketDir is short enough for a socket's name, whatever the test is called.
func socketDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "focusd-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

func TestOpenDisplay(t *testing.T) {
	dir := socketDir(t)
	listen(t, filepath.Join(dir, "wayland-7"))
	t.Setenv("XDG_RUNTIME_DIR", dir)
	for _, tt := range []struct {
		name, wayland, x, want string
	}{
		{"none", "", "", "neither DISPLAY nor WAYLAND_DISPLAY is set"},
		{"Wayland by name", "wayland-7", "", ""},
		{"Wayland by path", filepath.Join(dir, "wayland-7"), "", ""},
		{"Wayland before X", "wayland-7", ":64999", ""},
		{"no Wayland", "wayland-8", "", "cannot open the Wayland display " + dir + "/wayland-8"},
		{"no X", "", ":64999", "cannot open the X display :64999"},
		{"nonsense", "", "screen", "cannot open the X display screen"},
		{"neither", "wayland-8", ":64999", "cannot open the Wayland display " + dir + "/wayland-8\ncannot open the X display :64999"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Setenv("WAYLAND_DISPLAY", tt.wayland)
			t.Setenv("DISPLAY", tt.x)
			got := ""
			display, err := openDisplay(t.Context())
			if err != nil {
				got = err.Error()
			} else {
				display.Close()
			}
			if got != tt.want {
				t.Errorf("error %q, want %q", got, tt.want)
			}
		})
	}
}

func TestBusAddress(t *testing.T) {
	empty, full := socketDir(t), socketDir(t)
	listen(t, filepath.Join(full, "bus"))
	for _, tt := range []struct {
		name, address, runtime, want string
	}{
		{"said", "unix:path=/run/x", full, "unix:path=/run/x"},
		{"in the runtime folder", "", full, "unix:path=" + full + "/bus"},
		{"not in the runtime folder", "", empty, ""},
		{"nowhere", "", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Setenv("DBUS_SESSION_BUS_ADDRESS", tt.address)
			t.Setenv("XDG_RUNTIME_DIR", tt.runtime)
			got, err := busAddress()
			if got != tt.want || (err != nil) != (tt.want == "") {
				t.Errorf("address %q, error %v, want %q", got, err, tt.want)
			}
		})
	}
}

// A bus that is there and hangs up, or that is no bus, is an error in time.
func TestCheckBus(t *testing.T) {
	dir := socketDir(t)
	listener, err := net.Listen("unix", filepath.Join(dir, "bus"))
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			conn.Close()
		}
	}()
	defer func() {
		listener.Close()
		<-ended
	}()
	for address, want := range map[string]string{
		"unix:path=" + dir + "/bus":  "log in at ",
		"unix:path=" + dir + "/none": "nothing answers at ",
		"autolaunch:":                "nothing answers at ",
		"nonsense":                   "nothing answers at ",
	} {
		if err := checkBus(t.Context(), address); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("checkBus(%q) = %v, want %q…", address, err, want)
		}
	}
}
