package server

import (
	"sync"
	"time"

	"focusd/daemon/engine"
	"focusd/timer/agenda"
)

// moment is for how long what the log says of today is remembered: the parts of
// a page ask for it at the same time, one after another.
const moment = time.Second

// lately is what the log said of today when it was last asked. Any change of the
// log, of what is said of it, or of the agenda is another snapshot.
type lately struct {
	mu    sync.Mutex // guards what follows
	snap  *engine.Snapshot
	at    time.Time
	facts agenda.Facts // read by many, and changed by nobody
}

// of is what it says now; read asks the log.
func (l *lately) of(snap *engine.Snapshot, now time.Time, read func() (agenda.Facts, error)) (agenda.Facts, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if age := now.Sub(l.at); l.snap == snap && 0 <= age && age < moment {
		return l.facts, nil
	}
	facts, err := read()
	if err == nil {
		l.snap, l.at, l.facts = snap, now, facts
	}
	return facts, err
}
