package quiet

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"focusd/tracker/sessionbus"
)

const (
	makoFace = "fr.emersion.Mako"
	makoPath = "/fr/emersion/Mako"
	makoMode = "do-not-disturb"
)

// mako has modes, whose meaning is in the person's configuration: a mode that
// is not there can be set, and does nothing (mako#536). What it is told it
// forgets with its end.
type mako struct{ *session }

func (m mako) look(ctx context.Context) (reading, error) {
	modes, err := m.modes(ctx)
	if err != nil {
		return reading{}, err
	}
	on := slices.Contains(modes, makoMode)
	now := reading{now: strconv.FormatBool(on), hush: "true", quiet: on}
	if config := m.config(ctx); !on && !definesMode(config, 0) {
		now.cannot = fmt.Errorf("mako has no mode %s; write in %s: [mode=%[1]s] and below it invisible=1, then: makoctl reload", makoMode, config)
	}
	return now, nil
}

func (m mako) set(ctx context.Context, value string) error {
	modes, err := m.modes(ctx)
	if err != nil {
		return err
	}
	modes = slices.DeleteFunc(modes, func(m string) bool { return m == makoMode })
	if value == "true" {
		modes = append(modes, makoMode)
	}
	if err := m.bus.Call(ctx, service, makoPath, makoFace+".SetModes", modes).Err; err != nil {
		return fmt.Errorf("set the modes of mako: %w", err)
	}
	return nil
}

func (m mako) modes(ctx context.Context) (modes []string, err error) {
	if err := m.bus.Call(ctx, service, makoPath, makoFace+".ListModes").Store(&modes); err != nil {
		return nil, fmt.Errorf("ask mako for its modes: %w", err)
	}
	return modes, nil
}

// config is the file that the running mako has read: the one it was started
// with, or the first of those it looks for.
func (m mako) config(ctx context.Context) string {
	var pid uint32
	call := m.bus.Call(ctx, sessionbus.Service, sessionbus.Path, sessionbus.Service+".GetConnectionUnixProcessID", m.owner)
	if call.Store(&pid) == nil {
		line, _ := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
		if file := configOf(strings.Split(string(line), "\x00")); file != "" {
			return file
		}
	}
	home := os.Getenv("HOME")
	if old := filepath.Join(home, ".mako/config"); readable(old) {
		return old
	}
	if dir := os.Getenv("XDG_CONFIG_HOME"); dir != "" {
		return filepath.Join(dir, "mako/config")
	}
	return filepath.Join(home, ".config/mako/config")
}

// configOf is the file that a command line of mako names; "" for none.
func configOf(args []string) string {
	for i, arg := range args {
		if name, file, ok := strings.Cut(arg, "="); ok && name == "--config" {
			return file
		}
		if (arg == "-c" || arg == "--config") && i+1 < len(args) {
			return args[i+1]
		}
	}
	return ""
}

func readable(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}

// deepest is how many files may include each other.
const deepest = 8

// definesMode says whether a configuration of mako, or one that it includes,
// has a section for our mode. The section may ask for more.
func definesMode(file string, depth int) bool {
	text, err := os.ReadFile(file)
	if err != nil || depth > deepest {
		return false
	}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if criteria, ok := strings.CutPrefix(line, "["); ok && asksForMode(strings.TrimSuffix(criteria, "]")) {
			return true
		}
		if name, included, ok := strings.Cut(line, "="); ok && strings.TrimSpace(name) == "include" {
			if definesMode(inHome(strings.TrimSpace(included)), depth+1) {
				return true
			}
		}
	}
	return false
}

func asksForMode(criteria string) bool {
	return slices.ContainsFunc(strings.Fields(criteria), func(field string) bool {
		name, value, _ := strings.Cut(field, "=")
		return name == "mode" && strings.Trim(value, `"'`) == makoMode
	})
}

func inHome(path string) string {
	if rest, ok := strings.CutPrefix(path, "~/"); ok {
		return filepath.Join(os.Getenv("HOME"), rest)
	}
	return path
}
