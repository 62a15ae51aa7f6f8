package media

import (
	"context"
	"errors"
	"time"
)

const (
	retryFirst = time.Second
	retryMost  = 5 * time.Minute
)

// keep calls try, which tells until it cannot, and tells why. It tries again
// when something changes in one of the folders, and, if there was a failure
// rather than something absent, also after a while. It ends with ctx, or when
// there is nothing to wait for.
func keep(ctx context.Context, folders []string, try func(context.Context) error, failed func(error)) {
	for delay := retryFirst; ; delay = min(2*delay, retryMost) {
		// Opened before the try: what appears meanwhile is not missed.
		changes, err := openChanges(folders)
		began := time.Now()
		reason := try(ctx)
		if time.Since(began) >= retryMost {
			delay = retryFirst
		}
		if ctx.Err() == nil {
			failed(reason)
		}
		within := delay
		if isAbsent(reason) {
			within = 0
		}
		if err != nil {
			err = pause(ctx, within)
		} else {
			err = changes.wait(ctx, within)
			changes.close()
		}
		if err != nil {
			return
		}
	}
}

var errNothing = errors.New("nothing to wait for")

// pause waits for a while; zero: there is nothing to wait for.
func pause(ctx context.Context, within time.Duration) error {
	if within == 0 {
		return errNothing
	}
	select {
	case <-time.After(within):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
