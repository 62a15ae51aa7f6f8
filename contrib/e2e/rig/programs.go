//go:build linux

package rig

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// Programs are focusd, focus and focus-tray as they are built for users.
type Programs struct {
	Dir  string
	Tray bool // focus-tray is there too
}

// Build builds the programs into dir. Without GTK there is no tray, which is
// no error: TrayError says why.
func Build(ctx context.Context, dir string) (p Programs, trayError, err error) {
	p.Dir = dir
	if err := build(ctx, "0", "-o", dir+"/", "focusd/cmd/focusd", "focusd/cmd/focus"); err != nil {
		return p, nil, err
	}
	trayError = build(ctx, "1", "-tags", "tray", "-o", dir+"/", "focusd/cmd/focus-tray")
	p.Tray = trayError == nil
	return p, trayError, nil
}

func build(ctx context.Context, cgo string, args ...string) error {
	cmd := exec.CommandContext(ctx, "go", append([]string{"build"}, args...)...)
	cmd.Env = append(os.Environ(), "CGO_ENABLED="+cgo)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("build %s: %w\n%s", filepath.Base(args[len(args)-1]), err, out)
	}
	return nil
}

// Need returns those of the programs that are not installed.
func Need(programs ...string) (missing []string) {
	for _, name := range programs {
		if _, err := exec.LookPath(name); err != nil {
			missing = append(missing, name)
		}
	}
	return missing
}
