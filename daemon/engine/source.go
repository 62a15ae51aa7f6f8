package engine

import (
	"context"
	"time"

	"focusd/tracker"
)

// Source reports what is in front of the person.
//
// Watch calls emit from one goroutine: at once for the present state, at every
// change of window, title, idleness or lock, and once for each receive from
// ask, which asks for a fresh reading of idleness. It returns when ctx is done
// (with ctx.Err()) or when what it watches is lost (with the reason).
type Source interface {
	Name() string // "x11": for status, doctor and metrics
	Watch(ctx context.Context, ask <-chan struct{}, emit func(tracker.Sample)) error
}

// Back-off between two tries to watch: doubled each time, begun anew once a
// try has lasted.
const (
	retryFirst = time.Second
	retryMost  = time.Minute
)

// watch keeps src going until ctx is done: a display that is lost, or is not
// there yet, is an ordinary state.
func (e *Engine) watch(ctx context.Context, src Source) {
	tell := func(r report) {
		select {
		case e.reports <- r:
		case <-ctx.Done():
		}
	}
	for delay := retryFirst; ; delay = min(2*delay, retryMost) {
		began := time.Now()
		err := src.Watch(ctx, e.ask, func(s tracker.Sample) { tell(report{sample: s}) })
		if ctx.Err() != nil {
			return
		}
		tell(report{lost: true, err: err})
		if time.Since(began) >= retryMost {
			delay = retryFirst
		}
		select {
		case <-time.After(delay):
		case <-ctx.Done():
			return
		}
	}
}
