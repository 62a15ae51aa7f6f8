package store

import (
	"bytes"
	"fmt"

	"focusd/daemon/engine"
)

// documentKey is the kind, a zero byte, the id: the documents of a kind are
// together, in the order of their ids.
func documentKey(kind, id string) []byte {
	return append(append([]byte(kind), 0), id...)
}

func putDocuments(t *tx, c engine.Change) error {
	for _, d := range c.Documents {
		key := documentKey(d.Kind, d.ID)
		if d.Data == nil {
			if err := t.delete(bDocument, key); err != nil {
				return err
			}
			continue
		}
		if err := t.put(bDocument, key, d.Data); err != nil {
			return err
		}
	}
	return nil
}

// Documents are those of a kind, in the order of their ids.
func (s *Store) Documents(kind string) ([]engine.Document, error) {
	return s.documents(kind, documentKey(kind, ""), append([]byte(kind), 1))
}

// DocumentsBetween are those of a kind whose ids are in [from, to).
func (s *Store) DocumentsBetween(kind, from, to string) ([]engine.Document, error) {
	return s.documents(kind, documentKey(kind, from), documentKey(kind, to))
}

// FirstDocument is the one of a kind whose id comes first.
func (s *Store) FirstDocument(kind string) (d engine.Document, ok bool, err error) {
	prefix := documentKey(kind, "")
	err = s.file.view(func(t *tx) error {
		c, err := t.cursor(bDocument)
		if err != nil {
			return err
		}
		key, value := c.seek(prefix)
		if ok = bytes.HasPrefix(key, prefix); !ok {
			return nil
		}
		data, err := unsealed(key, value)
		d = engine.Document{Kind: kind, ID: string(key[len(prefix):]), Data: bytes.Clone(data)}
		return err
	})
	if err != nil {
		return engine.Document{}, false, fmt.Errorf("read the first document: %w", err)
	}
	return d, ok, nil
}

// documents are those of a kind with keys in [from, to).
func (s *Store) documents(kind string, from, to []byte) ([]engine.Document, error) {
	var all []engine.Document
	prefix := len(documentKey(kind, ""))
	err := s.file.view(func(t *tx) error {
		c, err := t.cursor(bDocument)
		if err != nil {
			return err
		}
		for key, value := c.seek(from); key != nil && bytes.Compare(key, to) < 0; key, value = c.next() {
			data, err := unsealed(key, value)
			if err != nil {
				return err
			}
			all = append(all, engine.Document{Kind: kind, ID: string(key[prefix:]), Data: bytes.Clone(data)})
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read documents: %w", err)
	}
	return all, nil
}
