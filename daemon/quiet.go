package daemon

import (
	"context"

	"focusd/daemon/api"
	"focusd/daemon/engine"
	"focusd/daemon/hook"
	"focusd/daemon/quiet"
)

// newGuard makes who keeps the desktop quiet, with what the last run has left.
func (d *daemon) newGuard() *quiet.Guard {
	left, err := d.store.Documents(quiet.Kind)
	if err != nil {
		d.log.Error("a do-not-disturb may have been left on", "err", err)
	}
	g := quiet.New(left, d.engine.Keep, d.log)
	g.Want(d.cfg.DoNotDisturb)
	return g
}

// keepQuiet follows the timer once the loop has begun: only then it is known
// whether a block goes on that the last run has left. Each snapshot goes out
// when the desktop may show what is to be said of it.
func (d *daemon) keepQuiet(ctx context.Context, out chan *engine.Snapshot) {
	if d.engine.Ping(ctx) != nil {
		close(out)
		return
	}
	d.guard.Run(ctx, d.engine.WatchExceptWindows(ctx), out)
}

// share has each snapshot go to all readers, until in is closed. A slow reader
// skips what it has not read.
func share(in <-chan *engine.Snapshot, readers ...chan *engine.Snapshot) {
	for s := range in {
		for _, r := range readers {
			select {
			case <-r:
			default:
			}
			r <- s // never blocks: the buffer was emptied, and only this fills it
		}
	}
	for _, r := range readers {
		close(r)
	}
}

// runHooks follows the timer from what the last run has left: a block that was
// over before the loop has begun ends now.
func (d *daemon) runHooks(ctx context.Context) { d.hooks.Run(ctx, d.engine.WatchExceptWindows(ctx)) }

// quietNow is the desktop's do-not-disturb on the wire; nil where there is
// nothing to say of it.
func (d *daemon) quietNow() *api.Quiet {
	s := d.guard.State()
	if s.Desktop == "" && s.Problem == nil {
		return nil
	}
	q := &api.Quiet{On: s.Desktop != "", Desktop: s.Desktop, Ours: s.Ours, Since: instant(s.Since)}
	if s.Problem != nil {
		q.Problem = s.Problem.Error()
	}
	return q
}

// setHook takes over the command for an event. An empty one is none.
func setHook(commands *map[hook.Event]hook.Command, e hook.Event, argv []string) error {
	if len(argv) == 0 {
		return nil
	}
	c := hook.Command(argv)
	if err := c.Check(); err != nil {
		return err
	}
	if *commands == nil {
		*commands = make(map[hook.Event]hook.Command)
	}
	(*commands)[e] = c
	return nil
}
