package main

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const (
	manFolder        = "../../contrib/man"
	completionFolder = "../../contrib/completion"
)

func TestCompletionsAreUpToDate(t *testing.T) {
	d := noDaemonAt(t)
	for shell, file := range map[string]string{"bash": "focus.bash", "zsh": "_focus", "fish": "focus.fish"} {
		r := d.run(t, "completion", shell)
		if r.code != done || !strings.Contains(r.out, "__complete") {
			t.Fatalf("focus completion %s: exit %d\n%s%s", shell, r.code, r.out, r.err)
		}
		golden(t, filepath.Join(completionFolder, file), r.out)
	}
	if r := d.run(t, "completion", "powershell"); r.code != done || !strings.Contains(r.out, "Register-ArgumentCompleter") {
		t.Errorf("focus completion powershell: exit %d\n%s", r.code, r.out)
	}
}

// TestShellsTakeTheCompletions has the shells that are here read them.
func TestShellsTakeTheCompletions(t *testing.T) {
	for shell, file := range map[string]string{"bash": "focus.bash", "zsh": "_focus", "fish": "focus.fish"} {
		t.Run(shell, func(t *testing.T) {
			path, err := exec.LookPath(shell)
			if err != nil {
				t.Skip(err)
			}
			if out, err := exec.Command(path, "-n", filepath.Join(completionFolder, file)).CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

// TestBashCompletesWithoutItsPackage has a bash that loads nothing complete a
// line, with a focus that says what it was asked.
func TestBashCompletesWithoutItsPackage(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip(err)
	}
	script, err := filepath.Abs(filepath.Join(completionFolder, "focus.bash"))
	if err != nil {
		t.Fatal(err)
	}
	const run = `source "$1"; shift
focus() { printf '[%s]' "$@" >&3; printf '%s\n' waybar polybar 14:10 start :4; }
compopt() { :; } # the builtin wants a tab key
COMP_LINE=$1 COMP_POINT=${#1}; shift
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
__start_focus 3>&1
printf ' -> %s\n' "${COMPREPLY[*]}"`
	for name, c := range map[string]struct {
		line  string
		words []string
		want  string
	}{
		"a command":         {"focus st", []string{"focus", "st"}, "[__complete][st] -> start"},
		"nothing yet":       {"focus start ", []string{"focus", "start", ""}, "[__complete][start][]"},
		"a flag":            {"focus status --format=way", []string{"focus", "status", "--format", "=", "way"}, "[__complete][status][--format=way] -> waybar"},
		"an empty flag":     {"focus status --format=", []string{"focus", "status", "--format", "="}, "[__complete][status][--format=] -> waybar "},
		"a time":            {"focus rewind 14:1", []string{"focus", "rewind", "14", ":", "1"}, "[__complete][rewind][14:1] -> 10"},
		"a colon, a blank":  {"focus start a: st", []string{"focus", "start", "a", ":", "st"}, "[__complete][start][a:][st] -> start"},
		"another before it": {"focus start 9:00 st", []string{"focus", "start", "9", ":", "00", "st"}, "[__complete][start][9:00][st] -> start"},
	} {
		cmd := exec.Command(bash, append([]string{"--noprofile", "--norc", "-c", run, "bash", script, c.line}, c.words...)...)
		out, err := cmd.CombinedOutput()
		if err != nil || !strings.HasPrefix(string(out), c.want) {
			t.Errorf("%s: %q: %v, %s, want %s", name, c.line, err, out, c.want)
		}
	}
}

func TestManualIsUpToDate(t *testing.T) {
	dir := t.TempDir()
	if r := noDaemonAt(t).run(t, "man", dir); r.code != done {
		t.Fatalf("focus man: exit %d, %s", r.code, r.err)
	}
	page, err := os.ReadFile(filepath.Join(dir, "focus.1"))
	if err != nil {
		t.Fatal(err)
	}
	golden(t, filepath.Join(manFolder, "focus.1"), string(page))
}

func TestManualNamesEveryCommand(t *testing.T) {
	page, err := os.ReadFile(filepath.Join(manFolder, "focus.1"))
	if err != nil {
		t.Fatal(err)
	}
	root := newApp(world{out: io.Discard, getenv: func(string) string { return "" }}).root()
	for _, c := range root.Commands() {
		if want := `\fBfocus ` + roff(c.Name()) + `\fR`; c.Hidden == strings.Contains(string(page), want) {
			t.Errorf("hidden %v: focus.1 and %q disagree", c.Hidden, want)
		}
	}
}

// TestManualsAreSound has groff format every page with its warnings on.
func TestManualsAreSound(t *testing.T) {
	groff, err := exec.LookPath("groff")
	if err != nil {
		t.Skip(err)
	}
	pages, err := filepath.Glob(filepath.Join(manFolder, "*.[1-9]"))
	if err != nil || len(pages) < 4 {
		t.Fatalf("%d pages, %v", len(pages), err)
	}
	for _, page := range pages {
		cmd := exec.Command(groff, "-man", "-Tutf8", "-ww", "-rHY=0", "-z", page)
		if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
			t.Errorf("%s: %v\n%s", page, err, out)
		}
	}
}
