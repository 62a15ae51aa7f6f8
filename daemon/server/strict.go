package server

import (
	"context"
	"errors"
	"sync"
	"time"

	"focusd/daemon/api"
	"focusd/daemon/engine"
	"focusd/timer"
)

// Who asks to leave a strict break again is sure of it, if that was no double
// click and is no afterthought. So a surface needs one button for it, and no more.
const (
	surelyAfter  = 3 * time.Second
	surelyWithin = time.Minute
)

// resolve is since when somebody wants to leave a break.
type resolve struct {
	mu    sync.Mutex // guards asked
	asked time.Time  // zero: nobody has
}

// again tells whether asking now is asking again.
func (r *resolve) again(now time.Time) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch since := now.Sub(r.asked); {
	case since < 0 || since > surelyWithin:
		r.asked = now
		return false
	case since < surelyAfter:
		return false
	}
	r.asked = time.Time{}
	return true
}

// command makes a command of the person happen.
func (d *door) command(ctx context.Context, ev timer.Event) (*engine.Snapshot, error) {
	if ev.Verb == timer.Note {
		return d.engine.Note(ctx, ev.At, ev.For, ev.Label)
	}
	snap, err := d.engine.Do(ctx, ev)
	if !errors.Is(err, timer.ErrStrict) {
		return snap, err
	}
	if d.resolve.again(time.Now()) {
		ev.Sure = true
		return d.engine.Do(ctx, ev)
	}
	return nil, &api.Error{
		Code: api.Code(timer.ErrStrict), Message: timer.ErrStrict.Error() + ": rest, or postpone it",
		Hint: "ask again in three seconds if you are sure, or say so: focus skip --sure",
	}
}
