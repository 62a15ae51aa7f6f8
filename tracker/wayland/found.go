package wayland

import (
	"context"
	"fmt"
	"slices"

	"focusd/tracker/source"
)

// peer is the process at the other end of a socket. The zero peer is unknown.
type peer struct {
	pid, uid int
	name     string
}

// Found is what a compositor offers.
type Found struct {
	Socket     string
	Compositor string     // the name of its process; "" is not known
	PID        int        // of the compositor; 0: not known
	Protocols  []Protocol // that say something of windows or idleness, with those that nobody here speaks
	IPC        string     // sway's socket, which tells the processes of windows; "" is none
}

// Protocol is an interface of a compositor, and the version that it offers.
type Protocol struct {
	Name    string
	Version int
}

// notable tells whether the doctor shows an interface.
func notable(iface string) bool {
	switch iface {
	case "ext_foreign_toplevel_list_v1", "zcosmic_toplevel_info_v1", "org_kde_plasma_window_management":
		return true // of windows, but not usable: no state, or not for us
	}
	return version(iface) > 0
}

// Probe finds the compositor that Watch would watch, and says what it offers.
func (s Source) Probe(ctx context.Context) (Found, error) {
	c, err := s.connect(ctx)
	if err != nil {
		return Found{}, because(ctx, ErrNoWayland, err)
	}
	defer c.close()
	return c.found(), nil
}

func (c *conn) found() Found {
	p := peerOf(c.nc)
	f := Found{Socket: c.path, Compositor: p.name, PID: p.pid}
	for _, g := range c.globals {
		f.Protocols = append(f.Protocols, Protocol{g.iface, int(g.version)})
	}
	if ipc, ok := findSway(c.path, p); ok {
		f.IPC = ipc.path
	}
	return f
}

// Facts are those that the compositor can tell.
func (f Found) Facts() (facts source.Facts) {
	if f.has(windowsInterface) {
		facts |= source.Windows
	}
	if f.has(seatInterface) && (f.has(extIdleInterface) || f.has(kdeIdleInterface)) {
		facts |= source.Idleness
	}
	return facts
}

// Why says why the compositor does not tell a fact, Windows or Idleness; "" if
// it does.
func (f Found) Why(fact source.Facts) string {
	switch {
	case f.Facts().Has(fact):
		return ""
	case fact == source.Windows:
		return fmt.Sprintf("%s does not tell other programs of its windows (%s)", f.who(), windowsInterface)
	case !f.has(seatInterface):
		return fmt.Sprintf("%s has no seat, so no input and no idleness", f.who())
	}
	return fmt.Sprintf("%s does not tell other programs of idleness (%s or %s)", f.who(), extIdleInterface, kdeIdleInterface)
}

// who names the compositor for the person.
func (f Found) who() string {
	if f.Compositor != "" {
		return f.Compositor
	}
	return "the compositor at " + f.Socket
}

func (f Found) has(iface string) bool {
	return slices.ContainsFunc(f.Protocols, func(p Protocol) bool { return p.Name == iface })
}
