package quiet

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"time"
)

const (
	gnomeSchema = "org.gnome.desktop.notifications"
	gnomeKey    = "show-banners"
)

// gsettingsWithin is how long gsettings may take.
const gsettingsWithin = 2 * time.Second

// gnome is a plain setting, on disk. It is reached by the program gsettings,
// which every GNOME has: dconf takes changes over D-Bus, but is read from a
// file in a format of its own.
type gnome struct{}

func (gnome) look(ctx context.Context) (reading, error) {
	now, err := gsettings(ctx, "get", gnomeSchema, gnomeKey)
	if err != nil {
		return reading{}, err
	}
	return reading{now: now, hush: "false", quiet: now == "false"}, nil
}

func (gnome) set(ctx context.Context, value string) error {
	_, err := gsettings(ctx, "set", gnomeSchema, gnomeKey, value)
	return err
}

func gsettings(ctx context.Context, args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, gsettingsWithin)
	defer cancel()
	cmd := exec.CommandContext(ctx, "gsettings", args...)
	cmd.WaitDelay = gsettingsWithin
	out, err := cmd.Output()
	var ended *exec.ExitError
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return "", fmt.Errorf("gsettings is not installed; on Debian it is in libglib2.0-bin")
	case errors.As(err, &ended) && len(ended.Stderr) > 0:
		line, _, _ := strings.Cut(strings.TrimSpace(string(ended.Stderr)), "\n")
		return "", fmt.Errorf("gsettings %s: %s", args[0], line)
	case err != nil:
		return "", fmt.Errorf("gsettings %s: %w", args[0], err)
	}
	return strings.TrimSpace(string(out)), nil
}
