package rules

import (
	"time"

	"focusd/tracker"
	"focusd/tracker/category"
)

// Fade says what is left of the window of a span when its title is kept no
// longer: the app and, where that would lead to another category than the title
// did, what stands for the one that the time is in now. It is for one goroutine.
func (e *Edition) Fade() func(tracker.Span) tracker.Window {
	c := category.NewClassifier(e.Set, e.Host)
	return func(s tracker.Span) tracker.Window {
		local := s.Start.Add(time.Duration(s.Offset) * time.Minute)
		return tracker.Window{App: s.Window.App, Title: c.Fade(s.Window.App, s.Window.Title, local)}
	}
}
