package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
)

// TestManualNamesEverySetting holds focusd.toml(5) to the table of settings in
// the daemon's source: the page has all of them, under their tables, and no other.
func TestManualNamesEverySetting(t *testing.T) {
	source, err := os.ReadFile("../../daemon/setting.go")
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(filepath.Join(manFolder, "focusd.toml.5"))
	if err != nil {
		t.Fatal(err)
	}
	known := settingsIn(string(source), `(?m)^\t\t\{"()(\w+)", "(\w+)", func`)
	if len(known) < 10 {
		t.Fatalf("%d settings in daemon/setting.go, want the table: %v", len(known), known)
	}
	documented := settingsIn(string(page), `(?m)^(?:\.SH \[(\w+)\]|\\fB()(\w+)\\fR = \\fB.*)$`)
	for _, s := range known {
		if !slices.Contains(documented, s) {
			t.Errorf("focusd.toml.5 does not have %s", s)
		}
	}
	for _, s := range documented {
		if !slices.Contains(known, s) {
			t.Errorf("focusd.toml.5 has %s, which the daemon does not know", s)
		}
	}
}

// settingsIn finds the settings in text by a pattern of three groups: a table
// that what follows is in, else the table and the key of one.
func settingsIn(text, pattern string) (names []string) {
	table := ""
	for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(text, -1) {
		if m[1] != "" {
			table = m[1]
		}
		if m[2] != "" {
			table = m[2]
		}
		if m[3] != "" {
			names = append(names, table+"."+m[3])
		}
	}
	return names
}
