package entry

import (
	"slices"
	"strings"
	"time"

	"focusd/tracker"
)

// Around is what there is where a change is to be made: all entries and spans
// that overlap it, in order.
type Around struct {
	Entries []Entry
	Spans   []tracker.Span

	// NewID returns an ID that no entry has, for one that starts then.
	NewID func(start time.Time) string
	Now   time.Time
}

// Mode is what becomes of a change that would cover something.
type Mode uint8

const (
	Refuse Mode = iota // it does not happen
	Trim               // it is cut to the pieces that are free
	Over               // it covers what is there
)

// Add says e of its stretch of time. It has no ID yet.
func (a Around) Add(e Entry, m Mode) (Edit, error) {
	return a.put(Edit{Verb: Add}, e, m, Stretch{})
}

// Change makes next of old, which keeps everything that next does not change.
// What old lay on already is no obstacle.
func (a Around) Change(old, next Entry, m Mode) (Edit, error) {
	a.Entries = slices.DeleteFunc(slices.Clone(a.Entries), func(x Entry) bool { return x.ID == old.ID })
	return a.put(Edit{Verb: Change, Before: []Entry{old}}, next, m, Stretch{old.Start, old.End})
}

// Split makes two entries of old, of which the second is about text, or about
// the same if text is empty.
func (a Around) Split(old Entry, at time.Time, text string) (Edit, error) {
	if !at.After(old.Start) || !at.Before(old.End) {
		return Edit{}, &RangeError{"that is not inside the entry", "split it after it begins and before it ends"}
	}
	first, second := old, old
	first.End, second.Start = at, at
	first.Made, second.Made = a.Now, a.Now
	second.ID = a.NewID(at)
	if text != "" {
		second.Text = text
	}
	ed := Edit{Verb: Split, Before: []Entry{old}, After: []Entry{a.kindred(first), a.kindred(second)}}
	return ed, second.Check(a.Now)
}

// Remove takes an entry away; what was recorded shows again.
func (a Around) Remove(old Entry) Edit { return Edit{Verb: Delete, Before: []Entry{old}} }

// Hide takes what there is in [from, to) away: entries are cut, and recorded
// activity hidden. It is refused if there is neither.
func (a Around) Hide(from, to time.Time, offset int) (Edit, error) {
	ed := Edit{Verb: Delete}
	ed.Before, ed.After = a.cut([]Stretch{{from, to}})
	if a.active(from, to) {
		hidden := Entry{Start: from, End: to, Offset: offset, Kind: Hidden, Made: a.Now}
		if err := hidden.Check(a.Now); err != nil {
			return Edit{}, err
		}
		hidden.ID = a.NewID(from)
		ed.After = sorted(append(ed.After, hidden))
	}
	if len(ed.Before) == 0 && len(ed.After) == 0 {
		return Edit{}, &RangeError{"there is nothing to delete", "focus log shows what there is"}
	}
	return ed, nil
}

// put places e, in one piece or several. It does not ask again for what lies
// within the stretch granted.
func (a Around) put(ed Edit, e Entry, m Mode, granted Stretch) (Edit, error) {
	e.Made = a.Now
	if err := e.Check(a.Now); err != nil {
		return Edit{}, err
	}
	obstacles := a.Conflicts(e.Start, e.End, granted)
	pieces := []Stretch{{e.Start, e.End}}
	switch {
	case len(obstacles) == 0 || m == Over:
	case m == Trim:
		pieces = without(e.Start, e.End, stretches(obstacles))
	default:
		pieces = nil
	}
	if len(pieces) == 0 {
		return Edit{}, &ConflictError{obstacles[0], m}
	}
	before, kept := a.cut(pieces)
	ed.Before, ed.After = sorted(append(ed.Before, before...)), kept
	for i, p := range pieces {
		piece := e
		piece.Start, piece.End = p.Start, p.End
		if i > 0 || piece.ID == "" || !p.Start.Equal(granted.Start) {
			piece.ID = a.NewID(p.Start)
		}
		ed.After = append(ed.After, a.kindred(piece))
	}
	ed.After = sorted(ed.After)
	return ed, nil
}

