package quiet

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/godbus/dbus/v5"
)

const (
	xfconf     = "org.xfce.Xfconf"
	xfconfPath = "/org/xfce/Xfconf"
)

// xfce is a plain setting, on disk.
type xfce struct{ *session }

// look reads the setting; "" is one that was never made.
func (x xfce) look(ctx context.Context) (reading, error) {
	var on bool
	err := x.call(ctx, "GetProperty").Store(&on)
	var refused dbus.Error
	switch {
	case errors.As(err, &refused) && refused.Name == xfconf+".Error.PropertyNotFound":
		return reading{hush: "true"}, nil
	case err != nil:
		return reading{}, fmt.Errorf("ask xfconf for do-not-disturb: %w", err)
	}
	return reading{now: strconv.FormatBool(on), hush: "true", quiet: on}, nil
}

func (x xfce) set(ctx context.Context, value string) error {
	var err error
	if value == "" {
		const recursive = false
		err = x.call(ctx, "ResetProperty", recursive).Err
	} else {
		err = x.call(ctx, "SetProperty", dbus.MakeVariant(value == "true")).Err
	}
	if err != nil {
		return fmt.Errorf("have xfconf set do-not-disturb: %w", err)
	}
	return nil
}

func (x xfce) call(ctx context.Context, method string, args ...any) *dbus.Call {
	args = append([]any{"xfce4-notifyd", "/do-not-disturb"}, args...)
	return x.bus.Call(ctx, xfconf, xfconfPath, xfconf+"."+method, args...)
}
