package tracker

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestNormalizeTitle(t *testing.T) {
	tests := []struct{ name, app, title, want string }{
		{"nothing to do", "editor", "notes.txt - Editor", "notes.txt - Editor"},
		{"empty", "editor", "", ""},
		{"blank", "editor", " \t\n", ""},
		{"spaces", "editor", "  a \t b\u00a0c  ", "a b c"},
		{"control characters", "editor", "a\x00b\x1b[0m\u200e\u2066c", "ab[0mc"},
		{"joiners of emoji stay", "chat", "family 👨\u200d👩\u200d👧", "family 👨\u200d👩\u200d👧"},
		{"invalid bytes", "editor", "caf\xe9 one", "caf one"},
		{"a replacement character of its own", "editor", "caf\ufffd one", "caf\ufffd one"},
		{"unread in front", "browser", "(3) Inbox", "Inbox"},
		{"unread in brackets", "browser", "[12] x", "x"},
		{"many unread", "browser", "(99+) Home", "Home"},
		{"thousands unread", "browser", "(1,234) Home", "Home"},
		{"two counters", "browser", "(3) [2] Home", "Home"},
		{"a counter is not a copy", "office", "Report (2) - Office", "Report (2) - Office"},
		{"nor a year", "browser", "Film (1999)", "Film (1999)"},
		{"unread in the inbox", "browser", "Inbox (3) - Mail", "Inbox - Mail"},
		{"unread in a chat", "slack", "general (5) - Team", "general - Team"},
		{"unread at the end of a chat", "discord", "general (5)", "general"},
		{"a number is not a counter", "editor", "3 things", "3 things"},
		{"only a counter", "chat", "(3)", "(3)"},
		{"braille spinner", "terminal", "⠋ building", "building"},
		{"braille spinner without a space", "terminal", "⠙building", "building"},
		{"spinner at the end", "terminal", "building ⠹", "building"},
		{"half moons", "terminal", "◐ tests", "tests"},
		{"stars", "terminal", "✳ thinking", "thinking"},
		{"bars", "terminal", "| install", "install"},
		{"slash", "terminal", "/ install", "install"},
		{"dash", "terminal", "- install", "install"},
		{"backslash", "terminal", `\ install`, "install"},
		{"a root folder is not a spinner", "files", "/ - Files", "/ - Files"},
		{"nor is a path", "files", "/home/me", "/home/me"},
		{"percent in front", "browser", "45% Downloading", "Downloading"},
		{"percent at the end", "browser", "Downloading 45.5%", "Downloading"},
		{"percent in brackets", "browser", "[ 45%] x [45%]", "x"},
		{"percent apart", "browser", "Copy 45 % done", "Copy done"},
		{"percent between separators", "browser", "a - 45% - b", "a - b"},
		{"percent and separator", "browser", "45% - Downloading", "Downloading"},
		{"percent within a word stays", "browser", "50%off %20", "50%off %20"},
		{"modified, in front", "editor", "*notes.txt - Editor", "notes.txt - Editor"},
		{"modified, apart", "editor", "● notes.txt - Editor", "notes.txt - Editor"},
		{"modified, at the end", "editor", "notes.txt •", "notes.txt"},
		{"modified, before a separator", "editor", "notes.txt * — Editor", "notes.txt — Editor"},
		{"modified, glued to the name", "editor", "notes.txt* - Editor", "notes.txt - Editor"},
		{"modified, as editors in terminals say it", "terminal", "notes.txt [+]", "notes.txt"},
		{"a star inside", "editor", "a * b", "a * b"},
		{"position of a player", "mpv", "Song 00:12:31", "Song"},
		{"position and length", "mpv", "Song 12:31 / 45:00 - mpv", "Song - mpv"},
		{"position and length in brackets", "vlc", "Song [12:31/45:00]", "Song"},
		{"fractions of a second", "mpv", "Song 1:02:03.5", "Song"},
		{"hours in any app", "browser", "Call 00:12:31", "Call"},
		{"a countdown in front", "browser", "24:59 - Focus", "Focus"},
		{"a time of day stays", "browser", "Meeting 12:30", "Meeting 12:30"},
		{"ratios stay", "browser", "16:9 or 4:3", "16:9 or 4:3"},
		{"one behind another", "browser", "⠋ (3) *Inbox", "Inbox"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := NormalizeTitle(tt.app, tt.title); got != tt.want {
				t.Errorf("NormalizeTitle(%q, %q) = %q, want %q", tt.app, tt.title, got, tt.want)
			}
		})
	}
}

