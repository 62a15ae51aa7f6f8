package daemon

import (
	"slices"

	"focusd/tracker"
	"focusd/tracker/privacy"
)

// setPrivacy adds the lists of s to the configuration, if they can be used.
func setPrivacy(c *Config, s privacy.Settings) error {
	if _, err := s.Compile(); err != nil {
		return err
	}
	p := &c.Privacy
	p.Drop, p.Untitled, p.Rewrite = slices.Concat(p.Drop, s.Drop), slices.Concat(p.Untitled, s.Untitled), slices.Concat(p.Rewrite, s.Rewrite)
	return nil
}

// rewrites are the rules for titles of the file.
func rewrites(f *file) []privacy.Rewrite {
	var rules []privacy.Rewrite
	for _, r := range f.Privacy.Rewrite {
		rules = append(rules, privacy.Rewrite{App: r.App, Title: r.Title, To: r.To})
	}
	return rules
}

// redaction says how windows may be known by settings that were checked.
func redaction(s privacy.Settings) func(tracker.Window) tracker.Window {
	filter, err := s.Compile()
	if err != nil {
		panic("daemon: settings that were checked are wrong: " + err.Error())
	}
	return filter.Window
}
