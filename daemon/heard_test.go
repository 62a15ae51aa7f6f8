package daemon

import (
	"bytes"
	"strings"
	"sync"
)

// heard is what a daemon has logged. Several goroutines write it.
type heard struct {
	mu   sync.Mutex // guards text
	text bytes.Buffer
}

func (h *heard) Write(p []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.text.Write(p)
}

func (h *heard) String() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.text.String()
}

// has tells whether something was logged.
func (h *heard) has(words string) bool { return strings.Contains(h.String(), words) }
