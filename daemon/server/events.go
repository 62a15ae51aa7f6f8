package server

import (
	"context"
	"net/http"
	"time"

	"focusd/daemon/api"
)

// events streams the status: at once, then at every change. A reader that is
// slow, or stopped, holds up nobody: the engine keeps the latest for it.
func (d *door) events(w http.ResponseWriter, r *http.Request) error {
	select {
	case d.streams <- struct{}{}:
		defer func() { <-d.streams }()
	default:
		return &api.Error{
			Code:    api.Code(api.ErrBusy),
			Message: "too many event streams are open",
			Hint:    "close some: every focus watch, tray and page has one",
		}
	}
	conn := http.NewResponseController(w)
	defer untilDone(r.Context(), conn)()
	w.Header().Set("Content-Type", api.EventStream)
	for snap := range d.engine.Watch(r.Context()) {
		if err := api.WriteEvent(w, d.statusOf(snap)); err != nil {
			return nil // the reader is gone
		}
		if err := conn.Flush(); err != nil {
			return nil
		}
	}
	return nil
}

// untilDone lets writing to conn fail when ctx is done: a reader that takes
// nothing in must not keep the daemon from stopping. The caller calls stop.
func untilDone(ctx context.Context, conn *http.ResponseController) (stop func() bool) {
	return context.AfterFunc(ctx, func() {
		_ = conn.SetWriteDeadline(time.Unix(1, 0)) // fails where there is no connection to hang on
	})
}
