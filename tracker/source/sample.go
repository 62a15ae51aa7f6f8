package source

import (
	"slices"
	"strings"
	"time"

	"focusd/tracker"
)

// blindness is said while the first sources are still being tried.
const blindness = "no source of windows has answered yet"

// sample puts together what the sources say and emits it, if it differs from
// what was emitted last or the news are from whoever knows idleness.
func (w *watch) sample(at time.Time, news *candidate) {
	s := w.together(at)
	fresh := news == w.server(Idleness) && news != nil
	if w.said && !fresh && same(s, w.last) {
		return
	}
	if !w.said && s.Blind != "" && w.undecided() {
		return
	}
	w.said, w.last = true, s
	w.saw(s)
	w.emit(s)
}

// undecided tells whether a source of windows may still answer for the first
// time.
func (w *watch) undecided() bool {
	for _, c := range w.all {
		if c.source.Facts().Has(Windows) && (c.starting(time.Now()) || c.since.IsZero()) {
			return true
		}
	}
	return false
}

// together is what the sources say now.
func (w *watch) together(at time.Time) tracker.Sample {
	s := tracker.Sample{At: at}
	var playing []string
	for _, c := range w.all {
		if !c.running() || !c.heard {
			continue
		}
		r := c.report
		if r.Facts.Has(Lock) {
			if r.Locked && !s.Locked {
				s.Locked, s.LockSource = true, c.source.Name()
			}
		}
		if r.Facts.Has(Evidence) {
			playing = append(playing, r.Playing...)
			if r.Meeting {
				s.Evidence |= tracker.Meeting
			}
			if r.Inhibited {
				s.Evidence |= tracker.Inhibited
			}
		}
	}
	w.window(&s, playing)
	if c := w.server(Idleness); c != nil {
		s.Idle, s.IdleAge, s.IdleKnown = c.report.Idle, max(at.Sub(c.report.At), 0), true
		s.IdleSource = c.source.Name()
	}
	return s
}

// window fills in what is in front.
func (w *watch) window(s *tracker.Sample, playing []string) {
	c := w.server(Windows)
	if c == nil {
		s.Blind = w.blind()
		w.inside.leave()
		return
	}
	r, redact := c.report, w.redaction()
	s.Source, s.Window = c.source.Name(), redact.know(r.Window)
	if r.FullScreen || plays(playing, r.Window.App) {
		s.Evidence |= tracker.Playing
	}
	program := w.inside.look(r)
	if program != "" && s.Window.App == r.Window.App { // else the terminal is one that leaves no name
		s.Window.App = program
		s.Window = redact.know(s.Window)
	}
	if w.Reading != nil && w.Reading(s.Window) {
		s.Evidence |= tracker.Reading
	}
	s.Window = redact.tell(s.Window)
}

// blind says why nobody can tell what is in front: what those say who could.
func (w *watch) blind() string {
	var reasons []string
	for _, c := range w.all {
		if why := c.why(); c.source.Facts().Has(Windows) && why != "" {
			reasons = append(reasons, c.source.Name()+": "+why)
		}
	}
	if len(reasons) == 0 {
		return blindness
	}
	return strings.Join(reasons, "; ")
}

// plays tells whether app is among the players. A player may call itself by its
// desktop file where its window has a class, or the other way round.
func plays(players []string, app string) bool {
	return app != "" && slices.ContainsFunc(players, func(p string) bool { return lastPart(p) == lastPart(app) })
}

func lastPart(app string) string { return app[strings.LastIndexByte(app, '.')+1:] }

// same tells whether two samples differ in nothing but their time and what
// follows from it.
func same(a, b tracker.Sample) bool {
	a.At, b.At, a.Idle, b.Idle, a.IdleAge, b.IdleAge = time.Time{}, time.Time{}, 0, 0, 0, 0
	return a == b
}
