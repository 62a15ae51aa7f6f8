package engine

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"focusd/tracker/category"
)

const (
	// admitAfter is how much time an app must have in a category before the pair
	// gets a counter of its own, which it then keeps for ever.
	admitAfter = 10 * time.Minute
	// announcedBefore is how much time before that it gets one that stands still:
	// whoever looks once a minute is to see it begin.
	announcedBefore = time.Minute
	// mostWaiting is how many pairs are known that have not enough time yet. The
	// one with the least goes when there are more.
	mostWaiting = 256
	// keptFrom is how much time such a pair must have before a restart does not take
	// it away, and mostKept how many there ever are of these.
	keptFrom, mostKept = time.Minute, 256
	// mostCategories is how many categories have a label of their own. No person
	// has so many; a script that makes rules may.
	mostCategories = 32
	// mostDistracting is how many of them do so where time is distraction. Each is a
	// series for each kind of block.
	mostDistracting = 12
	// longestLabel is the most bytes of a label's value: Prometheus can be told to
	// refuse a whole scrape for one that is longer, and is so by our example.
	longestLabel = 64

	otherApps = "other"
	// otherCategories is the category label of what has no room for its own.
	otherCategories = "other"
	// unknownApp is the app label of active time in front of an empty desktop.
	unknownApp = "unknown"
	// hiddenApp is the app label of time of which the category alone is kept.
	hiddenApp = "hidden"
	// unclassified is the category label of time that no rule had judged when it was
	// counted.
	unclassified = "unclassified"
)

// place is where time is counted: the labels of an app and of its category.
type place struct{ app, category string }

// own says that the place is for one app, for which there must be room.
func (p place) own() bool { return p.app != otherApps && p.app != unknownApp }

// apps decide in which place the time of an app is counted. Who has a counter
// is in the ledger, and as a counter that nobody is shown, how much time those
// have who are on the way to one.
type apps struct {
	admitted   map[place]bool
	announced  map[place]bool // have a counter that stands at zero, and room
	room       int            // taken: places of one app
	categories map[string]bool
	distract   map[string]bool // of categories
	waiting    map[place]time.Duration
	kept       map[place]bool // of those who were ever waiting
	last       string         // in front before; "" when that is not known
}

func newApps(stored map[Counter]uint64) apps {
	a := apps{
		admitted:   make(map[place]bool),
		announced:  make(map[place]bool),
		categories: map[string]bool{unclassified: true, otherCategories: true},
		distract:   map[string]bool{unclassified: true, otherCategories: true},
		waiting:    make(map[place]time.Duration),
		kept:       make(map[place]bool),
	}
	for c := range stored {
		switch c.Metric {
		case activeSeconds:
			a.take(placeOf(c))
		case distractionSeconds:
			a.distract[c.Label("category")] = true
		}
	}
	return a
}

// resume has those wait on who were waiting when an earlier daemon ended.
func (a *apps) resume(stored map[Counter]uint64) {
	for c, ms := range stored {
		p := placeOf(c)
		if c.Metric != waitingSeconds || !p.own() {
			continue
		}
		a.kept[p] = true
		if !a.admitted[p] {
			a.waiting[p] = time.Duration(ms) * time.Millisecond
		}
	}
}

// take gives a place a counter of its own.
func (a *apps) take(p place) {
	if !a.admitted[p] && !a.announced[p] && p.own() {
		a.room++
	}
	delete(a.announced, p)
	a.admitted[p], a.categories[p.category] = true, true
}

// leave takes the counter of a place away, which the ledger no longer has.
func (a *apps) leave(p place) {
	if (a.admitted[p] || a.announced[p]) && p.own() {
		a.room--
	}
	delete(a.admitted, p)
	delete(a.announced, p)
	delete(a.waiting, p)
	delete(a.kept, p)
}

// appLabel is an app as the value of a label: short, and without what a terminal
// or a page would obey.
func appLabel(app string) string {
	clean := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(app, "\uFFFD"))
	if clean = strings.TrimSpace(shortened(clean)); clean == "" {
		return unknownApp
	}
	return clean
}

// Slug is a name that the person chose, as of a category, as the value of a label: letters and
// digits, and what is between them as a dash. Of "" it is unclassified.
func Slug(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return r != '_' && !unicode.In(r, unicode.Letter, unicode.Digit, unicode.Mark)
	})
	if slug := shortened(strings.Join(words, "-")); slug != "" {
		return slug
	}
	return unclassified
}

// shortened is as much of s as a label may have.
func shortened(s string) string {
	if len(s) <= longestLabel {
		return s
	}
	end := longestLabel
	for !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end]
}

// placeFor is where an app belongs, in a category of that name. Where the
// category alone is kept of it, that has a place of its own.
func placeFor(app, name string) place {
	if kept, ok := category.Decided(app, ""); ok {
		return place{hiddenApp, Slug(kept)}
	}
	if label := appLabel(app); label != unknownApp {
		return place{label, Slug(name)}
	}
	return place{unknownApp, unclassified}
}

// switched says whether app is another one than before.
func (a *apps) switched(app string) bool {
	before := a.last
	a.last = app
	return before != "" && before != app
}

// category is the label under which a category is counted: its own, and ever
// after, while there is room.
func (a *apps) category(label string) string {
	switch {
	case a.categories[label]:
	case len(a.categories) >= mostCategories:
		return otherCategories
	}
	a.categories[label] = true
	return label
}

// distraction is the label under which a category is counted where it is
// distraction.
func (a *apps) distraction(label string) string {
	label = a.category(label)
	switch {
	case a.distract[label]:
	case len(a.distract) >= mostDistracting:
		return otherCategories
	}
	a.distract[label] = true
	return label
}

// admit says where the next d of what belongs in p is counted: there once it has
// enough time and there is room, and ever after; else with the others of its
// category. A limit below zero is no app at all. Full says that there is no room.
func (a *apps) admit(p place, d time.Duration, limit int) (counted place, full bool) {
	other := place{otherApps, p.category}
	switch {
	case limit < 0:
		return other, false
	case a.admitted[p] || !p.own():
		return p, false
	case a.room >= limit && !a.announced[p]:
		return other, true
	}
	a.waiting[p] += d
	switch {
	case a.waiting[p] >= admitAfter:
		a.take(p)
		delete(a.waiting, p)
	case a.waiting[p] >= admitAfter-announcedBefore && !a.announced[p]:
		a.announced[p] = true
		a.room++
	case len(a.waiting) > mostWaiting:
		a.dismiss(p)
	}
	return other, false
}

// waited is by how much the counter grows that keeps how long a place has waited,
// which has just waited for d more. Many apps are seen for a moment and never
// again: those have none.
func (a *apps) waited(p place, d time.Duration) time.Duration {
	switch all := a.waiting[p]; {
	case a.kept[p]:
		return d
	case all < keptFrom || len(a.kept) >= mostKept:
		return 0
	default:
		a.kept[p] = true
		return all
	}
}

// dismiss forgets the place with the least time, but not the one that has come.
func (a *apps) dismiss(come place) {
	least := come
	for p, d := range a.waiting {
		if p != come && !a.announced[p] && (least == come || d < a.waiting[least]) {
			least = p
		}
	}
	delete(a.waiting, least)
}
