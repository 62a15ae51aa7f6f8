package tmux

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Sockets are the sockets of the person's tmux servers, where tmux would look
// for them, with the likeliest first. There need not be a server behind one:
// tmux leaves the socket lying when it ends.
//
// A server that was given a socket somewhere else (tmux -S) is known only to
// those who run in it, by $TMUX.
func Sockets() []string {
	var found []string
	if own, _, _ := strings.Cut(os.Getenv("TMUX"), ","); own != "" && isOwn(own, fs.ModeSocket) {
		found = append(found, own)
	}
	for _, dir := range Directories() {
		for _, path := range socketsIn(dir) {
			if !slices.Contains(found, path) {
				found = append(found, path)
			}
		}
	}
	return found
}

// Directories are those in which tmux keeps sockets, as far as they are there
// and nobody else's: anyone can make one in /tmp.
func Directories() []string {
	name := "tmux-" + strconv.Itoa(os.Getuid())
	var dirs []string
	for _, parent := range []string{os.Getenv("TMUX_TMPDIR"), os.Getenv("XDG_RUNTIME_DIR"), "/tmp"} {
		dir := filepath.Join(parent, name)
		if parent != "" && !slices.Contains(dirs, dir) && isOwn(dir, fs.ModeDir) {
			dirs = append(dirs, dir)
		}
	}
	return dirs
}

// socketsIn lists the sockets in dir, the default one first.
func socketsIn(dir string) []string {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	var paths []string
	for _, entry := range entries {
		path := filepath.Join(dir, entry.Name())
		switch {
		case !isOwn(path, fs.ModeSocket):
		case entry.Name() == "default":
			paths = slices.Insert(paths, 0, path)
		default:
			paths = append(paths, path)
		}
	}
	return paths
}

// isOwn tells whether what is at path is of that kind, and the person's alone
// to write to.
func isOwn(path string, kind fs.FileMode) bool {
	info, err := os.Lstat(path)
	if err != nil || info.Mode().Type() != kind || !ownedBy(info, os.Getuid()) {
		return false
	}
	return kind == fs.ModeSocket || info.Mode().Perm()&0o022 == 0
}
