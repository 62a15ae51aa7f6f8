package server

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"focusd/daemon/api/spectest"
)

// TestRoutesAreTheSpecification compares the table of routes with the list in the
// specification.
func TestRoutesAreTheSpecification(t *testing.T) {
	specified := slices.Sorted(maps.Keys(spectest.Read(t, "../api").Routes))
	var routed []string
	for _, r := range (&door{Server: new(Server)}).routes() {
		routed = append(routed, strings.ReplaceAll(r.pattern, "/{$}", "/"))
	}
	slices.Sort(routed)
	if !slices.Equal(specified, routed) {
		t.Errorf("specified are\n%s\nrouted are\n%s", strings.Join(specified, "\n"), strings.Join(routed, "\n"))
	}
}

// TestErrorsAreTheSpecification compares the table of kinds with the one in
// the specification.
func TestErrorsAreTheSpecification(t *testing.T) {
	specified := spectest.Read(t, "../api").Codes
	for _, k := range kinds() {
		if got := specified[k.code]; got != k.status {
			t.Errorf("%s: specified is %d, answered %d", k.code, got, k.status)
		}
		delete(specified, k.code)
	}
	if len(specified) > 0 {
		t.Errorf("specified, but not known: %v", specified)
	}
}
