package session

import (
	"os"
	"path/filepath"
	"testing"

	"focusd/tray/icon"
)

func TestTheme(t *testing.T) {
	for _, tt := range []struct {
		name     string
		desktop  string
		theme    string // GTK_THEME
		settings string // settings.ini; empty: none
		want     icon.Theme
	}{
		{name: "nothing known", want: icon.Either},
		{name: "GNOME", desktop: "ubuntu:GNOME", want: icon.Dark},
		{name: "not GNOME by part of a name", desktop: "GNOME-Flashback", want: icon.Either},
		{name: "dark by variable", theme: "Adwaita:dark", want: icon.Dark},
		{name: "variable before file", theme: "Adwaita", settings: "gtk-theme-name=Arc-Dark", want: icon.Either},
		{name: "dark by name", settings: "[Settings]\ngtk-theme-name = Arc-Dark\n", want: icon.Dark},
		{name: "dark by preference", settings: "[Settings]\ngtk-theme-name=Adwaita\ngtk-application-prefer-dark-theme=1\n", want: icon.Dark},
		{name: "not dark", settings: "[Settings]\ngtk-theme-name=Adwaita\ngtk-application-prefer-dark-theme=0\n", want: icon.Either},
		{name: "dark cursor", settings: "[Settings]\ngtk-cursor-theme-name=dark\n", want: icon.Either},
	} {
		t.Run(tt.name, func(t *testing.T) {
			config := t.TempDir()
			t.Setenv("XDG_CONFIG_HOME", config)
			t.Setenv("XDG_CURRENT_DESKTOP", tt.desktop)
			t.Setenv("GTK_THEME", tt.theme)
			if tt.settings != "" {
				dir := filepath.Join(config, "gtk-3.0")
				if err := os.Mkdir(dir, 0o700); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(dir, "settings.ini"), []byte(tt.settings), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if got := Theme(); got != tt.want {
				t.Errorf("Theme() = %v, want %v", got, tt.want)
			}
		})
	}
}

func TestLabelsBeside(t *testing.T) {
	for desktop, want := range map[string]bool{
		"": false, "XFCE": false, "KDE": false, "ubuntu:GNOME": true, "X-Cinnamon": true, "gnome": false,
	} {
		t.Setenv("XDG_CURRENT_DESKTOP", desktop)
		if got := LabelsBeside(); got != want {
			t.Errorf("LabelsBeside() in %q = %v, want %v", desktop, got, want)
		}
	}
}

func TestIconSize(t *testing.T) {
	for scale, want := range map[string]int{"": 22, "1": 22, "2": 44, "3": 44, "two": 22} {
		t.Setenv("GDK_SCALE", scale)
		if got := IconSize(); got != want {
			t.Errorf("IconSize() with GDK_SCALE=%q is %d, want %d", scale, got, want)
		}
	}
}
