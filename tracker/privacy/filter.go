package privacy

import (
	"strings"

	"focusd/tracker"
	"focusd/tracker/category"
)

// Names that stand in for the app of a window.
const (
	Private   = "private"   // an app that was never to leave its name
	Forgotten = "forgotten" // an app that was in the log once
)

// Filter says how a window may be known. It is never modified. The zero Filter
// lets everything through; DefaultSettings do not.
type Filter struct {
	noTitles       bool
	noApps         bool
	privateWindows bool
	drop, untitled []app
	rewrite        []rewriting
}

// Window is w as it may be known. Asked again about its own answer it gives the
// same one, unless a title was rewritten to something that is rewritten too.
func (f *Filter) Window(w tracker.Window) tracker.Window {
	if f == nil {
		return w
	}
	switch {
	case f.drops(w.App):
		return tracker.Window{App: Private}
	case w.Title == "":
		return w
	case f.noTitles, matches(f.untitled, w.App), f.privateWindows && isPrivate(w):
		return tracker.Window{App: w.App}
	}
	w.Title = f.rewritten(w)
	return w
}

// Told is what of w, as it may be known, is told to anybody: w itself or, where
// apps are not kept, its category, which judge says; "": no rule knows it.
func (f *Filter) Told(w tracker.Window, judge func(tracker.Window) string) tracker.Window {
	if f == nil || !f.noApps || w.App == "" || w.App == Private {
		return w
	}
	return tracker.Window{App: category.AsApp(judge(w))}
}

// drops tells whether an app is to leave no name. The empty desktop has none.
func (f *Filter) drops(name string) bool { return name != "" && matches(f.drop, name) }

// rewritten is the title that the first rule for it makes.
func (f *Filter) rewritten(w tracker.Window) string {
	for _, r := range f.rewrite {
		if r.app != "" && !r.app.is(w.App) {
			continue
		}
		if at := r.title.FindStringSubmatchIndex(w.Title); at != nil {
			return tracker.NormalizeTitle(w.App, string(r.title.ExpandString(nil, r.to, w.Title, at)))
		}
	}
	return w.Title
}

// app is the name of an app as a person writes it: the whole of it, or what
// comes after its last dot ("signal" for "org.signal.signal").
type app string

func (a app) is(name string) bool {
	return string(a) == name || string(a) == name[strings.LastIndexByte(name, '.')+1:]
}

func matches(apps []app, name string) bool {
	for _, a := range apps {
		if a.is(name) {
			return true
		}
	}
	return false
}
