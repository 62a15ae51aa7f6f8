package daemon

import (
	"strings"

	"focusd/daemon/api"
	"focusd/daemon/engine"
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
		checkWindows(s, states),
		checkFact("idleness", source.Idleness, states, "without it nothing is ever idle, and no absence is deducted"),
		checkFact("lock", source.Lock, states, "without it a locked screen counts as idle once the threshold is crossed"),
		d.checkEvidence(states),
	}
}

// checkWindows is the check without which there is no log.
func checkWindows(s engine.SourceState, states []source.State) api.Check {
	c := checkFact("windows", source.Windows, states, "")
	if c.State == checkOK {
		c.Text += ", since " + s.Since.Local().Format("15:04:05")
		return c
	}
	c.State, c.Text = checkWarning, "nobody can tell what is in front: the log says unobserved"
	c.Hint = windowsHint(c.Notes)
	return c
}

// windowsHint is what to do about what the sources say.
func windowsHint(notes []string) string {
	for _, note := range notes {
		if strings.Contains(note, "--install-gnome-extension") {
			return "focus doctor --install-gnome-extension"
		}
	}
	return "in the desktop session: systemctl --user import-environment DISPLAY XAUTHORITY WAYLAND_DISPLAY && systemctl --user restart focusd"
}

// checkFact says who serves a fact. The notes are why others who could do not.
func checkFact(name string, f source.Facts, states []source.State, without string) api.Check {
	var serving, notes []string
	for _, s := range states {
		switch {
		case s.Serves.Has(f):
			serving = append(serving, s.Name)
		case s.Can.Has(f) && s.Reason != "":
			notes = append(notes, s.Name+": "+s.Reason)
		}
	}
	c := api.Check{Name: name, State: checkOK, Text: strings.Join(serving, ", "), Notes: notes}
	if len(serving) == 0 {
		c.State, c.Text, c.Hint = checkAbsent, "nobody tells", without
	}
	return c
}

// checkEvidence says which signs of a person who touches nothing are seen.
func (d *daemon) checkEvidence(states []source.State) api.Check {
	c := checkFact("evidence", source.Evidence, states, "without it a call or a film without input counts as idle")
	if c.State != checkOK {
		return c
	}
	var on []string
	for _, s := range d.choice.Sources {
		m, ok := s.(*media.Source)
		if !ok {
			continue
		}
		for _, p := range m.Parts() {
			if p.State == media.On {
				on = append(on, p.Name)
			} else {
				c.Notes = append(c.Notes, p.Name+": "+p.Reason)
			}
		}
	}
	if c.Text = strings.Join(on, ", "); len(on) == 0 {
		c.State, c.Text = checkAbsent, "none can be seen here"
	}
	return c
}
