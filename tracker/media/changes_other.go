//go:build !linux

package media

import (
	"context"
	"time"
)

// changes would tell that something appeared in some folders: not here.
type changes struct{}

func openChanges([]string) (*changes, error) { return nil, errNothing }

func (*changes) wait(ctx context.Context, within time.Duration) error { return pause(ctx, within) }

func (*changes) close() {}
