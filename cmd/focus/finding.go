package main

import (
	"strings"

	"focusd/daemon/api"
	"focusd/daemon/direction"
)

// findings is a paragraph for each, beside what it is about.
func (p page) findings(all []api.Finding) string {
	var b strings.Builder
	for _, f := range all {
		name := findingName(f.Kind)
		for _, line := range wrap(clean(f.Text), p.cells-len("  interruptions  ")) {
			if line = direction.Isolate(line); !f.Known {
				line = p.paint(faint, line)
			}
			b.WriteString("  " + pad(name, len("interruptions")) + "  " + line + "\n")
			name = ""
		}
	}
	return b.String()
}

// findingName is what a finding is about. A newer daemon may find something else.
func findingName(kind string) string {
	switch kind {
	case "best_hours":
		return "best hours"
	case "length":
		return "block length"
	case "first_things":
		return "first things"
	case "shift":
		return "new time"
	case "breaks_help":
		return "breaks"
	case "hours_help":
		return "deep work"
	}
	return strings.ReplaceAll(clean(kind), "_", " ")
}
