package engine

import (
	"time"

	"focusd/tracker"
	"focusd/tracker/category"
)

// Judgement is what time in front of a window is worth by the rules of the
// person. The zero Judgement: no rule knows it.
type Judgement struct {
	Category string
	Class    category.Class
}

// Judge says what a window was worth that came to the front then. It must not
// wait: ok is false while the rules have not been read yet.
type Judge func(w tracker.Window, start time.Time) (j Judgement, ok bool)

// judge asks for what is counted now. What has been counted stays as it was
// judged then: counters do not follow rules that change.
func (b *books) judge(p tracker.Span) (j Judgement, ok bool) {
	if b.judged == nil || !attended(p) {
		return Judgement{}, false
	}
	return b.judged(p.Window, p.Start)
}

// matched is the result of a judgement, as a label.
func matched(j Judgement) string {
	if j.Category == "" {
		return unclassified
	}
	return "matched"
}

// attended says that somebody was there.
func attended(p tracker.Span) bool {
	return p.Presence == tracker.Active || p.Presence == tracker.Passive
}

// settle is how long a category has to be in front before that means something:
// shorter is a glance on the way to another window.
const settle = 10 * time.Second

// attention is the category that somebody is at, to know when they leave it.
type attention struct {
	at    string // unknown while there was none
	known bool
	next  string    // in front now, if that is another one
	since time.Time // of next
}

// see says whether a stretch in a category has made it the one that the person
// is at, and since when it is in front.
func (c *attention) see(name string, p tracker.Span) (since time.Time, switched bool) {
	switch {
	case c.known && name == c.at:
		c.since = time.Time{}
		return time.Time{}, false
	case c.since.IsZero() || name != c.next:
		c.next, c.since = name, p.Start
	}
	if p.End.Sub(c.since) < settle {
		return time.Time{}, false
	}
	since, switched = c.since, c.known
	*c = attention{at: name, known: true}
	return since, switched
}

// leave takes in that nobody was there.
func (c *attention) leave() { c.since = time.Time{} }
