package quiet

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"focusd/timer"
)

// errUnkept is returned for a desktop that takes a setting and does not keep it.
var errUnkept = errors.New("did not stay on do-not-disturb when it was told to")

// connect is the session, which is dialled when it is first needed.
func (g *Guard) connect(ctx context.Context) (*session, error) {
	if g.session == nil {
		s, err := dial(ctx)
		if err != nil {
			return nil, err
		}
		g.session = s
	}
	return g.session, nil
}

// take puts the desktop on do-not-disturb for a block, unless it is on already.
func (g *Guard) take(ctx context.Context, block timer.Seq) error {
	if g.held != nil {
		g.held.block = block
		return nil
	}
	s, err := g.connect(ctx)
	if err != nil {
		return err
	}
	name, err := s.find(ctx)
	if err != nil {
		return err
	}
	now, err := s.desk(name).look(ctx)
	if err == nil {
		err = now.cannot
	}
	if err != nil {
		return err
	}
	ours, err := g.claim(ctx, name, now)
	if err != nil {
		return err
	}
	if ours {
		if err := hush(ctx, s.desk(name), g.owed[name].Left); err != nil {
			return err
		}
	}
	g.held = &hold{desk: name, ours: ours, block: block}
	g.log.Debug("do-not-disturb is on", "desktop", name, "ours", ours)
	return g.giveBack(ctx, name) // what another desktop is still owed
}

// claim makes sure that a record of the desk is on disk, of which ours is still
// in force. It is false when the desk is quiet because the person wants it so.
func (g *Guard) claim(ctx context.Context, name string, now reading) (ours bool, err error) {
	server := g.session.server(name)
	if r, ok := g.owed[name]; ok {
		if r.Server == server && r.stands(now) {
			return true, nil // a crash has left it, and the block goes on
		}
		if err := g.forget(ctx, name); err != nil {
			return false, err
		}
	}
	if now.quiet {
		return false, nil
	}
	r := record{Version: version, Previous: now.now, Left: now.hush, Server: server}
	return true, g.owe(ctx, name, r)
}

// hush sets a desk to a value and looks whether it has kept it. On failure the
// record stays: the desk may have heard us all the same.
func hush(ctx context.Context, d desk, value string) error {
	if err := d.set(ctx, value); err != nil {
		return err
	}
	now, err := d.look(ctx)
	if err == nil && !now.own && now.now != value {
		return fmt.Errorf("the desktop %w", errUnkept)
	}
	return err
}

// giveBack gives every desk but one what it is owed.
func (g *Guard) giveBack(ctx context.Context, except string) error {
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(g.owed)) {
		if name != except {
			errs = append(errs, g.restore(ctx, name, g.owed[name]))
		}
	}
	if except == "" {
		g.held = nil
	}
	return errors.Join(errs...)
}

// restore gives a desk back what was there, if it is still as it was left.
func (g *Guard) restore(ctx context.Context, name string, r record) error {
	s, err := g.connect(ctx)
	if err != nil {
		return err
	}
	d := s.desk(name)
	if d == nil {
		return nil // it is for a newer focusd, which has left it
	}
	if r.Server != s.server(name) {
		return g.forget(ctx, name) // who was told is gone, and has forgotten it
	}
	now, err := d.look(ctx)
	if err != nil {
		return err
	}
	if r.stands(now) {
		if err := d.set(ctx, r.Previous); err != nil {
			return err
		}
		g.log.Debug("do-not-disturb is as it was", "desktop", name)
	} else if g.held != nil && g.held.desk == name {
		g.declined = g.held.block // the person has switched it off
	}
	return g.forget(ctx, name)
}
