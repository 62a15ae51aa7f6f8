package daemon

import (
	"context"

	"focusd/daemon/api"
	"focusd/daemon/engine"
	"focusd/daemon/server"
	"focusd/daemon/store"
)

// forget takes something out of the log and out of its copies; unless it is
// really meant, it only looks what there is. The log says that it happened, and
// nothing of what.
func (d *daemon) forget(ctx context.Context, o server.Oblivion) (api.Forgotten, error) {
	if !o.Really {
		return d.wouldForget(o)
	}
	var said engine.Forgetting
	var gone store.Gone
	forget := func() error {
		return d.engine.Forget(ctx, o.What, func(f engine.Forgetting) (err error) {
			f.Rules = o.Rules
			said = f
			gone, err = d.store.Forget(f)
			return err
		})
	}
	// None of them may write again what it has in memory of what goes.
	err := d.agenda.While(func() error {
		return d.rules.While(func() error { return d.credit.While(forget) })
	})
	if err != nil {
		return api.Forgotten{}, err
	}
	copies, err := d.store.ForgetCopies(said)
	if err != nil {
		copies.Left = append(copies.Left, store.Left{Path: d.cfg.Paths.Data, Err: err})
	}
	d.log.Info("something was forgotten", "rows", gone.Spans, "copies", len(copies.Rewritten), "removed", len(copies.Removed), "left", len(copies.Left))
	return forgottenOnWire(gone, copies), nil
}

// wouldForget looks what forget would take beside the log.
func (d *daemon) wouldForget(o server.Oblivion) (api.Forgotten, error) {
	rewritten, removed, err := store.CopiesOf(d.cfg.Paths.Data)
	if err != nil {
		return api.Forgotten{}, err
	}
	gone, err := d.store.Would(engine.Forgetting{Erasure: o.What, Rules: o.Rules})
	return forgottenOnWire(gone, store.Copies{Rewritten: rewritten, Removed: removed}), err
}

func forgottenOnWire(gone store.Gone, copies store.Copies) api.Forgotten {
	f := api.Forgotten{
		Spans: gone.Spans, Millis: gone.Time.Milliseconds(), Labels: gone.Labels, Texts: gone.Documents,
		Rules: gone.Rules, Notes: gone.Notes, Quoting: []api.Quote{}, Copies: copiesOnWire(copies),
	}
	for _, q := range gone.Quoting {
		f.Quoting = append(f.Quoting, api.Quote{Kind: q.Kind, ID: q.ID})
	}
	return f
}

// copiesOnWire are copies as clients see them: lists that are empty, not absent.
func copiesOnWire(c store.Copies) api.Copies {
	w := api.Copies{Rewritten: append([]string{}, c.Rewritten...), Removed: append([]string{}, c.Removed...), Made: c.Made}
	for _, l := range c.Left {
		w.Left = append(w.Left, api.Left{Path: l.Path, Reason: l.Err.Error()})
	}
	return w
}
