package tray

import (
	"strings"

	"focusd/daemon/direction"
)

// isolated is what a person wrote, fit to stand inside a line of the menu.
func isolated(text string) string {
	text = direction.Isolate(text)
	if !strings.HasPrefix(text, direction.First) {
		return text
	}
	// LEFT-TO-RIGHT MARK: Pango takes the direction of the line from the first
	// letter, be it in an isolate or not.
	const mark = "\u200e"
	return mark + text
}
