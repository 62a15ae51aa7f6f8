package entry

import (
	"cmp"
	"errors"
	"slices"
	"time"
)

// Edit is one change that the person made: Before was taken away, and After put
// in its place. What is in both under one ID was changed.
type Edit struct {
	ID     string // sorts as At does
	At     time.Time
	Verb   Verb
	Before []Entry   // in order
	After  []Entry   // in order
	Undone time.Time // when it was taken back; zero: it was not

	// Read are the stretches of time that an import read, as they were written
	// down: what is in another file under the same stretch was imported already.
	Read []Stretch
}

// Verb is what the person did.
type Verb uint8

const (
	Add    Verb = iota // say something of a stretch of time
	Change             // say something else of it, or move its ends
	Split              // make two of one
	Delete             // take an entry away, or recorded time from view
	Bring              // import what was written down elsewhere
)

func (v Verb) String() string { return nameOf(verbs(), int(v), "Verb") }

// ParseVerb is the reverse of String.
func ParseVerb(s string) (Verb, error) {
	i, err := indexOf(verbs(), s, "verb")
	return Verb(i), err
}

func verbs() []string { return []string{"add", "edit", "split", "delete", "import"} }

// Reversed is the edit that undoes e.
func (e Edit) Reversed() Edit {
	e.Before, e.After = e.After, e.Before
	return e
}

// New are the entries of After that are not what was left of others.
func (e Edit) New() (all []Entry) {
	type words struct {
		text, category string
		made           time.Time
	}
	old := make(map[words]bool, len(e.Before))
	for _, b := range e.Before {
		old[words{b.Text, b.Category, b.Made}] = true
	}
	for _, a := range e.After {
		if !old[words{a.Text, a.Category, a.Made}] {
			all = append(all, a)
		}
	}
	return all
}

// Bounds is the stretch that the edit touched.
func (e Edit) Bounds() Stretch {
	var s Stretch
	for _, x := range slices.Concat(e.Before, e.After) {
		if s.Start.IsZero() {
			s = Stretch{x.Start, x.End}
		}
		s.Start, s.End = earlier(s.Start, x.Start), later(s.End, x.End)
	}
	return s
}

// Within is the part of the edit that has to do with [from, to).
func (e Edit) Within(from, to time.Time) Edit {
	outside := func(x Entry) bool { return !x.Overlaps(from, to) }
	e.Before = slices.DeleteFunc(slices.Clone(e.Before), outside)
	e.After = slices.DeleteFunc(slices.Clone(e.After), outside)
	return e
}

// Touches tells whether anything that the edit took away or put there has an
// instant in [from, to).
func (e Edit) Touches(from, to time.Time) bool {
	overlaps := func(x Entry) bool { return x.Overlaps(from, to) }
	return slices.ContainsFunc(e.Before, overlaps) || slices.ContainsFunc(e.After, overlaps)
}

// Then is e with next after it, as one change. Next was made of what e left.
func (e Edit) Then(next Edit) Edit {
	own := func(b Entry) bool {
		return slices.ContainsFunc(e.After, func(a Entry) bool { return a.ID == b.ID })
	}
	before := slices.DeleteFunc(slices.Clone(next.Before), own)
	e.After = Edit{Before: next.Before, After: next.After}.Apply(e.After)
	e.Before = sorted(slices.Concat(e.Before, before))
	return e
}

// Apply is what becomes of entries by the edit. They are in order, before and
// after.
func (e Edit) Apply(entries []Entry) []Entry {
	kept := slices.DeleteFunc(slices.Clone(entries), func(x Entry) bool {
		return slices.ContainsFunc(e.Before, func(b Entry) bool { return b.ID == x.ID })
	})
	return sorted(append(kept, e.After...))
}

func sorted(entries []Entry) []Entry {
	slices.SortFunc(entries, func(a, b Entry) int {
		return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.ID, b.ID))
	})
	return entries
}

var (
	// ErrChanged is returned by CanUndo when what the edit wrote is no longer
	// so, or something else stands where it would put back what it took away.
	ErrChanged = errors.New("it was changed since")
	// ErrUndone is returned by CanUndo for an edit that was taken back already.
	ErrUndone = errors.New("it was undone already")
)

// CanUndo returns why e cannot be undone, where entries are all those within
// its Bounds; nil if it can.
func (e Edit) CanUndo(entries []Entry) error {
	if !e.Undone.IsZero() {
		return ErrUndone
	}
	there := make(map[string]Entry, len(entries)) // an import has thousands
	for _, x := range entries {
		there[x.ID] = x
	}
	mine := make(map[string]bool, len(e.After))
	for _, a := range e.After {
		x, ok := there[a.ID]
		if !ok || !a.equal(x) {
			return ErrChanged
		}
		mine[a.ID] = true
	}
	for _, x := range entries {
		if !mine[x.ID] && slices.ContainsFunc(e.Before, func(b Entry) bool { return b.Overlaps(x.Start, x.End) }) {
			return ErrChanged
		}
	}
	return nil
}

func (e Entry) equal(o Entry) bool {
	times := e.Start.Equal(o.Start) && e.End.Equal(o.End) && e.Made.Equal(o.Made)
	e.Start, e.End, e.Made = o.Start, o.End, o.Made
	return times && e == o
}
