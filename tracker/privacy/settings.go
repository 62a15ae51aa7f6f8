package privacy

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"focusd/tracker"
)

// Settings are what a person sets. The zero Settings keep everything;
// DefaultSettings are what holds without a word.
type Settings struct {
	NoTitles       bool      // of no app
	NoApps         bool      // nor apps: what is told of a window is its category; see Filter.Told
	PrivateWindows bool      // the private windows of browsers keep their title to themselves
	Secrets        bool      // so do password managers
	Drop           []string  // apps that leave no name either
	Untitled       []string  // apps that leave no title
	Rewrite        []Rewrite // for each title the first that matches
}

// Rewrite makes another title of those that match.
type Rewrite struct {
	App   string // "": any
	Title string // a regular expression of package regexp
	To    string // the whole new title; $1 is what the first group matched, $$ a dollar
}

// DefaultSettings are what holds when nothing is set.
func DefaultSettings() Settings { return Settings{PrivateWindows: true, Secrets: true} }

// rewriting is a Rewrite that was understood.
type rewriting struct {
	app   app // "": any
	title *regexp.Regexp
	to    string
}

// Compile makes a filter of settings, or says what is wrong with them.
func (s Settings) Compile() (*Filter, error) {
	f := &Filter{noTitles: s.NoTitles, noApps: s.NoApps, privateWindows: s.PrivateWindows}
	var wrong [3]error
	f.drop, wrong[0] = appsOf(s.Drop)
	f.untitled, wrong[1] = appsOf(s.Untitled)
	f.rewrite, wrong[2] = rewritings(s.Rewrite)
	if s.Secrets {
		f.untitled = append(f.untitled, secrets()...)
	}
	if err := errors.Join(wrong[:]...); err != nil {
		return nil, err
	}
	return f, nil
}

// appsOf reads names of apps, which may be written in upper case as well.
func appsOf(names []string) ([]app, error) {
	var apps []app
	for _, name := range names {
		if strings.TrimSpace(name) == "" {
			return nil, errors.New(`an app has a name; the log shows it: focus log --by app`)
		}
		apps = append(apps, app(tracker.CanonicalApp(name, "")))
	}
	return apps, nil
}

// rewritings reads rules for titles.
func rewritings(rules []Rewrite) ([]rewriting, error) {
	var all []rewriting
	for i, rule := range rules {
		r, err := rule.compile()
		if err != nil {
			return nil, fmt.Errorf("rule %d: %w", i+1, err)
		}
		all = append(all, r)
	}
	return all, nil
}

func (r Rewrite) compile() (rewriting, error) {
	if r.Title == "" {
		return rewriting{}, errors.New(`it needs a title, a regular expression: title = '^(.*) - secret$'`)
	}
	title, err := compile(r.Title)
	if err != nil {
		return rewriting{}, fmt.Errorf("its title is no regular expression: %w", err)
	}
	if err := groups(title, r.To); err != nil {
		return rewriting{}, err
	}
	out := rewriting{title: title, to: r.To}
	if r.App != "" {
		out.app = app(tracker.CanonicalApp(r.App, ""))
	}
	return out, nil
}

// groups refuses a template with a group that there is not: package regexp
// takes it for nothing, and $1th for a group of that name.
func groups(title *regexp.Regexp, to string) error {
	reference := regexp.MustCompile(`\$(?:\$|\{(\w+)\}|(\w+))`)
	for _, found := range reference.FindAllStringSubmatch(to, -1) {
		name := found[1] + found[2]
		if name == "" {
			continue
		}
		if n, err := strconv.Atoi(name); err == nil && n <= title.NumSubexp() || err != nil && title.SubexpIndex(name) >= 0 {
			continue
		}
		return fmt.Errorf("its title has no group $%s; before letters a group is written ${1}", name)
	}
	return nil
}
