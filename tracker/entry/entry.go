package entry

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"focusd/tracker"
)

// Entry is what the person says of a stretch of time. Start is before End; both
// are UTC, whole milliseconds.
type Entry struct {
	ID         string // sorts as Start does
	Start, End time.Time
	Offset     int    // of local time from UTC at Start, in minutes
	Text       string // "nap"; "" in one that hides
	Category   string // "health", "work/writing"; "" if nothing was said
	Kind       Kind
	Made       time.Time // when it was said, or last changed
	Origin     Origin
}

// Kind is what an entry does to the log under it.
type Kind uint8

const (
	Added  Kind = iota // says something of time in which nobody was seen to be active
	Edited             // stands instead of recorded activity
	Hidden             // takes recorded activity from view; it counts as nothing
)

func (k Kind) String() string { return nameOf(kinds(), int(k), "Kind") }

// ParseKind is the reverse of String.
func ParseKind(s string) (Kind, error) {
	i, err := indexOf(kinds(), s, "kind")
	return Kind(i), err
}

func kinds() []string { return []string{"added", "edited", "hidden"} }

// Origin is how an entry came to be.
type Origin uint8

const (
	Command  Origin = iota // the person wrote it by themselves
	Fill                   // the person walked through the gaps of a day
	Question               // the person was asked on their return
	Import                 // it was written down elsewhere
)

func (o Origin) String() string { return nameOf(origins(), int(o), "Origin") }

// ParseOrigin is the reverse of String.
func ParseOrigin(s string) (Origin, error) {
	i, err := indexOf(origins(), s, "origin")
	return Origin(i), err
}

func origins() []string { return []string{"command", "fill", "question", "import"} }

func nameOf(names []string, i int, of string) string {
	if i < len(names) {
		return names[i]
	}
	return fmt.Sprintf("%s(%d)", of, i)
}

func indexOf(names []string, s, of string) (int, error) {
	if i := slices.Index(names, s); i >= 0 {
		return i, nil
	}
	return 0, fmt.Errorf("%s %q: want one of %s", of, s, strings.Join(names, ", "))
}

// Duration is the length of the entry.
func (e Entry) Duration() time.Duration { return e.End.Sub(e.Start) }

// Said is what an entry says of which time: who says it again says nothing new.
type Said struct {
	Stretch
	Text, Category string
}

// Said is what e says.
func (e Entry) Said() Said { return Said{Stretch{e.Start, e.End}, e.Text, e.Category} }

// Overlaps tells whether the entry has an instant in [from, to).
func (e Entry) Overlaps(from, to time.Time) bool {
	return e.Start.Before(to) && e.End.After(from) && from.Before(to)
}

// Clip is the part of the entry in [from, to); ok is false when there is none.
func (e Entry) Clip(from, to time.Time) (part Entry, ok bool) {
	if !e.Overlaps(from, to) {
		return Entry{}, false
	}
	e.Start, e.End = later(e.Start, from), earlier(e.End, to)
	return e, true
}

// The bounds of what a person can say.
const (
	Longest  = 7 * 24 * time.Hour // of an entry: what is longer is a slip of the finger
	LongText = 200                // characters of a text
	LongName = 80                 // characters of a category
)

// Check returns why e is no entry; nil if it is one. Now is the present: there
// is nothing to say of what has not been yet.
func (e Entry) Check(now time.Time) error {
	switch {
	case !e.Start.Before(e.End):
		return &RangeError{"an entry ends after it begins", "say when it began, then when it ended"}
	case e.Duration() > Longest:
		return &RangeError{"an entry is 7 days long at most", "make several of it"}
	case e.End.After(now):
		return &RangeError{"that is not over yet", "say what was; focus start begins what is to come"}
	case e.Kind != Hidden && e.Text == "" && e.Category == "":
		return &RangeError{"an entry needs a text or a category", "say what it was"}
	}
	if err := checkWords("text", e.Text, LongText); err != nil {
		return err
	}
	return checkWords("category", e.Category, LongName)
}

func checkWords(what, s string, most int) error {
	switch {
	case !utf8.ValidString(s), strings.ContainsFunc(s, unicode.IsControl):
		return &RangeError{"the " + what + " has characters that cannot be shown", "write it in one line of letters and signs"}
	case utf8.RuneCountInString(s) > most:
		return &RangeError{fmt.Sprintf("the %s is longer than %d characters", what, most), "shorten it"}
	}
	return nil
}

// RangeError is returned for what cannot be an entry.
type RangeError struct {
	What string // is so
	Hint string // what to do
}

func (e *RangeError) Error() string { return e.What }

// seen tells whether a span is one in which the person was seen to be there.
func seen(p tracker.Presence) bool { return p == tracker.Active || p == tracker.Passive }

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
