package api

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

func TestDefaultSocket(t *testing.T) {
	own := filepath.Join(os.TempDir(), userFolder(os.Getuid()), "focusd.sock")
	for _, tt := range []struct {
		name, socket, runtime, want string
	}{
		{"said", "/tmp/mine.sock", "/run/user/7", "/tmp/mine.sock"},
		{"runtime folder", "", "/run/user/7", filepath.FromSlash("/run/user/7/focusd/focusd.sock")},
		{"neither", "", "", own},
		{"a relative folder", "", "run", own},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Setenv("FOCUSD_SOCKET", tt.socket)
			t.Setenv("XDG_RUNTIME_DIR", tt.runtime)
			if got := DefaultSocket(); got != tt.want {
				t.Errorf("DefaultSocket() = %q, want %q", got, tt.want)
			}
		})
	}
}

func TestUserFolder(t *testing.T) {
	for uid, want := range map[int]string{0: "focusd-0", 1000: "focusd-1000", -1: "focusd"} {
		if got := userFolder(uid); got != want {
			t.Errorf("userFolder(%s) = %q, want %q", fmt.Sprint(uid), got, want)
		}
	}
}
