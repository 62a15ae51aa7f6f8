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
