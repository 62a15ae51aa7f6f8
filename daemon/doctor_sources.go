package daemon

import (
	"strings"
	"time"

	"focusd/daemon/api"
	"focusd/daemon/engine"
	"focusd/tracker/gnome"
	"focusd/tracker/media"
	"focusd/tracker/source"
)

// checkSources says who tells what, and why the others do not.
func (d *daemon) checkSources(s engine.SourceState) []api.Check {
	if d.choice == nil {
		return []api.Check{{
			Name: "windows", State: checkAbsent, Text: s.Reason,
			Hint: "the timer works without them; the log says unobserved",
		}}
	}
	states := d.choice.States()
	return []api.Check{
		checkWindows(states),
		checkFact("idleness", source.Idleness, states, "without it nothing is ever idle, and no absence is deducted"),
		checkFact("lock", source.Lock, states, "without it a locked screen counts as idle once the threshold is crossed"),
		d.checkEvidence(states),
	}
}

// checkWindows is the check without which there is no log.
func checkWindows(states []source.State) api.Check {
	c := checkFact("windows", source.Windows, states, "")
	if c.State == checkOK {
		return c
	}
	c.State, c.Text = checkWarning, "nobody can tell what is in front: the log says unobserved"
	c.Hint = windowsHint(c.Notes)
	for _, s := range states {
		if keepsWindows(s) {
			c.Hint = "this compositor shows its windows to nobody; timer and tray work all the same"
		}
	}
	return c
}

// keepsWindows tells whether a compositor is there and tells something, but not
// what is in front.
func keepsWindows(s source.State) bool {
	return s.Can.Has(source.Windows) && s.Tells != 0 && !s.Tells.Has(source.Windows)
}

// windowsHint is what to do about what the sources say.
func windowsHint(notes []string) string {
	for _, note := range notes {
		switch {
		case strings.Contains(note, "--install-gnome-extension"):
			return "focus doctor --install-gnome-extension"
		case strings.Contains(note, "gnome-extensions enable"):
			return "log out and in, or run: gnome-extensions enable " + gnome.UUID
		}
	}
	return "in the desktop session: systemctl --user import-environment DISPLAY XAUTHORITY WAYLAND_DISPLAY && systemctl --user restart focusd"
}

// checkFact says who serves a fact and since when, and why others who could do
// not, apart from those that are of another desktop.
func checkFact(name string, f source.Facts, states []source.State, without string) api.Check {
	c := api.Check{Name: name, State: checkOK}
	var serving []string
	for _, s := range states {
		switch {
		case s.Serves.Has(f):
			serving = append(serving, s.Name+" since "+since(s.Since, time.Now()))
		case f == source.Windows && keepsWindows(s):
			c.Notes = append(c.Notes, s.Name+": it is there, but does not tell what is in front")
		case !s.Can.Has(f) || s.Reason == "":
		case s.Elsewhere:
			c.Elsewhere = append(c.Elsewhere, s.Name+": "+s.Reason)
		default:
			c.Notes = append(c.Notes, s.Name+": "+s.Reason)
		}
	}
	c.Text = strings.Join(serving, ", ")
	if len(serving) == 0 {
		c.State, c.Text, c.Hint = checkAbsent, "nobody tells", without
	}
	return c
}

// since is the time of day of t, with the date where it is not that of now.
func since(t, now time.Time) string {
	t, now = t.Local(), now.Local()
	if t.YearDay() == now.YearDay() && t.Year() == now.Year() {
		return t.Format("15:04:05")
	}
	return t.Format("2006-01-02 15:04")
}

const noEvidence = "without it a call or a film without input counts as idle"

// checkEvidence says which signs of a person who touches nothing are seen.
func (d *daemon) checkEvidence(states []source.State) api.Check {
	c := checkFact("evidence", source.Evidence, states, noEvidence)
	var on []string
	for _, s := range d.choice.Sources {
		m, ok := s.(*media.Source)
		if !ok {
			continue
		}
		for _, p := range m.Parts() {
			switch p.State {
			case media.On:
				on = append(on, p.Name)
			case media.Absent:
				c.Elsewhere = append(c.Elsewhere, p.Name+": "+p.Reason)
			default:
				c.Notes = append(c.Notes, p.Name+": "+p.Reason)
			}
		}
	}
	switch {
	case c.State != checkOK:
	case len(on) == 0:
		c.State, c.Text, c.Hint = checkAbsent, "none can be seen here", noEvidence
	default:
		c.Text = strings.Join(on, ", ")
	}
	return c
}
