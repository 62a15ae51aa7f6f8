package nudger

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"focusd/daemon/engine"
	"focusd/timer/nudge"
)

// Kind is that of the one document.
const Kind = "nudge"

const (
	documentID = "state"
	version    = 1
)

// record is the state as it is kept.
type record struct {
	Version int         `json:"v"`
	State   nudge.State `json:"state"`
}

// load is the state that an earlier daemon kept, or the zero one.
func load(st engine.Store) (nudge.State, error) {
	documents, err := st.Documents(Kind)
	if err != nil || len(documents) == 0 {
		return nudge.State{}, err
	}
	var r record
	if err := json.Unmarshal(documents[0].Data, &r); err != nil {
		return nudge.State{}, fmt.Errorf("read %s: %w", Kind, err)
	}
	if r.Version != version {
		return nudge.State{}, fmt.Errorf("read %s: it has version %d, this focusd knows %d", Kind, r.Version, version)
	}
	return r.State, nil
}

// keep makes a state durable. The first of a row of failures is logged.
func (n *Nudger) keep(ctx context.Context, s nudge.State) error {
	data, err := json.Marshal(record{version, s})
	if err == nil {
		err = n.engine.Keep(ctx, engine.Document{Kind: Kind, ID: documentID, Data: data})
	}
	if err == nil {
		n.retry = time.Time{}
		return nil
	}
	if n.retry.IsZero() {
		n.Log.Error("what is said to the person cannot be kept, so nothing is said", "err", err)
	}
	n.retry = time.Now().Add(tryAgain)
	return err
}
