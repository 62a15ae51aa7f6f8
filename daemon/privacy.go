package daemon

import (
	"fmt"
	"slices"
	"strconv"

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

// mostKept is how many days titles can be kept for, if not for ever.
const mostKept = 100 * 365

// setKeep reads how long something is kept: whole days, weeks or years, or
// "forever", which is 0.
func setKeep(to *int, text string) error {
	if text == "" || text == "forever" {
		*to = 0
		return nil
	}
	units := map[byte]int{'d': 1, 'w': 7, 'y': 365}
	unit := units[text[len(text)-1]]
	n, err := strconv.Atoi(text[:len(text)-1])
	if unit == 0 || err != nil {
		return fmt.Errorf(`%q is not a time to keep something for; write "90d", "12w", "2y" or "forever"`, text)
	}
	if n < 1 || n > mostKept/unit {
		return fmt.Errorf(`%q is not between "1d" and "100y"`, text)
	}
	*to = n * unit
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

// redact has the sources tell of windows what settings that were checked allow.
// Where the category alone is kept, the rules are there before the first window
// is: one that came earlier would be unclassified for ever.
func (d *daemon) redact(s privacy.Settings) {
	if s.NoApps {
		if _, err := d.rules.Now(); err != nil {
			d.log.Error("the rules cannot be read: what is in front is unclassified", "err", err)
		}
	}
	d.redacting.Lock()
	defer d.redacting.Unlock()
	d.privacy = s
	d.tellWindows()
}

// judgeAnew has the sources tell the category of what is in front by other rules:
// where nothing else is kept, none can mend it later.
func (d *daemon) judgeAnew() {
	d.redacting.Lock()
	defer d.redacting.Unlock()
	if d.privacy.NoApps {
		d.tellWindows()
	}
}

// keepsApps tells whether the log says more of a window than its category.
func (d *daemon) keepsApps() bool {
	d.redacting.Lock()
	defer d.redacting.Unlock()
	return !d.privacy.NoApps
}

// tellWindows has the sources tell what is in front anew, by what is in force.
func (d *daemon) tellWindows() {
	if d.choice != nil {
		d.choice.Redact(redaction(d.privacy, d.rules.Judge))
	}
}

// redaction is how windows may be known by settings that were checked, and what
// is told of them.
func redaction(s privacy.Settings, judge func(tracker.Window) string) (known, told func(tracker.Window) tracker.Window) {
	filter, err := s.Compile()
	if err != nil {
		panic("daemon: settings that were checked are wrong: " + err.Error())
	}
	return filter.Window, func(w tracker.Window) tracker.Window { return filter.Told(w, judge) }
}
