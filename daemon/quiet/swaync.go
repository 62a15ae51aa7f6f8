package quiet

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/godbus/dbus/v5"
)

const (
	swayncName = "org.erikreider.swaync.cc"
	swayncPath = "/org/erikreider/swaync/cc"
)

// inhibitor is the name of ours in swaync.
const inhibitor = "focusd"

// findSwaync tells a swaync that counts inhibitors from one before 0.8, which
// has a switch alone.
func (s *session) findSwaync(ctx context.Context) (string, error) {
	err := s.swaync(ctx, "IsInhibited").Err
	var old dbus.Error
	switch {
	case err == nil:
		return nameSwaync, nil
	case errors.As(err, &old):
		return nameSwayncDND, nil
	}
	return "", fmt.Errorf("ask swaync for inhibitors: %w", err)
}

func (s *session) swaync(ctx context.Context, method string, args ...any) *dbus.Call {
	return s.bus.Call(ctx, swayncName, swayncPath, swayncName+"."+method, args...)
}

// swaync keeps a set of inhibitors by name. It forgets them with its end, but
// not with ours.
type swaync struct{ *session }

func (swaync) look(context.Context) (reading, error) {
	return reading{hush: inhibited, own: true}, nil
}

// set adds ours or takes it away. That it was so already is no error.
func (w swaync) set(ctx context.Context, value string) error {
	method := "RemoveInhibitor"
	if value == inhibited {
		method = "AddInhibitor"
	}
	if err := w.swaync(ctx, method, inhibitor).Err; err != nil {
		return fmt.Errorf("have swaync inhibit notifications: %w", err)
	}
	return nil
}

// swayncDND is the person's own switch, which is kept on disk.
type swayncDND struct{ *session }

func (w swayncDND) look(ctx context.Context) (reading, error) {
	var on bool
	if err := w.swaync(ctx, "GetDnd").Store(&on); err != nil {
		return reading{}, fmt.Errorf("ask swaync for do-not-disturb: %w", err)
	}
	return reading{now: strconv.FormatBool(on), hush: "true", quiet: on}, nil
}

func (w swayncDND) set(ctx context.Context, value string) error {
	if err := w.swaync(ctx, "SetDnd", value == "true").Err; err != nil {
		return fmt.Errorf("have swaync set do-not-disturb: %w", err)
	}
	return nil
}
