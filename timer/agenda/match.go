package agenda

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
)

// Activity is time spent on one thing, as it was tracked.
type Activity struct {
	App      string
	Category string
	Class    string // earns, supports, ...
	Label    string // of the block it was in
	Entry    string // the text of an entry, for life away from the desk
	Time     time.Duration
}

// Match is one thing that counts: an activity that any of a list of matches
// covers counts once.
type Match struct {
	Field   string // app, category, class, label, entry
	Pattern string // equal without regard to case, or with * for anything; a category covers those under it
}

// Fields are those of an activity that a match can look at.
func Fields() []string { return []string{"app", "category", "class", "label", "entry"} }

// ParseMatch reads category:Work/Writing, app:*code*, label:Spanish.
func ParseMatch(text string) (Match, error) {
	field, pattern, _ := strings.Cut(text, ":")
	m := Match{Field: strings.ToLower(strings.TrimSpace(field)), Pattern: strings.TrimSpace(pattern)}
	return m, m.validate()
}

func (m Match) String() string { return m.Field + ":" + m.Pattern }

func (m Match) validate() error {
	if !slices.Contains(Fields(), m.Field) {
		return fmt.Errorf("%w: %q is nothing that an activity has: write one of %s before the colon, as in app:firefox",
			ErrValue, short(m.Field), strings.Join(Fields(), ", "))
	}
	if strings.Trim(m.Pattern, "* ") == "" {
		return fmt.Errorf("%w: %s matches everything: say what after the colon", ErrValue, m.Field)
	}
	return legible(m.Pattern, maxName)
}

// Matches tells whether x counts.
func (m Match) Matches(x Activity) bool {
	switch m.Field {
	case "app":
		return like(m.Pattern, x.App)
	case "category":
		n := len(m.Pattern)
		under := len(x.Category) > n && x.Category[n] == '/' && like(m.Pattern, x.Category[:n])
		return under || like(m.Pattern, x.Category)
	case "class":
		return like(m.Pattern, x.Class)
	case "label":
		return like(m.Pattern, x.Label)
	case "entry":
		return like(m.Pattern, x.Entry)
	case byName:
		return x.Label != "" && strings.EqualFold(m.Pattern, x.Label)
	}
	return false
}

// like compares without regard to case; * in pattern is any characters. An empty
// s is like nothing.
func like(pattern, s string) bool {
	if s == "" || !strings.Contains(pattern, "*") {
		return s != "" && strings.EqualFold(pattern, s) // most are such: there are many titles
	}
	parts := strings.Split(strings.ToLower(pattern), "*")
	s = strings.ToLower(s)
	first, last := parts[0], parts[len(parts)-1]
	if len(s) < len(first)+len(last) || !strings.HasPrefix(s, first) || !strings.HasSuffix(s, last) {
		return false
	}
	s = s[len(first) : len(s)-len(last)]
	for _, part := range parts[1 : len(parts)-1] {
		i := strings.Index(s, part)
		if i < 0 {
			return false
		}
		s = s[i+len(part):]
	}
	return true
}

// counting are those of activities that count by any of matches.
func counting(activities []Activity, matches []Match) (all []Activity) {
	for _, x := range activities {
		if slices.ContainsFunc(matches, func(m Match) bool { return m.Matches(x) }) {
			all = append(all, x)
		}
	}
	return all
}

// minutesOf adds activities up, to hundredths of a minute.
func minutesOf(activities []Activity) float64 {
	var sum time.Duration
	for _, x := range activities {
		sum += x.Time
	}
	return hundredths(sum.Minutes())
}

// hundredths keeps amounts short where they are written down.
func hundredths(minutes float64) float64 { return math.Round(minutes*100) / 100 }

// named has blocks of the timer count that bear a name, in which a star is a
// star.
func named(name string) Match { return Match{Field: byName, Pattern: name} }

// byName is a field that nobody can ask for, so that it is in no document.
const byName = "name"

// matches are what counts for a time block.
func (b TimeBlock) matches() []Match { return append(slices.Clip(b.Match), named(b.Name)) }

// matches are what counts for a habit; a count is not seen by the tracker.
func (h Habit) matches() []Match {
	if h.Measure == Count {
		return nil
	}
	return append(slices.Clip(h.Match), named(h.Name))
}