// kindred is e with the kind that it has where it lies.
func (a Around) kindred(e Entry) Entry {
	switch {
	case e.Kind == Hidden && e.Text == "" && e.Category == "":
	case a.active(e.Start, e.End):
		e.Kind = Edited
	default:
		e.Kind = Added
	}
	return e
}

// active tells whether somebody was seen to be there within [from, to).
func (a Around) active(from, to time.Time) bool {
	return slices.ContainsFunc(a.Spans, func(s tracker.Span) bool { return seen(s.Presence) && s.Overlaps(from, to) })
}

// cut takes the pieces out of the entries: before are those that it touches,
// after is what it leaves of them.
func (a Around) cut(pieces []Stretch) (before, after []Entry) {
	for _, x := range a.Entries {
		left := without(x.Start, x.End, pieces)
		if len(left) == 1 && left[0] == (Stretch{x.Start, x.End}) {
			continue
		}
		before = append(before, x)
		for _, l := range left {
			part := x
			part.Start, part.End = l.Start, l.End
			if !l.Start.Equal(x.Start) {
				part.ID = a.NewID(l.Start)
			}
			after = append(after, a.kindred(part))
		}
	}
	return before, after
}

// At is the entry that covers the instant.
func (a Around) At(at time.Time) (e Entry, ok bool) {
	i := slices.IndexFunc(a.Entries, func(e Entry) bool { return !at.Before(e.Start) && at.Before(e.End) })
	if i < 0 {
		return Entry{}, false
	}
	return a.Entries[i], true
}

// Conflict is something that a change would cover: an entry, or recorded time.
type Conflict struct {
	Stretch
	Entry Entry // with an ID: this one; else the recorded time below
	Span  tracker.Span
}

// ConflictError is returned for a change that would cover something, or of which
// the trimming would leave nothing.
type ConflictError struct {
	Conflict
	Mode Mode // what was to become of conflicts
}

func (e *ConflictError) Error() string {
	var b strings.Builder
	b.WriteString(e.Start.Format(time.DateTime) + " to " + e.End.Format(time.TimeOnly) + " is taken: ")
	if e.Entry.ID != "" {
		return b.String() + "by an entry"
	}
	return b.String() + "recorded as " + e.Span.Presence.String()
}

// Conflicts are what something said of [from, to) would cover, in order:
// entries, and recorded activity outside of what was granted. A stretch in one
// app is one conflict, whatever its titles.
func (a Around) Conflicts(from, to time.Time, granted Stretch) (all []Conflict) {
	for _, e := range a.Entries {
		if part, ok := (Stretch{e.Start, e.End}).clip(from, to); ok {
			all = append(all, Conflict{Stretch: part, Entry: e})
		}
	}
	taken := append(stretches(all), granted)
	for _, s := range a.Spans {
		if part, ok := (Stretch{s.Start, s.End}).clip(from, to); ok && seen(s.Presence) {
			for _, free := range without(part.Start, part.End, taken) {
				all = joined(all, Conflict{Stretch: free, Span: s})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b Conflict) int { return a.Start.Compare(b.Start) })
	return all
}

// joined appends c, to the last one if it goes on in the same app.
func joined(all []Conflict, c Conflict) []Conflict {
	if i := len(all) - 1; i >= 0 && all[i].Entry.ID == "" && all[i].End.Equal(c.Start) && sameApp(all[i].Span, c.Span) {
		all[i].End = c.End
		return all
	}
	return append(all, c)
}

// sameApp tells whether spans are of one presence in one app.
func sameApp(a, b tracker.Span) bool { return a.Presence == b.Presence && a.Window.App == b.Window.App }

func stretches(conflicts []Conflict) []Stretch {
	all := make([]Stretch, 0, len(conflicts)+1)
	for _, c := range conflicts {
		all = append(all, c.Stretch)
	}
	return all
}
