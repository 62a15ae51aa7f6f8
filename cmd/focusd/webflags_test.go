package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// loaded is what flags make of a configuration.
func loaded(t *testing.T, config string, args ...string) (listen, off []string, file string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "config.toml")
	if err := os.WriteFile(path, []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := parseFlags(append([]string{"--config", path}, args...), os.Stderr)
	if err != nil {
		t.Fatal(err)
	}
	cfg, err := f.load()
	if err != nil {
		t.Fatal(err)
	}
	return cfg.Web.Listen, cfg.Web.Off, cfg.Web.ConfigFile
}

func TestWebFlags(t *testing.T) {
	const config = "[web]\nlisten = \"127.0.0.1:1\"\n[metrics]\noff = [\"apps\", \"goals\"]\n"
	for _, tt := range []struct {
		name        string
		args        []string
		listen, off []string
	}{
		{"none", nil, []string{"127.0.0.1:1"}, []string{"apps", "goals"}},
		{"two addresses", []string{"--web.listen-address", "127.0.0.1:2", "--web.listen-address=[::1]:2"}, []string{"127.0.0.1:2", "[::1]:2"}, []string{"apps", "goals"}},
		{"the short one", []string{"--listen", "127.0.0.1:3"}, []string{"127.0.0.1:3"}, []string{"apps", "goals"}},
		{"the last short one", []string{"--listen", "off", "--listen", "127.0.0.1:4"}, []string{"127.0.0.1:4"}, []string{"apps", "goals"}},
		{"nowhere", []string{"--listen", "off"}, nil, []string{"apps", "goals"}},
		{"one more is off", []string{"--no-collector.http"}, []string{"127.0.0.1:1"}, []string{"apps", "goals", "http"}},
		{"one is on again", []string{"--collector.apps"}, []string{"127.0.0.1:1"}, []string{"goals"}},
		{"the last word holds", []string{"--no-collector.http", "--collector.http", "--collector.apps", "--no-collector.apps"}, []string{"127.0.0.1:1"}, []string{"apps", "goals"}},
		{"in words", []string{"--collector.apps=true", "--collector.day=false", "--no-collector.goals=false"}, []string{"127.0.0.1:1"}, []string{"day"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			listen, off, _ := loaded(t, config, tt.args...)
			if !slices.Equal(listen, tt.listen) || !slices.Equal(off, tt.off) {
				t.Errorf("%q: listen %q, off %q; want %q, %q", tt.args, listen, off, tt.listen, tt.off)
			}
		})
	}
}

// A path on the command line is from where it is given, as everywhere.
func TestWebConfigFileIsFromHere(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.WriteFile("web.yml", []byte("rate_limit: {burst: 1, interval: 1s}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	if _, _, got := loaded(t, "", "--web.config.file", "web.yml"); got != filepath.Join(here, "web.yml") {
		t.Errorf("the file is %q, want that in %s", got, here)
	}
}

func TestWebFlagsAreChecked(t *testing.T) {
	for _, tt := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"--web.config.file", "/nonexistent/web.yml"}, 1, "--web.config.file: web config /nonexistent/web.yml"},
		{[]string{"--web.telemetry-path", "/v1/status"}, 1, `--web.telemetry-path: "/v1/status" is the address of something else`},
		{[]string{"--web.max-requests", "many"}, 2, `invalid value "many" for flag -web.max-requests`},
		{[]string{"--web.max-requests", "-1"}, 1, "--web.max-requests: -1 is not between"},
		{[]string{"--no-collector.titles"}, 2, "no-collector.titles"},
	} {
		code, _, stderr := try(t, t.TempDir(), append([]string{"--check-config", "--config", "/nonexistent"}, tt.args...)...)
		if code != tt.code || !strings.Contains(stderr, tt.want) {
			t.Errorf("focusd %q: exit %d, %q; want %d, %q", tt.args, code, stderr, tt.code, tt.want)
		}
	}
}

// Twenty flags of collectors would hide the others.
func TestHelpIsShort(t *testing.T) {
	_, _, help := try(t, t.TempDir(), "--help")
	for _, want := range []string{"-web.config.file file", "-no-collector.NAME", "time, apps, focus"} {
		if !strings.Contains(help, want) {
			t.Errorf("help lacks %q:\n%s", want, help)
		}
	}
	if strings.Contains(help, "collector.time") {
		t.Errorf("help has a flag of a single collector:\n%s", help)
	}
}
