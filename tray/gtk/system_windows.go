package gtk

import (
	"image"
	"os"
	"strings"

	"github.com/getlantern/systray"

	"focusd/tray/icon"
)

// tempVariable says where the library writes its files.
const tempVariable = "TMP"

// alive reports whether there is a process with that id.
func alive(pid int) bool {
	process, err := os.FindProcess(pid) // opens it
	if err != nil {
		return false
	}
	process.Release()
	return true
}

func encode(img image.Image, size int) []byte { return icon.ICO(icon.PNG(img), size) }

// escape doubles what Windows takes for the mark of a shortcut.
func escape(title string) string { return strings.ReplaceAll(title, "&", "&&") }

// longestTooltip is what NOTIFYICONDATA has room for, and one for its end.
const longestTooltip = 127

// settle has nothing to wait for.
func settle() {}

// oneIcon has nothing to do: there is one kind of tray.
func oneIcon() {}

// setTitle shows it as a tooltip: there is no text beside icons here.
func setTitle(title string) {
	if runes := []rune(title); len(runes) > longestTooltip {
		title = string(runes[:longestTooltip-1]) + "…"
	}
	systray.SetTooltip(title)
}

// findIndicator has nothing to look for.
func findIndicator() {}

// showSeparator does nothing: the library does not tell the number by which
// Windows would know one, so a few lines meet where there is nothing between them.
func showSeparator(int, bool) {}

// setMiddle and setAttention do nothing: the library listens for two buttons, and
// an icon of Windows has no such state.
func setMiddle(int)     {}
func setAttention(bool) {}
