package nudger

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"focusd/daemon/engine"
	"focusd/timer/nudge"
	"focusd/tracker"
)

const (
	// Kind is that of the one document with what was said.
	Kind = "nudge"
	// KindDay is that of the documents of the days before: by the date what was
	// asked on it, what answering cost, and what became of the breaks.
	KindDay = "nudge.day"
)

const (
	documentID = "state"
	version    = 1
)

// record is the state as it is kept.
type record struct {
	Version int         `json:"v"`
	State   nudge.State `json:"state"`
}

// dayRecord is a day that is over, as it is kept.
type dayRecord struct {
	Version int         `json:"v"`
	Today   nudge.Today `json:"day"`
}

// dayBefore is the document of the day that has ended with the step to next;
// none: it goes on, or there was none.
func (n *Nudger) dayBefore(next nudge.State) []engine.Document {
	today := n.state.Today
	if today.Day == (tracker.Day{}) || today.Day == next.Today.Day {
		return nil
	}
	data, err := json.Marshal(dayRecord{version, today})
	if err != nil {
		panic("a day that cannot be written: " + err.Error()) // it came from a document
	}
	return []engine.Document{{Kind: KindDay, ID: today.Day.String(), Data: data}}
}

// Day is what was said on a day that is over; ok is false if nothing is known of
// it.
func Day(st engine.Store, day tracker.Day) (today nudge.Today, ok bool, err error) {
	id := day.String()
	documents, err := st.DocumentsBetween(KindDay, id, id+"~")
	if err != nil || len(documents) == 0 {
		return today, false, err
	}
	var r dayRecord
	if err := json.Unmarshal(documents[0].Data, &r); err != nil {
		return today, false, fmt.Errorf("read %s %s: %w", KindDay, id, err)
	}
	return r.Today, true, nil
}

// Asked is how many questions were put to the person on a day, also today. A nil
// Nudger has asked none.
func (n *Nudger) Asked(day tracker.Day) (int, error) {
	if n == nil {
		return 0, nil
	}
	n.mu.Lock()
	today := n.state.Today
	n.mu.Unlock()
	if today.Day == day {
		return today.Questions, nil
	}
	said, _, err := Day(n.store, day)
	return said.Questions, err
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

// keep makes a state durable, and counts what came of the nudges that it has no
// more. The first of a row of failures is logged.
func (n *Nudger) keep(ctx context.Context, s nudge.State, counts []engine.Increment, past ...engine.Document) error {
	data, err := json.Marshal(record{version, s})
	if err == nil {
		err = n.engine.KeepCounting(ctx, counts, append(past, engine.Document{Kind: Kind, ID: documentID, Data: data})...)
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
