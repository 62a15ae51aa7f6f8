package engine

import (
	"context"
	"errors"
	"strings"
)

// Document is something that a person keeps and the engine does not read: a
// rule, an entry of the log.
type Document struct {
	Kind string // "rule"
	ID   string // unique in its kind; documents are read in the order of their IDs
	Data []byte // nil: the document is removed
}

// errDocument is returned for a document that has no place to be kept in.
var errDocument = errors.New("a document needs a kind and an id, both without zero bytes")

// Keep makes documents durable, all of them or, with ErrStore, none. Who keeps
// documents of a kind reads them from the Store and sees to their order.
func (e *Engine) Keep(ctx context.Context, documents ...Document) error {
	return e.KeepCounting(ctx, nil, documents...)
}

// KeepCounting is Keep for documents that are something to count: the increments
// are made in the same transaction, or not at all.
func (e *Engine) KeepCounting(ctx context.Context, counts []Increment, documents ...Document) error {
	for _, d := range documents {
		if !d.valid() {
			return errDocument
		}
	}
	_, err := e.call(ctx, func(l *loop) (bool, error) {
		l.pending.documents = append(l.pending.documents, documents...)
		l.pending.earned = append(l.pending.earned, counts...)
		return len(documents)+len(counts) > 0, nil
	})
	return err
}

func (d Document) valid() bool {
	return d.Kind != "" && d.ID != "" && !strings.Contains(d.Kind+d.ID, "\x00")
}
