package main

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"focusd/daemon/api"
)

// answerSettings is the part of the fake daemon that knows settings.
func answerSettings(w http.ResponseWriter, r *http.Request) bool {
	if r.URL.Path != "/v1/settings" {
		return false
	}
	if r.Method == "GET" {
		_ = json.NewEncoder(w).Encode(someSettings())
		return true
	}
	_ = json.NewEncoder(w).Encode(api.SettingChange{Did: "set", Setting: &someSettings().Settings[0]})
	return true
}

func someSettings() api.Settings {
	return api.Settings{
		Path: "/home/ada/.config/focusd/config.toml", Exists: true,
		Settings: []api.Setting{
			{Name: "timer.preset", Value: "90/20", Default: "25/5", Source: "set", Line: 2, File: "50/10", Says: "What a plain start starts.", CanSet: true},
			{Name: "timer.strict_breaks", Value: false, Default: false, Source: "default", Says: "A break is kept.", CanSet: true, Choices: []string{"true", "false"}},
			{Name: "nudges.off", Value: []string{"wins"}, Default: []string{}, Source: "file", Line: 9, Says: "What is never said.", CanSet: true, Choices: []string{"wins", "pieces"}},
			{Name: "nudges.reward_every", Value: 2, Default: 2, Source: "default", Next: 3, Says: "How many earn a reward.", CanSet: true},
			{Name: "web.listen", Value: []string{"127.0.0.1:1"}, Default: "127.0.0.1:8463", Source: "flag", Says: "Where the \x1b[2Jpage is."},
			{Name: "privacy.rewrite", Value: []map[string]string{{"title": "\x1b]0;x\a a rule that goes on for longer than there is room for", "to": "b"}}, Default: []string{}, Source: "file", Says: "Other titles."},
			{Name: "nudges.daily_limit", Source: "default", Says: "How long.", CanSet: true},
		},
		Undo: `timer.preset = "90/20"`,
	}
}

func TestRequestsAboutSettings(t *testing.T) {
	for _, tt := range []struct {
		line string
		want string
	}{
		{"setting list", `GET /v1/settings`},
		{"setting list timer", `GET /v1/settings`},
		{"setting list nothing-of-that", `GET /v1/settings`},
		{"setting set timer.preset 50/10", `POST /v1/settings {"do":"set","name":"timer.preset","value":"50/10"}`},
		{"setting set timer.strict_breaks on", `POST /v1/settings {"do":"set","name":"timer.strict_breaks","value":true}`},
		{"setting set timer.strict_breaks false", `POST /v1/settings {"do":"set","name":"timer.strict_breaks","value":false}`},
		{"setting set nudges.off juggling wins", `POST /v1/settings {"do":"set","name":"nudges.off","value":["juggling","wins"]}`},
		{"setting set nudges.reward_every 4", `POST /v1/settings {"do":"set","name":"nudges.reward_every","value":4}`},
		{"setting set nudges.daily_limit 8h", `POST /v1/settings {"do":"set","name":"nudges.daily_limit","value":"8h"}`},
		{"setting set no.such thing", `POST /v1/settings {"do":"set","name":"no.such","value":"thing"}`},
		{"setting reset timer.preset", `POST /v1/settings {"do":"reset","name":"timer.preset"}`},
		{"setting undo", `POST /v1/settings {"do":"undo"}`},
	} {
		t.Run(tt.line, func(t *testing.T) {
			d := startFake(t)
			args := strings.Fields(tt.line)
			r := d.run(t, args...)
			if r.code != done || r.out == "" || r.err != "" {
				t.Fatalf("exit %d\n%s%s", r.code, r.out, r.err)
			}
			harmless(t, r.out)
			if got := d.lastAsked(t); got != tt.want {
				t.Errorf("asked\n%s, want\n%s", got, tt.want)
			}
			j := d.run(t, append(args, "--json")...)
			if harmless(t, j.out); j.code != done || !json.Valid([]byte(j.out)) {
				t.Errorf("--json: exit %d\n%s%s", j.code, j.out, j.err)
			}
		})
	}
}

func TestWrongUsageOfSettings(t *testing.T) {
	for line, hint := range map[string]string{
		"setting set":                           "focus setting set NAME VALUE",
		"setting set timer.preset":              "focus setting set NAME VALUE",
		"setting set timer.strict_breaks maybe": "focus setting set timer.strict_breaks on",
		"setting set nudges.reward_every many":  "focus setting set nudges.reward_every 2",
		"setting reset":                         "focus setting reset NAME",
		"setting list a b":                      "--help",
		"setting frobnicate":                    "focus setting --help",
	} {
		r := startFake(t).run(t, strings.Fields(line)...)
		if r.code != usage || !strings.Contains(r.err, "focus: hint: ") || !strings.Contains(r.err, hint) || r.out != "" {
			t.Errorf("focus %s: exit %d\n%s%s, want usage and the hint %q", line, r.code, r.out, r.err, hint)
		}
	}
}

func TestSettingTexts(t *testing.T) {
	one := someSettings()
	one.Settings = one.Settings[2:3]
	broken := someSettings()
	broken.Problem = "line 3: \x1b[2J is wrong"
	for name, all := range map[string]api.Settings{"list": someSettings(), "one": one, "broken": broken, "none": {}} {
		t.Run(name, func(t *testing.T) {
			p := page{cells: 80, zone: time.UTC}
			plain := settingsText(p, all, "x")
			harmless(t, plain)
			golden(t, "testdata/setting/"+name+".txt", plain)
			p.colour = true
			if got := uncoloured(settingsText(p, all, "x")); got != plain {
				t.Errorf("without its colours it is\n%s, want\n%s", got, plain)
			}
		})
	}
}

func TestSettingsAreOffered(t *testing.T) {
	for line, want := range map[string][]string{
		"setting list timer":            {"timer.preset\tWhat a plain start starts.", "timer.strict_breaks\tA break is kept."},
		"setting set web":               nil, // that is for the file alone
		"setting set nudges.off p":      {"pieces"},
		"setting reset ":                {"timer.preset\tWhat a plain start starts."},
		"setting reset timer.preset x":  nil,
		"setting set no.such.setting x": nil,
	} {
		words := strings.Split(line, " ")
		r := startFake(t).run(t, append([]string{"__complete"}, words...)...)
		var got []string
		for line := range strings.Lines(r.out) {
			if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, ":") {
				got = append(got, line)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q offers %q, want %q", line, got, want)
		}
	}
}

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
