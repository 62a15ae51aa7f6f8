package wayland

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"focusd/tracker/source"
)

// socketLimit bounds how many sockets of the runtime directory are tried.
const socketLimit = 16

// connect finds a compositor and asks what it offers.
func (s Source) connect(ctx context.Context) (*conn, error) {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return nil, source.NotHere("there is no Wayland on this system")
	}
	name := s.Display
	if name == "" {
		name = os.Getenv("WAYLAND_DISPLAY")
	}
	var failed error
	if name != "" {
		c, err := open(ctx, inRuntimeDir(name))
		if err == nil || s.Display != "" {
			return c, err
		}
		failed = err
	}
	return scan(ctx, name, failed)
}

// scan tries every socket there is: a service may have started before the
// compositor, and knows nothing or something old of it. The one that tells
// most is taken. What stays behind when a compositor is killed does not answer.
// The one called tried has failed; "" is none.
func scan(ctx context.Context, tried string, failed error) (best *conn, err error) {
	for _, path := range sockets() {
		if tried != "" && path == inRuntimeDir(tried) {
			continue
		}
		c, err := open(ctx, path)
		if err != nil {
			failed = errors.Join(failed, err)
			continue
		}
		if best != nil && worth(c) <= worth(best) {
			c.close()
			continue
		}
		if best != nil {
			best.close()
		}
		best = c
	}
	switch {
	case best != nil:
		return best, nil
	case failed != nil:
		return nil, fmt.Errorf("no compositor answers; %s", oneLine(failed))
	}
	return nil, source.NotHere("WAYLAND_DISPLAY is not set, and no socket is in " + runtimeDir() + ": is this a Wayland session?")
}

// worth compares what compositors tell: windows, which are rarer, before
// idleness.
func worth(c *conn) int {
	f := c.found().Facts()
	worth := 0
	if f.Has(source.Windows) {
		worth += 2
	}
	if f.Has(source.Idleness) {
		worth++
	}
	return worth
}

// sockets are those in the runtime directory that look like a compositor's.
func sockets() []string {
	paths, err := filepath.Glob(filepath.Join(runtimeDir(), "wayland-*"))
	if err != nil {
		return nil
	}
	paths = slices.DeleteFunc(paths, func(path string) bool {
		info, err := os.Stat(path)
		return err != nil || info.Mode()&os.ModeSocket == 0
	})
	return paths[:min(len(paths), socketLimit)]
}

func inRuntimeDir(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(runtimeDir(), name)
}

func runtimeDir() string {
	if dir := os.Getenv("XDG_RUNTIME_DIR"); dir != "" {
		return dir
	}
	return fmt.Sprintf("/run/user/%d", os.Getuid())
}

func oneLine(err error) string { return strings.ReplaceAll(err.Error(), "\n", "; ") }
