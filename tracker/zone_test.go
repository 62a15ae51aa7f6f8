package tracker

import (
	"testing"
	"time"
	_ "time/tzdata" // the tests are about zones, wherever they run
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatalf("LoadLocation(%q): %v", name, err)
	}
	return loc
}
