package newcomer

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"focusd/tracker/sessionbus"
)

// Kind is what may have come.
type Kind uint8

const (
	Terminal Kind = iota + 1 // somebody logged in over the network, or opened a window with a shell
	Display                  // an X server
	Desktop                  // a compositor, a bus, or a desktop on it
)

// StandIn tells whether it is of no use beside a desktop that is known: who
// opens a window with a shell has one, and a display is that of its environment.
func (k Kind) StandIn() bool { return k < Desktop }

// place is a folder in which something appears when a person comes: the sockets
// of a desktop, or a terminal.
type place struct {
	folder string
	kind   Kind
	names  []string // what their names begin with
}

// crowd is a folder in which files come and go all day: who is woken by each of
// them rests less than who looks there for a bus now and then.
const crowd = "/tmp"

// systemBus is where the login manager is heard; it may start after us.
const systemBus = "/run/dbus/system_bus_socket"

// places are those of the session that env is of, whose bus has its socket at
// bus; "" is nowhere. One in the crowd is none of them.
func places(env func(string) string, bus string) []place {
	all := []place{
		{"/tmp/.X11-unix", Display, []string{"X"}},
		{"/dev/pts", Terminal, []string{""}},
		{filepath.Dir(systemBus), Desktop, []string{filepath.Base(systemBus)}},
	}
	if run := env("XDG_RUNTIME_DIR"); run != "" {
		all = append(all, place{run, Desktop, []string{"wayland-", "bus", "sway-ipc.", "hypr", "niri."}})
	}
	if !filepath.IsAbs(bus) {
		return all
	}
	folder, name := filepath.Split(bus)
	folder = filepath.Clean(folder)
	if folder == crowd {
		return all
	}
	// The kernel watches a folder once.
	if i := slices.IndexFunc(all, func(p place) bool { return p.folder == folder }); i >= 0 {
		all[i].names = append(all[i].names, name)
		return all
	}
	return append(all, place{folder, Desktop, []string{name}})
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
	for _, p := range places(os.Getenv, sessionbus.Socket()) {
		if info, err := os.Stat(p.folder); err == nil && info.IsDir() {
			all = append(all, p)
		}
	}
	return all
}
