//go:build linux

package rig

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
)

// StartPlasma starts KDE Plasma on the display and the bus, as far as its shell
// needs it.
func (m *Machine) StartPlasma(ctx context.Context) (*Process, error) {
	found, _ := filepath.Glob("/usr/lib/*/libexec/kactivitymanagerd")
	if len(found) == 0 {
		return nil, fmt.Errorf("start kactivitymanagerd: %w; contrib/test --all installs it", os.ErrNotExist)
	}
	// The shell refuses to go on without its list of activities.
	if _, err := m.Start(found[0]); err != nil {
		return nil, err
	}
	if err := m.waitForName(ctx, "org.kde.ActivityManager"); err != nil {
		return nil, err
	}
	m.Set("XDG_CURRENT_DESKTOP", "KDE")
	m.Set("LIBGL_ALWAYS_SOFTWARE", "1")
	m.Set("QT_QUICK_BACKEND", "software")
	return m.StartPlasmaShell(ctx)
}

// StartPlasmaShell starts the shell, which shows notifications, and waits until
// it owns their name. Another one must have ended.
func (m *Machine) StartPlasmaShell(ctx context.Context) (*Process, error) {
	p, err := m.Start("plasmashell", "--no-respawn")
	if err != nil {
		return nil, err
	}
	return p, m.waitForName(ctx, "org.freedesktop.Notifications")
}
