package x11

import (
	"context"
	"fmt"
	"net"
	"strconv"
	"strings"

	"focusd/tracker/source"
)

// display is where an X server listens.
type display struct {
	network string // "unix" or "tcp"
	address string
	number  string // as it stands in the authority file
	screen  int
}

// parseDisplay understands what DISPLAY may hold: ":0", ":0.1", "unix:0",
// "host:10.0", "tcp/host:0" and a socket's path that ends in ":0".
func parseDisplay(name string) (display, error) {
	if name == "" {
		return display{}, source.NotHere("DISPLAY is not set: start focusd inside the desktop session")
	}
	colon := strings.LastIndexByte(name, ':')
	if colon < 0 {
		return display{}, fmt.Errorf("display %q has no number: it should look like \":0\"", name)
	}
	host, rest := name[:colon], name[colon+1:]
	number, screen, _ := strings.Cut(rest, ".")
	n, err := strconv.ParseUint(number, 10, 15)
	if err != nil {
		return display{}, fmt.Errorf("display %q has no number: it should look like \":0\"", name)
	}
	d := display{network: "unix", number: number}
	if screen != "" {
		if d.screen, err = strconv.Atoi(screen); err != nil || d.screen < 0 {
			return display{}, fmt.Errorf("display %q has a malformed screen number", name)
		}
	}
	host = strings.TrimPrefix(host, "tcp/")
	switch {
	case strings.HasPrefix(host, "/"):
		d.address = host + ":" + number
	case host == "" || host == "unix":
		d.address = "/tmp/.X11-unix/X" + number
	default:
		d.network = "tcp"
		d.address = net.JoinHostPort(strings.Trim(host, "[]"), strconv.FormatUint(6000+n, 10))
	}
	return d, nil
}

// dial connects to the server. Without a socket file the abstract socket of
// the same name is tried: some sandboxes have only that.
func (d display) dial(ctx context.Context) (net.Conn, error) {
	var dialer net.Dialer
	nc, err := dialer.DialContext(ctx, d.network, d.address)
	if err != nil && d.network == "unix" {
		if abstract, err := dialer.DialContext(ctx, "unix", "@"+d.address); err == nil {
			return abstract, nil
		}
	}
	return nc, err
}
