package gnome

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"focusd/tracker"
	"focusd/tracker/source"
)

// front is a window as our extension tells it, and those of others; nil is
// none.
type front struct {
	Class      string `json:"wm_class"`
	App        string `json:"app"`     // its desktop file
	Sandbox    string `json:"sandbox"` // the name of the sandbox it runs in
	Title      string `json:"title"`
	PID        int    `json:"pid"`
	FullScreen bool   `json:"fullscreen"`
}

// readFront reads what our extension says.
func readFront(text string) (f *front, err error) {
	if err := json.Unmarshal([]byte(text), &f); err != nil {
		return nil, fmt.Errorf("the extension says nothing readable in %d bytes", len(text))
	}
	return f, nil
}

// report is what is told of f, in front since at.
func (f *front) report(at time.Time) source.Report {
	r := source.Report{At: at.UTC().Round(0), Facts: source.Windows}
	if f == nil {
		return r
	}
	r.Window.App = tracker.CanonicalApp(cmp.Or(f.Class, f.app(), f.Sandbox), "")
	r.Window.Title = tracker.NormalizeTitle(r.Window.App, f.Title)
	r.PID, r.FullScreen = max(f.PID, 0), f.FullScreen
	return r
}

// app is the name of the desktop file. The shell makes one up, window:7, for
// windows that have none.
func (f *front) app() string {
	if strings.HasPrefix(f.App, "window:") {
		return ""
	}
	return strings.TrimSuffix(f.App, ".desktop")
}
