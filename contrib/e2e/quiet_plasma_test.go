//go:build linux

package e2e

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"focusd/contrib/e2e/rig"
	"focusd/daemon/api"
)

// plasma is a desktop with the real Plasma.
type plasma struct {
	*rig.Machine
	*testing.T
	ctx    context.Context
	screen *rig.Screen
	shell  *rig.Process
	server dbus.BusObject
}

func newPlasma(t *testing.T) *plasma {
	t.Helper()
	if os.Getenv("FOCUSD_TEST_ALL") != "1" {
		t.Skip("a real Plasma needs 510 MB of packages and is tested with FOCUSD_TEST_ALL=1 only")
	}
	ctx, m, screen := newDesktop(t, 3*time.Minute, "plasmashell", "dbus-daemon")
	if err := m.Configure("[timer]\ndo_not_disturb = true\n"); err != nil {
		t.Fatal(err)
	}
	if _, err := m.StartBus(ctx); err != nil {
		t.Fatal(err)
	}
	p := &plasma{Machine: m, T: t, ctx: ctx, screen: screen}
	var err error
	if p.shell, err = m.StartPlasma(ctx); err != nil {
		t.Fatal(err)
	}
	conn, err := m.Bus(ctx)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	p.server = conn.Object("org.freedesktop.Notifications", "/org/freedesktop/Notifications")
	return p
}

// becomes waits until Plasma is inhibited, or is not.
func (p *plasma) becomes(quiet bool, when string) {
	p.Helper()
	until(p.ctx, p.T, 30*time.Second, "Plasma is as it should be "+when, func() bool {
		v, err := p.server.GetProperty("org.freedesktop.Notifications.Inhibited")
		return err == nil && v.Value() == quiet
	})
}

// urgency is how much a notification matters, as the desktops have it.
type urgency byte

const (
	normal   urgency = 1
	critical urgency = 2 // it is shown whatever is so
)

// notify sends what somebody else has to say, and returns its number.
func (p *plasma) notify(what string, matters urgency) (id uint32) {
	p.Helper()
	hints := map[string]dbus.Variant{"urgency": dbus.MakeVariant(byte(matters))}
	if err := p.server.CallWithContext(p.ctx, "org.freedesktop.Notifications.Notify", 0, "mail", uint32(0), "",
		"You have mail", what, []string{}, hints, int32(0)).Store(&id); err != nil {
		p.Fatal(err)
	}
	return id
}

// close takes a notification from the screen.
func (p *plasma) close(id uint32) {
	p.Helper()
	if err := p.server.CallWithContext(p.ctx, "org.freedesktop.Notifications.CloseNotification", 0, id).Err; err != nil {
		p.Fatal(err)
	}
}

// shown waits until so many notifications are on the screen.
func (p *plasma) shown(n int, when string) {
	p.Helper()
	until(p.ctx, p.T, 30*time.Second, "what there is to say is on the screen "+when, func() bool { return p.screen.Popups() == n })
}

// TestPlasmaIsQuietInABlock: nothing pops up in a block, and what came meanwhile
// does after it, whatever ends it.
func TestPlasmaIsQuietInABlock(t *testing.T) {
	t.Parallel()
	p := newPlasma(t)
	p.becomes(false, "before anything")
	p.notify("Three letters", normal)
	p.shown(1, "before the block")
	daemon := startDaemon(p.ctx, t, p.Machine)
	ours := func(when string) {
		t.Helper()
		until(p.ctx, t, 30*time.Second, "the status says that it is ours "+when, func() bool {
			q := quietOf(p.ctx, t, p.Machine)
			return q != nil && *q == (api.Quiet{On: true, Desktop: "plasma", Ours: true, Since: q.Since})
		})
	}
	focus(p.ctx, t, p.Machine, "start", "25/5", "writing")
	p.becomes(true, "in a block")
	ours("in a block")
	p.shown(0, "in a block")
	p.notify("A postcard", normal)
	// Of two that come one after the other, the second alone is shown.
	fire := p.notify("The house is on fire", critical)
	p.shown(1, "in a block, where that matters more")
	if err := p.screen.Save(artifact(t, p.Machine, "plasma.png")); err != nil {
		t.Error(err)
	}

	p.close(fire)
	p.shown(0, "in a block that goes on")
	focus(p.ctx, t, p.Machine, "pause")
	p.becomes(false, "in a pause")
	p.shown(2, "in a pause")
	focus(p.ctx, t, p.Machine, "resume")
	p.becomes(true, "in a block that goes on")

	// Plasma ends the inhibition of a program that is no more by itself.
	daemon.Kill()
	p.becomes(false, "after a crash")
	daemon = startDaemon(p.ctx, t, p.Machine)
	p.becomes(true, "in a block that a new daemon goes on with")
	ours("after a crash")

	// Another shell knows of no inhibitions.
	p.shell.Kill()
	if _, err := p.StartPlasmaShell(p.ctx); err != nil {
		t.Fatal(err)
	}
	p.becomes(true, "after Plasma was started again")

	focus(p.ctx, t, p.Machine, "stop")
	p.becomes(false, "after the block")
	if err := daemon.Stop(10 * time.Second); err != nil {
		t.Error(err)
	}
}
