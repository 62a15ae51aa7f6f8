//go:build unix && !darwin

package session

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"path/filepath"
	"time"

	"github.com/godbus/dbus/v5"
	"github.com/jezek/xgb"
)

// patience is how long a display or a bus that takes the connection may leave
// it without an answer.
const patience = 5 * time.Second

// Open returns an error that says what is missing of a desktop session. It
// sets DBUS_SESSION_BUS_ADDRESS if that is unset and the bus is where systemd
// puts it: with no address GLib would start a bus that stays behind.
//
// The display stays open until the closer is closed, which must be after GTK
// has opened it too: an X server whose last client leaves starts anew, and
// turns away whoever comes meanwhile.
func Open(ctx context.Context) (io.Closer, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	display, err := openDisplay(ctx)
	if err != nil {
		return nil, fmt.Errorf("no display: %w", err)
	}
	address, err := busAddress()
	if err == nil {
		err = checkBus(ctx, address)
	}
	if err != nil {
		display.Close()
		return nil, fmt.Errorf("no D-Bus session bus: %w", err)
	}
	return display, os.Setenv("DBUS_SESSION_BUS_ADDRESS", address)
}

// openDisplay tries what GTK tries, in its order.
func openDisplay(ctx context.Context) (io.Closer, error) {
	wayland, x := os.Getenv("WAYLAND_DISPLAY"), os.Getenv("DISPLAY")
	if wayland == "" && x == "" {
		return nil, errors.New("neither DISPLAY nor WAYLAND_DISPLAY is set")
	}
	var errs []error
	if wayland != "" {
		conn, err := openWayland(ctx, wayland)
		if err == nil {
			return conn, nil
		}
		errs = append(errs, err)
	}
	if x != "" {
		conn, err := openX(ctx, x)
		if err == nil {
			return conn, nil
		}
		errs = append(errs, err)
	}
	return nil, errors.Join(errs...)
}

func openWayland(ctx context.Context, name string) (io.Closer, error) {
	if !filepath.IsAbs(name) {
		name = filepath.Join(os.Getenv("XDG_RUNTIME_DIR"), name)
	}
	conn, err := new(net.Dialer).DialContext(ctx, "unix", name)
	if err != nil {
		return nil, fmt.Errorf("cannot open the Wayland display %s", name)
	}
	return conn, nil
}

// xDisplay is a connection whose Close has no error.
type xDisplay struct{ *xgb.Conn }

func (d xDisplay) Close() error {
	d.Conn.Close()
	return nil
}

// openX makes a whole connection: a server may be there and not let us in.
func openX(ctx context.Context, name string) (io.Closer, error) {
	xgb.Logger = log.New(io.Discard, "", 0) // it reports on stderr what it returns as well
	type result struct {
		conn *xgb.Conn
		err  error
	}
	opened := make(chan result, 1)
	go func() { // ends with the process if the server never answers
		conn, err := xgb.NewConnDisplay(name)
		opened <- result{conn, err}
	}()
	select {
	case r := <-opened:
		if r.err != nil {
			return nil, fmt.Errorf("cannot open the X display %s", name)
		}
		return xDisplay{r.conn}, nil
	case <-ctx.Done():
		return nil, fmt.Errorf("the X display %s does not answer", name)
	}
}

// busAddress is where the session bus is said to be.
func busAddress() (string, error) {
	if address := os.Getenv("DBUS_SESSION_BUS_ADDRESS"); address != "" {
		return address, nil
	}
	if dir := os.Getenv("XDG_RUNTIME_DIR"); filepath.IsAbs(dir) {
		path := filepath.Join(dir, "bus")
		if _, err := os.Stat(path); err == nil {
			return "unix:path=" + dbus.EscapeBusAddressValue(path), nil
		}
	}
	return "", errors.New("DBUS_SESSION_BUS_ADDRESS is not set")
}

// checkBus says hello, which a bus answers that is alive and lets us in.
func checkBus(ctx context.Context, address string) error {
	conn, err := dbus.Dial(address, dbus.WithContext(ctx))
	if err != nil {
		return fmt.Errorf("nothing answers at %s", address)
	}
	defer conn.Close()
	if err := conn.Auth(nil); err != nil {
		return fmt.Errorf("log in at %s: %w", address, err)
	}
	if err := conn.Hello(); err != nil {
		return fmt.Errorf("say hello at %s: %w", address, err)
	}
	return nil
}
