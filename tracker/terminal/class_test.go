package terminal

import (
	"testing"

	"focusd/tracker"
)

func TestIsTerminal(t *testing.T) {
	for class, want := range map[string]bool{
		"XTerm": true, "UXTerm": true, "URxvt": true, "foot": true, "footclient": true, "Alacritty": true, "kitty": true,
		"org.wezfurlong.wezterm": true, "Gnome-terminal": true, "gnome-terminal-server": true, "org.gnome.Terminal": true,
		"org.gnome.Console": true, "kgx": true, "konsole": true, "org.kde.konsole": true, "Xfce4-terminal": true,
		"Mate-terminal": true, "Lxterminal": true, "qterminal": true, "Tilix": true, "Terminator": true, "st-256color": true,
		"rio": true, "com.mitchellh.ghostty": true, "org.gnome.Ptyxis": true, "cool-retro-term": true, "Guake": true,
		"Tilda": true, "yakuake": true, "terminology": true, "weston-terminal": true,
		"firefox": false, "code": false, "emacs": false, "": false, "termite mound": false,
	} {
		if got := IsTerminal(tracker.CanonicalApp(class, "")); got != want {
			t.Errorf("IsTerminal of class %q = %v, want %v", class, got, want)
		}
	}
}

func TestKinds(t *testing.T) {
	for name, want := range map[string]struct{ shell, wrapper, interpreter bool }{
		"bash":       {shell: true, interpreter: true},
		"-bash":      {shell: true, interpreter: true},
		"zsh":        {shell: true, interpreter: true},
		"nu":         {shell: true, interpreter: true},
		"sudo":       {wrapper: true},
		"doas":       {wrapper: true},
		"env":        {wrapper: true},
		"python3.11": {interpreter: true},
		"node":       {interpreter: true},
		"ruby3.2":    {interpreter: true},
		"lua5.4":     {interpreter: true},
		"vim":        {},
		"ssh":        {},
		"":           {},
	} {
		if isShell(name) != want.shell || isWrapper(name) != want.wrapper || isInterpreter(name) != want.interpreter {
			t.Errorf("%q: shell %v, wrapper %v, interpreter %v, want %+v",
				name, isShell(name), isWrapper(name), isInterpreter(name), want)
		}
	}
}
