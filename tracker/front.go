package tracker

import "time"

// titleRest is how long a title stays before another one of the same app may
// follow. A terminal that shows its progress, or a player that shows its
// position, would else fill the log with spans that nobody can read.
const titleRest = time.Second

// front is the window in front, with restless titles held back: the first
// title stays until titleRest has passed, then the latest one follows. A change
// of app is never held back.
type front struct {
	window Window    // what the log says
	latest Window    // what was seen last; differs from window at most in its title
	since  time.Time // when window came
}

func (f *front) see(at time.Time, w Window) {
	f.latest = w
	if w.App != f.window.App || at.Sub(f.since) >= titleRest {
		f.turn(at)
	}
}

// due is when a title that is held back shall follow, if there is one.
func (f *front) due() (at time.Time, waiting bool) {
	if f.latest == f.window {
		return time.Time{}, false
	}
	return f.since.Add(titleRest), true
}

// turn brings the latest window to the front.
func (f *front) turn(at time.Time) {
	if f.latest != f.window {
		f.window, f.since = f.latest, at
	}
}
