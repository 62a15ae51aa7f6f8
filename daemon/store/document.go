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
	var all []engine.Document
	prefix := documentKey(kind, "")
	err := s.file.view(func(t *tx) error {
		c, err := t.cursor(bDocument)
		if err != nil {
			return err
		}
		for key, value := c.seek(prefix); bytes.HasPrefix(key, prefix); key, value = c.next() {
			data, err := unsealed(key, value)
			if err != nil {
				return err
			}
			all = append(all, engine.Document{Kind: kind, ID: string(key[len(prefix):]), Data: bytes.Clone(data)})
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read documents: %w", err)
	}
	return all, nil
}
