package engine

import (
	"strings"
	"time"
)

const (
	// admitAfter is how much time an app must have before it gets a counter of
	// its own, which it then keeps for ever.
	admitAfter = 10 * time.Minute
	// mostWaiting is how many apps are known that have not enough time yet. The
	// one with the least goes when there are more.
	mostWaiting = 256
	otherApps   = "other"
	// alwaysAdmitted is how many names are not apps: other and unknown.
	alwaysAdmitted = 2
	// unknownApp is the app label of active time in front of an empty desktop.
	unknownApp = "unknown"
	// hiddenApp is the app label of time of which the category alone is kept.
	hiddenApp = "hidden"
	// unclassified is the category label of time that no rule had judged when it was
	// counted.
	unclassified = "unclassified"
)

// apps decide under which name the time of an app is counted. Who has a counter
// is in the ledger; who is on the way to one begins anew with each daemon.
type apps struct {
	admitted map[string]bool
	waiting  map[string]time.Duration
	last     string // in front before; "" when that is not known
}

func newApps(stored map[Counter]uint64) apps {
	a := apps{
		admitted: map[string]bool{unknownApp: true, otherApps: true},
		waiting:  make(map[string]time.Duration),
	}
	for c := range stored {
		if c.Metric == activeSeconds {
			a.admitted[activeApp(c)] = true
		}
	}
	return a
}

// appLabel is an app as the value of a label, which must be valid UTF-8.
func appLabel(app string) string {
	if app == "" {
		return unknownApp
	}
	return strings.ToValidUTF8(app, "\uFFFD")
}

// switched says whether app is another one than before.
func (a *apps) switched(app string) bool {
	before := a.last
	a.last = app
	return before != "" && before != app
}

// admit says under which name the next d of app is counted: its own once it has
// enough time and there is room, and ever after; else other. A limit below zero
// is no app at all.
func (a *apps) admit(app string, d time.Duration, limit int) string {
	switch {
	case limit < 0:
		return otherApps
	case a.admitted[app]:
		return app
	case len(a.admitted) >= limit+alwaysAdmitted:
		return otherApps
	}
	a.waiting[app] += d
	switch {
	case a.waiting[app] >= admitAfter:
		a.admitted[app] = true
		delete(a.waiting, app)
	case len(a.waiting) > mostWaiting:
		a.dismiss(app)
	}
	return otherApps
}

// dismiss forgets the app with the least time, but not the one that has come.
func (a *apps) dismiss(come string) {
	least := ""
	for app, d := range a.waiting {
		if app != come && (least == "" || d < a.waiting[least]) {
			least = app
		}
	}
	delete(a.waiting, least)
}
