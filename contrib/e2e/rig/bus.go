//go:build linux

package rig

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/godbus/dbus/v5"
)

// busConfig is a session bus that starts nothing but what the panel needs: no
// service of the host comes up by chance.
const busConfig = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir=%s</listen>
  <auth>EXTERNAL</auth>
  <servicedir>%s</servicedir>
  <policy context="default">
    <allow user="*"/>
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`

// StartBus starts a session bus. What the bus starts has the environment of
// this moment: call it after StartDisplay.
func (m *Machine) StartBus(ctx context.Context) (*Process, error) {
	services := m.Path("services")
	if err := os.MkdirAll(services, 0o700); err != nil {
		return nil, fmt.Errorf("start the bus: %w", err)
	}
	if found, _ := filepath.Glob("/usr/share/dbus-1/services/org.xfce.Xfconf*"); len(found) > 0 {
		if err := os.Symlink(found[0], filepath.Join(services, "org.xfce.Xfconf.service")); err != nil && !os.IsExist(err) {
			return nil, fmt.Errorf("start the bus: %w", err)
		}
	}
	return m.startBus("bus", "DBUS_SESSION_BUS_ADDRESS", services)
}

// startBus starts a bus, whose address goes into a variable of the environment.
func (m *Machine) startBus(name, variable, services string) (*Process, error) {
	config := m.Path(name + ".conf")
	if err := os.WriteFile(config, fmt.Appendf(nil, busConfig, m.Path("run"), services), 0o644); err != nil {
		return nil, fmt.Errorf("start the bus: %w", err)
	}
	cmd := exec.Command("dbus-daemon", "--config-file="+config, "--nofork", "--print-address")
	read, write, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("start the bus: %w", err)
	}
	defer read.Close()
	cmd.Stdout = write
	p, err := m.start(cmd)
	write.Close()
	if err != nil {
		return nil, err
	}
	address, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		return nil, fmt.Errorf("start the bus: it gave no address: %w; it said: %s", err, p.Output())
	}
	m.Set(variable, strings.TrimSpace(address))
	return p, nil
}

// Bus connects to the session bus of the machine.
func (m *Machine) Bus(ctx context.Context) (*dbus.Conn, error) {
	conn, err := dbus.Connect(m.Get("DBUS_SESSION_BUS_ADDRESS"), dbus.WithContext(ctx))
	if err != nil {
		return nil, fmt.Errorf("connect to the bus: %w", err)
	}
	return conn, nil
}

// Monitor is the messages on the bus that a rule of its language matches, from now
// on until ctx is done.
func (m *Machine) Monitor(ctx context.Context, rule string) (<-chan *dbus.Message, error) {
	conn, err := m.Bus(ctx)
	if err != nil {
		return nil, err
	}
	call := conn.BusObject().CallWithContext(ctx, "org.freedesktop.DBus.Monitoring.BecomeMonitor", 0, []string{rule}, uint32(0))
	if call.Err != nil {
		conn.Close()
		return nil, fmt.Errorf("monitor the bus: %w", call.Err)
	}
	heard := make(chan *dbus.Message, 100)
	conn.Eavesdrop(heard) // no call is answered after that
	return heard, nil
}

// StartNotifications starts a notification service that draws buttons' labels
// in a menu, and waits until it owns its name.
func (m *Machine) StartNotifications(ctx context.Context) (*Process, error) {
	p, err := m.Start("dunst")
	if err != nil {
		return nil, err
	}
	return p, m.waitForName(ctx, "org.freedesktop.Notifications")
}

// StartXfceNotifications starts the notification service of Xfce, which draws
// buttons, and waits until it owns its name. It is on nobody's path.
func (m *Machine) StartXfceNotifications(ctx context.Context) (*Process, error) {
	found, _ := filepath.Glob("/usr/lib/*/xfce4/notifyd/xfce4-notifyd")
	if len(found) == 0 {
		return nil, fmt.Errorf("start xfce4-notifyd: %w; contrib/test installs it", os.ErrNotExist)
	}
	p, err := m.Start(found[0])
	if err != nil {
		return nil, err
	}
	return p, m.waitForName(ctx, "org.freedesktop.Notifications")
}

// waitForName waits until somebody owns a name on the bus.
func (m *Machine) waitForName(ctx context.Context, name string) error {
	conn, err := m.Bus(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	return Until(ctx, name+" is on the bus", func() bool {
		var owned bool
		err := conn.BusObject().CallWithContext(ctx, "org.freedesktop.DBus.NameHasOwner", 0, name).Store(&owned)
		return err == nil && owned
	})
}
