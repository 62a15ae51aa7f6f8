package session

import (
	"bufio"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"focusd/tray/icon"
)

// Theme guesses what the panel is like from what the desktop says of itself.
// Either is a good answer: its icons can be read on both.
func Theme() icon.Theme {
	if desktops("GNOME", "Unity", "Pantheon") {
		return icon.Dark // the bar is dark whatever the windows are
	}
	if name := os.Getenv("GTK_THEME"); name != "" {
		return themeOf(name)
	}
	dir, err := os.UserConfigDir()
	if err != nil {
		return icon.Either
	}
	file, err := os.Open(filepath.Join(dir, "gtk-3.0", "settings.ini"))
	if err != nil {
		return icon.Either
	}
	defer file.Close()
	return themeOfSettings(bufio.NewScanner(file))
}

// themeOf reads the name of a GTK theme. One that is not called dark may still
// have a dark panel, as Yaru and Arc-Darker do.
func themeOf(name string) icon.Theme {
	if strings.Contains(strings.ToLower(name), "dark") {
		return icon.Dark
	}
	return icon.Either
}

// themeOfSettings reads a settings.ini of GTK.
func themeOfSettings(lines *bufio.Scanner) icon.Theme {
	for lines.Scan() {
		key, value, _ := strings.Cut(lines.Text(), "=")
		key, value = strings.TrimSpace(key), strings.TrimSpace(value)
		switch {
		case key == "gtk-theme-name" && themeOf(value) == icon.Dark,
			key == "gtk-application-prefer-dark-theme" && (value == "1" || value == "true"):
			return icon.Dark
		}
	}
	return icon.Either
}

// LabelsBeside reports whether the panel writes an indicator's label beside its
// icon, where there is room for a few characters, and shows no tooltip. Other
// panels make the label the tooltip.
func LabelsBeside() bool { return desktops("GNOME", "Unity", "Budgie", "X-Cinnamon", "Pantheon") }

// desktops reports whether the session says it is one of these.
func desktops(names ...string) bool {
	for name := range strings.SplitSeq(os.Getenv("XDG_CURRENT_DESKTOP"), ":") {
		if slices.Contains(names, name) {
			return true
		}
	}
	return false
}

// IconSize is the side of an icon in pixels: 44 where GTK draws everything
// twice as large, else 22.
func IconSize() int {
	if scale, err := strconv.Atoi(os.Getenv("GDK_SCALE")); err == nil && scale > 1 {
		return 44
	}
	return 22
}
