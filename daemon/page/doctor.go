package page

import (
	"slices"
	"time"

	"focusd/daemon/api"
)

// doctorPage is how well the daemon is. It is as it was when it was asked for: to
// look again is for the person.
func doctorPage() page {
	parts := []part{{id: "health", title: "How it is", load: loadHealth}}
	for _, g := range checkGroups() {
		parts = append(parts, part{id: g.id, title: g.title, load: loadChecks(g)})
	}
	parts = append(parts,
		part{id: "health-sight", title: "What it sees", load: loadSeen},
		part{id: "health-places", title: "Where things are", load: loadPlaces},
		part{id: "health-limits", title: "What this page cannot know", load: loadUnknowable},
	)
	return page{path: "/doctor", name: "Doctor", title: func(*visit) string { return "Doctor" }, parts: parts, styles: []string{"doctor"}}
}

// checkGroup is checks that belong together. The one without names is all others.
type checkGroup struct {
	id, title string
	names     []string
}

func checkGroups() []checkGroup {
	return []checkGroup{
		{"health-sources", "What is in front, and who is there", []string{"windows", "idleness", "lock", "evidence", "sleep", "tracking"}},
		{"health-kept", "What is kept", []string{"store", "last start", "backup", "privacy"}},
		{"health-telling", "How you are told", []string{"notifications", "do-not-disturb", "hooks"}},
		{"health-rest", "The rest", nil},
	}
}

// holds tells whether a check is of the group.
func (g checkGroup) holds(name string) bool {
	if g.names != nil {
		return slices.Contains(g.names, name)
	}
	return !slices.ContainsFunc(checkGroups(), func(other checkGroup) bool { return slices.Contains(other.names, name) })
}

// healthView is all checks in a line.
type healthView struct {
	*visit
	api.Doctor
}

func loadHealth(v *visit) (any, error) {
	d, err := v.doctor()
	return healthView{v, d}, err
}

// Of is the names of the checks in a state.
func (h healthView) Of(state string) (names []string) {
	for _, c := range h.Checks {
		if c.State == state {
			names = append(names, c.Name)
		}
	}
	return names
}

// checksView is the checks of one group.
type checksView struct{ Checks []checkRow }

// checkRow is a check as it is shown.
type checkRow struct{ api.Check }

func loadChecks(g checkGroup) func(*visit) (any, error) {
	return func(v *visit) (any, error) {
		d, err := v.doctor()
		if err != nil {
			return nil, nil // the first part says why
		}
		var view checksView
		for _, c := range d.Checks {
			if g.holds(c.Name) {
				view.Checks = append(view.Checks, checkRow{c})
			}
		}
		if len(view.Checks) == 0 {
			return nil, nil
		}
		return view, nil
	}
}

// Title is the name, as it begins a line.
func (c checkRow) Title() string { return capital(c.Name) }

// Sign stands for the state, beside its word.
func (c checkRow) Sign() string {
	switch c.State {
	case "ok":
		return "✓"
	case "warning":
		return "!"
	case "failed":
		return "✗"
	}
	return "–"
}

// Word is the state. Absent is not wrong: something is not there, or is off.
func (c checkRow) Word() string {
	if c.State == "absent" {
		return "not there"
	}
	return words(c.State)
}

// Advice is what to do; nothing where all is well.
func (c checkRow) Advice() string {
	if c.State == "ok" {
		return ""
	}
	return c.Hint
}

// seenView is what the daemon sees now.
type seenView struct{ Rows [][2]string }

func loadSeen(v *visit) (any, error) {
	d, err := v.doctor()
	if err != nil || d.Sight == nil {
		return nil, nil
	}
	s := *d.Sight
	rows := [][2]string{{"In front", inFront(s)}}
	for _, row := range s.Tell(v.telling()) {
		rows = append(rows, [2]string{capital(row[0]), row[1]})
	}
	return seenView{rows}, nil
}

func (v *visit) telling() api.Telling {
	return api.Telling{
		At:     v.Moment,
		Input:  func(at time.Time) string { return "at " + v.Seconds(at) },
		Length: func(d time.Duration) string { return spell(int64(d / time.Second)) },
	}
}

func inFront(s api.Sight) string {
	switch p := s.Presence; {
	case s.Blind != "", p.App == "" && p.State == "unobserved":
		return "not known, see under windows"
	case p.App == "":
		return "no window"
	case p.Title != "":
		return p.App + " — " + p.Title
	}
	return s.Presence.App
}

// placesView is the files and listeners.
type placesView struct{ Rows [][2]string }

func loadPlaces(v *visit) (any, error) {
	d, err := v.doctor()
	if err != nil {
		return nil, nil
	}
	return placesView{[][2]string{
		{"Configuration", d.Paths.Config}, {"Store", d.Paths.Store}, {"Backups", d.Paths.Backup}, {"Socket", d.Paths.Socket}, {"Page", d.Paths.Web},
	}}, nil
}

// unknowableView has nothing in it: what a page in a browser cannot know is always
// the same.
type unknowableView struct{}

func loadUnknowable(v *visit) (any, error) {
	if _, err := v.doctor(); err != nil {
		return nil, nil
	}
	return unknowableView{}, nil
}
