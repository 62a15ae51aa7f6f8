package engine

import (
	"context"
	"sync"
)

// hub hands the latest snapshot to whoever watches. The zero hub works.
type hub struct {
	mu      sync.Mutex // guards what follows; never held while sending blocks
	readers map[chan *Snapshot]context.CancelFunc
	closed  bool
}

// subscribe registers a reader. The present value is taken under the same lock
// that registers it, so nothing is lost between the two.
func (h *hub) subscribe(ctx context.Context, present func() *Snapshot) <-chan *Snapshot {
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
		h.readers = make(map[chan *Snapshot]context.CancelFunc)
	}
	h.readers[ch] = cancel
	context.AfterFunc(ctx, func() { h.remove(ch) })
	return ch
}

// publish replaces what a reader has not read yet.
func (h *hub) publish(s *Snapshot) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for ch := range h.readers {
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
	if cancel, ok := h.readers[ch]; ok {
		cancel()
		delete(h.readers, ch)
		close(ch)
	}
}

// close ends every reader; later ones get the last snapshot and the end.
func (h *hub) close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.closed = true
	for ch, cancel := range h.readers {
		cancel()
		delete(h.readers, ch)
		close(ch)
	}
}
