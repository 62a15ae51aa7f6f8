package terminal

import (
	"time"

	"focusd/tracker"
	"focusd/tracker/source"
)

// scene is what a person at a terminal sees and when they last typed. The zero
// scene is that nobody is there to see anything.
type scene struct {
	window tracker.Window
	pid    int
	input  time.Time // the last input, or a little later
}

// sceneOf is the scene with a program in front. A shell is an app like others
// here: there is no window whose name could stand instead.
func sceneOf(p program, title string, input time.Time) scene {
	app := tracker.CanonicalApp("", p.name)
	return scene{tracker.Window{App: app, Title: tracker.NormalizeTitle(app, title)}, p.pid, input}
}

// teller reports scenes, as far as they are news.
type teller struct {
	idleAfter time.Duration
	emit      func(source.Report)

	told  bool
	front scene // as last told; its input is not kept up to date
	away  bool  // the person was idle when last told
}

// tell reports s once for each who asked; for nobody, only if the window is
// another one or the person has gone or come back.
func (t *teller) tell(now time.Time, s scene, asked int) {
	away := t.isAway(now, s)
	news := !t.sees(s) || away != t.away
	t.told, t.front, t.away = true, s, away
	if news {
		asked = max(asked, 1)
	}
	for ; asked > 0; asked-- {
		t.emit(s.report(now))
	}
}

// sees tells whether what is in front in s was told last.
func (t *teller) sees(s scene) bool {
	return t.told && s.window == t.front.window && s.pid == t.front.pid
}

func (t *teller) isAway(now time.Time, s scene) bool {
	return s != scene{} && s.idle(now) >= t.idleAfter
}

// untilAway is how long the person still counts as present without input; 0:
// they do not.
func (t *teller) untilAway(now time.Time, s scene) time.Duration {
	return max(0, t.idleAfter-s.idle(now))
}

func (s scene) idle(now time.Time) time.Duration { return max(0, now.Sub(s.input)) }

// report is s as a report. Of nobody nothing is known: another source may know
// where they are.
func (s scene) report(now time.Time) source.Report {
	r := source.Report{At: now.UTC().Round(0)}
	if s == (scene{}) {
		return r
	}
	r.Facts = source.Windows | source.Idleness
	r.Window, r.PID, r.Idle = s.window, s.pid, s.idle(now)
	return r
}