func TestNormalizeTitleCutsBetweenRunes(t *testing.T) {
	for _, title := range []string{strings.Repeat("é", 400), "x" + strings.Repeat("é", 400), strings.Repeat("a", 1<<20)} {
		got := NormalizeTitle("editor", title)
		if len(got) < maxTitle-1 || len(got) > maxTitle || !utf8.ValidString(got) {
			t.Errorf("NormalizeTitle of %d bytes = %d bytes, valid %v, want about %d, valid",
				len(title), len(got), utf8.ValidString(got), maxTitle)
		}
	}
}

// restlessTitles are made of what the rules look for, and of what they trip over.
func restlessTitles() *rapid.Generator[string] {
	parts := rapid.SampledFrom([]string{
		"a", "Inbox", "(3)", "[12]", "(99+)", "45%", "7", "%", "*", "●", "•", "⠋", "◐",
		"|", "/", "-", "—", `\`, "00:12:31", "12:31", "[1:02/3:04]", "[+]", " ", "  ", "\t", "\x00", "\xff", "\u200e", "é", "...",
	})
	made := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(parts, 0, 12).Draw(t, "parts"), rapid.SampledFrom([]string{"", " "}).Draw(t, "between"))
	})
	long := rapid.Custom(func(t *rapid.T) string {
		return strings.Repeat(rapid.StringN(1, 20, -1).Draw(t, "part")+" ", rapid.IntRange(1, 80).Draw(t, "times")) + made.Draw(t, "end")
	})
	return rapid.OneOf(made, rapid.String(), long)
}

func TestNormalizeTitleTwiceIsOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		title := restlessTitles().Draw(t, "title")
		app := rapid.SampledFrom([]string{"editor", "mpv", "slack"}).Draw(t, "app")
		once := NormalizeTitle(app, title)
		if twice := NormalizeTitle(app, once); twice != once {
			t.Fatalf("NormalizeTitle(%q) = %q, and of that %q", title, once, twice)
		}
		if !utf8.ValidString(once) || len(once) > maxTitle || strings.TrimSpace(once) != once || strings.Contains(once, "  ") {
			t.Fatalf("NormalizeTitle(%q) = %q: not clean", title, once)
		}
	})
}

func TestNormalizeTitleAllocatesNothingForAQuietTitle(t *testing.T) {
	title := "internal/log.go – project – Editor"
	if n := testing.AllocsPerRun(100, func() { NormalizeTitle("editor", title) }); n != 0 {
		t.Errorf("NormalizeTitle(%q) allocates %v times, want 0", title, n)
	}
}

func TestCanonicalApp(t *testing.T) {
	tests := []struct{ name, class, program, want string }{
		{"class", "Firefox", "firefox-esr", "firefox"},
		{"spaces around", "  XTerm ", "", "xterm"},
		{"spaces inside", "VirtualBox  Manager", "", "virtualbox manager"},
		{"no class", "", "mpv", "mpv"},
		{"blank class", " \t", "mpv", "mpv"},
		{"path of a program", "", "/usr/lib/Thing/thing-bin", "thing-bin"},
		{"windows", "", `C:\Programs\Code.EXE`, "code"},
		{"nothing", "", "", "unknown"},
		{"nothing but a folder", "", "/", "unknown"},
		{"invalid bytes only", "\xff", "", "unknown"},
		{"control characters", "App\x00\n", "", "app"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := CanonicalApp(tt.class, tt.program); got != tt.want {
				t.Errorf("CanonicalApp(%q, %q) = %q, want %q", tt.class, tt.program, got, tt.want)
			}
		})
	}
}

func TestCanonicalAppIsOfOneForm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		class, program := rapid.String().Draw(t, "class"), rapid.String().Draw(t, "program")
		app := CanonicalApp(class, program)
		if app == "" || len(app) > maxApp || !utf8.ValidString(app) || strings.TrimSpace(app) != app {
			t.Fatalf("CanonicalApp(%q, %q) = %q: empty, too long or not clean", class, program, app)
		}
		if again := CanonicalApp(app, ""); again != app {
			t.Fatalf("CanonicalApp(%q, %q) = %q, and of that %q", class, program, app, again)
		}
	})
}

func BenchmarkNormalizeTitle(b *testing.B) {
	for name, title := range map[string]string{
		"quiet":    "internal/log.go - project - Editor",
		"restless": "(3) ⠋ building 45% - project* - Editor",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				NormalizeTitle("editor", title)
			}
		})
	}
}
