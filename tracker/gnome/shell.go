package gnome

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"slices"
	"strings"

	"github.com/godbus/dbus/v5"

	"focusd/tracker/sessionbus"
)

const (
	shellName      = "org.gnome.Shell"
	shellPath      = "/org/gnome/Shell"
	extensionsFace = "org.gnome.Shell.Extensions"

	saverName = "org.gnome.ScreenSaver"
	saverPath = "/org/gnome/ScreenSaver"
)

// errSwitchedOff says that no extension of a person is loaded.
var errSwitchedOff = errors.New("all extensions of GNOME Shell are switched off: run gsettings set org.gnome.shell disable-user-extensions false")

// shell is a GNOME Shell that runs. A nil shell is none.
type shell struct {
	bus   *sessionbus.Conn
	owner string
}

// findShell connects to the shell on the bus at address.
func findShell(ctx context.Context, address string) (*shell, error) {
	b, err := sessionbus.Dial(ctx, address)
	if err != nil {
		return nil, err
	}
	owner, err := b.Follow(ctx, shellName)
	if err == nil && owner == "" {
		err = ErrAbsent
	}
	if err != nil {
		b.Close()
		return nil, err
	}
	return &shell{b, owner}, nil
}

func (s *shell) close() {
	if s != nil {
		s.bus.Close()
	}
}

// version is that of the shell: "43.9".
func (s *shell) version(ctx context.Context) (version string, err error) {
	if err := s.property(ctx, shellName, "ShellVersion", &version); err != nil {
		return "", fmt.Errorf("ask GNOME Shell for its version: %w", err)
	}
	return version, nil
}

func (s *shell) property(ctx context.Context, face, name string, to any) error {
	var v dbus.Variant
	if err := s.bus.Call(ctx, s.owner, shellPath, "org.freedesktop.DBus.Properties.Get", face, name).Store(&v); err != nil {
		return err
	}
	return v.Store(to)
}

// enable switches our extension on, and tells whether the shell knows it yet.
// One that does not cannot be asked to: it is written into the settings, and
// the shell finds it there when it starts.
func (s *shell) enable(ctx context.Context) (known bool, err error) {
	if s != nil {
		var on bool
		if err := s.property(ctx, extensionsFace, "UserExtensionsEnabled", &on); err == nil && !on {
			return false, errSwitchedOff
		}
		err := s.bus.Call(ctx, s.owner, shellPath, extensionsFace+".EnableExtension", UUID).Store(&known)
		if err == nil && known {
			return true, nil
		}
	}
	err = setting(ctx, func(enabled []string) []string { return append(enabled, UUID) })
	if err != nil {
		return false, fmt.Errorf("%w; log out and in, then run: gnome-extensions enable %s", err, UUID)
	}
	return false, nil
}

// disable switches our extension off.
func (s *shell) disable(ctx context.Context) error {
	if s != nil {
		var known bool
		err := s.bus.Call(ctx, s.owner, shellPath, extensionsFace+".DisableExtension", UUID).Store(&known)
		if err == nil && known {
			return nil
		}
	}
	return setting(ctx, func(enabled []string) []string { return enabled })
}

// setting changes which extensions are enabled. The settings are files of
// dconf, which are only to be changed by its own programs. change is given the
// others than ours.
func setting(ctx context.Context, change func([]string) []string) error {
	const schema, key = "org.gnome.shell", "enabled-extensions"
	out, err := exec.CommandContext(ctx, "gsettings", "get", schema, key).Output()
	if err != nil {
		return fmt.Errorf("read which extensions of GNOME Shell are enabled: gsettings: %w", err)
	}
	was := strings.TrimPrefix(strings.TrimSpace(string(out)), "@as ")
	v, err := dbus.ParseVariant(was, dbus.ParseSignatureMust("as"))
	if err != nil {
		return fmt.Errorf("read which extensions of GNOME Shell are enabled: %w", err)
	}
	enabled, _ := v.Value().([]string)
	others := slices.DeleteFunc(slices.Clone(enabled), func(uuid string) bool { return uuid == UUID })
	wanted := change(others)
	if slices.Equal(wanted, enabled) {
		return nil
	}
	if err := exec.CommandContext(ctx, "gsettings", "set", schema, key, list(wanted)).Run(); err != nil {
		return fmt.Errorf("change which extensions of GNOME Shell are enabled: gsettings: %w", err)
	}
	return nil
}

// list writes strings as gsettings reads them.
func list(all []string) string {
	if len(all) == 0 {
		return "@as []"
	}
	return dbus.MakeVariant(all).String()
}
