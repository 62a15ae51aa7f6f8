//go:build linux

package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"focusd/daemon/api"
)

// ends measures how late a client hears that a block has ended: blocks that
// are said to have begun a while ago end in a moment. Each has a daemon of its
// own, since a block cannot begin before the end of the one before.
func (b *bench) ends(ctx context.Context) error {
	blocks := 20
	if b.quick {
		blocks = 5
	}
	var late []time.Duration
	for range blocks {
		d, err := b.oneEnd(ctx)
		if err != nil {
			return err
		}
		late = append(late, d)
	}
	slices.Sort(late)
	b.row("end of a block", "median ms", "worst ms", "aim")
	b.row(fmt.Sprintf("heard of after the deadline, %d blocks", blocks), late[len(late)/2], late[len(late)-1], "2 ms")
	return nil
}

func (b *bench) oneEnd(ctx context.Context) (time.Duration, error) {
	m, err := b.machine("end")
	if err != nil {
		return 0, err
	}
	defer m.Close()
	if _, err := startDaemon(ctx, m); err != nil {
		return 0, err
	}
	return endOfBlock(ctx, m.Client())
}

// endOfBlock runs a block and returns how long after its deadline the next
// state was received.
func endOfBlock(ctx context.Context, c *api.Client) (time.Duration, error) {
	var deadline time.Time
	for s, err := range c.Watch(ctx) {
		now := time.Now()
		switch {
		case err != nil:
			return 0, err
		case deadline.IsZero():
			s, err := c.Timer(ctx, api.Command{Do: "start", Preset: "1m", Seconds: 58, Replace: true})
			if err != nil {
				return 0, err
			}
			if s.Timer.Ends == nil {
				return 0, fmt.Errorf("the block that was started has no end: %s", s.Timer.State)
			}
			deadline = *s.Timer.Ends
		case s.Timer.State != "work" && !s.At.Before(deadline):
			return now.Sub(deadline), nil
		}
	}
	return 0, ctx.Err()
}
