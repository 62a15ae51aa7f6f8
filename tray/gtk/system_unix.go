//go:build tray && unix

package gtk

import (
	"errors"
	"image"
	"strings"
	"syscall"

	"focusd/tray/icon"
)

// tempVariable says where the library writes its files.
const tempVariable = "TMPDIR"

// alive reports whether there is a process with that id, of whomever.
func alive(pid int) bool {
	return !errors.Is(syscall.Kill(pid, 0), syscall.ESRCH)
}

func encode(img image.Image, _ int) []byte { return icon.PNG(img) }

// escape doubles what the menu protocol takes for the mark of a shortcut. The
// library does not, and a panel would swallow it. Legacy trays, which show
// GTK's own menu, have both.
func escape(title string) string { return strings.ReplaceAll(title, "_", "__") }
