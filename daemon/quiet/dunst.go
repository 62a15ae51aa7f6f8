package quiet

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/godbus/dbus/v5"
)

const dunstFace = "org.dunstproject.cmd0"

// dunst has a switch, and since 1.12 levels of pause between 0 and 100. What
// it is told it forgets with its end.
type dunst struct{ *session }

// look reads the level, which is a number, or the switch, which is not. Any
// level but 0 is something that the person has chosen.
func (d dunst) look(ctx context.Context) (reading, error) {
	var level uint32
	err := d.get(ctx, "pauseLevel", &level)
	if err == nil {
		return reading{now: strconv.FormatUint(uint64(level), 10), hush: "100", quiet: level > 0}, nil
	}
	var old dbus.Error
	if !errors.As(err, &old) {
		return reading{}, err
	}
	var paused bool
	if err := d.get(ctx, "paused", &paused); err != nil {
		return reading{}, err
	}
	return reading{now: strconv.FormatBool(paused), hush: "true", quiet: paused}, nil
}

func (d dunst) get(ctx context.Context, name string, to any) error {
	if err := d.bus.Call(ctx, service, path, properties+".Get", dunstFace, name).Store(to); err != nil {
		return fmt.Errorf("ask dunst for %s: %w", name, err)
	}
	return nil
}

func (d dunst) set(ctx context.Context, value string) error {
	name, to := "paused", any(value == "true")
	if level, err := strconv.ParseUint(value, 10, 32); err == nil {
		name, to = "pauseLevel", uint32(level)
	}
	if err := d.bus.Call(ctx, service, path, properties+".Set", dunstFace, name, dbus.MakeVariant(to)).Err; err != nil {
		return fmt.Errorf("set %s of dunst: %w", name, err)
	}
	return nil
}
