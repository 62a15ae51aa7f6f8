package newcomer

import (
	"os"
	"strings"
)

// place is a folder in which something appears when a person comes: the sockets
// of a desktop, or a terminal.
type place struct {
	folder string
	names  []string // what their names begin with
}

// places are those of the session that env is of.
func places(env func(string) string) []place {
	all := []place{
		{"/tmp/.X11-unix", []string{"X"}},
		{"/dev/pts", []string{""}}, // somebody logs in over the network, or starts tmux
	}
	if run := env("XDG_RUNTIME_DIR"); run != "" {
		all = append(all, place{run, []string{"wayland-", "bus", "sway-ipc.", "hypr", "niri."}})
	}
	return all
}

// matters tells whether a file of this name is a newcomer, and no lock beside
// one.
func (p place) matters(name string) bool {
	for _, begin := range p.names {
		if strings.HasPrefix(name, begin) && !strings.HasSuffix(name, ".lock") {
			return true
		}
	}
	return false
}

// here are the places of this process that exist.
func here() (all []place) {
	for _, p := range places(os.Getenv) {
		if info, err := os.Stat(p.folder); err == nil && info.IsDir() {
			all = append(all, p)
		}
	}
	return all
}
