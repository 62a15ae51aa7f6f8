package server

import (
	"context"
	"io"
	"iter"
	"net/http"
	"time"

	"focusd/daemon/api"
)

// events streams the status: at once, then at every change; and, to who asks
// for it, that the agenda is another one. A reader that is slow, or stopped,
// holds up nobody: the engine keeps the latest for it.
func (d *door) events(w http.ResponseWriter, r *http.Request) error {
	if err := onlyParams(r.URL.Query(), "agenda"); err != nil {
		return err
	}
	agenda, err := isSet(r.URL.Query().Get("agenda"), "agenda")
	if err != nil {
		return err
	}
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
	for tell := range d.tidings(r.Context(), agenda && d.Agenda != nil) {
		if err := tell(w); err != nil {
			return nil // the reader is gone
		}
		if err := conn.Flush(); err != nil {
			return nil
		}
	}
	return nil
}

// tidings yields what writes each message of a stream.
func (d *door) tidings(ctx context.Context, agenda bool) iter.Seq[func(io.Writer) error] {
	return func(yield func(func(io.Writer) error) bool) {
		snapshots := d.engine.Watch(ctx)
		var changed <-chan struct{}
		for {
			select {
			case snap, ok := <-snapshots:
				if !ok || !yield(func(w io.Writer) error { return api.WriteEvent(w, d.statusOf(snap)) }) {
					return
				}
				if !agenda || changed != nil {
					continue
				}
			case <-changed:
			}
			changed = d.Agenda.Changed() // before the edition is read: a change in between is told twice, never missed
			edition := api.AgendaEdition{Edition: d.Agenda.Edition()}
			if !yield(func(w io.Writer) error { return api.WriteNamedEvent(w, api.EventAgenda, edition) }) {
				return
			}
		}
	}
}

// untilDone lets writing to conn fail when ctx is done: a reader that takes
// nothing in must not keep the daemon from stopping. The caller calls stop.
func untilDone(ctx context.Context, conn *http.ResponseController) (stop func() bool) {
	return context.AfterFunc(ctx, func() {
		_ = conn.SetWriteDeadline(time.Unix(1, 0)) // fails where there is no connection to hang on
	})
}
