package listen

import (
	"errors"
	"fmt"
	"net"

	"github.com/coreos/go-systemd/v22/activation"
)

// ErrInUse is returned when somebody answers at the address already.
var ErrInUse = errors.New("already in use")

// Config says where to listen. Zero: nowhere but where systemd does.
type Config struct {
	Socket string // path of the unix socket
	Web    string // "127.0.0.1:8463"; "" and "off": nowhere

	// AllowInsecure lets Web be an address that other machines can reach. What
	// is sent over it can be read on the way.
	AllowInsecure bool
}

// Listeners are open. Whoever has them closes them.
type Listeners struct {
	Sockets []net.Listener // unix sockets
	Web     net.Listener   // TCP; nil when it is off
}

// Open opens the listeners. What systemd has handed over takes the place of
// what c says, sort by sort. It is called once in a process: what was handed
// over is there only the first time.
func Open(c Config) (Listeners, error) {
	inherited, err := activation.Listeners()
	if err != nil {
		return Listeners{}, fmt.Errorf("take over the listeners of systemd: %w", err)
	}
	return c.open(inherited)
}

func (c Config) open(inherited []net.Listener) (Listeners, error) {
	var l Listeners
	err := l.take(c, inherited)
	if err == nil && l.Sockets == nil && c.Socket != "" {
		err = l.addSocket(c.Socket)
	}
	if err == nil && l.Web == nil && c.Web != "" && c.Web != "off" {
		l.Web, err = c.web()
	}
	if err != nil {
		l.Close()
		return Listeners{}, err
	}
	return l, nil
}

// take sorts what systemd has handed over. Nil are files of it that nothing
// can be accepted from.
func (l *Listeners) take(c Config, inherited []net.Listener) error {
	var err error
	for _, ln := range inherited {
		if ln == nil {
			continue
		}
		addr, tcp := ln.Addr().(*net.TCPAddr)
		switch {
		case !tcp:
			l.Sockets = append(l.Sockets, ln)
		case l.Web == nil:
			l.Web = ln
			err = errors.Join(err, c.allowed(addr))
		default:
			err = errors.Join(err, fmt.Errorf("listen at %s: systemd has handed over %s already: leave one in focusd.socket", addr, l.Web.Addr()))
			ln.Close()
		}
	}
	return err
}

func (l *Listeners) addSocket(path string) error {
	ln, err := Socket(path)
	if err != nil {
		return err
	}
	l.Sockets = append(l.Sockets, ln)
	return nil
}

// All are the listeners in one list.
func (l Listeners) All() []net.Listener {
	all := l.Sockets
	if l.Web != nil {
		all = append(all[:len(all):len(all)], l.Web)
	}
	return all
}

// Close closes them all.
func (l Listeners) Close() {
	for _, ln := range l.All() {
		_ = ln.Close() // it is closed or was: both will do
	}
}
