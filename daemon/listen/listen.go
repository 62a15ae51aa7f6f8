package listen

import (
	"errors"
	"fmt"
	"net"
	"slices"

	"github.com/coreos/go-systemd/v22/activation"
)

// ErrInUse is returned when somebody answers at the address already.
var ErrInUse = errors.New("already in use")

// Config says where to listen. Zero: nowhere but where systemd does.
type Config struct {
	Socket string   // path of the unix socket
	Web    []string // "127.0.0.1:8463"; none: nowhere

	// Protected says that there are TLS or passwords in front of Web, which may then
	// be an address that other machines can reach. AllowInsecure lets it be one all
	// the same.
	Protected, AllowInsecure bool
}

// Listeners are open. Whoever has them closes them.
type Listeners struct {
	Sockets []net.Listener // unix sockets
	Web     []net.Listener // TCP
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
	if err == nil && l.Web == nil {
		err = l.addWeb(c)
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
		if !tcp {
			l.Sockets = append(l.Sockets, ln)
			continue
		}
		l.Web = append(l.Web, ln)
		err = errors.Join(err, c.allowed(addr))
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

func (l *Listeners) addWeb(c Config) error {
	for _, addr := range c.Web {
		ln, err := c.web(addr)
		if err != nil {
			return err
		}
		l.Web = append(l.Web, ln)
	}
	return nil
}

// All are the listeners in one list.
func (l Listeners) All() []net.Listener { return slices.Concat(l.Sockets, l.Web) }

// Addresses are those of Web.
func (l Listeners) Addresses() (all []string) {
	for _, ln := range l.Web {
		all = append(all, ln.Addr().String())
	}
	return all
}

// Close closes them all.
func (l Listeners) Close() {
	for _, ln := range l.All() {
		_ = ln.Close() // it is closed or was: both will do
	}
}
