package category

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"
)

// maxParts is how many parts of titles are listed for one app.
const maxParts = 10

// Gap is an app with time of which nobody has said what it is worth: it has no
// category, or one that is unclassified.
type Gap struct {
	App      string        `json:"app"`
	Category string        `json:"category,omitzero"` // of the app, title aside
	Time     time.Duration `json:"time"`
	Uses     int           `json:"uses"`
	Suggest  Rule          `json:"suggest"`         // of no category where none can be guessed
	Parts    []GapPart     `json:"parts,omitempty"` // of titles, the greatest first
}

// GapPart is the part of an app's titles that says best what they are about:
// the name of a site, in a browser. Private, as titles are.
type GapPart struct {
	Text    string        `json:"text"`
	Time    time.Duration `json:"time"`
	Uses    int           `json:"uses"`
	Suggest Rule          `json:"suggest"`
}

// Gaps lists what is unclassified, the greatest first, with a rule for each,
// whose category is for the person to say. Time of which only a category is kept
// is left out. An error of uses ends it.
func Gaps(set *Set, uses iter.Seq2[Use, error]) ([]Gap, error) {
	classifier := onHosts(set)
	apps := make(map[string]*gap)
	for use, err := range uses {
		if err != nil {
			return nil, fmt.Errorf("list unclassified time: %w", err)
		}
		if _, decided := Decided(use.App, use.Title); decided {
			continue // no rule could change that
		}
		if set.Category(classifier.classify(use).Category).Class == Unclassified {
			entry(apps, use.App).add(use)
		}
	}
	all := make([]Gap, 0, len(apps))
	for app, g := range apps {
		home := set.Home(app)
		all = append(all, Gap{
			App: app, Category: home, Time: g.time, Uses: g.uses,
			Suggest: set.suggestApp(app, home), Parts: set.parts(app, home, g.titles),
		})
	}
	slices.SortFunc(all, func(a, b Gap) int {
		return cmp.Or(cmp.Compare(b.Time, a.Time), strings.Compare(a.App, b.App))
	})
	return all, nil
}

// gap collects.
type gap struct {
	time   time.Duration
	uses   int
	titles map[string]*gap // of an app, not of a title
}

func (g *gap) add(u Use) {
	if g.titles == nil {
		g.titles = make(map[string]*gap)
	}
	g.time += u.Time
	g.uses++
	title := entry(g.titles, u.Title)
	title.time += u.Time
	title.uses++
}

// suggestApp is a rule for the app. If nothing is known of it, the category is
// that of an app whose name is much the same.
func (s *Set) suggestApp(app, home string) Rule {
	rule := Rule{App: Pattern{Exact, app}}
	for _, name := range likeNames(app) {
		if home != "" || rule.Category != "" {
			break
		}
		rule.Category = s.Home(name)
	}
	return rule
}

// likeNames are names by which the same program may go: the last part of a name
// of the form org.example.app, and names without what says which build it is.
func likeNames(app string) []string {
	last := app[strings.LastIndexByte(app, '.')+1:]
	names := []string{last}
	for _, name := range []string{app, last} {
		for _, build := range []string{"-bin", "-beta", "-dev", "-devel", "-nightly", "-insiders", "-esr", "-git", "-desktop", "-gtk", "-qt", "64"} {
			if short, ok := strings.CutSuffix(name, build); ok && short != "" {
				names = append(names, short)
			}
		}
		if short := strings.TrimRight(name, "0123456789.-_ "); short != name && short != "" {
			names = append(names, short)
		}
	}
	return names
}

// parts groups the titles of an app by the part that says best what they are
// about, and suggests a rule for each group.
func (s *Set) parts(app, home string, titles map[string]*gap) []GapPart {
	own := ownPart(app, titles)
	groups := make(map[string]*gap)
	for title, g := range titles {
		if text := telling(title, own); text != "" {
			group := entry(groups, text)
			group.time += g.time
			group.uses += g.uses
		}
	}
	var all []GapPart
	for text, g := range groups {
		all = append(all, GapPart{text, g.time, g.uses, Rule{App: whichApp(app, home), Title: Pattern{Part, text}}})
	}
	slices.SortFunc(all, func(a, b GapPart) int {
		return cmp.Or(cmp.Compare(b.Time, a.Time), strings.Compare(a.Text, b.Text))
	})
	return all[:min(len(all), maxParts)]
}

// whichApp asks for all apps of the category, so that a rule for a site holds
// in another browser too.
func whichApp(app, home string) Pattern {
	if home != "" {
		return Pattern{Of, home}
	}
	return Pattern{Exact, app}
}

// ownPart is the part with which the app signs its titles: it ends more than
// half of several, or has the name of the app in it. "" if there is none.
func ownPart(app string, titles map[string]*gap) string {
	ends := make(map[string]int)
	for title := range titles {
		if parts := split(title); len(parts) > 1 {
			ends[parts[len(parts)-1]]++
		}
	}
	best := ""
	for text, n := range ends {
		named := strings.Contains(fold(text), fold(app))
		if (named || n > 1 && 2*n > len(titles)) && (n > ends[best] || n == ends[best] && text < best) {
			best = text
		}
	}
	return best
}

// telling is the last part of a title that is not the app's own.
func telling(title, own string) string {
	parts := split(title)
	if n := len(parts); n > 1 && parts[n-1] == own {
		parts = parts[:n-1]
	}
	if len(parts) == 0 {
		return ""
	}
	return parts[len(parts)-1]
}

// split is the parts of a title, as a pattern of the kind Part finds them.
func split(title string) []string {
	var parts, words []string
	end := func() {
		if len(words) > 0 {
			parts = append(parts, strings.Join(words, " "))
		}
		words = words[:0]
	}
	for word := range strings.FieldsSeq(title) {
		if isSeparator(word) {
			end()
		} else {
			words = append(words, word)
		}
	}
	end()
	return parts
}
