package kwin

import (
	"cmp"
	"time"

	"focusd/tracker"
	"focusd/tracker/source"
)

// front is a window as the script tells it; nil is none.
type front struct {
	Class      string
	Program    string
	Desktop    string // the name of its desktop file
	Title      string
	PID        int
	FullScreen bool
}

// report is what is told of f, in front since at.
func (f *front) report(at time.Time) source.Report {
	r := source.Report{At: at.UTC().Round(0), Facts: source.Windows}
	if f == nil {
		return r
	}
	r.Window.App = tracker.CanonicalApp(cmp.Or(f.Class, f.Desktop), f.Program)
	r.Window.Title = tracker.NormalizeTitle(r.Window.App, f.Title)
	r.PID, r.FullScreen = max(f.PID, 0), f.FullScreen
	return r
}
