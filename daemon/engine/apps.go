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
	// mostWaiting is how many pairs are known that have not enough time yet. The
	// one with the least goes when there are more.
	mostWaiting = 256
	// mostCategories is how many categories have a label of their own. No person
	// has so many; a script that makes rules may.
	mostCategories = 32
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
// is in the ledger; who is on the way to one begins anew with each daemon.
type apps struct {
	admitted   map[place]bool
	room       int // taken: places of one app
	categories map[string]bool
	waiting    map[place]time.Duration
	last       string // in front before; "" when that is not known
}

func newApps(stored map[Counter]uint64) apps {
	a := apps{
		admitted:   make(map[place]bool),
		categories: map[string]bool{unclassified: true, otherCategories: true},
		waiting:    make(map[place]time.Duration),
	}
	for c := range stored {
		if c.Metric == activeSeconds {
			a.take(placeOf(c))
		}
	}
	return a
}

// take gives a place a counter of its own.
func (a *apps) take(p place) {
	if !a.admitted[p] && p.own() {
		a.room++
	}
	a.admitted[p], a.categories[p.category] = true, true
}

// leave takes the counter of a place away, which the ledger no longer has.
func (a *apps) leave(p place) {
	if a.admitted[p] && p.own() {
		a.room--
	}
	delete(a.admitted, p)
	delete(a.waiting, p)
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
	case a.room >= limit:
		return other, true
	}
	a.waiting[p] += d
	switch {
	case a.waiting[p] >= admitAfter:
		a.take(p)
		delete(a.waiting, p)
	case len(a.waiting) > mostWaiting:
		a.dismiss(p)
	}
	return other, false
}

// dismiss forgets the place with the least time, but not the one that has come.
func (a *apps) dismiss(come place) {
	least := come
	for p, d := range a.waiting {
		if p != come && (least == come || d < a.waiting[least]) {
			least = p
		}
	}
	delete(a.waiting, least)
}
