package sessionbus

import (
	"context"
	"fmt"
	"strings"
)

const (
	manager     = "org.freedesktop.systemd1"
	managerPath = "/org/freedesktop/systemd1"
)

// ManagerEnvironment is the environment that the service manager of the person
// has for what it starts from now on. A desktop tells it the name of its
// display, which a service that was started before it does not know. The bus
// is that at address; "" is the session's.
func ManagerEnvironment(ctx context.Context, address string) (map[string]string, error) {
	c, err := Dial(ctx, address)
	if err != nil {
		return nil, err
	}
	defer c.Close()
	var lines []string
	err = c.Call(ctx, manager, managerPath, Service+".Properties.Get", manager+".Manager", "Environment").Store(&lines)
	if err != nil {
		return nil, fmt.Errorf("ask the service manager for its environment: %w", err)
	}
	env := make(map[string]string, len(lines))
	for _, line := range lines {
		if name, value, ok := strings.Cut(line, "="); ok {
			env[name] = value
		}
	}
	return env, nil
}
