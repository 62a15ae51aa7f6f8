package quiet

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"focusd/daemon/engine"
)

// Kind is that of the documents in which records are kept, one for each desk.
const Kind = "quiet"

// version is that of the documents below.
const version = 1

// record is what is to be given back to a desk, and how to tell that it is
// still as it was left.
type record struct {
	Version  int    `json:"v"`
	Previous string `json:"previous"`
	Left     string `json:"left"`
	Server   string `json:"server,omitempty"` // who was told; "" where that does not matter
}

// stands says that a desk is still as it was left.
func (r record) stands(now reading) bool { return now.own || now.now == r.Left }

// Keep makes documents durable, or returns why it cannot.
type Keep func(ctx context.Context, documents ...engine.Document) error

// readRecords are the records that the last run has left. What a newer focusd
// wrote stays where it is. With an error they are those that could be read.
func readRecords(documents []engine.Document) (map[string]record, error) {
	records := make(map[string]record)
	var wrong []error
	for _, d := range documents {
		var r record
		err := json.Unmarshal(d.Data, &r)
		switch {
		case r.Version > version:
		case err != nil:
			wrong = append(wrong, fmt.Errorf("read what the desktop %s is owed: %w", d.ID, err))
		default:
			records[d.ID] = r
		}
	}
	return records, errors.Join(wrong...)
}

// owe has a record on disk before the desk is told anything.
func (g *Guard) owe(ctx context.Context, name string, r record) error {
	data, err := json.Marshal(r)
	if err != nil {
		panic(err) // there is no string that cannot be encoded
	}
	if err := g.keep(ctx, engine.Document{Kind: Kind, ID: name, Data: data}); err != nil {
		return fmt.Errorf("remember how the desktop was: %w", err)
	}
	g.owed[name] = r
	return nil
}

// forget says that a desk is owed nothing.
func (g *Guard) forget(ctx context.Context, name string) error {
	if err := g.keep(ctx, engine.Document{Kind: Kind, ID: name}); err != nil {
		return fmt.Errorf("remember that the desktop is as it was: %w", err)
	}
	delete(g.owed, name)
	return nil
}
