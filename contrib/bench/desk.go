//go:build linux

package main

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"time"

	"focusd/contrib/e2e/rig"
)

// desk is a desktop without a screen on which two windows are open, one of them
// a terminal, and somebody sits at it.
type desk interface {
	activate(ctx context.Context, n int) error // gives one of the windows the focus
	press() error                              // a key that no program does anything with
	move(n int) error                          // moves the pointer on its way
}

// xDesk is an X server with openbox.
type xDesk struct {
	*hand
	screen  *rig.Screen
	windows []rig.Window
}

func newXDesk(ctx context.Context, m *rig.Machine) (d *xDesk, err error) {
	d = new(xDesk)
	if d.screen, err = m.StartDisplay(ctx); err != nil {
		return nil, err
	}
	if d.hand, err = newHand(m.Get("DISPLAY")); err != nil {
		return nil, err
	}
	for _, command := range [][]string{{"xterm", "-e", "sleep", "3600"}, {"xmessage", "An example"}} {
		w, err := m.Open(ctx, command[0], command[1:]...)
		if err != nil {
			return nil, err
		}
		d.windows = append(d.windows, w)
	}
	return d, nil
}

func (d *xDesk) activate(ctx context.Context, n int) error {
	return d.screen.Activate(ctx, d.windows[n%len(d.windows)])
}

// nobody owns the machines with sway, which refuses to be started by root.
const nobody = 65534

// swayDesk is a headless sway, which is told what to do over its socket.
type swayDesk struct {
	socket string
	apps   []string
}

func newSwayDesk(ctx context.Context, m *rig.Machine) (*swayDesk, error) {
	config := "output HEADLESS-1 resolution 1280x720\nxwayland disable\nfocus_follows_mouse no\n"
	if err := os.WriteFile(m.Path("sway.conf"), []byte(config), 0o644); err != nil {
		return nil, fmt.Errorf("start sway: %w", err)
	}
	if os.Getuid() == 0 {
		if err := m.Become(nobody); err != nil {
			return nil, err
		}
	}
	for name, value := range map[string]string{
		"WLR_BACKENDS": "headless", "WLR_LIBINPUT_NO_DEVICES": "1", "WLR_RENDERER": "pixman", "LIBSEAT_BACKEND": "noop", "SHELL": "/bin/sh",
	} {
		m.Set(name, value)
	}
	sway, err := m.Start("sway", "--config", m.Path("sway.conf"))
	if err != nil {
		return nil, err
	}
	d := &swayDesk{apps: []string{"foot", "viewer"}}
	err = rig.Until(ctx, "sway answers", func() bool {
		found, _ := filepath.Glob(m.Path("run/sway-ipc.*.sock"))
		if len(found) == 1 {
			d.socket = found[0]
		}
		return d.socket != "" && d.tell("nop") == nil || !sway.Alive()
	})
	if err == nil && !sway.Alive() {
		err = fmt.Errorf("start sway: it has ended: %s", sway.Output())
	}
	if err != nil {
		return nil, err
	}
	display, err := waylandDisplay(m.Path("run"))
	if err != nil {
		return nil, err
	}
	m.Set("WAYLAND_DISPLAY", display)
	m.Set("SWAYSOCK", d.socket)
	return d, d.open(ctx, m)
}

// waylandDisplay is the name of the one compositor in a runtime directory.
func waylandDisplay(run string) (string, error) {
	found, _ := filepath.Glob(filepath.Join(run, "wayland-*"))
	for _, path := range found {
		if filepath.Ext(path) != ".lock" {
			return filepath.Base(path), nil
		}
	}
	return "", fmt.Errorf("sway has no socket in %s", run)
}

// open opens the windows. Only an app that is called as one is a terminal.
func (d *swayDesk) open(ctx context.Context, m *rig.Machine) error {
	for i, app := range d.apps {
		if _, err := m.Start("foot", "--app-id="+app, "sleep", "3600"); err != nil {
			return err
		}
		err := rig.Until(ctx, "the window of "+app+" is there", func() bool { return d.activate(ctx, i) == nil })
		if err != nil {
			return err
		}
	}
	return nil
}

func (d *swayDesk) activate(_ context.Context, n int) error {
	return d.tell(fmt.Sprintf("[app_id=%q] focus", d.apps[n%len(d.apps)]))
}

// press moves the pointer there and back, which is input as a key is.
func (d *swayDesk) press() error {
	return errors.Join(d.tell("seat seat0 cursor move 1 0"), d.tell("seat seat0 cursor move -1 0"))
}

func (d *swayDesk) move(n int) error {
	return d.tell(fmt.Sprintf("seat seat0 cursor set %d %d", 10+n%400, 10+n%300))
}

// tell has sway do a command; see sway-ipc(7).
func (d *swayDesk) tell(command string) error {
	conn, err := net.Dial("unix", d.socket)
	if err != nil {
		return fmt.Errorf("connect to sway: %w", err)
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(10 * time.Second))
	const run = 0
	request := binary.NativeEndian.AppendUint32([]byte("i3-ipc"), uint32(len(command)))
	request = append(binary.NativeEndian.AppendUint32(request, run), command...)
	if _, err := conn.Write(request); err != nil {
		return fmt.Errorf("tell sway %q: %w", command, err)
	}
	var head [14]byte
	if _, err := io.ReadFull(conn, head[:]); err != nil {
		return fmt.Errorf("tell sway %q: %w", command, err)
	}
	reply := make([]byte, binary.NativeEndian.Uint32(head[6:]))
	if _, err := io.ReadFull(conn, reply); err != nil {
		return fmt.Errorf("tell sway %q: %w", command, err)
	}
	var results []struct {
		Success bool
		Error   string
	}
	if err := json.Unmarshal(reply, &results); err != nil {
		return fmt.Errorf("tell sway %q: %w", command, err)
	}
	for _, r := range results {
		if !r.Success && command != "nop" {
			return fmt.Errorf("tell sway %q: %s", command, r.Error)
		}
	}
	return nil
}
