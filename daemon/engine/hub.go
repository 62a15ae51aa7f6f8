package engine

import (
	"context"
	"sync"
)

// hub hands the latest snapshot to whoever watches. The zero hub works.
type hub struct {
	mu      sync.Mutex // guards what follows; never held while sending blocks
	readers map[chan *Snapshot]reader
	closed  bool
}

// reader is what is known of one.
type reader struct {
	interest interest
	cancel   context.CancelFunc
}

// interest is what a reader wants to hear of.
type interest bool

const (
	everything    interest = true
	exceptWindows interest = false // not that another window is in front, and nothing else is new
)

// subscribe registers a reader. The present value is taken under the same lock
// that registers it, so nothing is lost between the two.
func (h *hub) subscribe(ctx context.Context, in interest, present func() *Snapshot) <-chan *Snapshot {
	ch := make(chan *Snapshot, 1)
	h.mu.Lock()
	defer h.mu.Unlock()
	ch <- present()
	if h.closed {
		close(ch)
		return ch
	}
	ctx, cancel := context.WithCancel(ctx)
	if h.readers == nil {
		h.readers = make(map[chan *Snapshot]reader)
	}
	h.readers[ch] = reader{in, cancel}
	context.AfterFunc(ctx, func() { h.remove(ch) })
	return ch
}

// publish replaces what a reader has not read yet. If onlyWindow, what is new is
// that another window is in front, and those sleep on who have no use for that:
// to wake them all costs more than the change itself.
func (h *hub) publish(s *Snapshot, onlyWindow bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for ch, r := range h.readers {
		if onlyWindow && r.interest == exceptWindows {
			continue
		}
		select {
		case <-ch:
		default:
		}
		ch <- s // never blocks: the buffer was emptied, and only publish fills it
	}
}

func (h *hub) remove(ch chan *Snapshot) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if r, ok := h.readers[ch]; ok {
		r.cancel()
		delete(h.readers, ch)
		close(ch)
	}
}

// close ends every reader; later ones get the last snapshot and the end.
func (h *hub) close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.closed = true
	for ch, r := range h.readers {
		r.cancel()
		delete(h.readers, ch)
		close(ch)
	}
}
