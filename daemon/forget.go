package daemon

import (
	"context"

	"focusd/daemon/api"
	"focusd/daemon/engine"
	"focusd/daemon/store"
	"focusd/tracker/privacy"
)

// forget takes something out of the log and out of its copies; unless it is
// really meant, it only lists the copies. The log says that it happened, and
// nothing of what.
func (d *daemon) forget(ctx context.Context, what privacy.Erasure, really bool) (api.Forgotten, error) {
	if !really {
		rewritten, removed, err := store.CopiesOf(d.cfg.Paths.Data)
		return api.Forgotten{Copies: copiesOnWire(store.Copies{Rewritten: rewritten, Removed: removed})}, err
	}
	var said engine.Forgetting
	var gone store.Gone
	err := d.engine.Forget(ctx, what, func(f engine.Forgetting) (err error) {
		said = f
		gone, err = d.store.Forget(f)
		return err
	})
	if err != nil {
		return api.Forgotten{}, err
	}
	copies, err := d.store.ForgetCopies(said)
	if err != nil {
		copies.Left = append(copies.Left, store.Left{Path: d.cfg.Paths.Data, Err: err})
	}
	d.log.Info("something was forgotten", "rows", gone.Spans, "copies", len(copies.Rewritten), "removed", len(copies.Removed), "left", len(copies.Left))
	return api.Forgotten{
		Spans: gone.Spans, Millis: gone.Time.Milliseconds(), Labels: gone.Labels, Texts: gone.Documents, Rules: gone.Rules,
		Copies: copiesOnWire(copies),
	}, nil
}

// copiesOnWire are copies as clients see them: lists that are empty, not absent.
func copiesOnWire(c store.Copies) api.Copies {
	w := api.Copies{Rewritten: append([]string{}, c.Rewritten...), Removed: append([]string{}, c.Removed...), Made: c.Made}
	for _, l := range c.Left {
		w.Left = append(w.Left, api.Left{Path: l.Path, Reason: l.Err.Error()})
	}
	return w
}
