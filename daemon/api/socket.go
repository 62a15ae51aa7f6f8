package api

import (
	"os"
	"path/filepath"
	"strconv"
)

// DefaultSocket is $FOCUSD_SOCKET, else focusd/focusd.sock in
// $XDG_RUNTIME_DIR, else in a folder of this user among the temporary files.
func DefaultSocket() string {
	if path := os.Getenv("FOCUSD_SOCKET"); path != "" {
		return path
	}
	// The XDG specification has a relative path ignored.
	if dir := os.Getenv("XDG_RUNTIME_DIR"); filepath.IsAbs(dir) {
		return filepath.Join(dir, "focusd", "focusd.sock")
	}
	return filepath.Join(os.TempDir(), userFolder(os.Getuid()), "focusd.sock")
}

// userFolder tells the users of one machine apart. Where users have no number
// (-1: Windows) the folder of temporary files is already their own.
func userFolder(uid int) string {
	if uid < 0 {
		return "focusd"
	}
	return "focusd-" + strconv.Itoa(uid)
}
