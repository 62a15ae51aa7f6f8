package rules

import (
	"time"

	"focusd/daemon/engine"
	"focusd/tracker"
)

// Worth is an engine.Judge: what a window was worth that came to the front at
// that instant, by the rules of now. It never waits for the disk.
func (b *Book) Worth(w tracker.Window, start time.Time) (engine.Judgement, bool) {
	e := b.now.Load()
	if e == nil {
		return engine.Judgement{}, false
	}
	name := e.Set.Classify(w.App, w.Title, start.Local(), e.Host).Category
	return engine.Judgement{Category: name, Class: e.Set.Category(name).Class}, true
}
