//go:build !linux

package zone

import (
	"context"
	"log/slog"
	"time"
)

// Watch tells when the machine has come into another zone. Nothing tells us
// here: the channel is nil, and the zone is that of the start.
func Watch(context.Context, *slog.Logger) <-chan *time.Location { return nil }
