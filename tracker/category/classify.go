package category

import "time"

// Verdict is what a set says of one stretch of time. The zero Verdict: no rule
// matches, and the time has no category.
type Verdict struct {
	Category string `json:"category,omitzero"`
	Rule     string `json:"rule,omitzero"` // id of the rule that won
}

// Decision is what a set says of one app and title on one host, whatever the
// time of day. The zero Decision is that no rule matches.
type Decision struct {
	set   *Set
	timed []int32 // rules that win in their hours, best first
	final int32   // the best one without hours, plus 1; 0: there is none
	kept  string  // the category where it was decided long ago; see Decided
}

// TimeDependent tells whether At gives different answers.
func (d Decision) TimeDependent() bool { return len(d.timed) > 0 }

// At is the verdict on a stretch that began then, in local time: the civil
// clock of start, where it is, is compared with the hours of rules.
func (d Decision) At(start time.Time) Verdict {
	for _, i := range d.timed {
		if d.set.rules[i].Hours.Contain(start) {
			return d.set.verdict(i)
		}
	}
	if d.final == 0 {
		return Verdict{Category: d.kept}
	}
	return d.set.verdict(d.final - 1)
}

func (s *Set) verdict(i int32) Verdict {
	return Verdict{s.rules[i].Category, s.rules[i].ID}
}

// Classify says of a window which category its time belongs to, and by which
// rule. Start is the local time when the stretch in it began. A [Classifier]
// is faster for many windows.
func (s *Set) Classify(app, title string, start time.Time, host string) Verdict {
	return s.Decide(app, title, host).At(start)
}

// Matches are all rules that match, best first: why the time is in its category,
// and where it would be if the rules before were not.
func (s *Set) Matches(app, title string, start time.Time, host string) []Rule {
	if _, ok := Decided(app, title); ok {
		return nil
	}
	var rules []Rule
	for candidates := s.candidates(app); len(candidates) > 0; candidates = candidates[1:] {
		if d := s.decide(candidates[:1], title, host); d.At(start) != (Verdict{}) {
			rules = append(rules, s.rules[candidates[0]].Rule)
		}
	}
	return rules
}

// Decide is Classify but for the time of day.
func (s *Set) Decide(app, title, host string) Decision {
	if name, ok := Decided(app, title); ok {
		return Decision{set: s, kept: name}
	}
	return s.decide(s.candidates(app), title, host)
}

// candidates are the rules whose app part matches, best first.
func (s *Set) candidates(app string) []int32 {
	folded := fold(app)
	exact := s.forApp(folded)
	found := make([]int32, 0, len(exact)+len(s.wide))
	home, known := "", false
	for _, i := range s.wide {
		c := s.rules[i]
		if c.app.kind == Of {
			if !known {
				home, known = s.home(exact, app, folded), true
			}
			if !Within(home, c.app.text) {
				continue
			}
		} else if !c.app.match(app, folded) {
			continue
		}
		for len(exact) > 0 && exact[0] < i {
			found, exact = append(found, exact[0]), exact[1:]
		}
		found = append(found, i)
	}
	return append(found, exact...)
}

// Home is the category that an app belongs to, title, host and hours aside:
// what app@category in a rule compares with. It is "" for an unknown app.
func (s *Set) Home(app string) string {
	folded := fold(app)
	return s.home(s.forApp(folded), app, folded)
}

// home is found among the rules for this very app, and the wide ones that go
// before them.
func (s *Set) home(exact []int32, app, folded string) string {
	best := int32(len(s.rules))
	for _, i := range exact {
		if s.rules[i].ofApp() {
			best = i
			break
		}
	}
	for _, i := range s.wide {
		if i > best {
			break
		}
		if c := s.rules[i]; c.ofApp() && c.app.match(app, folded) {
			best = i
			break
		}
	}
	if int(best) == len(s.rules) {
		return ""
	}
	return s.rules[best].Category
}

// decide goes through candidates up to the first that holds at all hours.
func (s *Set) decide(candidates []int32, title, host string) Decision {
	d := Decision{set: s}
	foldedTitle, foldedHost := fold(title), host
	if s.hosted {
		foldedHost = fold(host)
	}
	has := gramsOf(foldedTitle)
	for _, i := range candidates {
		c := s.rules[i]
		if !c.grams.within(&has) || !c.title.match(title, foldedTitle) || !c.host.match(host, foldedHost) {
			continue
		}
		if !c.TimeDependent() {
			d.final = i + 1
			break
		}
		d.timed = append(d.timed, i)
	}
	return d
}

// maxRemembered is how many apps and titles a Classifier remembers before it
// begins anew: as many as a person sees in some years, in some megabytes.
const maxRemembered = 10_000

// Classifier applies a set to many windows of one host, and remembers what it
// has decided. It is for one goroutine at a time.
type Classifier struct {
	set      *Set
	host     string
	apps     map[string][]int32
	subjects map[subject]Decision
}

type subject struct{ app, title string }

// NewClassifier is for the spans of one host.
func NewClassifier(set *Set, host string) *Classifier {
	return &Classifier{set, host, make(map[string][]int32), make(map[subject]Decision)}
}

// Decide is what the set says of the app and title.
func (c *Classifier) Decide(app, title string) Decision {
	key := subject{app, title}
	decision, ok := c.subjects[key]
	if ok {
		return decision
	}
	if len(c.subjects) >= maxRemembered {
		clear(c.subjects)
		clear(c.apps)
	}
	decision = c.decide(app, title)
	c.subjects[key] = decision
	return decision
}

// decide is Decide for what is not remembered.
func (c *Classifier) decide(app, title string) Decision {
	if name, ok := Decided(app, title); ok {
		return Decision{set: c.set, kept: name}
	}
	candidates, ok := c.apps[app]
	if !ok {
		candidates = c.set.candidates(app)
		c.apps[app] = candidates
	}
	return c.set.decide(candidates, title, c.host)
}

// Classify says which category the stretch belongs to that began at start, a
// local time.
func (c *Classifier) Classify(app, title string, start time.Time) Verdict {
	return c.Decide(app, title).At(start)
}
