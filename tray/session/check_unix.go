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

// Check returns an error that says what is missing of a desktop session. It
// sets DBUS_SESSION_BUS_ADDRESS if that is unset and the bus is where systemd
// puts it: with no address GLib would start a bus that stays behind.
func Check(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if err := checkDisplay(ctx); err != nil {
		return fmt.Errorf("no display: %w", err)
	}
	address, err := busAddress()
	if err == nil {
		err = checkBus(ctx, address)
	}
	if err != nil {
		return fmt.Errorf("no D-Bus session bus: %w", err)
	}
	return os.Setenv("DBUS_SESSION_BUS_ADDRESS", address)
}

// checkDisplay tries what GTK tries, in its order.
func checkDisplay(ctx context.Context) error {
	wayland, x := os.Getenv("WAYLAND_DISPLAY"), os.Getenv("DISPLAY")
	if wayland == "" && x == "" {
		return errors.New("neither DISPLAY nor WAYLAND_DISPLAY is set")
	}
	var errs []error
	if wayland != "" {
		err := checkWayland(ctx, wayland)
		if err == nil {
			return nil
		}
		errs = append(errs, err)
	}
	if x != "" {
		err := checkX(ctx, x)
		if err == nil {
			return nil
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

func checkWayland(ctx context.Context, name string) error {
	if !filepath.IsAbs(name) {
		name = filepath.Join(os.Getenv("XDG_RUNTIME_DIR"), name)
	}
	conn, err := new(net.Dialer).DialContext(ctx, "unix", name)
	if err != nil {
		return fmt.Errorf("cannot open the Wayland display %s", name)
	}
	return conn.Close()
}

// checkX makes a whole connection: a server may be there and not let us in.
func checkX(ctx context.Context, name string) error {
	xgb.Logger = log.New(io.Discard, "", 0) // it reports on stderr what it returns as well
	opened := make(chan error, 1)
	go func() { // ends with the process if the server never answers
		conn, err := xgb.NewConnDisplay(name)
		if err == nil {
			conn.Close()
		}
		opened <- err
	}()
	select {
	case err := <-opened:
		if err != nil {
			return fmt.Errorf("cannot open the X display %s", name)
		}
		return nil
	case <-ctx.Done():
		return fmt.Errorf("the X display %s does not answer", name)
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
